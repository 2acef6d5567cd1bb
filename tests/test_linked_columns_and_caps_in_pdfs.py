"""Linked notes in the next column and overleaf, and what browsers set beside caps."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, blocks, lines
from test_notes_in_pdfs import called, calls_of, extracted, link, notes_of, width
from test_pdf_reader import show


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)
    return str(request.param)


def measured(words: str, size: float, measure: float) -> float:
    """The size at which words fill a measure, in points, given one that is near it."""
    return size * measure / width(words, size)


def test_a_linked_note_ends_where_larger_text_stands_over_the_notes_of_the_next_page(tmp_path: Path) -> None:
    first = lines(560, *[FULL] * 8) + called(464, "the first mark", "0") + called(452, "the second mark", "0")
    first += show(40, 60, "0 One is a note.", 7) + show(40, 50, "0 Two is a note.", 7)
    second = lines(560, *[FULL] * 8) + called(464, "the third mark", "0") + show(40, 50, "0 Three is a note.", 7)
    links = link(40 + width("the first mark") - 1, 464, 40, 68) + link(40 + width("the second mark") - 1, 452, 40, 58)
    links += link(40 + width("the third mark") - 1, 464, 40, 58).replace("[10 0 R", "[12 0 R")
    text = extracted(tmp_path, first, second, page=f"/Annots [{links}]")
    assert all(words.count("is a note") == 1 and FULL not in words for words in notes_of(text).values())
    assert "the third mark" in text.string[: text.running_end]


def test_calls_that_link_to_notes_in_the_next_column_and_to_the_corner_of_it(tmp_path: Path) -> None:
    half = "the clerk of the harbour wrote it"
    page = lines(560, *[half] * 30) + "".join(called(190 - 12 * i, f"a mark {i}", str(i + 1)) for i in range(3))
    page += lines(510, *[half] * 26, x=215)
    page += "".join(show(215, 560 - 10 * i, f"{i + 1}. Of this it is said.", 8) for i in range(3))
    # browsers let the link to a note that two columns share lead to the head of the page
    tops = (568, 2000, 548)
    links = "".join(link(40 + width(f"a mark {i}") - 1, 190 - 12 * i, 215, top) for i, top in enumerate(tops))
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert list(notes_of(text)) == ["1", "2", "3"]
    assert [label for label, _ in calls_of(text)] == ["1", "2", "3"]


@pytest.mark.parametrize(("above", "whole"), [("n the harbour the clerk wrote", True), ("Nothing of it was told then", False)])
def test_a_cap_that_stands_lower_than_its_first_line(above: str, whole: bool, tmp_path: Path) -> None:
    page = show(40, 515, "I", 30) + lines(538, above, *["the boats of the harbour came"] * 2, x=54)
    text = extracted(tmp_path, page + lines(502, *[FULL] * 12, "and so on."))
    assert ("In the harbour the clerk wrote the boats" in text.string) == whole


def raised(heading: str) -> str:
    """A heading in the middle over a line that a raised initial opens, and which goes on in small letters."""
    words = FULL[4:].upper()
    size = measured(words, 7, width(FULL) - 28)
    return show(100, 520, heading, 9) + show(40, 500, "T", 34) + show(62, 500, "HE", 7) + show(78, 500, words, size)


def test_a_raised_initial_takes_no_heading_into_its_line(tmp_path: Path) -> None:
    page = raised("OF THE CLERK AND HIS BOOK") + lines(486, "Harbour and boats were his," + FULL[27:], *[FULL] * 14)
    text = extracted(tmp_path, page)
    assert blocks(text)[0] == "OF THE CLERK AND HIS BOOK"
    assert "brought to it Harbour and boats" in text.string.replace("BROUGHT TO IT", "brought to it")


def test_a_paragraph_that_begins_beside_the_cap_of_a_shorter_one(tmp_path: Path) -> None:
    page = show(40, 524, "W", 46) + show(86, 548, "hat did the clerk say?")
    page += show(100, 536, FULL[:-14]) + show(86, 524, FULL[:-11]) + lines(512, *[FULL] * 10, "and so on.")
    assert blocks(extracted(tmp_path, page))[:2] == [
        "What did the clerk say?",
        " ".join((FULL[:-14].strip(), FULL[:-11].strip(), *[FULL] * 10, "and so on.")),
    ]
