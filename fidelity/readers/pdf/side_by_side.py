"""Which segments of a page stand beside one another, where they begin, and whether a stack of them is a column."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from fidelity.readers.pdf.lines import Segment, rows

LEAST_WIDTH = 9.0
"""Ems that the longer lines of a column measure; narrower stacks are labels or cells of a table."""


def left_edges(pieces: Sequence[Segment]) -> list[float]:
    """Where several segments begin, in points, from left to right."""
    starts = sorted(piece.x0 for piece in pieces)
    edges: list[float] = []
    first = 0
    for i in range(1, len(starts) + 1):
        if i == len(starts) or starts[i] - starts[i - 1] > 1.5:
            if i - first >= 2:
                edges.append(starts[first])
            first = i
    return edges


def is_column(pieces: Sequence[Segment]) -> bool:
    """Whether stacked segments are wide enough for running text: by the upper quartile over lines of their longest piece."""
    widths = sorted(max((piece.x1 - piece.x0) / piece.size for piece in row) for row in rows(pieces))
    return widths[(3 * len(widths)) // 4] >= LEAST_WIDTH


def lines_beside(pieces: Sequence[Segment], others: Sequence[Segment]) -> list[Segment]:
    """The pieces that one of the others stands beside, the lines of two columns not being at the same heights."""
    levels = sorted((other.baseline, other.size) for other in others)
    found = []
    for piece in pieces:
        reach = 0.7 * piece.size
        first = bisect_left(levels, (piece.baseline - reach, 0.0))
        for baseline, size in islice(levels, first, None):
            if baseline > piece.baseline + reach:
                break
            if abs(baseline - piece.baseline) < 0.7 * min(size, piece.size):
                found.append(piece)
                break
    return found


def is_level(first: Segment, second: Segment) -> bool:
    """Whether two segments stand beside one another: their x-heights share a height."""
    return first.baseline < second.baseline + 0.45 * second.size and second.baseline < first.baseline + 0.45 * first.size
