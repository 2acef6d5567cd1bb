"""The edges of pages: their outermost lines, and the heights at which heads stand there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from fidelity.model.span import Span
from fidelity.repairs.lone_heads import SAME_HEIGHT
from fidelity.repairs.printed_lines import PrintedLine

DEPTH = 3
"""Lines looked at, at the top and at the bottom of each page: a head, a folio and a rule of dots."""
FURTHEST = 1.5
"""Times its size that a head stands higher or lower than those of other pages, at most."""
PAGES = 3
"""Pages on which a line away from the edges must recur at one place."""
Edge = dict[int, list[PrintedLine]]
"""For each page, its outermost lines at one edge, from the outside in."""


def by_height(pages: dict[int, list[PrintedLine]], *, top: bool) -> Edge:
    """The outermost lines of each page by their height, from the outside in."""
    edge: Edge = {}
    for page, lines in pages.items():
        ordered = sorted(lines, key=lambda line: line.box.baseline if line.box else 0.0, reverse=top)
        edge[page] = ordered[: 2 * DEPTH]
    return edge


def by_order(pages: dict[int, list[PrintedLine]], *, first: bool) -> Edge:
    """The outermost lines of each page by their order, where there is no geometry."""
    return {page: (lines if first else lines[::-1])[:DEPTH] for page, lines in pages.items()}


def rows_of(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """The lines that stand side by side, from left to right."""
    row: list[PrintedLine] = []
    for line in lines:
        if row and line.box and row[0].box and abs(line.box.baseline - row[0].box.baseline) > SAME_HEIGHT:
            yield sorted(row, key=lambda one: one.box.x0 if one.box else 0.0)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda one: one.box.x0 if one.box else 0.0)


def bands_of(edge: Edge, known: set[Span]) -> list[float]:
    """The heights at which heads stand, in order: where at least two pages have a line that recurs or counts."""
    heights: list[tuple[float, int]] = [
        (line.box.baseline, page)
        for page, lines in edge.items()
        for line in lines
        if line.box is not None and line.span in known
    ]
    heights.sort()
    levels = [height for height, _ in heights]
    bands = []
    for height, page in heights:
        near = range(bisect_left(levels, height - 2 * SAME_HEIGHT), bisect_right(levels, height + 2 * SAME_HEIGHT))
        if any(heights[i][1] != page and abs(levels[i] - height) <= SAME_HEIGHT for i in near):
            bands.append(height)
    return bands


def is_in_band(height: float, bands: Sequence[float]) -> bool:
    """Whether heads stand at a height, in points; `bands` are in order."""
    i = bisect_left(bands, height)
    return any(abs(height - band) <= SAME_HEIGHT for band in bands[max(i - 1, 0) : i + 1])
