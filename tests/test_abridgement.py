"""Law: what two files share and nothing refers to may be left out of both, and the findings stay the same."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from command import fidelity
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import checking_speed
from benchmarks.checking.edition import edited
from benchmarks.checking.harmful import PLANTERS, plant
from benchmarks.checking.measure import apparatus
from benchmarks.checking.site import Site
from fidelity import api, cases
from fidelity.collation import segments, shared_paragraphs
from fidelity.model.errors import WholeTextNeeded
from fidelity.model.finding import Finding
from fidelity.model.span import Span
from fidelity.model.text import Text

WORDS = (
    "mill river winter school teacher barn old stone quiet bridge never only they have built under after which council "
    "hardly carried letters Anna Bergen Kessler London Tuesday harvest against without their every some most seven twelve"
).split()
WIDTHS = 72, 88
TEXTS = Path(apparatus.__file__).parent / "texts"


@contextmanager
def small_texts() -> Iterator[None]:
    """What is only done to long texts, done to short ones, so that hundreds can be tried."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared_paragraphs, "LEAST", 0)
        patch.setattr(shared_paragraphs, "HEAD", 0)
        patch.setattr(shared_paragraphs, "WORTH", 0.0)
        patch.setattr(segments, "LONGEST_UNSEGMENTED", 0)
        patch.setattr(cases, "LONG", 0)
        yield


def sentence(chance: Random) -> str:
    """A sentence, which may quote, name, count, emphasise or point."""
    words = [chance.choice(WORDS) for _ in range(chance.randint(5, 18))]
    words[0] = words[0].capitalize()
    at = chance.randrange(1, len(words) - 2)
    kind = chance.random()
    if kind < 0.12:
        end = chance.randint(at, len(words) - 2)
        words[at], words[end] = "“" + words[at], words[end] + "”"
    elif kind < 0.16:
        words[at] = f"*{words[at]}*"
    elif kind < 0.2:
        words[at] = str(chance.randint(3, 1999))
    elif kind < 0.23:
        words[at] = f"({words[at]})"
    elif kind < 0.234:
        words[at] = f"“{words[at]}"
    elif kind < 0.238:
        words[at] = f"{words[at]}”"
    elif kind < 0.25:
        words[at] = f"see note {chance.randint(1, 9)}"
    elif kind < 0.27:
        words[at] = chance.choice(("«so»", '"so"', "don’t", "re-use", "Müller", "l’école", "3.5", "p. 7", "won- der"))
    elif kind < 0.6:
        words[at] += ","
    return " ".join(words) + chance.choice(("." if kind < 0.9 else "?", "."))


def book(chance: Random) -> list[str]:
    """The paragraphs of a text: prose with refrains and dialogue, notes, headings, quotations, items."""
    refrains = [sentence(chance) for _ in range(3)]
    found: list[str] = []
    notes = 0
    for _ in range(chance.randint(20, 120)):
        kind = chance.random()
        prose = [chance.choice(refrains) if chance.random() < 0.06 else sentence(chance) for _ in range(chance.randint(1, 6))]
        if kind < 0.04:
            found.append("## " + " ".join(chance.choice(WORDS) for _ in range(3)).capitalize())
        elif kind < 0.07:
            found.append("> " + " ".join(prose))
        elif kind < 0.1:
            found.append("- " + " ".join(prose))
        elif kind < 0.12:
            found.append("— " + " ".join(prose))
        elif kind < 0.14 and found:
            found.append(chance.choice(found))
        elif kind < 0.26:
            notes += 1
            note = chance.choice(
                (" ".join(prose[:1]), "Ibid.", f"Kessler, *The Mill* (London: Verso, 19{notes + 10}), {notes}.")
            )
            found += [" ".join(prose) + f"[^{notes}]", f"[^{notes}]: {note}"]
        else:
            found.append(" ".join(prose))
    return found


def prose() -> list[str]:
    """Paragraphs of nothing but words, enough of them to leave some out."""
    chance = Random(5)
    return [" ".join(f"{' '.join(chance.choices(WORDS, k=9)).capitalize()}." for _ in range(4)) for _ in range(30)]


def changed(text: list[str], chance: Random) -> list[str]:
    """An edition with a few changes of any kind."""
    edition = list(text)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(edition))
        words = edition[at].split(" ")
        k = chance.randrange(len(words))
        kind = chance.randrange(13)
        if kind == 0:
            words[k] = chance.choice(WORDS)
        elif kind == 1:
            del words[k]
        elif kind == 2:
            words.insert(k, chance.choice(("not", "1987", "Kessler", *WORDS)))
        elif kind == 3:
            words[k] = re.sub(r"[.,“”*]|\[\^\d+\]", "", words[k])
        elif kind == 4:
            words[k] = f"“{words[k]}”"
        elif kind == 5:
            words[k] = f"*{words[k]}*"
        elif kind == 12:  # what stands elsewhere, from the middle of a sentence or not
            there = re.findall(r"[^\W\d_]+", chance.choice(edition).lower())
            start = chance.choice((0, chance.randrange(len(there)))) if there else 0
            words[k:k] = there[start : start + 9]
        edition[at] = " ".join(word for word in words if word)
        if kind == 6:
            del edition[at]
        elif kind == 7:
            edition.insert(chance.randrange(len(edition)), edition.pop(at))
        elif kind == 8:
            edition.insert(chance.randrange(len(edition)), sentence(chance))
        elif kind == 9:
            edition.insert(chance.randrange(len(edition)), edition[at])
        elif kind == 10:
            edition[at] = edition[at].replace("“", '"').replace("”", '"')
        elif kind == 11:
            other = chance.randrange(len(edition))
            parts = edition[at].split(". ")
            moved = parts.pop(chance.randrange(len(parts)))
            edition[at] = ". ".join(parts)
            edition[other] = f"{moved} {edition[other]}"
        edition = [paragraph for paragraph in edition if paragraph.strip()]
    return edition or text


def written(folder: Path, text: list[str], edition: list[str]) -> tuple[Path, Path]:
    """Both as files, each wrapped at its own width."""
    files = folder / "canonical.md", folder / "edition.md"
    for file, content, width in zip(files, (text, edition), WIDTHS, strict=True):
        file.write_text(checking_speed.written(content, width), encoding="utf-8")
    return files


def shown(findings: tuple[Finding, ...]) -> list[Finding]:
    """Findings with all that a reporter shows: places in the files, not those in the texts."""
    nowhere = Span(0, 0)
    return [
        replace(
            one,
            span=nowhere,
            canonical_span=None if one.canonical_span is None else nowhere,
            variants=frozenset(map(str, range(len(one.variants)))),  # type: ignore[arg-type]
        )
        for one in findings
    ]


def findings(texts: tuple[Text, Text], language: str = "en") -> tuple[Finding, ...]:
    """What is found in an edition of a canonical text."""
    canonical, edition = texts
    return api.examine(edition, canonical, languages=(language,)).findings


def whole(files: tuple[Path, Path]) -> tuple[Text, Text]:
    return api.read_against(files[0]), api.read_edition(files[1])


def test_findings_are_the_same_without_what_two_texts_share(tmp_path_factory: pytest.TempPathFactory) -> None:
    abridged = needed = left_out = 0
    folder = tmp_path_factory.mktemp("texts")

    @settings(max_examples=150)
    @given(st.integers(min_value=0))
    def law(seed: int) -> None:
        nonlocal abridged, needed, left_out
        chance = Random(seed)
        text = book(chance)
        files = written(folder, text, changed(text, chance))
        with small_texts():
            both = api.read_abridged(*files)
            if both is None:
                return
            abridged += 1
            left_out += len(both[0].source.left_out)
            try:
                found = findings(both)
            except WholeTextNeeded:
                needed += 1
                return
            assert shown(found) == shown(findings(whole(files)))

    law()
    assert abridged > 20
    assert left_out > 0
    assert needed < abridged / 2


def test_a_passage_across_a_cut_stands_in_the_text(tmp_path: Path) -> None:
    text = prose()
    abridged = 0
    for paragraph in text[:25]:
        passage = " ".join(re.findall(r"[^\W\d_]+", paragraph.lower())[:9])
        edition = [*text[:-2], text[-2].replace(" ", f" {passage} ", 1), text[-1]]
        files = written(tmp_path, text, edition)
        with small_texts():
            both = api.read_abridged(*files)
            if both is not None:
                abridged += 1
                assert shown(findings(both)) == shown(findings(whole(files)))
    assert abridged


@pytest.mark.parametrize("language", sorted(file.stem for file in TEXTS.glob("*.md")))
def test_what_the_benchmark_plants_is_found_alike(tmp_path: Path, language: str) -> None:
    content, chance = (TEXTS / f"{language}.md").read_text(encoding="utf-8"), Random(language)
    words = re.findall(r"[^\W\d_]+", content)
    blocks: list[str] = []
    for block in content.strip().split("\n\n"):  # each paragraph with others behind it, which may be left out
        blocks.append(block)
        if block[0].isalpha():
            blocks += [". ".join(" ".join(chance.choices(words, k=12)).capitalize() for _ in range(3)) + "." for _ in range(4)]
    site = Site(language, "\n\n".join(blocks) + "\n", language)
    files = tmp_path / "canonical.md", tmp_path / "edition.md"
    files[0].write_text(site.content, encoding="utf-8")
    tried = 0
    for kind in PLANTERS:
        change = plant(kind, Random(kind), site)
        if change is None:
            continue
        files[1].write_text(edited(site.content, change.edits).content, encoding="utf-8")
        with small_texts():
            both = api.read_abridged(*files)
            assert both is not None
            found = shown(findings(both, language))
            assert found == shown(findings(whole(files), language)), kind
        tried += bool(found)
    assert tried > 20


def test_the_places_of_an_abridged_text_are_those_of_the_file(tmp_path: Path) -> None:
    text = prose()
    edition = [*text[:-2], text[-2].replace(" ", " Kessler ", 1), text[-1]]
    files = written(tmp_path, text, edition)
    with small_texts():
        both = api.read_abridged(*files)
    assert both is not None
    for abridged, complete in zip(both, whole(files), strict=True):
        assert abridged.source.left_out
        assert abridged.source.content == complete.source.content
        assert abridged.source.sha256 == complete.source.sha256
        assert complete.source.content is not None
        for offset, (character, copied) in enumerate(zip(abridged.string, abridged.source.file, strict=True)):
            if copied >= 0:
                place = abridged.source.file_place(offset)
                assert complete.source.content[place] == character
                assert abridged.file_hull(Span(offset, offset + 1)) == Span(place, place + 1)
        for start in range(len(abridged.string) - 1):  # what is one stretch is one in the whole file
            span = abridged.file_span(Span(start, start + 2))
            assert span is None or complete.source.content[slice(*span)] == abridged.string[start : start + 2]
        # every word of the file is in the one or the other, and those about a cut are said again
        words, all_words = (Counter(re.findall(r"\w+", string)) for string in (abridged.everything, complete.string))
        assert set(words) == set(all_words)
        assert words >= all_words


LINES: tuple[Callable[[str], str], ...] = (
    lambda prose: f"```\n{prose}\n\n{prose}\n```",
    lambda prose: f"<div>\n\n{prose}\n\n</div>",
    lambda prose: f"<!-- {prose}\n\n{prose} -->",
)


@pytest.mark.parametrize("wrapping", LINES)
def test_a_text_in_which_something_goes_on_over_paragraphs_is_read_whole(
    tmp_path: Path, wrapping: Callable[[str], str]
) -> None:
    text = prose()
    files = written(tmp_path, text, text)
    with small_texts():
        assert api.read_abridged(*files) is not None
        files[1].write_text(
            files[1].read_text(encoding="utf-8") + "\n" + wrapping("The mill was old.") + "\n", encoding="utf-8"
        )
        assert api.read_abridged(*files) is None


PRINTED = 40
"""Lines of a printed page."""


def extracted(folder: Path) -> Path:
    """A canonical text and its log, extracted from a source with running heads, broken words and notes."""
    chance = Random(8)
    lines: list[str] = []
    for k in range(60):
        wrapped = textwrap.wrap(" ".join(sentence(chance) for _ in range(4)).replace("*", ""), 60)
        if k % 4 == 0:
            wrapped[0] = wrapped[0].replace(" ", f"{k // 4 + 1} ", 1)
        word = wrapped[0].split(" ")[-1]
        if len(word) > 5 and word.isalpha():
            wrapped[0] = f"{wrapped[0][:-3]}-"
            wrapped[1] = f"{word[-3:]} {wrapped[1]}"
        lines += [f"   {wrapped[0]}", *wrapped[1:]]
    pages = ["\n".join(lines[at : at + PRINTED]) for at in range(0, len(lines), PRINTED)]
    source = folder / "book.txt"
    source.write_text("\f".join(f"THE MILL     {k + 1}\n\n{page}\n" for k, page in enumerate(pages)), encoding="utf-8")
    done = fidelity("extract", source, "-o", folder / "book.md")
    assert done.code == 0, done.err
    return folder / "book.md"


def test_a_canonical_text_that_was_extracted_is_abridged_with_its_pages(tmp_path: Path) -> None:
    canonical, edition = extracted(tmp_path), tmp_path / "edition.md"
    blocks = canonical.read_text(encoding="utf-8").split("\n\n")
    abridged = 0
    for seed in range(12):
        changed_blocks = changed(blocks, Random(seed))
        edition.write_text(checking_speed.written(changed_blocks, 66), encoding="utf-8")
        with small_texts():
            both = api.read_abridged(canonical, edition)
        if both is None:
            continue
        complete = whole((canonical, edition))
        printing = both[0].source.printing
        assert printing is not None
        assert complete[0].source.printing is not None
        assert replace(printing, origin=complete[0].source.printing.origin) == complete[0].source.printing
        assert len(printing.origin) == len(both[0].string) < len(complete[0].string)
        printed = {place: complete[0].locate(at) for at, place in enumerate(complete[0].source.file) if place >= 0}
        for at, place in enumerate(both[0].source.file):
            if place >= 0:
                assert both[0].locate(at) == printed[both[0].source.file_place(at)]
        try:
            with small_texts():
                found = findings(both)
                assert shown(found) == shown(findings(complete))
        except WholeTextNeeded:
            continue
        abridged += any(finding.source is not None and finding.source.page is not None for finding in found)
    assert abridged > 4


def test_a_log_that_does_not_fit_is_left_to_whoever_reads_the_whole_text(tmp_path: Path) -> None:
    canonical, edition = extracted(tmp_path), tmp_path / "edition.md"
    log = api.log_path(canonical)
    content, emendations = canonical.read_text(encoding="utf-8"), log.read_text(encoding="utf-8")
    edition.write_text(content, encoding="utf-8")
    with small_texts():
        assert api.read_abridged(canonical, edition) is not None
        for damaged in (emendations.replace('"text_sha256": "', '"text_sha256": "0'), emendations[:-40], ""):
            log.write_text(damaged, encoding="utf-8")
            assert api.read_abridged(canonical, edition) is None
        log.write_bytes(b"\xff")
        assert api.read_abridged(canonical, edition) is None
        # a word that was changed after it was extracted, also where it would be left out
        log.write_text(emendations, encoding="utf-8")
        words = content.split(" ")
        words[len(words) // 2] += "s"
        for file in (canonical, edition):
            file.write_text(" ".join(words), encoding="utf-8")
        assert api.read_abridged(canonical, edition) is None


def test_a_long_edition_is_checked_alike_by_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(7)
    text = checking_speed.paragraphs(90_000, chance)
    edition, edits = checking_speed.edited(text, chance, 0.0001)
    files = written(tmp_path, text, edition)
    command = ["check", str(files[1]), "--against", str(files[0]), "--format", "json", "--info"]
    both = api.read_abridged(*files)
    assert both is not None
    assert len(both[0].source.left_out) > 0.3 * len(both[0].source.content or "")
    monkeypatch.setenv("FIDELITY_CACHE_DIR", str(tmp_path / "one"))
    abridged = fidelity(*command)
    assert abridged.text.count('"code":') > edits / 2 > 0
    monkeypatch.setenv("FIDELITY_CACHE_DIR", str(tmp_path / "other"))
    monkeypatch.setattr(api, "read_abridged", lambda *_, **__: None)
    assert fidelity(*command) == abridged
