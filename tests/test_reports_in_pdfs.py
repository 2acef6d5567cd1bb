"""What reports and papers have besides: headings in the type of the text, lists with tabs, notes that nothing calls, covers."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_drawn_rules_in_pdfs import rule
from test_layouts_in_pdfs import FULL, blocks, faces, headings, lines
from test_notes_in_pdfs import calls_of, extracted, link, notes_of
from test_pdf_reader import show

from fidelity.model.marks import Kind


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def sections(*numbered: str, below: int = 3) -> list[str]:
    """Pages on which each line stands clear over so many lines of text."""
    pages = []
    for first in range(0, len(numbered), 3):
        page, top = "", 560.0
        for words in numbered[first : first + 3]:
            page += show(40, top, words) + lines(top - 26, *[FULL] * below, "and so on.")
            top -= 26 + 12 * below + 40
        pages.append(page)
    return pages


COUNTED = ["1. The harbour", "2. The ledger", "2.1 Of the boats", "2.2 Of what they owed", "3. The clerk"]


def test_headings_in_the_type_of_the_text_whose_numbers_count(tmp_path: Path) -> None:
    text = extracted(tmp_path, *sections(*COUNTED))
    assert headings(text) == COUNTED
    levels = [int(mark.value) for mark in text.of_kind(Kind.HEADING)]
    assert [level - levels[0] for level in levels] == [0, 0, 1, 1, 0]


@pytest.mark.parametrize(
    "numbered",
    [
        ["1. The harbour", "2. The ledger", "3. The boats", "4. What they owed", "5. The clerk"],  # items of a list
        ["1. The harbour", "2. The ledger", "2.1 Of the boats"],  # too few
        ["1. The harbour", "3. The ledger", "3.1 Of the boats", "2.2 Of what they owed", "5. The clerk"],  # they do not count
        ["1. The harbour.", "2. The ledger.", "2.1 Of the boats.", "2.2 Of what they owed.", "3. The clerk."],  # sentences
    ],
)
def test_numbered_lines_in_the_type_of_the_text_that_are_no_headings(numbered: list[str], tmp_path: Path) -> None:
    assert headings(extracted(tmp_path, *sections(*numbered))) == []


def test_numbered_lines_without_text_below_them_are_a_list_of_headings(tmp_path: Path) -> None:
    listed = "".join(show(40, 560 - 20 * i, words) for i, words in enumerate(COUNTED))
    assert headings(extracted(tmp_path, listed + lines(440, *[FULL] * 20, "and so on."))) == []


def dashed(gap: float, *items: str) -> str:
    return "".join(show(58, 400 - 12 * i, "-") + show(61.3 + gap, 400 - 12 * i, words) for i, words in enumerate(items))


TWO = ("The boats are those of the harbour", "Some of them were lost")


@pytest.mark.parametrize(("gap", "listed"), [(14, True), (4, False)])
def test_tabs_behind_dashes_tell_a_list(gap: float, listed: bool, tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 8, "and so on.") + dashed(gap, *TWO) + lines(360, *[FULL] * 8)
    items = [text.string[slice(*mark.span)] for text in [extracted(tmp_path, page)] for mark in text.of_kind(Kind.ITEM)]
    assert (items == list(TWO)) is listed


def test_a_dash_alone_with_wide_space_behind_it_is_no_list(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 8, "and so on.") + dashed(14, TWO[0]) + lines(360, *[FULL] * 8)
    assert not extracted(tmp_path, page).of_kind(Kind.ITEM)


NOTE = show(50, 103.5, "1", 6) + show(54, 100, "All that was drawn was drawn by the clerk, who", 8)
NOTE += show(40, 90, "had it of the boats.", 8)


def test_a_note_below_a_rule_that_nothing_calls_is_a_note(tmp_path: Path) -> None:
    text = extracted(tmp_path, lines(560, *[FULL] * 30) + rule(115) + NOTE, lines(560, "and so it was.", *[FULL] * 20))
    assert notes_of(text) == {"1": "All that was drawn was drawn by the clerk, who had it of the boats."}
    assert calls_of(text) == []
    assert blocks(text)[0].endswith("to it and so it was.")


def test_a_raised_number_in_small_type_without_a_rule_or_a_call_is_no_note(tmp_path: Path) -> None:
    text = extracted(tmp_path, lines(560, *[FULL] * 30) + NOTE, lines(560, "and so it was.", *[FULL] * 20))
    assert notes_of(text) == {}


def test_a_linked_call_behind_words_in_capitals_is_that_of_a_note(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 20, "Harbour Public License")
    page += show(146, 323.5, "1", 6) + show(149.5, 320, ".") + rule(115) + NOTE
    text = extracted(tmp_path, page, page=f"/Annots [{link(145, 321, 50, 108)}]")
    assert calls_of(text) == [("1", "License")]


LARGER = [
    "This is what the boats of the harbour brought to it in the",
    "Year of the ledger, and what the clerk of it wrote down of",
    "Boats that were lost.",
]


@pytest.mark.parametrize(("leading", "joined"), [(18, True), (24, False)])
def test_text_larger_than_most_has_a_line_distance_of_its_own(leading: float, joined: bool, tmp_path: Path) -> None:
    """The tables of a report may be more than its text, which is set in larger type and wider apart."""
    words = "This is what the boats of the harbour brought to it in it"
    larger = "".join(lines(560 - 90 * i, *[words] * 3, "and so on.", size=12, leading=18) for i in range(5))
    page = lines(560, *LARGER, size=12, leading=leading) + lines(460, *[words] * 12, size=12, leading=18)
    text = extracted(tmp_path, page, larger, *[lines(560, *[FULL] * 42)] * 4)
    assert (blocks(text)[0] == " ".join(LARGER)) is joined


def named(x: float) -> str:
    """A line over names in the margin, each with what it means in the text beside it."""
    page = lines(560, *[FULL] * 8, "and so on.", x=90) + show(x, 440, "For all of it one needs:")
    for i, name in enumerate(("boats", "ledger", "clerk")):
        page += show(40, 420 - 20 * i, name, 9) + show(90, 420 - 20 * i, "Used for what is in the harbour.")
    return page + lines(350, *[FULL] * 8, "and so on.", x=90)


@pytest.mark.parametrize(("x", "head"), [(90, False), (110, True)])
def test_a_line_at_the_edge_of_the_text_is_no_head_of_names_in_its_margin(x: float, head: bool, tmp_path: Path) -> None:
    rows = extracted(tmp_path, named(x)).of_kind(Kind.TABLE)
    assert len(rows) == 3 + head


def entry(y: float, words: str, page: int, size: float = 12) -> str:
    dots = " . " * 20
    return show(40, y, f"{words}{dots}{page}", size, "F3")


def test_entries_of_the_contents_in_large_type_are_paragraphs_of_their_own_and_no_headings(tmp_path: Path) -> None:
    contents = [("the harbour", 1), ("the ledger", 2), ("the clerk", 3)]
    page = "".join(entry(560 - 14 * i, words, number) for i, (words, number) in enumerate(contents))
    text = extracted(tmp_path, page + lines(480, *[FULL] * 20))
    assert headings(text) == []
    assert [block[: len(words)] for block, (words, _) in zip(blocks(text), contents, strict=False)] == [w for w, _ in contents]


@pytest.mark.parametrize(("y", "x", "stays"), [(45, 180, False), (70, 180, True), (45, 150, True)])
def test_the_foot_of_a_cover_stands_a_little_higher_than_others(y: float, x: float, stays: bool, tmp_path: Path) -> None:
    foot = "RESTRICTED"
    cover = show(60, 400, "The Boats of the Harbour", 20) + show(60, 300, "A Report", 14) + show(x, y, foot)
    pages = [lines(560, *[FULL] * 20, "and so on.") + show(180, 30, foot) for _ in range(4)]
    assert (foot in extracted(tmp_path, cover, *pages).string) is stays


def test_a_bold_line_directly_over_an_indented_paragraph_is_a_heading_below_a_gap(tmp_path: Path) -> None:
    def page(indent: float, gap: float) -> str:
        found = lines(560, *[FULL] * 6, "and so on.") + show(40, 464, "The Lost Boat", 10, "F3")
        return found + show(40 + indent, 464 - 12, FULL[:60]) + lines(464 - 24, *[FULL] * 12, "and so on.", x=40 + gap)

    assert headings(extracted(tmp_path, page(15, 0))) == ["The Lost Boat"]
    assert headings(extracted(tmp_path, page(15, 15))) == []  # set in throughout: an item, or a quotation


def in_small_capitals(y: float, words: str, below: str = FULL, x: float = 40) -> str:
    return show(x, y, words, font="F3") + lines(y - 22, below, *[FULL] * 4, "and so on.")


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (in_small_capitals(450, "Of the boats") + in_small_capitals(320, "Of the ledger"), 2),
        (in_small_capitals(450, "Of the boats"), 0),  # one alone may be anything
        (in_small_capitals(450, "The Clerk", "It is so.") + in_small_capitals(320, "The Boy", "No."), 0),  # they speak
        (in_small_capitals(450, "A. Clerk", x=250) + in_small_capitals(320, "B. Clerk", x=250), 0),  # they sign
    ],
)
def test_headings_in_small_capitals_without_numbers(page: str, found: int, tmp_path: Path) -> None:
    text = extracted(tmp_path, lines(590, *[FULL] * 8, "and so on.") + page, instead=faces("Harbour-Roman", "Harbour-SC"))
    assert len(headings(text)) == found


@pytest.mark.parametrize(("second", "count"), [("2.", 3), ("7.", 0)])
def test_items_count_directly_below_one_another_behind_full_lines(second: str, count: int, tmp_path: Path) -> None:
    items = ["1. read the blocks of the harbour from where they are into memory at", f"{second} use the boats of the ledger"]
    quoted = lines(440, *items, *(["3. if they are lost, go on"] if count else []), size=8, x=80, leading=9.5)
    page = lines(560, *[FULL] * 8, "and so:") + quoted + lines(390, *[FULL] * 10, "and so on.")
    assert len(extracted(tmp_path, page).of_kind(Kind.ITEM)) == count


@pytest.mark.parametrize(
    ("elsewhere", "joined"),
    [
        ("of the backprojection", True),
        ("of the back-projection", False),
        ("of the projection", False),
    ],
)
def test_a_word_is_broken_where_others_begin_so_in_one_piece(elsewhere: str, joined: bool, tmp_path: Path) -> None:
    page = lines(560, "the clerk of the harbour wrote it down, and then came the back-", "projecting of what they brought")
    text = extracted(tmp_path, page + lines(536, *[f"the clerk wrote {elsewhere} in his book, and so it was there"] * 3))
    assert ("backprojecting" in text.string) is joined
    assert ("back-projecting" in text.string) is not joined


SMALL = "the clerk of the harbour wrote down what the boats had brought"


@pytest.mark.parametrize(("end", "joined"), [("of all that was written at the", True), ("of it", False)])
def test_small_type_set_in_on_both_sides_has_a_right_edge_of_its_own(end: str, joined: bool, tmp_path: Path) -> None:
    """Where the edge is that of the text, every line in small type would seem to be ended on purpose."""
    ragged = f"the clerk of the harbour wrote down {end}"
    small = lines(540, *[SMALL] * 6, ragged, "Harbour in the year, and so it was.", size=8, leading=9.6, x=60)
    text = extracted(tmp_path, show(40, 570, "Of It", 16) + small + lines(440, *[FULL] * 20))
    assert (f"{ragged} Harbour" in text.string) is joined
