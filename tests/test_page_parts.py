"""Pages whose upper and lower parts are set in different columns, as those of a newsletter."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_notes_in_pdfs import extracted
from test_pdf_reader import show


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def column(x: float, top: float, count: int, name: str, words: str) -> str:
    """Lines of 7 pt type, 9 pt apart, each numbered behind the name of its column."""
    return "".join(show(x, top - 9 * i, f"{name}{i} {words}", 7) for i in range(count))


def names(text: str, heads: tuple[str, ...] = ()) -> list[str]:
    """The columns and heads of a text in the order in which they are read, each as often as it is begun."""
    found: list[str] = []
    for word in text.split():
        name = word if word in heads else word[0] if word[1:].isdigit() and word[0].isupper() else ""
        if name and found[-1:] != [name]:
            found.append(name)
    return found


WIDE, NARROW = "the harbour and the boats of it, as it", "the boats of the year"
UPPER = column(30, 580, 24, "A", WIDE) + column(168, 580, 24, "B", WIDE)
LOWER = (
    column(30, 300, 24, "C", NARROW)
    + column(121, 300, 24, "D", NARROW)
    + column(212, 300, 24, "E", NARROW)
    + column(303, 300, 24, "F", NARROW)
)


def test_two_columns_over_four_are_read_part_by_part(tmp_path: Path) -> None:
    assert names(extracted(tmp_path, UPPER + LOWER).string) == ["A", "B", "C", "D", "E", "F"]


@pytest.mark.parametrize("lower", [330.0, 329.2])
def test_heads_of_two_articles_side_by_side_stand_before_their_own_columns(lower: float, tmp_path: Path) -> None:
    heads = show(30, 330, "Ledgers of a harbour", 18) + show(212, lower, "Boats", 18)
    found = names(extracted(tmp_path, UPPER + heads + LOWER).string, ("Ledgers", "Boats"))
    assert found == ["A", "B", "Ledgers", "C", "D", "Boats", "E", "F"]


def test_columns_with_lines_across_are_one_part(tmp_path: Path) -> None:
    """Lines that cross a gutter within columns part them, and what stands below goes on in the same columns."""
    across = show(30, 355, "Of the ledgers of the harbour and of the boats that lay in it", 10)
    page = UPPER + across + column(30, 330, 20, "C", WIDE) + column(168, 330, 20, "D", WIDE)
    assert names(extracted(tmp_path, page).string) == ["A", "B", "C", "D"]


@pytest.mark.parametrize(("x", "words"), [(180, "Item of a list"), (30, f"Full {WIDE}")], ids=["set-in", "fills-its-column"])
def test_a_line_apart_in_one_column_spans_no_columns(x: float, words: str, tmp_path: Path) -> None:
    """Columns that end and go on level around it make no heading of it."""
    left, right = column(30, 576, 12, "A", WIDE), column(168, 576, 12, "B", WIDE)
    page = left + right + show(x, 455, words, 7) + column(30, 433, 12, "C", WIDE) + column(168, 433, 12, "D", WIDE)
    first = words.split(maxsplit=1)[0]
    expected = ["A", "C", "B", first, "D"] if x == 180 else ["A", first, "C", "B", "D"]
    assert names(extracted(tmp_path, page).string, (first,)) == expected


def test_a_heading_between_columns_that_end_level_spans_them(tmp_path: Path) -> None:
    page = column(30, 576, 12, "A", WIDE) + column(168, 576, 12, "B", WIDE) + show(30, 422, "Ledgers", 14)
    page += column(30, 396, 12, "C", WIDE) + column(168, 396, 12, "D", WIDE)
    assert names(extracted(tmp_path, page).string, ("Ledgers",)) == ["A", "B", "Ledgers", "C", "D"]


def test_notes_across_columns_whose_lines_stand_at_other_heights(tmp_path: Path) -> None:
    """The last lines of both columns are near to the notes, and to one another, by turns; they belong to no note."""
    notes = "".join(show(30, 309 - 10 * i, f"{i + 5} Note of the harbour and of all the boats of it", 8) for i in range(4))
    page = column(30, 576, 12, "A", WIDE) + column(30, 420, 12, "C", WIDE) + notes
    page += column(168, 572, 12, "B", WIDE) + column(168, 424, 12, "D", WIDE)
    assert names(extracted(tmp_path, page).string) == ["A", "C", "B", "D"]
