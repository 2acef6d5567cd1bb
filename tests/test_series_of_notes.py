"""Pages of editions: two series of notes, a critical apparatus below them, notes behind each chapter."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_notes_in_pdfs import WORDS, called, calls_of, extracted, note, notes_of, prose
from test_pdf_reader import flow, show

from fidelity.doubts import open_notes


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same notes."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def rule(y: float, x: float = 40, width: float = 80) -> str:
    return f"{x} {y} {width} 0.4 re f\n"


def series(number: str, letter: str, seed: int = 0, *, call: bool = True) -> str:
    """A page whose numbered note stands over one with a letter, both called from its text."""
    page = prose(560, 12, seed) + called(400, "a mark", number) + prose(388, 10, seed + 3)
    page += called(250, "the gauge.", letter) if call else show(40, 250, "the gauge. and so on it went,", 10)
    page += note(100, number, f"The note {number}.")
    return page + note(80, letter, f"The editor's note {letter}") + show(45, 70, f"goes on to the end of {letter}.", 8)


@pytest.mark.parametrize("letters", ["ab", "AB", ("i", "ii")])
def test_letters_label_a_second_series_of_notes(letters: tuple[str, str], tmp_path: Path) -> None:
    one, two = letters
    text = extracted(tmp_path, series("1", one), series("2", two, 1))
    assert notes_of(text) == {
        "1": "The note 1.",
        one: f"The editor's note {one} goes on to the end of {one}.",
        "2": "The note 2.",
        two: f"The editor's note {two} goes on to the end of {two}.",
    }
    assert calls_of(text) == [("1", "mark"), (one, "gauge."), ("2", "mark"), (two, "gauge.")]
    assert not open_notes(text)


def test_letters_that_begin_anew_on_each_page(tmp_path: Path) -> None:
    assert list(notes_of(extracted(tmp_path, series("1", "a"), series("2", "a", 1)))) == ["1", "a", "2", "2-a"]


def test_a_raised_letter_that_nothing_calls_opens_no_note(tmp_path: Path) -> None:
    text = extracted(tmp_path, series("1", "a", call=False), series("2", "b", 1, call=False))
    assert list(notes_of(text)) == ["1", "2"]


@pytest.mark.parametrize("word", ["the 12", "the side x", "the tome XI"])
def test_ordinals_and_exponents_call_no_note(word: str, tmp_path: Path) -> None:
    letter = "e" if word.endswith("I") else "a"
    page = prose(560, 12) + called(400, "a mark", "1") + called(388, word, letter) + prose(376, 10, 3)
    text = extracted(tmp_path, page + note(100, "1", "The note.") + note(80, letter, "Small type."))
    assert list(notes_of(text)) == ["1"]


def test_letters_over_the_text_label_no_notes_of_it(tmp_path: Path) -> None:
    page = prose(560, 4) + called(500, "the moon", "a") + called(488, "the sun", "b")
    page += note(460, "a", "A legend.") + note(450, "b", "Another legend.")
    page += prose(420, 18, 3) + called(200, "a mark", "1") + note(60, "1", "The note.")
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"1": "The note."}
    assert "Another legend." in text.string[: text.running_end]


def test_letters_alone_label_no_notes(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the moon", "a") + called(388, "the sun", "b") + prose(376, 8, 3)
    assert not notes_of(extracted(tmp_path, page + note(60, "a", "A legend.") + note(50, "b", "Another.")))


# ------------------------------------------------------------------------------------------------------------ apparatus


def edited(*entries: str, note_end: str = "The end.") -> tuple[str, str]:
    """A page whose note stands over small lines, at whose end a sentence goes on, and the next page."""
    page = prose(560, 12) + called(400, "a mark", "1") + prose(388, 10, 3) + show(40, 268, "the boats had brought", 10)
    page += note(100, "1", "The note begins here.") + show(45, 90, note_end, 8)
    page += "".join(show(45, 70 - 10 * i, entry, 8) for i, entry in enumerate(entries))
    return page, show(40, 560, "it to the harbour of the town.", 10) + prose(548, 12, 7) + show(
        40, 404, "the clerk went home.", 10
    )


def test_a_critical_apparatus_is_no_end_of_a_note(tmp_path: Path) -> None:
    text = extracted(tmp_path, *edited("12 mark ] sign B", "14–15 the clerk ] om. C"))
    assert notes_of(text) == {"1": "The note begins here. The end."}
    running = text.string[: text.running_end]
    assert "the boats had brought it to" in " ".join(running.split())
    assert running.strip().split("\n")[-2:] == ["12 mark ] sign B", "14–15 the clerk ] om. C"]


def test_the_rest_of_an_entry_goes_with_it(tmp_path: Path) -> None:
    text = extracted(
        tmp_path, *edited("12 mark ] sign B and all of the other", "witnesses 14 clerk ] man C", "16 boat ] ship B")
    )
    assert notes_of(text) == {"1": "The note begins here. The end."}


@pytest.mark.parametrize(
    ("entries", "note_end"),
    [
        (("12 mark ] sign B",), "The end."),
        (("12 of the clerk] and so on.", "14 of the boats] again."), "As he [that is,"),
        (("12 [sic] mark and so on.", "14 [sic] boats again."), "The end."),
    ],
)
def test_other_lines_with_brackets_stay_in_their_note(entries: tuple[str, ...], note_end: str, tmp_path: Path) -> None:
    text = extracted(tmp_path, *edited(*entries, note_end=note_end))
    assert all(entry in notes_of(text)["1"] for entry in entries[:1])


# ---------------------------------------------------------------------------------------------------- notes of chapters


def said(seed: int, label: str) -> str:
    return f"The {WORDS[4 * seed + int(label)]} of {WORDS[3 * seed + int(label) + 1]} is in book {seed}{label}."


def chapter(seed: int, rest: int, *labels: str) -> tuple[str, ...]:
    """A chapter that ends with a few lines of its second page, and its notes on a page of their own."""
    calls = "".join(called(400 - 12 * i, f"mark {seed}{label}", label) for i, label in enumerate(labels))
    first = prose(560, 12, seed) + calls + prose(350, 20, seed + 3)
    top = 500 + 17 * seed
    notes = "".join(show(50, top - 20 * i, f"{label}. {said(seed, label)}", 8) for i, label in enumerate(labels))
    return first, prose(560, rest, seed + 9), notes


def test_notes_follow_a_chapter_that_ends_with_two_lines(tmp_path: Path) -> None:
    text = extracted(tmp_path, *chapter(0, 2, "1", "2"), *chapter(1, 8, "1", "2"), *chapter(2, 9, "1", "2", "3"))
    expected = [said(seed, label) for seed, labels in ((0, "12"), (1, "12"), (2, "123")) for label in labels]
    assert list(notes_of(text).values()) == expected
    assert [word for _, word in calls_of(text)] == ["01", "02", "11", "12", "21", "22", "23"]


# --------------------------------------------------------------------------------------------------------------- rules


@pytest.mark.parametrize("x", [220, 40])
def test_a_rule_under_an_epigraph_stands_over_no_notes(x: float, tmp_path: Path) -> None:
    page = show(x, 560, "What the sea takes it keeps.", 9) + rule(548, x, 100)
    page += show(40, 500, "The harbour, 3 May 1801", 10) + prose(480, 10) + called(340, "a mark", "1") + prose(328, 10, 3)
    page += flow(40, 190, ("b", 10, 0), (" and so on.", 10, 0)) + rule(120) + note(100, "1", "The note.")
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"1": "The note."}
    assert "line3x9" in text.string[: text.running_end]
