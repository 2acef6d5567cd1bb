"""What articles have besides their text: abstracts with keywords, captions, works that hang, heads, notes set in."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, blocks, lines
from test_notes_in_pdfs import called, calls_of, extracted, notes_of, prose, width
from test_pdf_reader import show


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
