"""Layouts that TeX and its kin make, drawn for the case: initials, notes in margins and in one paragraph, numbers of lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, ITALIC, blocks, headings, lines
from test_notes_in_pdfs import called, calls_of, extracted, note, notes_of, prose, width
from test_pdf_reader import flow, make_pdf, show

from fidelity.model.source import MARGIN_COLUMN
from fidelity.readers.pdf import read_pdf


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


# ----------------------------------------------------------------------------------------------------------- drop caps


def paragraph(top: float, cap: str, rest: str, gap: float, size: float = 10) -> str:
    """A cap of two lines, the letters behind it at a distance in points, and the rest of the paragraph."""
    x = 40 + width(cap, 30) + gap
    first = flow(x, top, (rest, size, 0), (" boats of the harbour went on to it", 10, 0))
    return show(40, top - 12, cap, 30) + first + show(x, top - 12, FULL[:50]) + lines(top - 24, FULL, FULL, "and so on.")


@pytest.mark.parametrize(("gap", "begins"), [(0, "Alive"), (3, "A live")])
def test_the_gap_behind_a_cap_tells_whether_it_is_a_word(gap: float, begins: str, tmp_path: Path) -> None:
    page = paragraph(560, "T", "he", 0) + paragraph(480, "A", "harbour", 3) + paragraph(400, "A", "live", gap)
    found = blocks(extracted(tmp_path, page))
    assert found[0].startswith("The boats")
    assert found[1].startswith("A harbour boats")
    assert found[2].startswith(f"{begins} boats")


@pytest.mark.parametrize(("gap", "begins"), [(0, "Apart boats"), (3, "A part boats")])
def test_a_gap_tells_more_than_the_words_of_the_text(gap: float, begins: str, tmp_path: Path) -> None:
    page = paragraph(560, "T", "he", 0) + paragraph(480, "A", "part", gap) + lines(400, "This is set apart.", *[FULL] * 9)
    assert blocks(extracted(tmp_path, page))[1].startswith(begins)


def test_a_gap_makes_no_word_of_a_letter(tmp_path: Path) -> None:
    page = paragraph(560, "T", "he", 0) + paragraph(480, "I", "t", 3)
    assert blocks(extracted(tmp_path, page))[1].startswith("It boats")


def test_a_cap_nearer_to_its_letters_than_one_that_is_a_word_begins_theirs(tmp_path: Path) -> None:
    page = paragraph(560, "A", "harbour", 3) + paragraph(480, "A", "live", 0)
    assert blocks(extracted(tmp_path, page))[1].startswith("Alive boats")


@pytest.mark.parametrize(("rest", "begins"), [("ron", "Iron"), ("have", "I have")])
def test_gaps_that_are_all_alike_leave_it_to_the_words(rest: str, begins: str, tmp_path: Path) -> None:
    page = paragraph(560, "T", "he", 2) + paragraph(480, "I", rest, 2)
    assert blocks(extracted(tmp_path, page))[1].startswith(f"{begins} boats")


@pytest.mark.parametrize(("size", "begins"), [(8, "Apart boats"), (10, "A part boats")])
def test_small_capitals_behind_a_cap_are_of_its_word(size: float, begins: str, tmp_path: Path) -> None:
    page = paragraph(560, "A", "part", 2, size=size) + lines(480, "This is a part of it.", *[FULL] * 10)
    assert blocks(extracted(tmp_path, page))[0].startswith(begins)


@pytest.mark.parametrize(
    ("cap", "rest", "gap", "begins"),
    [
        ("I", "was", 3, "I was"),
        ("I", "was", 0, "I was"),
        ("A", "long", 3, "A long"),
        ("A", "man", 3, "A man"),
        ("A", "long", 0, "Along"),
        ("A", "fter", 3, "After"),
    ],
)
@pytest.mark.parametrize("other", [True, False])
def test_a_word_in_small_capitals_behind_a_cap_that_is_one_is_a_word(
    cap: str, rest: str, gap: float, begins: str, *, other: bool, tmp_path: Path
) -> None:
    first = paragraph(560, "T", "he", 0, size=8) if other else lines(560, FULL, FULL, "and so on.")
    found = blocks(extracted(tmp_path, first + paragraph(480, cap, rest, gap, size=8)))
    assert found[1].startswith(f"{begins} boats")


# --------------------------------------------------------------------------------------------------------------- notes


def test_raised_numbers_in_brackets_are_calls(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "(1)") + called(388, "the second mark", "(2)")
    page += called(376, "a part", "(7)")
    page += note(100, "(1)", "One is a note (1903).") + note(90, "(2)", "Two is a note.")
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"1": "One is a note (1903).", "2": "Two is a note."}
    assert calls_of(text) == [("1", "mark"), ("2", "mark")]
    assert "the second mark and so on" in text.string.replace("2", "")
    assert "a part(7) and so on" in text.string


def test_numbers_in_brackets_on_the_line_are_no_calls(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "(1)") + show(40, 388, "as (1) the boats and (2) the clerk went,")
    page += note(100, "(1)", "One is a note.")
    text = extracted(tmp_path, page)
    assert calls_of(text) == [("1", "mark")]
    assert "as (1) the boats and (2) the clerk went," in text.string


def beside(y: float, label: str, *words: str) -> str:
    """A note in the right margin, in 7 pt."""
    first = flow(300, y, (label, 4, 2.5), (words[0], 7, 0)) if label else show(300, y, words[0], 7)
    return first + lines(y - 9, *words[1:], size=7, leading=9, x=300)


def test_notes_in_the_margin_that_raised_numbers_open_are_notes(tmp_path: Path) -> None:
    page = called(560, "the first mark", "1") + prose(548, 6, 1, words=6)
    page += called(476, "the second mark", "2") + prose(464, 20, 2, words=6)
    page += beside(560, "1", "One is a note of", "the clerk.") + beside(476, "2", "Two is a note.")
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"1": "One is a note of the clerk.", "2": "Two is a note."}
    assert calls_of(text) == [("1", "mark"), ("2", "mark")]


def test_calls_in_a_paragraph_that_begins_over_their_notes_in_the_margin(tmp_path: Path) -> None:
    # it goes on overleaf, so that the notes beside it are read before it
    full = "the clerk of the harbour wrote down what"
    page = prose(560, 6, 1, words=6) + show(40, 470, "The second heading of it", 11) + lines(445, *[full] * 30)
    for number, y in (("1", 433), ("2", 421)):
        page = page.replace(
            show(40, y, full), flow(40, y, ("the clerk of the mark", 10, 0), (number, 6, 3.6), (" wrote down what", 10, 0))
        )
    text = extracted(tmp_path, page + beside(433, "1", "One is a note of") + beside(421, "2", "Two is a note."))
    assert notes_of(text) == {"1": "One is a note of", "2": "Two is a note."}
    assert calls_of(text) == [("1", "mark"), ("2", "mark")]


def test_a_call_a_little_below_its_note_in_the_margin_that_was_moved_up(tmp_path: Path) -> None:
    page = called(560, "the first mark", "1") + prose(548, 6, 1, words=6) + beside(560, "1", "One is a note.")
    page += beside(476, "2", "Two is a note.") + prose(476, 3, 3, words=6) + called(440, "the second mark", "2")
    assert calls_of(extracted(tmp_path, page + prose(428, 20, 2, words=6))) == [("1", "mark"), ("2", "mark")]


def test_a_raised_number_below_a_note_in_the_margin_does_not_call_it(tmp_path: Path) -> None:
    page = called(560, "the first mark", "1") + prose(548, 6, 1, words=6) + beside(560, "1", "One is a note.")
    page += (
        beside(500, "2", "Two is a note.") + prose(470, 6, 3, words=6) + called(390, "an ell", "2") + prose(378, 20, 2, words=6)
    )
    assert calls_of(extracted(tmp_path, page)) == [("1", "mark")]


def test_words_in_the_margin_without_a_number_are_no_notes(tmp_path: Path) -> None:
    page = called(560, "the first mark", "1") + prose(548, 30, 1, words=6) + beside(400, "", "Of the clerk", "and of boats")
    text = extracted(tmp_path, page + beside(560, "1", "One is a note."))
    assert notes_of(text) == {"1": "One is a note."}
    assert "Of the clerk and of boats" in blocks(text)


def test_words_wide_apart_in_a_narrow_margin_are_of_one_line(tmp_path: Path) -> None:
    page = called(560, "the first mark", "1") + prose(548, 30, 1, words=6)
    page += flow(300, 560, ("1", 4, 2.5), ("Lanyon,", 7, 0)) + show(345, 560, "Tolls,", 7) + show(385, 560, "pp.", 7)
    text = extracted(tmp_path, page + show(300, 551, "225-227.", 7))
    assert notes_of(text) == {"1": "Lanyon, Tolls, pp. 225-227."}


@pytest.mark.parametrize(("y", "margin"), [(8, False), (300, True)])
def test_a_line_of_the_printer_below_the_text_is_no_note_in_the_margin(y: float, margin: bool) -> None:
    slug = show(5, y, "harbour.indb 3", 6) + show(330, y, "14/09/2018", 6) + show(372, y, "10:37", 6)
    source = read_pdf(make_pdf(slug + prose(560, 40, x=80, words=6)), "made.pdf").source
    assert source.boxes is not None
    assert (MARGIN_COLUMN in source.boxes.column) is margin


def test_notes_one_behind_another_in_one_paragraph(tmp_path: Path) -> None:
    page = prose(560, 12) + "".join(called(400 - 12 * i, "a mark", str(i + 1)) for i in range(4))
    page += flow(
        40, 100, ("1", 5, 3), (" Of the clerk, p. 3. ", 8, 0), ("2", 5, 3), (" See the books of the harbour, as they", 8, 0)
    )
    page += flow(40, 90, ("are. ", 8, 0), ("3", 5, 3), (" Ibid. ", 8, 0), ("4", 5, 3), (" Four is a note.", 8, 0))
    text = extracted(tmp_path, page)
    assert notes_of(text) == {
        "1": "Of the clerk, p. 3.",
        "2": "See the books of the harbour, as they are.",
        "3": "Ibid.",
        "4": "Four is a note.",
    }
    assert [value for value, _ in calls_of(text)] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        ("The book of the clerk. ", "2", "1980, p. 3."),  # the second edition
        ("The book of the clerk, ", "2", " and the boats."),
        ("The book of the clerk. ", "7", " And the boats."),
        ("The book of the clerk. ", "2", " And the boats."),  # the next line opens note 2
    ],
)
def test_raised_numbers_inside_a_note_that_open_none(before: str, number: str, after: str, tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += flow(40, 100, ("1", 5, 3), (before, 8, 0), (number, 5, 3), (after, 8, 0)) + note(90, "2", "Two is a note.", x=40)
    assert notes_of(extracted(tmp_path, page)) == {"1": f"{before}{number}{after}", "2": "Two is a note."}


# --------------------------------------------------------------------------------------------- numbers of lines, folios


def numbered(*numbers: tuple[int, int], size: float = 5) -> str:
    """Twelve lines, with numbers beside some of them, given as the line and its number."""
    return prose(560, 12) + "".join(show(22, 560 - 12 * (line - 1), str(number), size) for line, number in numbers)


def test_numbers_of_fifth_lines_go(tmp_path: Path) -> None:
    words = extracted(tmp_path, numbered((5, 5), (10, 10)), numbered((3, 15), (8, 20))).string.split()
    assert not {"5", "10", "15", "20"} & set(words)


@pytest.mark.parametrize(
    ("numbers", "size"),
    [
        (((5, 5), (9, 10)), 5),
        (((3, 5), (9, 10)), 5),
        (((5, 5), (10, 12)), 5),
        (((5, 5), (10, 10)), 10),
        (((5, 5),), 5),
        (((5, 4), (10, 9)), 5),
    ],
)
def test_numbers_that_do_not_count_the_lines_stay(numbers: tuple[tuple[int, int], ...], size: float, tmp_path: Path) -> None:
    words = extracted(tmp_path, numbered(*numbers, size=size)).string.split()
    assert all(str(number) in words for _, number in numbers)


@pytest.mark.parametrize(("foot", "goes"), [("1", True), ("7", False)])
def test_the_folio_of_an_opening_page_counts_with_the_heads_of_the_others(foot: str, goes: bool, tmp_path: Path) -> None:
    opening = prose(560, 20) + called(320, "the first mark", "1") + prose(308, 14, 4)
    opening += note(58, "1", "One is a note that a clerk has made.") + show(196, 47, foot, 7)
    others = [show(40, 585, f"{page} ANNA MERROW", 7) + prose(560, 40, page) for page in (2, 3, 4)]
    text = extracted(tmp_path, opening, *others)
    assert "MERROW" not in text.string
    assert (foot not in text.string.replace("line", " ").split()) is goes
    assert notes_of(text)["1"].startswith("One is a note that a clerk has made.")


@pytest.mark.parametrize(
    ("head", "goes"),
    [
        ("Anna Merrow, The Lost Boats", True),
        ("The Lost Boats · Anna Merrow", True),
        ("Anna Merrow, The Found Boats", False),
        ("The Lost Boats", False),
    ],
)
def test_a_head_in_small_type_that_says_author_and_title(head: str, goes: bool, tmp_path: Path) -> None:
    first = show(120, 560, "The Lost Boats", 16) + show(150, 535, "Anna Merrow", 12) + prose(500, 36)
    text = extracted(tmp_path, first, show(40, 585, head, 8) + prose(540, 30, 3))
    assert (head not in blocks(text)) is goes


def test_author_and_title_in_the_size_of_the_text_are_no_head(tmp_path: Path) -> None:
    first = show(120, 560, "The Lost Boats", 16) + show(150, 535, "Anna Merrow", 12) + prose(500, 36)
    text = extracted(tmp_path, first, show(40, 575, "Anna Merrow, The Lost Boats") + prose(540, 30, 3))
    assert "Anna Merrow, The Lost Boats" in text.string


def test_lines_of_quotations_do_not_tell_how_far_apart_those_of_the_text_are(tmp_path: Path) -> None:
    rows = [FULL, FULL[:-2] + ".", FULL.capitalize(), FULL] * 3
    page = lines(560, *rows, "and so on.", leading=14) + lines(
        360, *["the boats of it and all of the clerks"] * 14, size=9, x=60
    )
    assert blocks(extracted(tmp_path, page))[0] == " ".join([*rows, "and so on."])


# ------------------------------------------------------------------------------------------------------------ headings


def test_capitals_close_below_the_text_are_no_headings(tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 4, "THE BOATS OF IT") + lines(512, *[FULL] * 6, "THE LEDGER") + lines(420, *[FULL] * 9)
    assert headings(extracted(tmp_path, page)) == []


@pytest.mark.parametrize(("x", "number", "found"), [(40, "2.1 ", ["2.1 The boats of it", "2.2 The ledger"]), (150, "", [])])
def test_small_capitals_behind_a_number_are_headings(x: float, number: str, found: list[str], tmp_path: Path) -> None:
    more = b" /FirstChar 32 /LastChar 126 /Widths [%s] /FontDescriptor 6 0 R >>" % (b" 500" * 95)
    caps = {
        5: ITALIC[5].replace(b"Helvetica-Oblique", b"LMRomanCaps10-Regular").replace(b" >>", more),
        6: b"<< /Type /FontDescriptor /FontName /LMRomanCaps10-Regular /Flags 32 /ItalicAngle 0 /Ascent 700 /Descent -200 >>",
    }
    page = lines(580, *[FULL] * 4, "and so on.")
    for i, (top, words) in enumerate(((505, "The boats of it"), (385, "The ledger"))):
        sign = f"2.{i + 1} " if number else ""
        page += show(x, top, sign + words, font="F3") + lines(top - 20, *[FULL] * 6, "and so on.")
    assert headings(extracted(tmp_path, page, instead=caps)) == found


# ------------------------------------------------------------------------------------------------------------- columns


def test_an_inferior_as_high_as_a_superior_of_the_next_line(tmp_path: Path) -> None:
    """Some fonts ask for inferiors that Typst sets as deep as the superiors of the next line are high."""
    page = prose(560, 4) + flow(40, 500, ("They drank the water H", 10, 0), ("2", 5, -5.8), ("O that was there,", 10, 0))
    page += flow(40 + width("They drank the water") - 3, 488, ("238", 5, 5.4), ("U, and the metal of it", 10, 0)) + prose(
        476, 4
    )
    string = extracted(tmp_path, page).string
    assert "water H2O that was there,\n238U, and" in string
