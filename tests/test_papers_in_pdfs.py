"""What papers and slides have besides their text: titles where heads stand, an imprint, an abstract, headings close to text."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, ITALIC, blocks, faces, headings, lines, quotations
from test_notes_in_pdfs import extracted
from test_pdf_reader import show

from fidelity.model.marks import Kind


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


SHOWN = ["Tolls of the year", "Tolls of the year", "Boats", "Lamps", "Clerks"]
"""What the pages are headed with; the first two alike, so that their height is one of heads."""


@pytest.mark.parametrize(("size", "stay"), [(20, True), (10, False)])
def test_the_titles_of_slides_are_no_heads(size: float, stay: bool, tmp_path: Path) -> None:
    pages = [show(40, 570, title, size) + lines(520, *[FULL] * 9) for title in SHOWN]
    string = extracted(tmp_path, *pages).string
    assert [title in string for title in SHOWN[2:]] == [stay] * 3


def test_a_large_head_of_one_page_goes_where_most_large_heads_recur(tmp_path: Path) -> None:
    heads = ["Tolls of the year", "Tolls of the year", "Tolls of the year", "Boats", "Lamps of it", "Lamps of it"]
    pages = [show(40, 570, title, 20) + lines(520, *[FULL] * 9) for title in heads]
    assert "Boats" not in extracted(tmp_path, *pages).string


FIRST = lines(560, *[FULL] * 30, "and it was so for the whole of a year, as there were boats")


@pytest.mark.parametrize(
    ("below", "size", "begins", "moved"),
    [
        (160, 8, "with tolls and without", True),
        (160, 10, "with tolls and without", False),  # no smaller than the text
        (190, 8, "with tolls and without", False),  # close to the text
        (160, 8, "With tolls and without", False),  # no sentence goes on
    ],
)
def test_an_imprint_at_the_foot_of_a_page_goes_behind_its_sentence(
    below: float, size: float, begins: str, moved: bool, tmp_path: Path
) -> None:
    imprint = show(40, below, "0031-3203 Society of the Harbour. All rights reserved.", size)
    page = lines(560, f"{begins} them, and the clerk wrote it down in the ledger", "of it.") + show(55, 536, FULL[:50])
    page += lines(524, *[FULL] * 20)
    first = blocks(extracted(tmp_path, FIRST + imprint, page))[0]
    assert first.endswith(f"as there were boats {begins} them, and the clerk wrote it down in the ledger of it.") is moved


@pytest.mark.parametrize(
    ("x", "below", "begins", "moved"),
    [
        (40, 190, "and the", True),
        (40, 218, "and the", False),  # no further from the text than its own lines
        (52, 190, "and the", False),  # set in, as a quotation is
        (40, 190, "And the", False),  # no sentence goes on
    ],
)
def test_an_address_at_the_foot_of_a_column_goes_behind_its_sentence(
    x: float, below: float, begins: str, moved: bool, tmp_path: Path
) -> None:
    narrow = "the harbour kept its ledgers in the loft"
    page = lines(580, *[narrow] * 30, x=40) + lines(
        below, "The clerk, clerk@harbour.test, wrote", "it down.", x=x, size=8, leading=9
    )
    page += lines(580, f"{begins} clerk wrote it down in a ledger", "of it.", *[narrow] * 32, x=240)
    text = extracted(tmp_path, page)
    assert any("in the loft and the clerk wrote it down in a ledger of it." in one for one in blocks(text)) is moved
    assert "wrote it down." in " ".join(text.string.split())


AFTER = lines(560, "with tolls and without them, and the clerk wrote it down in the ledger", "of it.") + show(
    55, 536, FULL[:50]
)


def test_a_small_quotation_at_the_foot_of_a_page_stays_in_its_sentence(tmp_path: Path) -> None:
    quoted = ["Nobody paid, and nobody wrote down what", "the boats had brought to the harbour of the"]
    small = "".join(show(64, 170 - 12 * i, words, 8) for i, words in enumerate(quoted))
    text = extracted(tmp_path, FIRST + small, AFTER + lines(524, *[FULL] * 20))
    assert quotations(text) == [" ".join(quoted)]
    assert blocks(text)[1:3][0] == " ".join(quoted)
    assert blocks(text)[0].endswith("as there were boats")


@pytest.mark.parametrize(("begins", "size"), [("the clerk paid nobody", 10), ("The clerk paid nobody", 8)])
def test_small_lines_that_are_of_the_sentence_stay_in_it(begins: str, size: float, tmp_path: Path) -> None:
    """The small type begins the second half of the sentence, or goes on overleaf."""
    small = show(40, 160, f"{begins} of all who had been there in the year of the", 8)
    page = show(40, 560, "boats and of the lamps.", size) + lines(548, *[FULL] * 20)
    string = extracted(tmp_path, FIRST + small, page).string
    assert string.index(begins) < string.index("boats and of the lamps.")


def test_the_first_line_of_an_abstract_in_small_type_is_no_quotation(tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 3, "and so on.") + show(48, 515, FULL[:-5] + " and", 9)
    page += lines(504, *[FULL + " and"] * 3, "and so on.", size=9, leading=11) + lines(430, *[FULL] * 20)
    text = extracted(tmp_path, page)
    assert text.of_kind(Kind.QUOTATION) == ()
    assert blocks(text)[1].count("the clerk") == 4


@pytest.mark.parametrize(("end", "quoted"), [(".", False), (",", True)])
def test_two_indented_lines_that_are_two_paragraphs_are_no_quotation(end: str, quoted: bool, tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 12, "and so on it went.")
    page += show(55, 424, f"The tolls of the harbour rose to four groschen{end}")
    page += show(55, 412, "and the clerks wrote it down (2)") + lines(400, *[FULL.capitalize()] + [FULL] * 12)
    assert bool(extracted(tmp_path, page).of_kind(Kind.QUOTATION)) is quoted


@pytest.mark.parametrize(("gap", "number", "found"), [(20, "2.1", True), (12, "2.1", False), (20, "2", False)])
def test_numbered_headings_in_italics_close_to_a_list(gap: float, number: str, found: bool, tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 4, "and so on.")
    for i, top in enumerate((532 - gap, 400 - gap)):
        page += show(40, top, f"{number}{i} Ledgers of it", font="F3") + show(40, top - 12.5, "(1) tolls and")
        page += lines(top - 24.5, *[FULL] * 7, "and so on.") if i == 0 else lines(top - 24.5, *[FULL] * 6)
    assert bool(headings(extracted(tmp_path, page, instead=ITALIC))) is found


@pytest.mark.parametrize(("words", "found"), [("2. The Mission", True), ("The Mission", False)])
def test_a_numbered_bold_line_that_opens_a_page_over_its_text_is_a_heading(words: str, found: bool, tmp_path: Path) -> None:
    second = show(40, 560, words, font="F3") + lines(548, *[FULL.capitalize()] + [FULL] * 20)
    text = extracted(tmp_path, lines(560, *[FULL] * 30, "and so on."), second)
    assert headings(text) == ([words] if found else [])


@pytest.mark.parametrize(("name", "found"), [("Cmbx10", True), ("csbx10", True), ("plbx10", True), ("Cmr10", False)])
def test_headings_in_fonts_of_tex_under_other_names(name: str, found: bool, tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 4, "and so on.")
    for top, words in ((500, "The Lost Boat"), (380, "The Ledger of It")):
        page += show(40, top, words, font="F3") + lines(top - 18, *[FULL] * 6, "and so on.")
    text = extracted(tmp_path, page, instead=faces("Cmr10" if name != "csbx10" else "csr10", name))
    assert headings(text) == (["The Lost Boat", "The Ledger of It"] if found else [])
