"""What browsers, word processors and formatters print: headings across columns, initials between lines, stated letters."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, blocks, lines, stanzas
from test_notes_in_pdfs import WORDS, called, extracted, note, notes_of, prose
from test_pdf_reader import show

from fidelity.model.marks import Kind


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def column(top: float, count: int, x: float, seed: int, leading: float = 12) -> str:
    """Lines of a narrow column, no two alike."""
    return "".join(
        show(x, top - leading * i, " ".join((WORDS * 2)[(seed + 5 * i) % 17 :][:5]) + f" s{seed}x{i}") for i in range(count)
    )


def in_this_order(string: str, *words: str) -> bool:
    places = [string.find(word) for word in words]
    return min(places) >= 0 and all(one < two for one, two in pairwise(places))


def test_a_short_heading_parts_columns_that_end_and_begin_level(tmp_path: Path) -> None:
    page = column(560, 6, 40, 1) + column(560, 6, 215, 2) + show(40, 474, "The Lost Boats", 12, "F3")
    page += column(450, 6, 40, 3) + column(450, 6, 215, 4)
    string = extracted(tmp_path, page).string
    assert in_this_order(string, "s1x5", "s2x5", "The Lost Boats", "s3x0", "s4x5")


LONG = "history/harbours-and-keepers/letters-of-the-boatmen-1800-1860.html"


@pytest.mark.parametrize(("across", "spans"), [(LONG, False), ("all of the Boats of the harbour wrote down what there", True)])
def test_an_address_that_no_column_holds_spans_none(across: str, spans: bool, tmp_path: Path) -> None:
    page = column(560, 12, 40, 0) + show(40, 416, across) + column(404, 12, 40, 1)
    page += column(560, 12, 215, 2) + ("" if spans else column(416, 1, 215, 3)) + column(404, 12, 215, 4)
    string = extracted(tmp_path, page).string
    middle = ("s2x0", "s2x11", across[:9], "s1x0") if spans else (across[:9], "s1x0", "s2x0", "s2x11")
    assert in_this_order(string, "s0x11", *middle, "s4x0")


def test_labels_that_hang_far_out_of_a_column_are_of_it(tmp_path: Path) -> None:
    def noted(x: float, first: int) -> str:
        labels = "".join(show(x, 560 - 36 * i, str(first + i)) for i in range(8))
        return labels + "".join(show(x + 60, 560 - 12 * i, f"the boats had brought {first}x{i}") for i in range(24))

    string = extracted(tmp_path, noted(20, 11) + noted(215, 51)).string
    assert in_this_order(string, "11 the boats", "18 the boats", "51 the boats", "58 the boats")


def test_a_heading_beside_the_other_column_is_of_its_own(tmp_path: Path) -> None:
    page = column(560, 6, 40, 1) + show(40, 474, "The Lost Boats", 12, "F3") + column(450, 6, 40, 3) + column(560, 15, 215, 2)
    string = extracted(tmp_path, page).string
    assert in_this_order(string, "s1x5", "The Lost Boats", "s3x5", "s2x0", "s2x14")


def test_a_line_alone_between_level_lines_is_no_heading_across(tmp_path: Path) -> None:
    """A blank line in one column beside a line of the other: the lines keep their distance."""
    page = column(560, 14, 40, 1) + column(560, 6, 215, 2) + column(476, 7, 215, 3)
    assert in_this_order(extracted(tmp_path, page).string, "s1x0", "s1x7", "s1x13", "s2x0", "s3x6")


@pytest.mark.parametrize("x", [40, 215])
def test_the_last_line_of_a_longer_column_above_notes_is_no_heading_across(x: int, tmp_path: Path) -> None:
    page = column(560, 30, 40, 1) + column(560, 30, 215, 2) + show(x, 200, "and that is the last line of all", 10)
    page += "".join(show(at, 170 - 10 * i, f"{i} A note of the clerk n{at}x{i}", 8) for at in (40, 215) for i in range(5))
    columns = {40: ("s1x29", "the last line"), 215: ("s2x29", "the last line")}
    assert in_this_order(extracted(tmp_path, page).string, *columns[x])
    assert in_this_order(extracted(tmp_path, page).string, "s1x29", "s2x0")


def test_columns_below_a_title_that_one_of_them_has_are_not_parted(tmp_path: Path) -> None:
    """The left column begins lower, below the title; a paragraph and a heading of the right one end where nothing stands."""
    page = show(50, 560, "The Book of Boats", 18) + column(568, 3, 215, 2) + show(40, 510, "Anna Merrow")
    page += show(215, 510, "The Clerk", 16) + column(492, 20, 215, 4) + show(40, 478, "The Boats", 16) + column(460, 20, 40, 3)
    assert in_this_order(
        extracted(tmp_path, page).string, "Book of Boats", "Anna", "s3x0", "s3x19", "s2x0", "s2x2", "Clerk", "s4x0"
    )


def test_columns_that_end_at_two_heights_are_parted_by_no_heading(tmp_path: Path) -> None:
    page = column(560, 6, 40, 1) + show(40, 474, "The Lost Boats", 12, "F3") + column(450, 6, 40, 3)
    page += column(560, 3, 215, 2) + column(450, 6, 215, 4)
    assert in_this_order(extracted(tmp_path, page).string, "s1x5", "The Lost Boats", "s3x5", "s2x0", "s4x5")


def test_a_heading_set_as_one_that_spans_the_columns_spans_them_too(tmp_path: Path) -> None:
    """The text below it is so short that it fills one column."""
    page = column(560, 6, 40, 1) + column(560, 6, 215, 2) + show(40, 474, "The Lost Boats", 12, "F3")
    page += column(450, 6, 40, 3) + column(450, 5, 215, 4) + show(40, 364, "The Clerk", 12, "F3") + column(340, 4, 40, 5)
    assert in_this_order(extracted(tmp_path, page).string, "s2x5", "The Lost", "s3x5", "s4x4", "The Clerk", "s5x0")


@pytest.mark.parametrize(("start", "parted"), [(447, True), (442, False)])
def test_columns_below_a_heading_across_them_begin_nearly_level(start: float, parted: bool, tmp_path: Path) -> None:
    """A raised call in the first line of one of them lowers that line."""
    page = column(560, 6, 40, 1) + column(560, 6, 215, 2) + show(40, 474, "The Lost Boats", 12, "F3")
    page += column(450, 6, 40, 3) + column(start, 6, 215, 4)
    order = ("s1x5", "s2x5", "The Lost", "s3x5", "s4x0") if parted else ("s1x5", "The Lost", "s3x5", "s2x5", "s4x0")
    assert in_this_order(extracted(tmp_path, page).string, *order)


def test_short_notes_above_one_across_the_columns_stand_below_both(tmp_path: Path) -> None:
    page = column(560, 30, 40, 1) + column(560, 30, 215, 2)
    page += show(40, 120, "1. One is a note.", 8) + show(40, 110, "2. Two is short.", 8)
    page += show(40, 100, "3. Three is a note of the clerk that goes on and on over both of the columns to the edge", 8)
    string = extracted(tmp_path, page).string
    assert in_this_order(string, "s1x29", "s2x29", "One is a note", "Two is short", "Three is a note")


def test_the_last_lines_of_a_column_above_a_heading_across_stay_in_it(tmp_path: Path) -> None:
    page = column(560, 12, 40, 1) + column(560, 10, 215, 2)
    page += show(40, 404, "Of all the boats that were lost and of the clerk who counted", 12, "F3")
    page += column(380, 10, 40, 3) + column(380, 10, 215, 4)
    assert in_this_order(extracted(tmp_path, page).string, "s1x9", "s1x11", "s2x0", "s2x9", "Of all the boats", "s3x0", "s4x9")


@pytest.mark.parametrize(("cap", "base", "size"), [("\xc0", 524.0, 53), ("H", 554.9, 23), ("H", 557.5, 22)])
def test_initials_that_stand_on_no_line(cap: str, base: float, size: float, tmp_path: Path) -> None:
    """A capital made small, so that its accent is level with the line; and one that a browser sets between two lines."""
    width, count = 0.75 * size, 4 if size > 30 else 2
    page = show(40, base, cap, size)
    page += "".join(
        show(42 + width, 562 - 12 * i, f"ere the clerk wrote down what the boats had brought {i}") for i in range(count)
    )
    page += lines(562 - 12 * count, *[FULL] * 10)
    assert extracted(tmp_path, page).string.startswith(f"{cap}ere the clerk")


def test_rows_of_a_table_in_small_type_are_not_the_distance_of_lines(tmp_path: Path) -> None:
    page = lines(560, *[FULL, FULL.replace("the clerk", "The Clerk", 1)] * 4)
    page += "".join(show(60 + 80 * k, 440 - 10 * i, f"{k}7{i}2", 8) for i in range(6) for k in range(3))
    page += lines(370, *[FULL] * 4)
    assert "brought to it The Clerk of the harbour" in blocks(extracted(tmp_path, page))[0]


SMALL = (
    "one of them shows it to the next",
    "the third has said no word of it;",
    "the one who is the longest gone",
    "is longest in the churchyard yet",
)


def test_lines_far_from_the_edge_are_verse_though_they_begin_small(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 10, "and so on:") + lines(416, *SMALL, x=58) + lines(356, *[FULL] * 20)
    assert stanzas(extracted(tmp_path, page)) == [SMALL]


def test_lines_of_a_quotation_that_begin_small_are_no_verse(tmp_path: Path) -> None:
    words = (
        "And the clerk of the harbour wrote it all down for",
        "the boats that had been lost in it, and for those",
        "that had not yet come home to the harbour, at the",
    )
    page = lines(560, *[FULL] * 10, "and so on:") + lines(416, *words, "end of the year.", x=70) + lines(356, *[FULL] * 20)
    assert not stanzas(extracted(tmp_path, page))


def test_the_last_word_of_a_note_is_no_heading_over_the_next(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += (
        note(110, "1", "One is in the books of the harbour, no. 31 and")
        + show(45, 100, "note.", 8)
        + note(90, "2", "Two is a note.")
    )
    found = notes_of(extracted(tmp_path, page))
    assert found == {"1": "One is in the books of the harbour, no. 31 and note.", "2": "Two is a note."}


def test_small_capitals_whose_small_letters_the_file_states(tmp_path: Path) -> None:
    """A span of capitals says which small letters it stands for; one that states other words, or none, stays."""
    page = show(40, 560, "S") + f"/Span << /ActualText (e) >> BDC\n{show(46.7, 560, 'E', 7)}EMC\n"
    page += f"/Span << /ActualText (it) >> BDC\n{show(54, 560, 'IT', 7)}EMC\n"
    page += show(66, 560, "of NATO he wrote that the river rose") + lines(548, *[FULL] * 10)
    assert extracted(tmp_path, page).string.startswith("Se it of NATO he wrote")


@pytest.mark.parametrize("marked", [(1, 2, 3), (2,)])
def test_carets_before_notes_are_links_back(marked: tuple[int, ...], tmp_path: Path) -> None:
    """Where most notes have one; a single one is of the text."""
    page = prose(560, 12) + "".join(called(400 - 12 * i, f"the mark{i}", str(i)) for i in (1, 2, 3))
    for i in (1, 2, 3):
        page += note(120 - 10 * i, str(i), f"{'^ ' if i in marked else ''}Note {i} is here.")
    found = notes_of(extracted(tmp_path, page))
    assert found["2"] == ("Note 2 is here." if len(marked) > 1 else "^ Note 2 is here.")
    assert found["1"] == "Note 1 is here."


@pytest.mark.parametrize(("first", "size", "goes"), [(573, 8, True), (573, 11, False), (540, 8, False)])
def test_a_head_stands_a_little_lower_on_the_first_page(first: int, size: int, goes: bool, tmp_path: Path) -> None:
    """As the head of a table does in a browser; what is larger, or further down, is no head."""
    top = show(100, first, "The Boats of the Lost Harbour", size) + prose(first - 30, 20)
    heads = [show(100, 582, "The Boats of the Lost Harbour", 8) + prose(555, 20, seed) for seed in (1, 2, 3)]
    string = extracted(tmp_path, top, *heads).string
    assert ("The Boats of the Lost Harbour" not in string) is goes


def test_a_line_of_closing_marks_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    first = prose(560, 35) + show(60, 130, "he said of the quay") + show(60, 118, ")")
    text = extracted(tmp_path, first, prose(560, 20, 3, x=60))
    assert ")" in text.string
    assert not text.of_kind(Kind.VERSE)
