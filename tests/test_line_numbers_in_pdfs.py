"""The numbers of lines in the margins of manuscripts and editions: over a whole document, in columns, beside short lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_layouts_in_pdfs import sentence
from test_notes_in_pdfs import WORDS, extracted
from test_pdf_reader import show


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def numbers_left(folder: Path, *pages: str) -> list[str]:
    return re.findall(r"\d+", extracted(folder, *pages).string)


def text(page: int, count: int, x: float = 60) -> str:
    return "".join(show(x, 560 - 12 * line, sentence(page, line)) for line in range(count))


def margin(*numbers: tuple[int, int], x: float = 30, size: float = 6) -> str:
    """Numbers, whose right edges are level, beside lines from the first on: the line, and what is printed there."""
    return "".join(show(x - 3.34 * len(str(n)) * size / 6, 560 - 12 * (line - 1), str(n), size) for line, n in numbers)


def test_small_numbers_of_every_line_go_beside_speeches_too(tmp_path: Path) -> None:
    speeches = [f"{word.capitalize()} is late." for word in WORDS[:5]]
    page = text(1, 7) + "".join(show(75, 560 - 12 * (7 + i), speech) for i, speech in enumerate(speeches))
    assert not numbers_left(tmp_path, page + margin(*((i, i) for i in range(1, 13))))


def test_numbers_at_the_outer_edges_of_two_columns_go(tmp_path: Path) -> None:
    page = ""
    for column, x in enumerate((40, 215)):
        words = ["and so it was said of the river and" if line % 9 else "They went home." for line in range(1, 31)]
        page += "".join(show(x, 560 - 12 * line, line_words) for line, line_words in enumerate(words))
        page += margin(*((line, 30 * column + line) for line in range(1, 31)), x=30 if column == 0 else 398)
    assert not numbers_left(tmp_path, page)


def test_a_number_that_does_not_count_the_lines_of_its_page_goes_with_those_of_the_others(tmp_path: Path) -> None:
    first = text(1, 32) + margin((10, 10), (20, 20), (30, 30))
    second = text(2, 32) + margin((14, 10))  # four lines of it are numbered by nobody
    assert not numbers_left(tmp_path, first, second)


def test_a_table_numbered_as_one_line_at_the_height_of_none(tmp_path: Path) -> None:
    first = text(1, 32) + margin((10, 10), (20, 20), (30, 30))
    rows = "".join(show(x, 440 - 14 * row, f"{'abc'[row]} {x}") for row in range(3) for x in (120, 180))
    second = text(2, 9) + rows + "".join(show(60, 392 - 12 * line, sentence(3, line)) for line in range(20))
    numbers = margin((8, 40), (25, 60)) + show(23.32, 431, "50", 6)
    assert numbers_left(tmp_path, first, second + numbers) == ["120", "180"] * 3


def test_a_heading_at_the_top_of_a_page_beside_its_number_stays(tmp_path: Path) -> None:
    first = text(1, 32) + margin((10, 10), (20, 20), (30, 30))
    second = show(60, 560, "The Ferry and the Song", 15) + "".join(
        show(60, 534 - 12 * line, sentence(3, line)) for line in range(30)
    )
    second += show(23.32, 560, "40", 6) + show(23.32, 426, "50", 6) + show(23.32, 306, "60", 6)
    string = extracted(tmp_path, first, second).string
    assert "The Ferry and the Song" in string
    assert not re.search(r"\d", string)


def test_pages_prove_their_numbers_together(tmp_path: Path) -> None:
    pages = [text(page, 32) + margin((13, 10), (27, 20)) for page in range(3)]
    assert not numbers_left(tmp_path, *pages)


@pytest.mark.parametrize(
    "numbers",
    [
        (((13, 10), (27, 20)), ((13, 40), (27, 50))),  # neither from the beginning nor on
        (((13, 10), (27, 20)), ((13, 10), (27, 15))),
        (((13, 12), (27, 22)), ((13, 12), (27, 22))),
        (((13, 10), (27, 20)), ((13, 10),)),  # too few
    ],
)
def test_numbers_that_do_not_count_through_stay(numbers: tuple[tuple[tuple[int, int], ...], ...], tmp_path: Path) -> None:
    pages = [text(page, 32) + margin(*there) for page, there in enumerate(numbers)]
    assert numbers_left(tmp_path, *pages) == [str(number) for there in numbers for _, number in there]


@pytest.mark.parametrize("other", [margin((14, 7)), margin((14, 10), x=42), margin((14, 10), size=9)])
def test_other_numbers_beside_numbered_lines_stay(other: str, tmp_path: Path) -> None:
    """One that counts otherwise, stands elsewhere, or is larger."""
    first = text(1, 32) + margin((10, 10), (20, 20), (30, 30))
    assert len(numbers_left(tmp_path, first, text(2, 32) + other)) == 1


def test_small_numbers_of_entries_stay(tmp_path: Path) -> None:
    entries = [" ".join((WORDS + WORDS)[i:][: 2 + i % 4]).capitalize() for i in range(12)]
    page = "".join(show(60, 560 - 12 * i, entry) for i, entry in enumerate(entries))
    assert len(numbers_left(tmp_path, page + margin(*((i, i) for i in range(1, 13))))) == 12
