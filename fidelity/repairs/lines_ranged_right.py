"""Lines ranged right: the source below an epigraph, the date and the signature of a letter."""

from __future__ import annotations

from collections.abc import Sequence

from fidelity.model.source import Box
from fidelity.repairs.measure import Measure
from fidelity.repairs.printed_lines import PrintedLine

FAR = 0.25
"""Part of the width of its column by which such a line begins right of its edge, at least."""
SAME_END = 0.1
"""Ems by which the ends of lines ranged right differ."""
REACHED = 0.3
"""Ems that a line stays from the edge of the column where it ends there, at most."""
APART, CLOSE = 1.2, 1.3
"""Line distances above a block that stands apart, at least, and between two lines of one, at most."""
DISPLAY = 2.6
"""Line distances between two lines of one display, at most."""
LEVEL = 0.1
"""Ems by which lines that begin at one place differ."""
ELSEWHERE = 1.0
"""Ems by which a line begins elsewhere than one that text is set in by, at least."""


def goes_on_ranged_right(lines: Sequence[PrintedLine], i: int, measure: Measure) -> bool:
    """Whether line `i` and the next are one paragraph that is ranged right: the source of an epigraph that takes two lines.

    The epigraph above shows where their lines begin at the earliest: the next word would not have fitted.
    """
    one, two = lines[i].tail, lines[i + 1].box
    if one is None or two is None or not _are_alike(one, two) or _distance(one, two, measure) > CLOSE:
        return False
    size = one.size
    level = abs(one.x1 - two.x1) <= SAME_END * size and abs(one.x0 - two.x0) > LEVEL * size
    edge = _edge_above(lines, i, measure) if level and _is_far(two, measure) else None
    if edge is None or two.x0 < edge - LEVEL * size:
        return False
    words = lines[i + 1].words
    space = measure.character * min(size / measure.size, 1.0)
    first = (two.x1 - two.x0) * len(words.split(maxsplit=1)[0]) / len(words)
    return one.x0 - edge < first + space


def _edge_above(lines: Sequence[PrintedLine], i: int, measure: Measure) -> float | None:
    """Where the display that line `i` is in begins, in points: above it stands a block that is not ranged right, or apart."""
    below = lines[i].box
    edges: list[float] = []
    apart = False
    for line in reversed(lines[:i]):
        box = line.box
        if box is None or below is None or not _is_far(box, measure) or line.tail != box:
            break
        step = _distance(box, below, measure)
        if not (0 < step <= DISPLAY and (box.page, box.column) == (below.page, below.column)):
            break
        # a block of lines ranged right is none whose widest line is known: they may be ended on purpose
        apart = apart or step >= APART
        edges.append(box.x0)
        below = box
    if not edges:
        return None
    edge = min(edges)
    level = sum(x0 - edge <= LEVEL * measure.size for x0 in edges)
    return edge if apart or level > 1 else None


def is_ranged_right(lines: Sequence[PrintedLine], i: int, measure: Measure) -> bool:
    """Whether line `i` ends at the right edge and begins far from the left one, and no line above begins where it does.

    Lines beside a picture do, each below another.
    """
    one = lines[i].box
    if one is None or lines[i].tail != one or not _is_far(one, measure) or measure.right(one) - one.x1 > REACHED * one.size:
        return False
    above = lines[i - 1].box if i else None
    if above is None or (above.page, above.column) != (one.page, one.column):
        return True
    return abs(above.x0 - one.x0) > ELSEWHERE * one.size


def _is_far(box: Box, measure: Measure) -> bool:
    left = measure.left(box)
    return box.x0 - left >= FAR * (measure.right(box) - left)


def _are_alike(one: Box, two: Box) -> bool:
    same = (one.page, one.column) == (two.page, two.column)
    return same and abs(one.size - two.size) <= 0.06 * max(one.size, two.size)


def _distance(upper: Box, lower: Box, measure: Measure) -> float:
    """Line distances between two lines of a page."""
    return (upper.baseline - lower.baseline) / measure.leading_of(lower.size)
