"""Columns inside text of one column, notes in the next column, and what browsers set beside caps."""

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


LEFT = (
    "of the boats that came in it is told that",
    "they had brought the clerk of the town",
    "a book of their own, and in that book",
)
RIGHT = (
    "was the name of every man that had gone",
    "out before the harbour was, and all the",
    "days on which he had come back to it.",
)


def measured(words: str, size: float, measure: float) -> float:
    """The size at which words fill a measure, in points, given one that is near it."""
    return size * measure / width(words, size)


def in_two(top: float, left: tuple[str, ...], right: tuple[str, ...]) -> str:
    """Small lines in two columns, each but the last as long as its column."""
    page = ""
    for x, column in ((40, left), (198, right)):
        for i, words in enumerate(column):
            page += show(x, top - 10 * i, words, measured(words, 8, 142 if i < 2 else 130))
    return page


def test_small_columns_between_two_parts_of_the_text_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 8, "So it went on.") + in_two(430, LEFT, RIGHT) + lines(380, *[FULL] * 8, "And so on.")
    text = extracted(tmp_path, page)
    assert " ".join((*LEFT, *RIGHT)) in text.string
    assert text.string.index("So it went on.") < text.string.index(LEFT[0]) < text.string.index("And so on.")


def test_a_small_table_of_ragged_cells_between_two_parts_of_the_text_keeps_its_rows(tmp_path: Path) -> None:
    rows = (("the boats of the harbour", "the clerk, who wrote"), ("a book of all its days", "a man of the mill"))
    rows += (("the rope that lay there", "nobody, as they say"), ("the mill and its wheel", "the clerk of the town"))
    table = "".join(show(40, 430 - 10 * i, one, 8) + show(210, 430 - 10 * i, two, 8) for i, (one, two) in enumerate(rows))
    page = lines(560, *[FULL] * 8, "So it went on.") + table + lines(372, *[FULL] * 8, "And so on.")
    string = extracted(tmp_path, page).string
    assert all(string.index(one) < string.index(two) < string.index(one) + 60 for one, two in rows)


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
