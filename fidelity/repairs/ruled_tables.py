"""The rows of tables whose cells have borders, which the reader gives cell by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby

from fidelity.model.ruled_grid import RuledGrid, is_filled, ruled_grids
from fidelity.model.source import Strokes
from fidelity.model.text import Text
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.table_cells import Cell

Row = list[tuple[PrintedLine, Mapping[int, Cell]]]
"""The lines of a row, each with its cell by the column."""


def ruled_rows(text: Text, lines: Sequence[PrintedLine], taken: Set[int]) -> Iterator[tuple[Row, int]]:
    """The rows of the tables among some lines, and how many columns each has; lines whose words are `taken` are in none."""
    strokes = text.source.strokes
    if strokes is None or not strokes.page:
        return
    grids = _grids(strokes)
    for _, of_grid in groupby(enumerate(lines), lambda numbered: _grid_of(grids, numbered[1])):
        numbered = list(of_grid)
        place = _place(grids, numbered[0][1])
        if place is None:
            continue
        grid = place[0]
        rows: list[Row] = []
        places = [grid.row_at(line.box.baseline) if line.box is not None else None for _, line in numbered]
        for _, of_row in groupby(zip(places, numbered, strict=True), lambda placed: placed[0]):
            here = [line for _, (_, line) in of_row]
            cells = [_cell(grid, line) for line in here]
            if all(cell is not None and 0 in cell for cell in cells):
                continue  # a heading between two tables
            if all(cell is not None for cell in cells) and taken.isdisjoint(line.start_of_words for line in here):
                rows.append([(line, cell) for line, cell in zip(here, cells, strict=True) if cell is not None])
        if is_filled(({column for _, cell in row for column in cell} for row in rows), grid):
            yield from ((row, len(grid.columns)) for row in rows)


def _grids(strokes: Strokes) -> dict[int, list[RuledGrid]]:
    """The grids of each page that has some."""
    pages: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for page, x0, x1, y in zip(strokes.page, strokes.x0, strokes.x1, strokes.y, strict=True):
        pages[page].append((x0, x1, y))
    return {page: grids for page, drawn in pages.items() if (grids := ruled_grids(drawn))}


def _place(grids: Mapping[int, Sequence[RuledGrid]], line: PrintedLine) -> tuple[RuledGrid, int] | None:
    """The grid that a line stands in, and its number on the page."""
    box = line.box
    if box is None or box != line.tail:
        return None
    for i, grid in enumerate(grids.get(box.page, ())):
        if grid.row_at(box.baseline) is not None and grid.columns[0][0] <= box.x1 and box.x0 <= grid.columns[-1][1]:
            return grid, i
    return None


def _grid_of(grids: Mapping[int, Sequence[RuledGrid]], line: PrintedLine) -> tuple[int, int] | None:
    place = _place(grids, line)
    return (line.page, place[1]) if place is not None else None


def _cell(grid: RuledGrid, line: PrintedLine) -> Mapping[int, Cell] | None:
    """A line as a cell, or a part of one; None where it runs through a border."""
    column = grid.column_at(line.box.x0, line.box.x1) if line.box is not None else None
    if column is None or line.box is None:
        return None
    return {column: Cell(line.start_of_words, line.end_of_words, line.box.x0, line.box.x1)}
