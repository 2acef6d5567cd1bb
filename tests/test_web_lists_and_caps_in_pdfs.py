"""Pages that browsers print: bullets drawn as dots, caps over narrow columns, justified lines with wide gaps."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, blocks, lines
from test_notes_in_pdfs import extracted, width
from test_pdf_reader import make_pdf, show

from fidelity.model.marks import Kind
from fidelity.readers.pdf.read import read_pdf


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)
    return str(request.param)


def dot(x: float, y: float, side: float = 3.5) -> str:
    """A disc of four curves, as browsers draw them; `x` and `y` are its left and its lower edge."""
    r, x1, y1, k = side / 2, x + side, y + side, 0.275 * side
    cx, cy = x + r, y + r
    return (
        f"{x1} {cy} m {x1} {cy + k} {cx + k} {y1} {cx} {y1} c {cx - k} {y1} {x} {cy + k} {x} {cy} c "
        f"{x} {cy - k} {cx - k} {y} {cx} {y} c {cx + k} {y} {x1} {cy - k} {x1} {cy} c f\n"
    )


ITEMS = ("the rope of the ferry, which lay by the mill and was as old as he who made it;", "which nobody counted", "the book.")


def listed(*dots: str) -> str:
    """A page with three lines below a paragraph, the first two of one item, and dots."""
    page = lines(560, *[FULL] * 6, "What was left of it all was, as they say,")
    return page + "".join(show(60, 470 - 12 * i, words) for i, words in enumerate(ITEMS)) + "".join(dots)


def test_drawn_dots_before_lines_are_bullets(tmp_path: Path) -> None:
    text = extracted(tmp_path, listed(dot(51, 471.5), dot(51, 447.5)) + lines(400, *[FULL] * 12))
    assert blocks(text)[1:3] == [" ".join(ITEMS[:2]), ITEMS[2]]
    assert [mark.value for mark in text.of_kind(Kind.ITEM)] == ["-", "-"]


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(show(40, 470, "so") + dot(51, 471.5), id="between words"),
        pytest.param(dot(51, 476.5), id="above the line"),
        pytest.param(dot(52, 468, 7), id="a box"),
        pytest.param(dot(20, 471.5), id="far away"),
        pytest.param("".join(dot(51, 447.5 + 6 * k) for k in range(6)), id="a border of dots"),
    ],
)
def test_other_dots_are_no_bullets(drawn: str) -> None:
    assert "▪" not in read_pdf(make_pdf(listed(drawn)), "made.pdf").string


def below_cap(cap: str, first: str) -> str:
    """A cap of which the first line of its paragraph stands below, since nothing finds room beside it."""
    page = lines(560, *[FULL] * 6, "and so on.") + show(40, 430, cap, 60)
    return page + show(40, 412, first) + lines(398.6, "Then " + FULL[:-5], *[FULL] * 10, "and so on.")


def test_words_below_a_deep_cap_are_no_heading(tmp_path: Path) -> None:
    text = extracted(tmp_path, below_cap("W", "hen asked the farmers of the harbour what it was that they paid for the"))
    assert not text.of_kind(Kind.HEADING)
    assert len(blocks(text)) == 2


def beside(*words: str) -> str:
    """A cap of four lines beside which the measure is narrow, and lines below it."""
    page = lines(560, *[FULL[:30]] * 14, "and so on.") + show(40, 340, "O", 66)
    page += "".join(show(100, 380 - 12 * k, line) for k, line in enumerate(words))
    return page + lines(380 - 12 * len(words), *[FULL[:30]] * 9, "and so on.")


@pytest.mark.parametrize(("third", "count"), [("the", 2), ("the end.", 3)])
def test_a_short_line_beside_a_cap_goes_on_unless_a_sentence_ends(third: str, count: int, tmp_path: Path) -> None:
    text = extracted(tmp_path, beside("ne asked", "of it all", third, "Mmmmm or"))
    assert len(blocks(text)) == count


def stretched(y: float, end: float, *words: str) -> str:
    """Words that fill a line up to `end`, as justified ones do."""
    gap = (end - 40 - sum(map(width, words))) / (len(words) - 1)
    places = [40 + sum(map(width, words[:i])) + gap * i for i in range(len(words))]
    return "".join(show(x, y, word) for x, word in zip(places, words, strict=True))


def test_justified_lines_with_wide_gaps_are_no_table(tmp_path: Path) -> None:
    end = 40 + width(FULL[:30])
    page = (
        lines(560, *[FULL[:30]] * 8)
        + stretched(464, end, "Songs,", "that", "old")
        + stretched(452, end, "harbourmasters", "do")
    )
    page += lines(440, *[FULL[:30]] * 8, "and so on.")
    text = extracted(tmp_path, page)
    assert not text.of_kind(Kind.TABLE)
    assert len(blocks(text)) == 1


def test_a_narrow_table_with_even_gaps_is_one(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 8, "and so on.")
    for i, row in enumerate((("Year", "Carts", "Pence"), ("1841", "2114", "3150"), ("1842", "3118", "4160"))):
        page += "".join(show(40 + 40 * k, 440 - 12 * i, cell) for k, cell in enumerate(row))
    text = extracted(tmp_path, page + lines(390, *[FULL] * 8, "and so on."))
    assert len(text.of_kind(Kind.TABLE)) == 3


@pytest.mark.parametrize(
    ("cap", "rest", "begins"),
    [
        ("T", "he clerk of the harbour went", "The clerk of the harbour went"),
        ("“T", "he clerk of the harbour went", "“The clerk of the harbour went"),
        ("A", "fter that the clerk went", "After that the clerk went"),
        ("A", "harbour is what it was then", "A harbour is what it was then"),
    ],
)
def test_a_cap_left_at_the_foot_of_a_page(cap: str, rest: str, begins: str, tmp_path: Path) -> None:
    """WeasyPrint floats a cap onto the page before that of its paragraph; a note stands below it."""
    first = lines(560, *[FULL] * 20, "and so on.") + show(40, 250, cap, 40) + show(40, 100, "1. A note of the clerk.", 8)
    second = show(40, 560, rest) + lines(548, *[FULL] * 20, "and so on.")
    assert begins + " the clerk of the harbour wrote" in extracted(tmp_path, first, second).string


def test_verses_that_a_column_end_parts_are_one_stanza(tmp_path: Path) -> None:
    """The last line of the first page leaves no room for the next word, but ends with a mark short of the measure."""
    long = FULL[:-12] + ","
    first = lines(560, *[FULL] * 20, "and that is what they sang:") + lines(
        290, "The clerk has brought a boat,", long.capitalize(), x=58
    )
    second = lines(560, "Whatever it was, we shall not know,", "But he will write it down.", x=58)
    second += lines(524, "So they went on.", *[FULL] * 20, "and so on.")
    text = extracted(tmp_path, first, second)
    assert [text.string[mark.start : mark.end].count("\u2028") for mark in text.of_kind(Kind.VERSE)] == [3]


def test_an_item_whose_first_line_a_cap_sets_in_is_whole(tmp_path: Path) -> None:
    page = show(40, 522, "H", 60) + show(90, 554, "ere the clerk wrote down what they had brought and what")
    page += show(90, 542, "was to be done with it, as it is:") + show(90, 524, "1. The boats of the harbour are to be counted,")
    page += show(52, 512, "and the clerk is to write it down.") + show(40, 500, "2. The clerk is to be paid.")
    text = extracted(tmp_path, page + lines(482, *[FULL] * 12, "and so on."))
    assert blocks(text)[1:3] == [
        "1. The boats of the harbour are to be counted, and the clerk is to write it down.",
        "2. The clerk is to be paid.",
    ]


def test_small_type_as_wide_as_the_text_is_a_column_and_no_margin(tmp_path: Path) -> None:
    """The notes of a page whose first column ends with them fill the second one."""
    page = ""
    for k in range(6):
        page += show(52, 560 - 36 * k, FULL[:27]) + lines(548 - 36 * k, FULL[:30], f"and that was the boat {k}.")
    wide = width(FULL[:30])
    for k in range(8):
        page += lines(560 - 24 * k, f"{k + 1}. {FULL[:30]}", "was written.", x=40 + wide + 20, size=8, leading=11)
    string = extracted(tmp_path, page).string
    assert string.index("that was the boat 5.") < string.index("1. the clerk")


def numbered_on_the_line(raised: int) -> str:
    """A page whose calls stand on the line in smaller type, the first ones raised, and three notes at its foot."""
    page = lines(560, *[FULL] * 6, "and so on.")
    for k in (1, 2, 3):
        words, top = "and there he wrote of the boats and of the mill.", 460 - 24 * k
        page += show(40, top, words) + show(40 + width(words), top + (3 if k <= raised else 0), str(k), 7)
        page += show(44.5 + width(words), top, "The clerk") + lines(top - 12, FULL)
        page += show(40, 120 - 10 * k, f"{k}. Note {k} is here.", 8)
    return page


@pytest.mark.parametrize("raised", [0, 1, 2])
def test_calls_of_which_some_are_raised_close_the_count(raised: int, tmp_path: Path) -> None:
    text = extracted(tmp_path, numbered_on_the_line(raised))
    assert [mark.value for mark in text.of_kind(Kind.NOTE_CALL)] == ["1", "2", "3"]


@pytest.mark.parametrize(("words", "apart"), [("— It was the mill, said he.", True), ("It was the mill, said he.", False)])
def test_a_speech_that_no_gap_parts_from_ragged_lines(words: str, apart: bool, tmp_path: Path) -> None:
    page, top = "", 560
    for k in range(7):
        page += lines(top, FULL, FULL[:-4], f"and that was boat {k}.")
        top -= 44
    page += lines(top, FULL, FULL[:-14] + "asked:", words)
    assert (words in blocks(extracted(tmp_path, page))) == apart
