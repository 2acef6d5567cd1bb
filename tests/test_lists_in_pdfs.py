"""Lists that word processors and TeX set: what opens an item, where it goes on, and what is no note beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from test_declared_structure import tagged
from test_layouts_in_pdfs import FULL, blocks, headings, lines
from test_notes_in_pdfs import calls_of, extracted, notes_of
from test_pdf_reader import make_pdf, show

from fidelity import api
from fidelity.model.marks import Kind
from fidelity.readers.pdf import read_pdf

COURIER = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
"""In the place of Times, which is the font F2 of `make_pdf`."""


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def courier() -> dict[int, bytes]:
    """The object that F2 is, as Courier."""
    content = make_pdf("")
    place = next(
        i for i in range(3, 10) if f"{i} 0 obj\n<< /Type /Font".encode() in content and b"Times" in _object(content, i)
    )
    return {place: COURIER}


def _object(content: bytes, number: int) -> bytes:
    start = content.index(f"{number} 0 obj".encode())
    return content[start : content.index(b"endobj", start)]


WORDS_OF_ITEM = "The boats are of the harbour, and what came of it", "we do not know"


def item(top: float, sign: str, font: str = "F1", x: float = 60) -> str:
    """An item of two lines, the second below its words; `sign` stands before them."""
    return show(x, top, sign, font=font) + lines(
        top, "The boats are of the harbour, and what came of it", "we do not know", x=x + 18
    )


ITEM = " ".join(WORDS_OF_ITEM)
BEFORE = lines(560, *[FULL] * 8, "and so on.")
OPENED = show(60, 440, "\u2022") + show(74, 440, "The boats are of the harbour, a book")


def test_the_letter_that_word_sets_for_a_circle_opens_an_item(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 8, "and so on.") + item(440, "o", "F2") + item(410, "o", "F2") + lines(370, *[FULL] * 8)
    assert blocks(extracted(tmp_path, page, instead=courier()))[1:3] == [ITEM, ITEM]


@pytest.mark.parametrize("font", ["F1", "F3"])
def test_the_letter_in_the_face_of_its_words_is_a_word(font: str, tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 8, "and so on.") + item(440, "o", font) + lines(400, *[FULL] * 8)
    assert blocks(extracted(tmp_path, page, instead=courier()))[1].startswith("o The boats")


def test_the_letter_in_a_text_all_in_a_typewriters_face_is_a_word(tmp_path: Path) -> None:
    page = (
        lines(560, *[FULL] * 8, "and so on.") + show(60, 440, "o", font="F2") + show(78, 440, "The boats are here.", font="F2")
    )
    assert "o The boats are here." in extracted(tmp_path, page + lines(400, *[FULL] * 8), instead=courier()).string


def test_a_sentence_may_go_on_a_little_inside_the_words_of_its_item(tmp_path: Path) -> None:
    page = (
        lines(560, *[FULL] * 8, "and so on.") + show(60, 440, "\u2022") + show(74, 440, "The boats are of the harbour, a book")
    )
    page += show(78.5, 428, "written by the clerk;") + lines(400, *[FULL] * 8)
    assert blocks(extracted(tmp_path, page))[1] == "The boats are of the harbour, a book written by the clerk;"


def test_a_line_further_inside_is_of_another_paragraph(tmp_path: Path) -> None:
    page = (
        lines(560, *[FULL] * 8, "and so on.") + show(60, 440, "\u2022") + show(74, 440, "The boats are of the harbour, a book")
    )
    page += show(88, 428, "written by the clerk;") + lines(400, *[FULL] * 8)
    assert blocks(extracted(tmp_path, page))[1] == "The boats are of the harbour, a book"


def test_a_bold_item_goes_on_in_bold_and_has_no_heading_in_it(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 8, "and so on.")
    for top in (440, 400):
        page += show(60, top, "\u2022") + show(74, top, "The boats are of the harbour, as the book", font="F3")
        page += show(74, top - 12, "of the clerk had it", font="F3")
    text = extracted(tmp_path, page + lines(350, *[FULL] * 8))
    assert headings(text) == []
    assert blocks(text)[1] == "The boats are of the harbour, as the book of the clerk had it"


CONTENTS = "".join(
    show(40, 560 - 14 * i, title) + show(40 + 6 * len(title), 560 - 14 * i, "." * 60 + str(i + 1))
    for i, title in enumerate(("The Harbour ", "The Ledger ", "The Lost Boat "))
)
"""A table of contents with leaders, and the pages of its entries close behind them."""


def test_pages_behind_leaders_are_no_calls_of_a_list_of_their_numbers(tmp_path: Path) -> None:
    numbered = "".join(
        show(60, 300 - 24 * i, f"{i + 1}.") + lines(300 - 24 * i, "The boats are of the harbour,", "which is in the book", x=74)
        for i in range(3)
    )
    text = extracted(tmp_path, CONTENTS + lines(480, *[FULL] * 8, "and so on."), lines(560, *[FULL] * 18, "and so:") + numbered)
    assert calls_of(text) == []
    assert notes_of(text) == {}


def test_numbers_that_begin_what_is_quoted_are_no_calls_of_a_list_in_small_type(tmp_path: Path) -> None:
    quoting = lines(
        560, *[FULL] * 8, "We begin at '1->', then we come to '2->', and last to", "'3->' at the harbour. So it was:"
    )
    numbered = "".join(
        show(60, 420 - 30 * i, f"{i + 1}. The boats are of the harbour, which is", 8)
        + show(60, 410 - 30 * i, "in the book of the clerk.", 8)
        for i in range(3)
    )
    text = extracted(tmp_path, quoting + numbered, lines(560, *[FULL] * 30))
    assert calls_of(text) == []
    assert notes_of(text) == {}


def test_a_larger_line_is_a_heading_though_it_ends_in_a_colon(tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 6, "and so on.") + show(40, 480, "Of the ledger:", 14) + lines(458, *[FULL] * 10)
    assert headings(extracted(tmp_path, page)) == ["Of the ledger:"]


def test_a_line_of_the_text_that_ends_in_a_colon_is_no_heading(tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 6, "and so on.") + show(40, 480, "Of the ledger:", font="F3") + lines(458, *[FULL] * 10)
    assert headings(extracted(tmp_path, page)) == []


def test_a_line_is_that_of_its_element_though_its_first_letter_stands_in(tmp_path: Path) -> None:
    """The rectangle of a text object is that of its ink: a large letter begins more than a point inside it."""
    large = show(40, 500, "Herring and eels", 30)
    content = tagged(("H1", large), ("P", lines(440, *[FULL] * 12)))  # type: ignore[arg-type]
    tags = read_pdf(content, "made.pdf").source.tags
    assert tags is not None
    assert tags.role[0] == "H1"
    path = tmp_path / "made.pdf"
    path.write_bytes(content)
    assert headings(api.extract(path)) == ["Herring and eels"]


def term(top: float, name: str, *, further: str, in_by: float = 27) -> str:
    """An item of a list of terms: the name in bold at the edge, and a full first line that goes on further in."""
    first = "the clerk wrote down what the boats had brought to it in"
    return show(40, top, name, font="F3") + show(84, top, first) + lines(top - 12, *[further] * 3, x=40 + in_by)


def test_what_hangs_below_terms_is_no_quotation(tmp_path: Path) -> None:
    further = "the year of the lost boat, and what was owed for it by the"
    page = lines(560, *[FULL] * 5, "of which the ledger knows:") + term(480, "Herring", further=further)
    page += term(426, "Eels", further=further) + lines(370, *[FULL] * 12)
    text = extracted(tmp_path, page)
    assert not list(text.of_kind(Kind.QUOTATION))
    assert f"Herring the clerk wrote down what the boats had brought to it in {further}" in text.string
    assert "\nEels the clerk" in text.string


def test_one_term_in_bold_is_enough_for_an_item(tmp_path: Path) -> None:
    further = "the year of the lost boat, and what was owed for it by the"
    page = lines(560, *[FULL] * 5, "and so on.") + term(480, "Herring", further=further) + lines(420, *[FULL] * 12)
    assert f"brought to it in {further}" in extracted(tmp_path, page).string


def test_a_quotation_below_a_full_line_stays_one(tmp_path: Path) -> None:
    quoted = "the year of the lost boat, and what was owed for it by the"
    page = lines(560, *[FULL] * 6) + lines(480, *[quoted] * 4, x=67) + lines(424, *[FULL] * 12)
    assert len(list(extracted(tmp_path, page).of_kind(Kind.QUOTATION))) == 1


def test_a_heading_may_end_in_an_ellipsis(tmp_path: Path) -> None:
    dots = "".join(show(115.3 + 4.4 * i, 480, ".", font="F3") for i in range(3))
    page = (
        lines(580, *[FULL] * 6, "and so on.") + show(40, 480, "2.2 Of the boats", font="F3") + dots + lines(455, *[FULL] * 10)
    )
    assert headings(extracted(tmp_path, page)) == ["2.2 Of the boats\u2026"]


def square(x: float, y: float, side: float = 3.4) -> str:
    return f"{x} {y} {side} {side} re f\n"


DISC = "1 0 0 1 55 {} cm 0 1.7 m 0 0.8 0.8 0 1.7 0 c 2.6 0 3.4 0.8 3.4 1.7 c 3.4 2.6 2.6 3.4 1.7 3.4 c 0.8 3.4 0 2.6 0 1.7 c f"
"""A disc of four curves."""


LINES = "q 3.4 w 56.7 {y0} m 56.7 {y1} l S Q\n"
"""An upright line as thick as long, as XeTeX draws rules."""


@pytest.mark.parametrize(
    "draw", [lambda y: square(55, y), lambda y: f"q {DISC.format(y)} Q\n", lambda y: LINES.format(y0=y, y1=y + 3.4)]
)
def test_squares_and_discs_that_are_drawn_open_items(draw: Callable[[float], str], tmp_path: Path) -> None:
    """LaTeX's Spanish lists have squares that are rules."""
    first, second = "of the boats and of the lost ledger", "of the year in which nobody came"
    page = lines(560, *[FULL] * 5, "of which the ledger knows:") + lines(480, first, "of the harbour", second, x=63)
    page += draw(481.5) + draw(457.5) + lines(430, *[FULL] * 8)
    text = extracted(tmp_path, page)
    items = [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.ITEM)]
    assert items == [f"{first} of the harbour", second]


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(square(70, 500), id="far"),
        pytest.param(square(83, 500, side=8), id="large"),
        pytest.param("83 501 3.4 3.4 re S\n", id="a box to be ticked"),
        pytest.param(square(83, 501) + show(74, 500, "so"), id="within a line"),
        pytest.param("83 501 30 3.4 re f\n", id="a bar"),
    ],
)
def test_other_squares_are_no_bullets(drawn: str) -> None:
    string = read_pdf(make_pdf(show(92, 500, "of the boats") + drawn), "made.pdf").string
    assert "\u25aa" not in string


def test_the_square_that_ends_a_proof_is_no_bullet_of_the_next_column() -> None:
    columns = "".join(
        show(40, 560 - 12 * i, "the clerk of the harbour wrote") + show(196, 560 - 12 * i, FULL[:30]) for i in range(9)
    )
    string = read_pdf(make_pdf(columns + square(182, 500)), "made.pdf").string
    assert "\u25aa" not in string
