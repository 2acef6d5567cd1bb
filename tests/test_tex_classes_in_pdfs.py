"""What further classes and packages of TeX make: small capitals that are named as capitals, notes in columns below the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, blocks, lines
from test_notes_in_pdfs import called, calls_of, extracted, note, notes_of, prose, width
from test_pdf_reader import flow, make_pdf, show

from fidelity.model.marks import Kind
from fidelity.readers.pdf import read_pdf


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


# ----------------------------------------------------------------------------------------------------------- drop caps

WIDTHS = [700 if 65 <= code <= 90 else 500 for code in range(32, 256)]
FONT = {
    5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Gentle /FirstChar 32 /LastChar 255 /Widths [%s] /FontDescriptor 6 0 R "
    b"/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [192 /R /O /N] >> >>"
    % b" ".join(b"%d" % one for one in WIDTHS),
    6: b"<< /Type /FontDescriptor /FontName /Gentle /Flags 32 /ItalicAngle 0 /Ascent 700 /Descent -200 >>",
}
"""F3 has small capitals R, O and N at 192 to 194, which the file names as it names the full ones."""
SMALL = "\xc1\xc0\xc2"


@pytest.mark.parametrize(
    ("behind", "elsewhere", "begins"),
    [
        (SMALL, "Robert of Ostend and Nora", "Born came"),
        ("ORN", "Robert of Ostend and Nora", "BORN came"),
        (SMALL, "the clerk of the harbour", "BORN came"),  # nothing to hold them against
    ],
)
def test_capitals_behind_a_cap_that_are_narrow_are_small(behind: str, elsewhere: str, begins: str, tmp_path: Path) -> None:
    page = show(40, 548, "B", 30) + show(61, 560, f"{behind} came to it in the boats of", font="F3")
    page += show(61, 548, "the clerk, who wrote it down", font="F3")
    page += "".join(show(40, 536 - 12 * i, f"and {elsewhere} wrote it {i}", font="F3") for i in range(6))
    assert blocks(extracted(tmp_path, page, instead=FONT))[0].startswith(begins)


@pytest.mark.parametrize(("off", "begins"), [(5, "Apart boats"), (0, "A part boats")])
def test_letters_set_close_to_a_cap_while_the_next_line_stands_off_are_of_its_word(
    off: float, begins: str, tmp_path: Path
) -> None:
    page = ""
    for top, cap, rest in ((560, "T", "he"), (480, "A", "part")):
        x = 40 + width(cap, 30)
        page += show(40, top - 12, cap, 30) + flow(x, top, (rest, 10, 0), (" boats of the harbour went on to it", 10, 0))
        page += show(x + off, top - 12, FULL[:50]) + lines(top - 24, FULL, FULL, "and so on.")
    assert blocks(extracted(tmp_path, page))[1].startswith(begins)


# ------------------------------------------------------------------------------------------------------- notes, columns


def test_a_bracket_raised_with_its_number_is_of_the_call(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", r"1\)") + called(388, "the second mark", r"2\)")
    page += note(100, r"1\)", "One is a note.") + note(90, r"2\)", "Two is a note.")
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note."}
    assert calls_of(text) == [("1", "mark"), ("2", "mark")]
    assert ")" not in text.string


def test_a_bracket_of_the_text_behind_a_call_stays(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, r"\(the first mark", "1", after=r"\) and so on") + note(100, "1", "One is a note.")
    text = extracted(tmp_path, page)
    assert calls_of(text) == [("1", "mark")]
    assert "(the first mark1) and so on" in text.string


COLUMN = "the clerk of the harbour wrote it"
CONTINUED = "of it all as the clerk had it in the b"


def columned_notes(shift: float, text: str = "") -> str:
    """A page of text with two columns of notes, the gap between them away from its middle by some points."""
    middle = 40 + width(FULL) / 2 + shift
    left, right = middle - 5 - width(CONTINUED, 8), middle + 5
    text = text or lines(560, *[FULL] * 20)
    page = text + called(320, "a first mark", "1") + called(308, "a mark", "2") + called(296, "a third", "3")
    page += note(100, "1", "One is a note", x=left) + show(right, 100, "end of the second.", 8)
    page += show(left, 90, CONTINUED, 8) + note(90, "3", "Three is a note.", x=right)
    page += note(80, "2", "Two is a note", x=left)
    return page + show(left, 70, CONTINUED, 8)


def test_notes_in_two_columns_below_text_in_one(tmp_path: Path) -> None:
    assert notes_of(extracted(tmp_path, columned_notes(0))) == {
        "1": f"One is a note {CONTINUED}",
        "2": f"Two is a note {CONTINUED} end of the second.",
        "3": "Three is a note.",
    }


def test_notes_in_two_columns_below_text_in_two(tmp_path: Path) -> None:
    """A title, too, runs across the gap; each column of the text has its own notes."""
    right = 45 + width(FULL) / 2
    text = lines(600, *["The Boats of the Harbour and what they brought to it"] * 3)
    text += lines(540, *[COLUMN] * 16) + lines(540, *[COLUMN] * 30, x=right)
    boxes = extracted(tmp_path, columned_notes(0, text)).source.boxes
    assert boxes is not None
    assert sum(column == 1 for column in boxes.column) >= 30


def of_a_line_each(right: float, *, labelled: bool = True) -> str:
    """A page of text with four notes of a line each in two rows, those of the second at a place."""
    page = lines(560, *[FULL] * 20) + called(320, "a mark", "1") + called(308, "a mark", "2") + called(296, "a mark", "3")
    page += called(284, "a mark", "4") + note(100, "1", "One is a note.", x=52) + note(90, "2", "Two is a note too.", x=52)
    for y, label, words in ((100, "3", "Three is one."), (90, "4", "Four is one.")):
        page += note(y, label, words, x=right) if labelled else show(right, y, words, 8)
    return page


def test_notes_of_a_line_each_in_two_columns(tmp_path: Path) -> None:
    right = 40 + width(FULL) / 2 + 12
    assert list(notes_of(extracted(tmp_path, of_a_line_each(right)))) == ["1", "2", "3", "4"]
    for string in (of_a_line_each(right, labelled=False), of_a_line_each(right + 60)):
        assert "One is a note. " in read_pdf(make_pdf(string), "made.pdf").string


def test_notes_of_two_columns_that_open_with_an_indent(tmp_path: Path) -> None:
    """Indented alike from the edges of both columns; a number farther in opens no column."""
    right = 40 + width(FULL) / 2 + 5
    page = lines(560, *[FULL] * 20) + called(320, "a mark", "1") + called(308, "a mark", "2") + called(296, "a mark", "3")
    page += note(100, "1", "One is a note.", x=52) + note(90, "2", "Two is a note too.", x=52)
    goes_on = show(right, 90, "and goes on there.", 8)
    text = extracted(tmp_path, page + note(100, "3", "Three is one with a line more", x=right + 12) + goes_on)
    assert notes_of(text)["3"] == "Three is one with a line more and goes on there."
    text = extracted(tmp_path, page + note(100, "3", "Three is one with a line more", x=right + 20) + goes_on)
    assert "Two is a note too. and goes on there." in text.string


def test_a_gap_away_from_the_middle_parts_no_notes() -> None:
    string = read_pdf(make_pdf(columned_notes(25)), "made.pdf").string
    assert "One is a note end of the second." in string


def headed(left: float, right: float) -> list[str]:
    """The lines of a page of two columns with two pieces above them that stand apart, at these places."""
    page = show(left, 560, "The Boats", 13) + show(right, 560, "The Ledger", 13)
    page += lines(525, *[COLUMN] * 12) + lines(525, *[COLUMN] * 12, x=215)
    return read_pdf(make_pdf(page), "made.pdf").string.split("\n")


@pytest.mark.parametrize("centred", [False, True])
def test_headings_over_two_columns_are_two(centred: bool) -> None:
    indent = [(width(COLUMN) - width(words, 13)) / 2 if centred else 0 for words in ("The Boats", "The Ledger")]
    found = headed(40 + indent[0], 215 + indent[1])
    assert found.index("The Ledger") == found.index("The Boats") + 13


def test_an_item_beside_a_heading_is_of_its_column() -> None:
    found = headed(40, 230)
    assert found.index("The Ledger") == found.index("The Boats") + 13


def test_a_head_at_the_outer_edges_of_columns_is_one_line() -> None:
    assert headed(40, 215 + width(COLUMN) - width("The Ledger", 13))[0] == "The Boats The Ledger"


# ----------------------------------------------------------------------------------------------------- numbers of lines


def beside(*numbers: tuple[int, int], size: float = 5, quoted: range = range(0), x: float = 0) -> str:
    """Sixteen lines as wide as the text, some of them a quotation, with numbers right of some, given as line and number."""
    page = ""
    for line in range(1, 17):
        y = 560 - 12 * (line - 1)
        page += show(70, y, FULL[:40]) if line in quoted else show(40, y, FULL)
    edge = 40 + width(FULL) + 8 + x
    return page + "".join(show(edge, 560 - 12 * (line - 1), str(number), size) for line, number in numbers)


@pytest.mark.parametrize("quoted", [range(0), range(7, 10)])
def test_numbers_of_fifth_lines_right_of_the_text_go(quoted: range, tmp_path: Path) -> None:
    words = extracted(tmp_path, beside((5, 5), (10 + len(quoted), 10), quoted=quoted)).string.split()
    assert not {"5", "10"} & set(words)


@pytest.mark.parametrize(
    ("numbers", "size", "quoted", "x"),
    [
        (((5, 5), (9, 10)), 5, range(0), 0),
        (((5, 5), (10, 10)), 10, range(0), 0),
        (((5, 5), (12, 10)), 5, range(7, 10), 0),
        (((5, 5), (14, 10)), 5, range(7, 10), 0),
        (((5, 5), (10, 10)), 5, range(0), -60),  # over the text
    ],
)
def test_numbers_right_of_the_text_that_do_not_count_its_lines_stay(
    numbers: tuple[tuple[int, int], ...], size: float, quoted: range, x: float, tmp_path: Path
) -> None:
    string = extracted(tmp_path, beside(*numbers, size=size, quoted=quoted, x=x)).string
    assert all(str(number) in string for _, number in numbers)


# -------------------------------------------------------------------------------------------------- titles and stanzas


def test_what_stands_across_columns_does_not_go_on_in_them(tmp_path: Path) -> None:
    page = show(150, 570, "The Boats of It", 14) + show(165, 550, "Anna Merrow") + show(70, 520, "A Heading", 9, font="F3")
    page += lines(500, *[COLUMN] * 12) + lines(500, *[COLUMN] * 12, x=215)
    assert "Anna Merrow" in blocks(extracted(tmp_path, page))


STANZA = ("When Dunning pond is green by Lent", "The hay is cut, the hay is spent;", "When Dunning pond is black by May")


@pytest.mark.parametrize(("gap", "stanzas"), [(14.2, 2), (12, 1)])
def test_a_small_gap_behind_a_stop_parts_stanzas(gap: float, stanzas: int, tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 6, "and this is what they said to all of them.")
    page += lines(488 - gap, *STANZA, "Put on thy boots, and cut no hay.", x=70)
    page += lines(452 - 2 * gap, "If Callow has a cock that crows at ten", "The rain will stop, and start again.", x=70)
    page += lines(440 - 3 * gap, *[FULL] * 6, "and so on.")
    text = extracted(tmp_path, page)
    assert len(text.of_kind(Kind.VERSE)) == stanzas
    assert "and this is what they said to all of them." in blocks(text)[0]
