"""The lines of tables whose cells have borders: cell by cell, so that no line runs through several."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fidelity.model.ruled_grid import SAME, RuledGrid, is_filled
from fidelity.readers.pdf.columns import Line
from fidelity.readers.pdf.lines import Segment, merged, rows, segment_of

CLOSE = 2.0
"""Ems between a border and the baseline of the words of its row, at most."""


def by_cells(
    pieces: Sequence[Segment], grids: Sequence[RuledGrid], order: Callable[[Sequence[Segment]], list[Line]]
) -> list[Line]:
    """The segments of a page as printed lines in reading order: what is above a grid, its cells row by row, what is below.

    `order` puts what is in no grid in order. A grid that has anything beside it is none that can be cut out.
    """
    for grid in sorted(grids, key=lambda grid: -grid.rules[0]):
        above = [piece for piece in pieces if piece.baseline > grid.rules[0]]
        below = [piece for piece in pieces if piece.baseline <= grid.rules[-1]]
        inside = [piece for piece in pieces if grid.rules[-1] < piece.baseline <= grid.rules[0]]
        lines = [] if _is_open(above, below, grid) else _cells(inside, grid)
        if lines:
            rest = [one for one in grids if one.rules[0] <= grid.rules[-1]]
            before = order(above) if above else []
            return [*before, *lines, *(by_cells(below, rest, order) if below else [])]
    return order(pieces)


def _is_open(above: Sequence[Segment], below: Sequence[Segment], grid: RuledGrid) -> bool:
    """Whether a row stands close over the highest border of a grid, or below the lowest: a border that some tables lack."""
    over = [piece for piece in above if piece.baseline - grid.rules[0] <= CLOSE * piece.size]
    under = [piece for piece in below if grid.rules[-1] - piece.baseline <= CLOSE * piece.size]
    for row in (*rows(over)[-1:], *rows(under)[:1]):
        places = {grid.column_at(piece.x0, piece.x1) for piece in row}
        if len(places) > 1 and None not in places:
            return True
    return False


def _cells(pieces: Sequence[Segment], grid: RuledGrid) -> list[Line]:
    """The lines of a grid, cell by cell; none where something stands beside it, or its cells make no table."""
    left, right = grid.columns[0][0] - SAME, grid.columns[-1][1] + SAME
    if any(piece.x0 < left or piece.x1 > right for piece in pieces):
        return []
    table: list[dict[int, list[Segment]] | list[Segment]] = []
    for i in range(len(grid.rules) - 1):
        here = [piece for piece in pieces if grid.row_at(piece.baseline) == i]
        cells = _by_column(here, grid)
        # what stands in the first column alone may be a heading between two tables
        table.append(here if cells.keys() <= {0} else cells)
    if not is_filled((set(row) if isinstance(row, dict) else set() for row in table), grid):
        return []
    lines: list[Line] = []
    for row in table:
        for cell in [row[column] for column in sorted(row)] if isinstance(row, dict) else [row]:
            lines += [Line(_whole(pieces), -1 if isinstance(row, dict) else 0) for pieces in rows(cell)]
    return lines


def _by_column(pieces: Sequence[Segment], grid: RuledGrid) -> dict[int, list[Segment]]:
    """The segments of a row by their columns; none where one runs through a border."""
    cells: dict[int, list[Segment]] = {}
    for piece in pieces:
        column = grid.column_at(piece.x0, piece.x1)
        if column is not None:
            cells.setdefault(column, []).append(piece)
            continue
        # the words of two cells that stand close
        parts: dict[int, list[int]] = {}
        for k, run in enumerate(piece.runs):
            place = grid.column_at(run.x0, run.x1)
            if place is None:
                return {}
            parts.setdefault(place, []).append(k)
        for place, part in parts.items():
            cells.setdefault(place, []).append(segment_of([piece.runs[k] for k in part]))
    return cells


def _whole(row: Sequence[Segment]) -> Segment:
    line = row[0]
    for piece in row[1:]:
        line = merged(line, piece)
    return line
