"""Which segments of a page stand beside one another, where they begin, and whether a stack of them is a column."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from fidelity.readers.pdf.glyphs import Run
from fidelity.readers.pdf.lines import Segment, rows

LEAST_WIDTH = 9.0
"""Ems that the longer lines of a column measure; narrower stacks are labels or cells of a table."""

LEAST_GUTTER = 0.6
"""Ems; LaTeX's default of 10 pt is 0.83 em in 12 pt type, and an overfull line eats some of it."""
HANGING = 0.6
"""Ems by which a dash or a mark that opens a line may hang out of its column."""
LONGEST_WORD = 20
"""Glyphs that a word in one piece has at least, which sticks far out of its column: an address that no line holds."""
BESIDE = 1.5
"""Ems above and below such a line within which the column beside it has lines of its own, or one as high."""


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


def is_one_word_over(run: Run, gutter: float) -> bool:
    """Whether a long word, with no more than the space behind it, begins left of a gutter and ends right of it."""
    whole = run.inked >= LONGEST_WORD and run.stop - run.start <= run.inked + 1
    return whole and run.x0 < gutter - LEAST_GUTTER * run.size and run.x1 > gutter


def is_overfull(piece: Segment, gutter: float, left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether a line begins with its column, ends within the next in such a word, and that column goes on beside it."""
    begins = any(abs(other.x0 - piece.x0) <= HANGING * piece.size for other in left)
    over = [run for run in piece.runs if run.x1 > gutter]
    word = bool(over) and all(is_one_word_over(run, gutter) for run in over)
    if not word or not begins or not any(other.x1 > piece.x1 for other in right):
        return False
    reach = BESIDE * piece.size
    steps = [other.baseline - piece.baseline for other in right if abs(other.baseline - piece.baseline) <= reach]
    return any(step >= 0 for step in steps) and any(step <= 0 for step in steps)
