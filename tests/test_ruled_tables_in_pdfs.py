"""Tables whose cells have borders, as word processors draw them: cells are read one by one, wherever their lines stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, blocks, headings, lines
from test_notes_in_pdfs import extracted
from test_pdf_reader import show

from fidelity.model.marks import Kind
from fidelity.model.ruled_grid import RuledGrid, ruled_grids
from fidelity.model.text import Text


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


COLUMNS = ((40, 98), (100, 248), (250, 360))
CELLS = (
    (("Class",), ("What it is",), ("Where",)),
    (("A1",), ("a landing stage that is let", "by the year to one boat,", "and the ledger of it"), ("on the quay",)),
    (("B22",), ("the toll of a cart with two", "horses"), ("at the gate of the lower", "harbour")),
    (("D",), ("nothing",), ()),
)
"""Four rows of three cells, each of as many lines."""
ROWS = [
    "Class\tWhat it is\tWhere",
    "A1\ta landing stage that is let by the year to one boat, and the ledger of it\ton the quay",
    "B22\tthe toll of a cart with two horses\tat the gate of the lower harbour",
    "D\tnothing\t",
]


def borders(top: float, bottom: float, columns: tuple[tuple[float, float], ...] = COLUMNS) -> str:
    """Two borders of each cell, above and below, drawn as rectangles."""
    return "".join(f"{x0} {y} {x1 - x0} 0.5 re f\n" for x0, x1 in columns for y in (top, bottom))


def table(top: float, height: float = 40, *, drawn: bool = True) -> str:
    """The cells in rows of one height, each centred on it."""
    page = ""
    for row in CELLS:
        page += borders(top, top - height + 2) if drawn else ""
        for (x0, _), cell in zip(COLUMNS, row, strict=True):
            first = top - height / 2 + 5.5 * (len(cell) - 1) - 3
            page += "".join(show(x0 + 4, first - 11 * i, line, 9) for i, line in enumerate(cell))
        top -= height
    return page


def rows_of(text: Text) -> list[str]:
    return [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.TABLE)]


def test_cells_centred_on_the_height_of_their_row_are_read_one_by_one(tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 8, "and so on.") + table(470) + lines(280, *[FULL] * 20)
    text = extracted(tmp_path, page)
    assert rows_of(text) == ROWS
    assert blocks(text)[0].startswith(FULL)
    assert blocks(text)[-1].startswith(FULL)


def test_a_page_of_many_borders_has_its_table_too(tmp_path: Path) -> None:
    """Word draws each side of each cell."""
    many = "".join(f"{x} {470 - 4 * i} 0.5 4 re f\n" for x in (40, 99, 249, 360) for i in range(80))
    assert rows_of(extracted(tmp_path, table(470) + many + lines(280, *[FULL] * 9))) == ROWS


def test_words_that_run_through_borders_are_in_no_table(tmp_path: Path) -> None:
    page = table(590) + lines(400, *[FULL] * 4) + table(340) + lines(150, *[FULL] * 4)
    text = extracted(tmp_path, page)
    assert rows_of(text) == [*ROWS, *ROWS]
    assert " ".join([FULL] * 4) in blocks(text)


def test_a_heading_between_two_tables_is_no_row(tmp_path: Path) -> None:
    page = table(590) + show(40, 390, "Tolls", 14) + table(360) + lines(150, *[FULL] * 12)
    text = extracted(tmp_path, page)
    assert rows_of(text) == [*ROWS, *ROWS]
    assert headings(text) == ["Tolls"]


def test_a_table_with_text_beside_it_is_not_cut_out(tmp_path: Path) -> None:
    beside = "".join(show(365, 580 - 12 * i, "as is") for i in range(20))
    found = extracted(tmp_path, table(590) + beside)
    assert sum(len(row.split("\t")) == 3 for row in rows_of(found)) != len(ROWS)


@pytest.mark.parametrize("lacking", [-1, 0])
def test_a_table_without_its_last_border_or_its_first_is_read_by_its_gaps(lacking: int, tmp_path: Path) -> None:
    """What stands outside the borders is a row like those between them."""
    rows = "".join(
        show(x + 4, 560 - 20 * i, word, 9)
        for i in range(6)
        for x, word in zip((40, 100, 250), ("A1", f"toll {i}", "7"), strict=True)
    )
    drawn = [572 - 20 * i for i in range(7)]
    del drawn[lacking]
    rows += "".join(f"{x0} {y} {x1 - x0} 0.5 re f\n" for x0, x1 in COLUMNS for y in drawn)
    text = extracted(tmp_path, rows + lines(400, *[FULL] * 20))
    assert rows_of(text) == [f"A1\ttoll {i}\t7" for i in range(6)]


def test_borders_around_single_cells_make_no_table(tmp_path: Path) -> None:
    """Boxes of a form, of which only one in a row is filled."""
    page = "".join(borders(590 - 40 * i, 552 - 40 * i) + show(44, 570 - 40 * i, f"The clerk of {i}", 9) for i in range(5))
    page = page.replace(" 58 0.5 re", " 148 0.5 re")
    assert rows_of(extracted(tmp_path, page)) == []


@pytest.mark.parametrize(("words", "found"), [(("A1", "the toll", "here"), 1), (("A1", "", "here"), 0)])
def test_a_single_row_is_one_where_all_of_its_three_cells_are_filled(
    words: tuple[str, ...], found: int, tmp_path: Path
) -> None:
    row = borders(590, 552) + "".join(show(x0 + 4, 570, one, 9) for (x0, _), one in zip(COLUMNS, words, strict=True) if one)
    assert len(rows_of(extracted(tmp_path, row + lines(500, *[FULL] * 9)))) == found


LEVELS = (500.0, 460.0, 420.0)


def strokes(*sides: tuple[float, float], levels: tuple[float, ...] = LEVELS) -> list[tuple[float, float, float]]:
    return [(x0, x1, y) for x0, x1 in sides for y in levels]


def test_borders_drawn_twice_are_one_rule() -> None:
    twice = strokes((40, 98), (100, 248)) + strokes((41, 97), (101, 247), levels=(498, 458, 418))
    assert ruled_grids(twice) == [RuledGrid(((40, 98), (100, 248)), LEVELS)]


def test_tables_of_other_columns_below_one_another() -> None:
    below = strokes((40, 120), (122, 300), levels=(300, 260, 220))
    found = ruled_grids(strokes((40, 98), (100, 248)) + below)
    assert sorted(found, key=lambda grid: -grid.rules[0]) == [
        RuledGrid(((40, 98), (100, 248)), LEVELS),
        RuledGrid(((40, 120), (122, 300)), (300, 260, 220)),
    ]


@pytest.mark.parametrize(
    "drawn",
    [
        strokes((40, 248)),  # rules across: the lines of a chart, or a table without borders between columns
        strokes((40, 98), (180, 248)),  # two columns of text, each with rules
        strokes((40, 98), (100, 248), levels=(500, 460)),  # one row of two
        strokes((40, 98)) + strokes((100, 248), levels=(490, 450, 410)),
        [(40, 60 + 7 * i, 500 - 30.0 * i) for i in range(9)],  # underlined words
    ],
)
def test_strokes_that_make_no_grid(drawn: list[tuple[float, float, float]]) -> None:
    assert ruled_grids(drawn) == []


def test_the_row_and_the_column_of_words() -> None:
    grid = RuledGrid(((40, 98), (100, 248)), LEVELS)
    assert [grid.row_at(y) for y in (510, 490, 461, 430, 410)] == [None, 0, 0, 1, None]
    assert [grid.column_at(*sides) for sides in ((44, 90), (104, 240), (44, 150), (300, 320))] == [0, 1, None, None]


def test_columns_with_rules_over_and_under_them_are_no_table() -> None:
    strokes = [(x0, x1, y) for x0, x1 in COLUMNS for y in (560.0, 300.0)]
    assert ruled_grids(strokes) == []
    assert len(ruled_grids([(x0, x1, max(y, 500.0)) for x0, x1, y in strokes])) == 1
