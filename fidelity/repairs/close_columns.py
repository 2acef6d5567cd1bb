"""Columns that stand close to one another, no more than a word space apart in a full row: known by edges that all rows share.

A style sheet that says nothing of tables parts their columns by two or three points beside the widest cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.table_cells import Cell

LEAST_ROWS = 3
"""Rows, and columns, that share their edges, at the least: words of prose may begin below one another."""
WHITE = 0.15
"""Ems of white that all rows leave between two columns, at the least."""
WIDE = 0.6
"""Ems of white between two columns in one row at least: no space between words of a ragged line is so wide."""
SHARED = 0.08
"""Ems by which edges that all cells of a column share may differ."""

Columns = list[tuple[float, float]]


def close_columns(
    text: Text, lines: Sequence[PrintedLine], edges: Sequence[float], size: float
) -> tuple[Columns, list[dict[int, Cell]]] | None:
    """The columns of rows that have a cell in each, and these cells; None where some do not, or where no edges are shared.

    `edges` are the left edges of the text at each line, `size` that of the letters, in points. Between two columns one row
    at least leaves a gap wider than word spaces.
    """
    if len(lines) < LEAST_ROWS:
        return None
    rows = [_words(text, line, edge) for line, edge in zip(lines, edges, strict=True)]
    strips = _strips(rows, size)
    if len(strips) < LEAST_ROWS - 1:
        return None
    found = [_parted(row, strips) for row in rows]
    count = len(strips) + 1
    if any(len(cells) < count for cells in found):
        return None
    by_column = [[cells[column] for cells in found] for column in range(count)]
    if not all(_share_an_edge(cells, size) for cells in by_column):
        return None
    return [(min(cell.x0 for cell in cells), max(cell.x1 for cell in cells)) for cells in by_column], found


def _words(text: Text, line: PrintedLine, edge: float) -> list[Cell]:
    """The words of a line with their sides; none where one of them has no glyph."""
    glyphs = text.source.glyphs
    if glyphs is None or line.box is None or line.box != line.tail:
        return []
    found, start = [], line.start_of_words
    for word in text.string[line.start_of_words : line.end_of_words].split():
        start = text.string.index(word, start)
        one, two = glyph_of(text, start), glyph_of(text, start + len(word) - 1)
        if one is None or two is None:
            return []
        found.append(Cell(start, start + len(word), float(glyphs.x0[one]) - edge, float(glyphs.x1[two]) - edge))
        start += len(word)
    return found


def _strips(rows: Sequence[Sequence[Cell]], size: float) -> list[tuple[float, float]]:
    """The white that runs through all rows, from left to right, and is no word space in one of them at least."""
    strips: list[tuple[float, float]] | None = None
    wide: list[tuple[float, float]] = []
    for row in rows:
        gaps = [(one.x1, two.x0) for one, two in pairwise(row)]
        wide += [(left, right) for left, right in gaps if right - left >= WIDE * size]
        strips = gaps if strips is None else [both for one in strips for two in gaps if (both := _common(one, two, size))]
        if len(strips) < LEAST_ROWS - 1:
            return []
    parting = [strip for strip in strips or () if any(left <= strip[0] and strip[1] <= right for left, right in wide)]
    for row in rows:
        # words of one cell of a head may stand over the white between the cells below them
        inside = [[strip for strip in parting if one.x1 <= strip[0] and strip[1] <= two.x0] for one, two in pairwise(row)]
        parting = [max(within, key=lambda strip: strip[1] - strip[0]) for within in inside if within]
    return parting


def _common(one: tuple[float, float], two: tuple[float, float], size: float) -> tuple[float, float] | None:
    left, right = max(one[0], two[0]), min(one[1], two[1])
    return (left, right) if right - left >= WHITE * size else None


def _parted(words: Sequence[Cell], strips: Sequence[tuple[float, float]]) -> dict[int, Cell]:
    """The cells that strips make of the words of a row, by their column."""
    cells: dict[int, Cell] = {}
    for word in words:
        column = sum(right <= word.x0 + 0.01 for _, right in strips)
        one = cells.get(column)
        cells[column] = word if one is None else Cell(one.start, word.end, one.x0, word.x1)
    return cells


def _share_an_edge(cells: Sequence[Cell], size: float) -> bool:
    """Whether all cells of a column begin, end, or have their middle at one place."""
    places = ([cell.x0 for cell in cells], [cell.x1 for cell in cells], [(cell.x0 + cell.x1) / 2 for cell in cells])
    return any(max(place) - min(place) <= SHARED * size for place in places)
