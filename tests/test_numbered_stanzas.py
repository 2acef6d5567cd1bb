"""Stanzas with numbers: verse, line for line, while items of prose stay items."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, headings, lines
from test_notes_in_pdfs import extracted
from test_pdf_reader import show

from fidelity.model.marks import Kind
from fidelity.model.text import Text

FIRST = (
    "The boats went out at break of day,",
    "The tide was on the turn,",
    "And those who watched them from the quay",
    "Had little yet to learn.",
)
SECOND = (
    "The bell was rung at six o\u2019clock,",
    "The lamps were lit at nine,",
    "And no one on the harbour wall",
    "Had seen the lanterns shine.",
)
LONG = (
    "Then let it be written, and let it be read by all who may",
    "come:",
    "The sea has given,",
    "The sea has taken,",
    "And no one is to know.",
)


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def stanza(top: float, number: str, *words: str, x: float = 40) -> str:
    return show(x, top, number) + "".join(show(x + 15, top - 12 * i, line) for i, line in enumerate(words))


def verses(text: Text) -> list[str]:
    return [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.VERSE)]


def test_each_line_of_a_stanza_with_a_number_is_a_verse(tmp_path: Path) -> None:
    page = stanza(560, "1.", *FIRST) + stanza(490, "2.", *SECOND) + lines(420, *[FULL] * 12)
    assert verses(extracted(tmp_path, page)) == ["1. " + "\u2028".join(FIRST), "2. " + "\u2028".join(SECOND)]


def test_a_verse_too_long_for_its_column_goes_on_further_in(tmp_path: Path) -> None:
    page = stanza(560, "1.", *FIRST) + show(40, 490, "2.") + show(55, 490, LONG[0]) + show(75, 478, LONG[1])
    page += "".join(show(55, 466 - 12 * i, line) for i, line in enumerate(LONG[2:]))
    page += stanza(410, "3.", *SECOND) + lines(340, *[FULL] * 12)
    assert verses(extracted(tmp_path, page))[1] == "\u2028".join((f"2. {LONG[0]} {LONG[1]}", *LONG[2:]))


@pytest.mark.parametrize(
    "words",
    [
        # prose, whose lines are full
        (
            "The boats that went out at the break of the day, before the bell",
            "Came home with nothing in them but the nets, and the clerk of the",
            "Harbour wrote it into the ledger, as he had done with all of the",
            "Boats that had been lost before it.",
        ),
        # parts of a sentence
        ("The boats that went out,", "the nets,", "the lanterns,", "the bell."),
    ],
)
def test_other_items_are_no_stanzas(words: tuple[str, ...], tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 4) + stanza(520, "1.", *words) + stanza(460, "2.", *words) + lines(400, *[FULL] * 8)
    assert not verses(extracted(tmp_path, page))


def test_the_title_of_a_song_stands_in_the_middle_over_its_poet(tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 6, "and so on.") + show(150, 460, "The Lost Boat", 12) + show(163, 447.6, "Anna Merrow", 9)
    assert headings(extracted(tmp_path, page + stanza(425, "1.", *FIRST) + lines(350, *[FULL] * 12))) == ["The Lost Boat"]


def test_a_larger_line_in_the_midst_of_the_text_is_no_title(tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 6) + show(150, 508, "The Lost Boat", 12) + show(163, 496, "Anna Merrow", 9)
    assert headings(extracted(tmp_path, page + lines(483, *[FULL] * 12))) == []
