"""Every rule finds in abridged texts what it finds in whole ones: its own page's examples, between paragraphs that are shared.

A rule that counts or searches the whole text sees by itself no more than what was kept. It has to ask `Text.everything`, or to
raise WholeTextNeeded. What is left out here has the words of the example again, as they are and small, and other marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pages
import pytest
from command import fidelity
from test_abridgement import WORDS, findings, shown, small_texts, whole

from fidelity import api, checking
from fidelity.agenda import Wish, tasks_of
from fidelity.catalog import REPAIRS, RULES
from fidelity.language.identification import identify
from fidelity.model.errors import WholeTextNeeded
from fidelity.model.finding import Finding
from fidelity.model.text import Text
from fidelity.results import results_of

COMPARED = [part.page for part in (*RULES, *(repair for repair in REPAIRS if not repair.transcript_only))]
_MARKUP = re.compile(r"\[\^[^\]]*\]:?|<[^>]*>|^\s*[#>|+*-]+ |^\s*\d+[.)] |[*_`~\[\]{}()<>#|\\^“”„«»\"‘’‚']", re.M)
_MARKS = re.compile(r"[“”„«»\"‘’,;:–—]")


def _neutral(chance: Random) -> str:
    return " ".join(f"{' '.join(chance.choices(WORDS, k=12)).capitalize()}." for _ in range(5))


def _said_again(text: str) -> str:
    """The words of a text and its points inside sentences, as one sentence of a paragraph that tells nothing."""
    return "They kept that " + re.sub(r"[.!?]?\s+", " ", _MARKUP.sub("", text)).strip(" .,;:!?–—-…") + " in their letters."


def padded(canonical: str, edition: str) -> tuple[str, str]:
    """Both between the same paragraphs, of which most can be left out."""
    chance = Random(5)
    again = [_said_again(canonical), _said_again(edition), _said_again(canonical).lower(), _said_again(edition).lower()]
    marked = ["They kept “two mills” and “one barn” of the old stone." for _ in range(3)]
    between = [paragraph for one in (*again, *marked) for paragraph in (one, _neutral(chance))]
    around = [_neutral(chance) for _ in range(9)]
    one, two = (
        "\n\n".join([*around[:3], text.strip("\n"), *around[3:6], *between, *around[6:]]) + "\n"
        for text in (canonical, edition)
    )
    return one, two


def _examples(page: Path) -> list[tuple[str, str]]:
    """The canonical texts and editions of a page; an edition alone is held against itself without its marks."""
    trials = [trial for blocks in pages.read(page).blocks.values() for trial in pages.trials(blocks)]
    alone = [trial for trial in trials if trial.relation == "edition" and not trial.printed and not trial.others]
    return [(trial.canonical or _MARKS.sub("", trial.edition), trial.edition) for trial in alone]


@pytest.mark.parametrize("page", COMPARED, ids=lambda page: page.stem)
def test_a_rule_finds_the_same_in_abridged_texts(tmp_path: Path, page: Path) -> None:
    files = tmp_path / "canonical.md", tmp_path / "edition.md"
    for example in _examples(page):
        for file, content in zip(files, padded(*example), strict=True):
            file.write_text(content, encoding="utf-8")
        language = identify(example[1]) or "en"
        with small_texts():
            both = api.read_abridged(*files)
            if both is None:
                continue
            try:
                found = findings(both, language)
            except WholeTextNeeded:
                continue
            assert shown(found) == shown(findings(whole(files), language)), example


def test_most_examples_are_abridged(tmp_path: Path) -> None:
    files = tmp_path / "canonical.md", tmp_path / "edition.md"
    examples = [example for page in COMPARED for example in _examples(page)]
    abridged = 0
    for example in examples:
        for file, content in zip(files, padded(*example), strict=True):
            file.write_text(content, encoding="utf-8")
        with small_texts():
            both = api.read_abridged(*files)
        abridged += both is not None and "They kept that" in both[0].source.left_out
    assert abridged > 0.8 * len(examples) > 100


def _found(tmp_path: Path, canonical: str, edition: str, elsewhere: str, language: str = "en") -> list[str]:
    """What is found between paragraphs that both texts share, one with `elsewhere` being left out; the same in whole texts."""
    chance = Random(3)
    around = [_neutral(chance) for _ in range(13)]
    hidden = f"{_neutral(chance)} {elsewhere} {_neutral(chance)}"
    files = tmp_path / "canonical.md", tmp_path / "edition.md"
    for file, text in zip(files, (canonical, edition), strict=True):
        file.write_text("\n\n".join([*around[:5], text, *around[5:9], hidden, *around[9:]]) + "\n", encoding="utf-8")
    with small_texts():
        both = api.read_abridged(*files)
        assert both is not None
        assert all(elsewhere in one.source.left_out and elsewhere not in one.string for one in both)
        found = shown(findings(both, language))
        assert found == shown(findings(whole(files), language))
    return [f"{one.code} {one.canonical} → {one.edition}" for one in found]


def test_a_name_at_the_beginning_of_a_sentence_is_known_by_what_was_left_out(tmp_path: Path) -> None:
    texts = "Potter was far. Nobody came by rail.", "Miller was far. Nobody came by rail."
    known = "They walked to Potter in the rain, and to Miller in the snow."
    assert _found(tmp_path, *texts, known) == ["T107 Potter → Miller"]
    assert _found(tmp_path, *texts, "They walked to town in the rain, and to market in the snow.") != ["T107 Potter → Miller"]
    # a word that is written small somewhere is no name
    small = "A potter is a kind of man, a miller another, and to Potter in Miller they said so."
    assert _found(tmp_path, *texts, small) != ["T107 Potter → Miller"]


def test_a_passage_is_doubled_that_was_left_out(tmp_path: Path) -> None:
    passage = "The council met in the hall by the river."
    texts = "The rain fell. Nobody came by rail.", f"The rain fell. {passage} Nobody came by rail."
    assert [one[:4] for one in _found(tmp_path, *texts, f"They said that {passage.lower()}")] == ["T111"]
    assert [one[:4] for one in _found(tmp_path, *texts, "They said that the council met in the town.")] == ["T103"]


def test_a_lost_space_is_none_where_what_was_left_out_has_none_either(tmp_path: Path) -> None:
    texts = "They had tea, cake and beer for all.", "They had tea,cake and beer for all."
    assert [one[:4] for one in _found(tmp_path, *texts, "It was a fine mill.")] == ["T119"]
    assert "T119" not in [one[:4] for one in _found(tmp_path, *texts, "It was a tea,cake and beer house.")]


def test_a_spelling_is_not_modernised_throughout_that_was_left_out(tmp_path: Path) -> None:
    texts = (
        " ".join(f"The {word} ship lay at anchor {when}." for when in ("here", "there", "then")) for word in ("auld", "old")
    )
    canonical, edition = (text.replace("auld", "daß").replace("old", "dass") for text in texts)
    assert [one[:4] for one in _found(tmp_path, canonical, edition, "It was a fine mill.", "de")] == ["T124"]
    left = _found(tmp_path, canonical, edition, "It was a fine daß mill.", "de")
    assert left
    assert "T124" not in [one[:4] for one in left]


@pytest.fixture
def abridged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Short texts are abridged by the command, too; for each time that it was tried, whether it could be done."""
    done: list[bool] = []
    read = api.read_abridged

    def counted(*arguments: Any, **others: Any) -> tuple[Text, Text] | None:
        both = read(*arguments, **others)
        done.append(both is not None and bool(both[1].source.left_out))
        return both

    monkeypatch.setattr(api, "read_abridged", counted)
    monkeypatch.setattr(checking, "_ABRIDGED", 0)
    with small_texts():
        yield done


@dataclass(frozen=True)
class Project:
    """A canonical text and an edition with a lost space, a changed word and a note without a body."""

    folder: Path

    def __post_init__(self) -> None:
        self.folder.mkdir()
        chance = Random(3)
        around = [_neutral(chance) for _ in range(24)]
        texts = (
            ["They had tea, cake and beer for all.", "It was a good mill.[^1]", "[^1]: Of the old sort."],
            ["They had tea,cake and beer for all.", "It was a bad mill.[^1]", "[^1]: Of the old sort."],
        )
        for name, (one, two, note) in zip(("canonical", "edition"), texts, strict=True):
            content = "\n\n".join([*around[:8], one, *around[8:16], two, *around[16:], note]) + "\n"
            (self.folder / f"{name}.md").write_text(content, encoding="utf-8")

    def files(self) -> dict[str, str]:
        return {path.name: path.read_text(encoding="utf-8") for path in sorted(self.folder.iterdir()) if path.is_file()}


COMMANDS = (
    ("check", "edition.md", "--against", "canonical.md", "--fix"),
    ("check", "edition.md", "--against", "canonical.md", "--diff"),
    ("check", "edition.md", "--against", "canonical.md", "--format", "full", "--info"),
    ("check", "edition.md", "--against", "canonical.md", "--format", "sarif", "--info"),
    ("accept", "edition.md", "--rule", "T101", "--reason", "it may", "--by", "A", "--against", "canonical.md"),
    ("diff", "canonical.md", "edition.md", "-o", "report.html"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join((command[0], *command[4:6])))
def test_no_command_loses_what_was_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, abridged: list[bool], command: tuple[str, ...]
) -> None:
    one, two = Project(tmp_path / "one"), Project(tmp_path / "two")
    before = one.files()
    monkeypatch.setenv("FIDELITY_CACHE_DIR", str(tmp_path / "cache of one"))
    outcome = fidelity(*command, cwd=one.folder)
    assert outcome.code < 2, outcome.err
    assert any(abridged) or command[0] in {"diff", "accept"}
    monkeypatch.setattr(api, "read_abridged", lambda *_, **__: None)
    monkeypatch.setenv("FIDELITY_CACHE_DIR", str(tmp_path / "cache of two"))
    whole_outcome = fidelity(*command, cwd=two.folder)
    assert whole_outcome.text.replace(str(two.folder), str(one.folder)) == outcome.text
    assert two.files() == one.files()
    fixed = before["edition.md"].replace("tea,cake", "tea, cake") if "--fix" in command else before["edition.md"]
    assert one.files()["edition.md"] == fixed
    assert one.files()["canonical.md"] == before["canonical.md"]


@pytest.mark.parametrize("relation", ["quoting", "excerpt", "translation"])
def test_only_an_edition_of_the_whole_text_is_abridged(tmp_path: Path, abridged: list[bool], relation: str) -> None:
    project = Project(tmp_path / "one")
    fidelity(
        "check",
        "edition.md",
        "--against",
        "canonical.md",
        "--relation",
        relation,
        "--config",
        "cache=false",
        cwd=project.folder,
    )
    assert not abridged
    fidelity("check", "edition.md", "--against", "canonical.md", "--config", "cache=false", cwd=project.folder)
    assert abridged == [True]


def test_the_editor_shows_what_is_found_in_whole_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, abridged: list[bool]
) -> None:
    project = Project(tmp_path / "one")
    (project.folder / "fidelity.toml").write_text(
        'cache = false\n[[text]]\ncanonical = "canonical.md"\neditions = ["edition.md"]\n', encoding="utf-8"
    )
    path = project.folder / "edition.md"
    content = path.read_text(encoding="utf-8").replace("beer for all", "beer for most")  # as it is in the editor

    def judged() -> list[Finding]:
        results = results_of(
            tasks_of([path], Wish()), {path: content.encode()}, checking._unwatched, lambda _: None, processes=1
        )
        return shown(results.findings)

    found = judged()
    assert any(abridged)
    assert [finding.code for finding in found] == ["T119", "T109", "T101"]
    monkeypatch.setattr(api, "read_abridged", lambda *_, **__: None)
    assert judged() == found
