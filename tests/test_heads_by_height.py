"""Lines at the height of running heads that no other page repeats: heads of sections, or headings of pages that begin anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_notes_in_pdfs import extracted
from test_pdf_reader import show

FULL = "The clerk of the harbour wrote down what the boats had brought to it"
LAST = "nobody read it."


def page(head: str, *, size: float = 10, first: str = FULL, last: str = LAST) -> str:
    """A head apart from twelve lines of text."""
    lines = [first, *[FULL] * 10, last]
    return show(40, 580, head, size) + "".join(show(40, 555 - 12 * i, line) for i, line in enumerate(lines))


@pytest.mark.parametrize("headings", [("Exercise", "Exercise"), ("Dear Anna,", "Dear Anna,"), ("§ 1", "§ 2")])
def test_the_heading_of_a_page_that_begins_anew_stays_beside_two_that_recur(headings: tuple[str, str], tmp_path: Path) -> None:
    string = extracted(tmp_path, page(headings[0]), page(headings[1]), page("To the heirs")).string
    assert "To the heirs\n" in string


def test_a_smaller_line_beside_two_heads_goes(tmp_path: Path) -> None:
    pages = [page(head, size=8) for head in ("The Harbour", "The Harbour", "To the heirs")]
    assert "To the heirs" not in extracted(tmp_path, *pages).string


def test_a_line_in_the_midst_of_a_sentence_goes_beside_two_heads(tmp_path: Path) -> None:
    goes_on = page("To the heirs", first=FULL[0].lower() + FULL[1:])
    string = extracted(tmp_path, page("The Harbour"), page("The Harbour", last=FULL), goes_on).string
    assert "To the heirs" not in string


@pytest.mark.parametrize(("head", "goes"), [("Of Lamps 3", True), ("3 Of Lamps", True), ("Of Lamps 7", False)])
def test_a_line_with_the_number_of_its_page_goes_beside_two_heads(head: str, goes: bool, tmp_path: Path) -> None:
    string = extracted(tmp_path, page("Of Boats 1"), page("Of Boats 2"), page(head)).string
    assert (head not in string) is goes


@pytest.mark.parametrize(("heads", "others", "goes"), [(5, 14, True), (5, 15, False), (4, 11, False)])
def test_a_heading_where_few_pages_have_heads_stays(heads: int, others: int, goes: bool, tmp_path: Path) -> None:
    """A head on five pages and on a quarter of all says of another line at its height that it is one."""
    text = "".join(show(40, 573 - 12 * i, FULL) for i in range(12)) + show(40, 573 - 144, LAST)
    pages = [*[page("The Lower Harbour")] * heads, page("Of Lamps"), *[text] * others]
    assert ("Of Lamps" not in extracted(tmp_path, *pages).string) is goes


def test_numbers_that_grow_with_the_pages_need_no_words_that_recur(tmp_path: Path) -> None:
    heads = ["Of Boats 11", "Of Boats 12", "Of Lamps 13", "Of Ropes 14", "Of Salt 15", "Of Nets 16", "Of Oars 17", "Of Tar 18"]
    string = extracted(tmp_path, *[page("")] * 3, *map(page, heads)).string
    assert not any(head in string for head in heads)
