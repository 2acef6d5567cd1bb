"""Law: notes that two files share may be left out with the paragraphs that call them, and the findings stay the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_abridgement import WORDS, findings, sentence, shown, small_texts, whole, written

from fidelity import api
from fidelity.cases import case_of
from fidelity.collation.shared_notes import points_to_note
from fidelity.model.errors import WholeTextNeeded
from fidelity.rules import note_gap

CITING = (
    "Anna Kessler, *The Mill* (London: Verso, 1981), 12.",
    "Kessler, *The Mill*, 40.",
    "Ibid., 41.",
    "Ibid.",
    "See Bergen, “The River in Winter”, *Past and Present* 12 (1990): 4–9.",
    "Kessler, 14.",
)


def plain(chance: Random) -> str:
    """A sentence that neither quotes nor points."""
    return " ".join(chance.choices(WORDS, k=chance.randint(6, 14))).capitalize() + "."


def annotated(chance: Random) -> list[str]:
    """Paragraphs most of which call a note, with bodies behind them, behind a few of them, or at the end."""
    citing = chance.random() < 0.4
    pointing = "see note" if chance.random() < 0.1 else "for some"
    size = chance.choice((1, 4, 1000))
    found: list[str] = []
    waiting: list[str] = []
    number = 0
    for _ in range(chance.randint(60, 140)):
        sentences = [
            plain(chance) if chance.random() < 0.9 else sentence(chance).replace("see note", pointing)
            for _ in range(chance.randint(2, 6))
        ]
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
            number += 1
            at = chance.randrange(len(sentences))
            words = sentences[at].split(" ")
            k = chance.choice((len(words) - 1, chance.randrange(len(words))))
            words[k] += f"[^{number}]"
            sentences[at] = " ".join(words)
            waiting.append(chance.choice(CITING) if citing and chance.random() < 0.6 else plain(chance))
        paragraph = " ".join(sentences)
        labels = iter(sorted(map(int, re.findall(r"\[\^(\d+)\]", paragraph))))
        found.append(re.sub(r"\[\^\d+\]", lambda _, labels=labels: f"[^{next(labels)}]", paragraph))
        if len(waiting) >= size:
            found += [f"[^{number - len(waiting) + n}]: {body}" for n, body in enumerate(waiting, 1)]
            waiting = []
        if chance.random() < 0.02:
            found.append("## " + " ".join(chance.choices(WORDS, k=3)).capitalize())
        if chance.random() < 0.01:
            found.append("> " + plain(chance))
    return found + [f"[^{number - len(waiting) + n}]: {body}" for n, body in enumerate(waiting, 1)]


def calling(text: list[str]) -> list[int]:
    return [i for i, paragraph in enumerate(text) if "[^" in paragraph and not paragraph.startswith("[^")]


def bodies(text: list[str]) -> list[int]:
    return [i for i, paragraph in enumerate(text) if paragraph.startswith("[^")]


def a_word(text: list[str], chance: Random) -> None:
    at = chance.randrange(len(text))
    words = text[at].split(" ")
    words[chance.randrange(1 if text[at].startswith("[^") else 0, len(words))] = chance.choice((*WORDS, "1987", "not"))
    text[at] = " ".join(words)


def a_note(text: list[str], chance: Random) -> None:
    """A note deleted with its call."""
    at = chance.choice(bodies(text))
    label = text.pop(at).partition(":")[0]
    text[:] = [paragraph.replace(label, "") for paragraph in text]


def a_body(text: list[str], chance: Random) -> None:
    del text[chance.choice(bodies(text))]


def a_call(text: list[str], chance: Random) -> None:
    at = chance.choice(calling(text))
    text[at] = re.sub(r"\[\^\d+\]", "", text[at], count=1)


def swapped_bodies(text: list[str], chance: Random) -> None:
    one, two = (chance.choice(bodies(text)) for _ in range(2))
    (label, first), (other, second) = (text[at].split(": ", 1) for at in (one, two))
    text[one], text[two] = f"{label}: {second}", f"{other}: {first}"


def swapped_places(text: list[str], chance: Random) -> None:
    one, two = (chance.choice(bodies(text)) for _ in range(2))
    text[one], text[two] = text[two], text[one]


def swapped_calls(text: list[str], chance: Random) -> None:
    one, two = (re.findall(r"\[\^\d+\]", text[chance.choice(calling(text))])[0] for _ in range(2))
    for at in calling(text):
        text[at] = text[at].replace(one, "\0").replace(two, one).replace("\0", two)


def a_call_moved(text: list[str], chance: Random) -> None:
    at = chance.choice(calling(text))
    call = re.findall(r"\[\^\d+\]", text[at])[0]
    words = text[at].replace(call, "").split(" ")
    words[chance.randrange(len(words))] += call
    text[at] = " ".join(words)


def a_call_moved_away(text: list[str], chance: Random) -> None:
    at, to = chance.choice(calling(text)), chance.choice(calling(text))
    call = re.findall(r"\[\^\d+\]", text[at])[-1]
    text[at] = text[at].replace(call, "")
    text[to] = call.join(text[to].split(" ", 1)) if " " in text[to] else text[to] + call


def a_wrong_number(text: list[str], chance: Random) -> None:
    at = chance.choice(chance.choice((calling, bodies))(text))
    text[at] = re.sub(r"\[\^(\d+)\]", lambda match: f"[^{int(match[1]) + chance.choice((1, 1, 100))}]", text[at], count=1)


def all_renumbered(text: list[str], chance: Random) -> None:
    by = chance.choice((1, 10))
    text[:] = [re.sub(r"\[\^(\d+)\]", lambda match: f"[^{int(match[1]) + by}]", paragraph) for paragraph in text]


def a_body_said_again(text: list[str], chance: Random) -> None:
    one, two = (chance.choice(bodies(text)) for _ in range(2))
    text[one] = text[one].split(": ", 1)[0] + ": " + text[two].split(": ", 1)[1]


def a_reference(text: list[str], chance: Random) -> None:
    text[chance.randrange(len(text))] += f" See note {chance.randint(1, 30)}."


def a_paragraph(text: list[str], chance: Random) -> None:
    del text[chance.randrange(len(text))]


def a_paragraph_moved(text: list[str], chance: Random) -> None:
    text.insert(chance.randrange(len(text)), text.pop(chance.randrange(len(text))))


CHANGES: tuple[Callable[[list[str], Random], None], ...] = (
    *(a_word, a_word, a_word, a_note, a_body, a_call, swapped_bodies, swapped_places, swapped_calls, a_call_moved),
    *(a_call_moved_away, a_wrong_number, all_renumbered, a_body_said_again, a_reference, a_paragraph, a_paragraph_moved),
)


def compared(folder: Path, text: list[str], edition: list[str]) -> int | None:
    """The number of notes left out of both; None where the texts cannot be abridged. The findings must be the same."""
    files = written(folder, text, [paragraph for paragraph in edition if paragraph.strip()])
    with small_texts():
        both = api.read_abridged(*files)
        if both is None:
            return None
        try:
            found = shown(findings(both))
        except WholeTextNeeded:
            return None
    assert found == shown(findings(whole(files)))
    return len(both[0].source.notes_left_out)


@pytest.mark.parametrize("change", dict.fromkeys(CHANGES), ids=lambda change: change.__name__)
def test_findings_are_the_same_without_the_notes_that_two_texts_share(
    tmp_path_factory: pytest.TempPathFactory, change: Callable[[list[str], Random], None]
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    tried = without = 0

    @settings(max_examples=12)
    @given(st.integers(min_value=0))
    def law(seed: int) -> None:
        nonlocal tried, without
        chance = Random(seed)
        text = annotated(chance)
        edition = list(text)
        change(edition, chance)
        for _ in range(chance.choice((0, 0, 1, 2))):
            a_word(edition, chance)
        left_out = compared(folder, text, edition)
        tried += left_out is not None
        without += bool(left_out)

    law()
    assert tried or change is all_renumbered  # of that nothing is left to leave out
    assert without or change not in {a_word, a_body_said_again, a_paragraph, a_paragraph_moved, a_call_moved}


@pytest.mark.parametrize(
    ("paragraph", "points"),
    [
        ("see note 12.", True),
        ("siehe Anm. 3", True),
        ("in NOTE\u00a07", True),
        ("*note* 4", True),
        ("note *4*", True),
        ("cf. n. 5", True),
        ("see note&nbsp;12", True),
        ("see <i>n.</i>&#160;12", True),
        ("see **note** 12", True),
        ("see note __12__", True),
        ("see [note](#fn12) 12", True),
        ("see note\\ 12", True),
        ("in 1984 &amp; 1985 **7** of them, a note[^3]", False),
        ("In 1984 they came, and 7 of them.", False),
        ("The mill[^12] and 1999", False),
        ("a keynote12", False),
        ("notes.[^3]", False),
    ],
)
def test_a_number_that_points_to_a_note_is_known(paragraph: str, points: bool) -> None:
    assert points_to_note(paragraph) == points


def test_a_gap_in_the_numbers_is_told_from_one_that_was_made_by_leaving_notes_out(tmp_path: Path) -> None:
    chance = Random(1)
    text: list[str] = []
    for number in range(1, 41):
        text += [" ".join(plain(chance) for _ in range(4)) for _ in range(2)]
        text += [f"{plain(chance)} {plain(chance)} {plain(chance)}[^{number + (number > 20)}]"]
        text += [f"[^{number + (number > 20)}]: {plain(chance)}"]
    edition = list(text)
    for at in range(0, 100, 4):  # so that most notes are near something
        edition[at] = edition[at].replace(".", ",", 1)
    edition[-2] = edition[-2].replace("[^41]", "").replace(".", "[^41].", 1)
    left_out = compared(tmp_path, text, edition)
    assert left_out is not None
    assert 5 < left_out < 20
    with small_texts():
        both = api.read_abridged(tmp_path / "canonical.md", tmp_path / "edition.md")
        assert both is not None
    for canonical, edition_text in (both, whole((tmp_path / "canonical.md", tmp_path / "edition.md"))):
        gaps = [claim.message for claim in note_gap.check(case_of(edition_text, canonical))]
        assert gaps == ["note 21 is missing between 20 and 22"]


@pytest.mark.parametrize("pointing", ["See note&nbsp;{}.", "See **note** {}.", "See <i>n.</i>&#160;{}."])
def test_a_reference_to_a_note_is_judged_with_all_notes_however_it_is_written(tmp_path: Path, pointing: str) -> None:
    chance = Random(3)
    text: list[str] = []
    for number in range(1, 31):
        text += [" ".join(plain(chance) for _ in range(5)), f"{plain(chance)} {plain(chance)}[^{number}]"]
        text += [f"[^{number}]: {plain(chance)}"]
    added = [*text[:-3], f"{text[-3]} {pointing.format(12)}", *text[-2:]]
    assert compared(tmp_path, text, added) == 0
    assert compared(tmp_path, added, [*text[:-3], f"{text[-3]} {pointing.format(17)}", *text[-2:]]) == 0
    assert compared(tmp_path, text, [*text[:-3], f"{text[-3]} See page&nbsp;{12}.", *text[-2:]])
