"""What articles have besides their text: abstracts with keywords, captions, works that hang, heads, notes set in."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, blocks, headings, lines
from test_notes_in_pdfs import called, calls_of, extracted, note, notes_of, prose, width
from test_pdf_reader import flow, show

from fidelity.model.marks import Kind


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


# ---------------------------------------------------------------------------------------------------------- paragraphs


@pytest.mark.parametrize(("gap", "parted"), [(13.5, True), (10.5, False)])
def test_small_paragraphs_are_set_apart_by_less_than_those_of_the_text(gap: float, parted: bool, tmp_path: Path) -> None:
    abstract = "The clerk of the harbour wrote down what the boats had brought to it, and so did the others of it."
    page = lines(570, *[abstract] * 3, size=7.5, leading=10)
    page += show(40, 550 - gap, "Harbours and boats: what the clerk wrote down of them is what we know of both of them", 7.5)
    found = blocks(extracted(tmp_path, page + lines(500, *[FULL] * 30, "and so on.")))
    assert any(block.startswith("Harbours and boats") for block in found) is parted


@pytest.mark.parametrize(
    ("second", "joined"),
    [
        ("on the day of the find, or on the one that came after it, or so.", True),
        ("Year of the Find and of What They Found of It", False),
    ],
)
def test_a_caption_of_two_centred_lines_is_one(second: str, joined: bool, tmp_path: Path) -> None:
    first = "Table 1. Reports by season, and the share of them that the clerk made"
    middle = 40 + width(FULL) / 2
    page = lines(560, *[FULL] * 9, "and so on.")
    page += show(middle - width(first, 8) / 2, 420, first, 8) + show(middle - width(second, 8) / 2, 411, second, 8)
    found = blocks(extracted(tmp_path, page + lines(380, *[FULL] * 9, "and so on.")))
    assert (f"{first} {second}" in found) is joined


@pytest.mark.parametrize(("last", "parted"), [("and so on.", True), (f"{FULL[:-14]}and so on.", False)])
def test_behind_a_short_last_line_the_next_page_begins_another_paragraph(last: str, parted: bool, tmp_path: Path) -> None:
    paragraphs = "".join(show(50, 560 - 36 * i, FULL[:60]) + lines(548 - 36 * i, FULL, "and so on.") for i in range(12))
    first = paragraphs + show(50, 128, FULL[:60]) + lines(116, FULL, FULL, last)
    found = blocks(
        extracted(tmp_path, first, lines(560, f"The Boats. {FULL[:55]}", FULL) + paragraphs.replace(" 560 ", " 530 "))
    )
    assert any(block.startswith("The Boats.") for block in found) is parted


@pytest.mark.parametrize(("end", "hangs"), [("Boats, 12, p.", True), ("of the boats.", False)])
def test_an_entry_goes_on_with_the_number_of_its_page(end: str, hangs: bool, tmp_path: Path) -> None:
    works = ("Merrow, A., The clerk of the harbour, who wrote down what came to it, " + end, "12-19.")
    page = lines(560, *[FULL] * 12, "and so on.") + show(40, 380, "References", 14)
    page += show(40, 350, "Aldous, B., The harbour and its clerk, and what they owed.") + show(40, 338, works[0])
    page += show(55, 326, works[1]) + show(40, 314, "Tollen, C., Boats, and what they brought to the harbour.")
    assert (" ".join(works) in blocks(extracted(tmp_path, page))) is hangs


# --------------------------------------------------------------------------------------------------------------- notes


def test_notes_below_a_list_of_works_count_on_though_years_open_rows(tmp_path: Path) -> None:
    first = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    first += show(49, 100, "1. One is a note of the clerk.", 8) + show(49, 90, "2. Two is a note of the clerk.", 8)
    second = prose(560, 12, 3) + called(400, "the third mark", "3")
    second += "".join(show(90, 375 - 10 * i, f"{1772 + i} 41 96 {137 + i}", 8) for i in range(3))
    second += show(40, 330, "References", 14) + show(40, 310, "Aldous, B., The harbour and its clerk, and what they owed.")
    second += show(49, 100, "3. Three is a note of the clerk.", 8)
    text = extracted(tmp_path, first, second)
    assert notes_of(text).get("3") == "Three is a note of the clerk."
    assert [value for value, _ in calls_of(text)] == ["1", "2", "3"]


def test_what_floats_to_the_foot_of_a_page_below_its_notes_is_of_none(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += note(160, "1", "One is a note of the clerk.") + note(150, "2", "Two is a note of the clerk.")
    for gap, told in ((34, True), (10, False)):
        below = show(60, 150 - gap, "Table 1: Boats by season, as the clerk has them.", 8)
        text = extracted(tmp_path, page + below + show(60, 140 - gap, "Spring had eleven of them, and autumn nine.", 8))
        assert (notes_of(text)["2"] == "Two is a note of the clerk.") is told
        assert ("Table 1: Boats by season" in text.string[: text.running_end]) is told


def test_of_two_lines_that_one_number_opens_the_one_behind_a_sentence_is_the_note(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += called(376, "the third mark", "3") + show(40, 130, "1 One is a note of the clerk.", 8)
    page += show(40, 120, "2 Two is a note that he wrote down when he had been to the harbour,", 8)
    page += show(40, 110, "3 Harbour Books 88 (1861), and to all the others.", 8) + show(
        40, 100, "3 Harbour 112 (1874), too.", 8
    )
    assert notes_of(extracted(tmp_path, page))["3"] == "Harbour 112 (1874), too."


# ----------------------------------------------------------------------------------------------------------- abstracts

SHORT = "the clerk of the harbour wrote it down"
"""A line of a column of the abstract."""


def abstract_in_columns(middle: str = "") -> str:
    """A page of one column whose abstract has two, in smaller type."""
    left = lines(560, f"Abstract: {SHORT[10:]}", *[SHORT] * 5, "and so did the others of the", size=8, leading=9.5)
    right = lines(560, "harbour, all of them in spring.", *[SHORT] * 6, size=8, leading=9.5, x=210)
    return left + right + middle


@pytest.mark.parametrize("size", [13, 10])
def test_the_heading_below_an_abstract_in_columns_stands_behind_both(size: float, tmp_path: Path) -> None:
    heading = show(40, 470, "The Harbour", size, font="F3" if size == 13 else "F2")
    text = extracted(tmp_path, abstract_in_columns(heading) + lines(448, *[FULL] * 28, "and so on."))
    found = text.string[: text.running_end]
    assert "the others of the harbour, all of them in spring." in " ".join(found.split())
    assert found.index("in spring.") < found.index("The Harbour") < found.index(FULL)


def test_a_last_line_of_a_column_is_of_it_where_lines_across_follow(tmp_path: Path) -> None:
    page = lines(560, *[SHORT] * 20, x=40, size=8) + lines(560, *[f"{SHORT} too"] * 14, x=210, size=8)
    page += show(40, 290, "and so on.", 8) + lines(270, *[FULL] * 15, "and there was more.")
    found = " ".join(extracted(tmp_path, page).string.split())
    assert found.index("and so on.") < found.index(f"{SHORT} too")


def test_a_call_at_the_end_of_a_line_across_a_gutter_stays_in_it(tmp_path: Path) -> None:
    page = abstract_in_columns() + lines(450, *[FULL] * 9)
    last = FULL.replace(" ", "")  # TeX paints no spaces: the line is one run
    page += flow(40, 342, (f"{last[:50]}.", 10, 0), ("1", 6, 3.6)) + lines(330, *[FULL] * 10, "and so on.")
    page += note(100, "1", "One is a note of the clerk.")
    text = extracted(tmp_path, page)
    assert calls_of(text) == [("1", f"{last[:50]}.")]


def test_rows_of_a_table_below_an_abstract_in_columns_are_read_one_by_one(tmp_path: Path) -> None:
    table = "".join(show(150, 390 - 12 * i, f"Year {i}") + show(215, 390 - 12 * i, f"{i}1") for i in range(4))
    page = abstract_in_columns() + lines(450, *[FULL] * 3, "and so on.") + table + lines(330, *[FULL] * 14, "and so on.")
    found = extracted(tmp_path, page).string
    assert "Year 0" in found
    assert found.index("Year 0") < found.index("01") < found.index("Year 1") < found.index("11") < found.index("Year 2")


@pytest.mark.parametrize("heading", ["Abstract", "Table 1. Boats"])
def test_bold_lines_over_small_type_head_it_unless_they_are_captions(heading: str, tmp_path: Path) -> None:
    small = [FULL + " and all that"] * 5
    page = show(40, 575, "The Harbour Books of the Year", 16) + show(40, 540, heading, font="F3")
    page += lines(529, *small, "and so on.", size=8.8, leading=10.5) + lines(440, *[FULL] * 28, "and so on.")
    text = extracted(tmp_path, page)
    assert (heading in headings(text)) is (heading == "Abstract")
    assert any(block.startswith(FULL) and block.endswith("and so on.") for block in blocks(text))


@pytest.mark.parametrize(("label", "parted"), [("Mots-clés : ", True), ("Keywords. ", True), ("Keywords ", False)])
def test_keywords_are_a_paragraph_whatever_their_label_is_set_in(label: str, parted: bool, tmp_path: Path) -> None:
    page = lines(560, *[f"{FULL} of it"] * 3, f"{FULL} all.", size=9, leading=11)
    page += lines(516, f"{label}{FULL[:57]}", "boats, all of them; and books.", size=9, leading=11)
    found = blocks(extracted(tmp_path, page + lines(470, *[FULL] * 30, "and so on.")))
    assert any(block.startswith(label.split(maxsplit=1)[0]) for block in found) is parted


def test_an_entry_of_a_list_of_works_goes_on_with_its_pages_behind_a_colon(tmp_path: Path) -> None:
    works = ("Merrow, A. The clerk of the harbour, and of what he wrote (1988):", "201-44.")
    page = lines(560, *[FULL] * 24, "and so on.") + show(40, 240, "References", 14)
    page += show(40, 218, "Aldous, B. The harbour and its clerk.") + show(40, 206, works[0]) + show(52, 194, works[1])
    assert " ".join(works) in blocks(extracted(tmp_path, page))


def test_lines_that_hang_below_the_first_ones_of_works_are_no_quotation(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 14, "and so on.") + show(40, 360, "References", 14)
    entry = (f"Merrow, A. {FULL[11:-8]} har-", f"bour {FULL[10:-8]} har-", f"bour {FULL[10:-6]} S.", "15-48.")
    page += show(40, 340, "Aldous, B. The harbour and its clerk.") + show(40, 328, entry[0]) + lines(316, *entry[1:], x=52)
    text = extracted(tmp_path, page)
    assert " ".join(entry).replace("- ", "") in blocks(text)
    assert not text.of_kind(Kind.QUOTATION)


def test_the_note_of_a_table_floats_with_it(tmp_path: Path) -> None:
    first = lines(560, *[FULL] * 42, "and of all of them in the book the clerk had made a list that")
    float_ = show(40, 575, "Table 1. Boats by season, as the clerk has them", 9)
    float_ += "".join(
        show(60, 558 - 11 * i, f"Year {i}", 9) + show(140, 558 - 11 * i, f"{i}1", 9) + show(200, 558 - 11 * i, f"4{i}", 9)
        for i in range(4)
    )
    float_ += show(40, 509, "Source: the books of the harbour, but for those that are lost.", 8)
    text = extracted(tmp_path, first, float_ + lines(470, "was as long as it was true.", *[FULL] * 20, "and so on."))
    found = blocks(text)
    assert any("had made a list that was as long as it was true." in block for block in found)
    assert "Source: the books of the harbour, but for those that are lost." in found


# ------------------------------------------------------------------------------------------------------ small capitals


def own_font(capital: int) -> bytes:
    """A font that is called Harbour, with capitals of this width in thousandths of an em."""
    widths = " ".join(str(own_width(chr(i), capital)) for i in range(32, 123))
    names = b"/Type /Font /Subtype /Type1 /BaseFont /Harbour /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 122"
    return b"<< %s /Widths [%s] >>" % (names, widths.encode())


def own_width(letter: str, capital: int) -> int:
    return 280 if not letter.isalpha() else capital if letter.isupper() else 520


FULL_CAPITALS, SMALL_CAPITALS = 690, 540


@pytest.mark.parametrize(
    ("parts", "read"),
    [
        ((("L", "F1"), ("INDHORST", "F2")), "Lindhorst"),
        ((("A", "F1"), ("NNA ", "F2"), ("UND ", "F2"), ("L", "F1"), ("INDHORST", "F2")), "Anna und Lindhorst"),
        ((("L", "F1"), ("INDHORST-", "F2"), ("R", "F1"), ("ASTED", "F2")), "Lindhorst-Rasted"),
        ((("rEVISOr ", "F2"), ("LINDHORST ", "F2"), ("A", "F1"), ("LmENDOR", "F2")), "revisor lindhorst Almendor"),
        ((("LINDHORST", "F1"),), "LINDHORST"),
        ((("MacDonald ", "F1"), ("LINDHORST", "F2")), "MacDonald LINDHORST"),
        ((("LINDHORST", "F2"),), "LINDHORST"),
    ],
)
def test_small_capitals_under_the_letters_of_full_ones_are_small(
    parts: tuple[tuple[str, str], ...], read: str, tmp_path: Path
) -> None:
    page, x = "", 40.0
    for words, font in parts:
        page += show(x, 570, words, font=font)
        x += sum(own_width(letter, FULL_CAPITALS if font == "F1" else SMALL_CAPITALS) / 100 for letter in words)
    names = "Im Dezember kamen Herr Otto Roth und Frau Uhl mit Lars Tiefen, Eva"
    page += lines(540, *[names, "und Sie nahmen Ilse Dora Nora Ring und Hans Stahl an der Hand mit"] * 4, "und so.")
    fonts = {3: own_font(FULL_CAPITALS), 4: own_font(SMALL_CAPITALS)}
    assert blocks(extracted(tmp_path, page, instead=fonts))[0] == read


# ------------------------------------------------------------------------------------------------------------- columns


def test_notes_as_wide_as_three_columns_stand_below_all_of_them(tmp_path: Path) -> None:
    column = "the clerk wrote it down"
    page = "".join(
        lines(560, *[f"{column} {n}{i}" for i in range(30)], size=9, leading=11, x=x) for n, x in enumerate((30, 150, 270))
    )
    page += called(224, "mark a", "1", after=",", x=30) + called(224, "mark b", "2", after=",", x=150)
    page += "".join(called(224 - 12 * i, f"mark {i}", str(3 + i), after=",", x=270) for i in range(4))
    # they end before the last column
    notes = ("One is a note of the clerk, and of all that he wrote down.", *(f"Note {i} is one, too." for i in range(5)))
    page += "".join(note(120 - 9 * n, str(n), words) for n, words in enumerate(notes, 1))
    text = extracted(tmp_path, page)
    assert notes_of(text) == {str(n): words for n, words in enumerate(notes, 1)}
    assert [value for value, _ in calls_of(text)] == list("123456")
    assert text.string.index("mark 3") < text.string.index("One is a note")


@pytest.mark.parametrize(("right", "both"), [("The Price of Oil", True), ("and of the boats", False)])
def test_a_title_in_a_column_beside_a_heading_of_the_next(right: str, both: bool, tmp_path: Path) -> None:
    title = "The Harbour Lights"
    x = 40 + width(title, 15) + (10 if both else 5)
    page = show(40, 520, title, 15) + show(x, 520, right, 12.5, font="F3" if both else "F1")
    page += prose(500, 32, words=3) + prose(500, 32, 3, x=x, words=3)
    found = blocks(extracted(tmp_path, page))
    assert (title in found) is both
    assert (right in found) is both
