"""Tables whose cells have borders of their own, as word processors draw them: found by the level strokes of a page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

SAME = 4.0
"""Points by which borders of one column, or of one row, may differ: some are drawn twice, with room between the cells."""
APART = 8.0
"""Points between the borders of two columns beside one another, at most."""
LEAST_RULES = 2
"""Heights at which all columns have a border, at the least: one row, which may be the last of a table on the page before."""
HIGHEST_ROW = 120.0
"""Points that a grid of one row measures, at most: columns of a newspaper may have rules over and under them."""
SHARED = 1 / 3
"""The part of the borders of a grid that a further column has at the same heights, at the least: its cells may be taller."""


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """Columns and rows whose cells have borders; points."""

    columns: tuple[tuple[float, float], ...]
    """The sides of each column, from left to right."""
    rules: tuple[float, ...]
    """The heights of the borders that all columns have, from the top down."""

    def row_at(self, height: float) -> int | None:
        """The row, counted from the top, that a baseline is in; None where it is outside."""
        below = bisect_left(self.rules, -height, key=lambda rule: -rule)
        return below - 1 if 0 < below < len(self.rules) else None

    def column_at(self, x0: float, x1: float) -> int | None:
        """The column, counted from the left, that words with these sides are in; None where they are in none, or in several."""
        for i, (left, right) in enumerate(self.columns):
            if left - SAME <= x0 and x1 <= right + SAME:
                return i
        return None


def ruled_grids(strokes: Iterable[tuple[float, float, float]]) -> list[RuledGrid]:
    """The grids that strokes of a page make, each given by its sides and its height; from left to right.

    Columns are strokes one below another that begin and end alike; those beside one another which share heights are of one
    grid: two rows of two cells, or one of three. A rule across a table tells no columns.
    """
    columns = [(sides, heights) for sides, heights in _columns(strokes) if len(heights) >= LEAST_RULES]
    found: list[RuledGrid] = []
    used: set[int] = set()
    for first in range(len(columns)):
        chain = [first] if first not in used else []
        rules = columns[first][1]
        while chain:
            following = _beside(columns, columns[chain[-1]][0][1], rules, used)
            if following is None:
                break
            chain.append(following)
            rules = [rule for rule in rules if _has(columns[following][1], rule)]
        low = len(rules) > LEAST_RULES or rules[0] - rules[-1] <= HIGHEST_ROW
        if low and len(chain) > (2 if len(rules) == LEAST_RULES else 1):
            used.update(chain)
            found.append(RuledGrid(tuple(columns[i][0] for i in chain), tuple(rules)))
    return found


def _beside(
    columns: Sequence[tuple[tuple[float, float], list[float]]], edge: float, rules: Sequence[float], used: Set[int]
) -> int | None:
    """The index of a column that begins at the right edge of another, and has borders at the heights of its rules."""
    first = bisect_left(columns, edge - APART, key=lambda column: column[0][0])
    for i in range(first, len(columns)):
        if columns[i][0][0] > edge + APART:
            break
        shared = sum(_has(columns[i][1], rule) for rule in rules)
        if i not in used and columns[i][0][1] > edge + APART and shared >= max(LEAST_RULES, SHARED * len(rules)):
            return i
    return None


def _columns(strokes: Iterable[tuple[float, float, float]]) -> Iterator[tuple[tuple[float, float], list[float]]]:
    """The sides of strokes that begin and end alike, from left to right, and their heights from the top down."""
    alike: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    for stroke in strokes:
        left, right = round(stroke[0] / SAME), round(stroke[1] / SAME)
        near = ((left + i, right + k) for i in (0, -1, 1) for k in (0, -1, 1))
        key = next((key for key in near if key in alike), (left, right))
        alike.setdefault(key, []).append(stroke)
    for column in sorted(alike.values(), key=lambda column: min(x0 for x0, _, _ in column)):
        heights: list[float] = []
        for height in sorted((y for _, _, y in column), reverse=True):
            if not heights or heights[-1] - height > SAME:
                heights.append(height)
        yield (min(x0 for x0, _, _ in column), max(x1 for _, x1, _ in column)), heights


def _has(heights: Sequence[float], rule: float) -> bool:
    """Whether a height is among others, which fall."""
    i = bisect_left(heights, -rule - SAME, key=lambda height: -height)
    return i < len(heights) and abs(heights[i] - rule) <= SAME


def is_filled(rows: Iterable[set[int]], grid: RuledGrid) -> bool:
    """Whether rows, each given as its columns that have words, make a table: two or more have several, and so have half.

    A single row has words in all columns.
    """
    filled = [row for row in rows if row]
    several = sum(len(row) > 1 for row in filled)
    if len(filled) == 1:
        return len(filled[0]) == len(grid.columns) > 2
    return several > 1 and 2 * several >= len(filled)
