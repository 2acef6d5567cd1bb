"""The lines that a drop cap sets in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from fidelity.model.source import Box
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of
from fidelity.repairs.measure import Measure
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.tall_characters import edges_of_caps, tall_characters

DEEPEST = 8
"""A drop cap sets in fewer lines than this."""
BELOW_CAP = 1.1
"""Times its size that the last line beside a cap stands below its baseline at most: a browser's box ends below the letter."""

DEEPEST_INDENT = 2.5
"""Ems by which the first line of a paragraph beside a cap is set in from its other lines, at most."""
GAP = 1.15
"""Line distances from which on a line begins a block of its own."""
EXACT = 0.03
"""Ems by which lines differ that one cap sets in."""
SET_IN = 0.7
"""Ems from the edge of the column from which on a block is set in."""


def lines_beside_caps(text: Text, lines: Sequence[PrintedLine], measure: Measure) -> frozenset[int]:
    """Offsets of the lines after the first that a drop cap sets in: they begin where the first line goes on behind the cap."""
    beside: set[int] = set()
    size = measure.size
    edges = edges_of_caps(text, lines, size)
    for i in edges:
        line, edge = lines[i], edges[i]
        if line.box is None or len(line.words) < 3:
            continue
        set_in = edge - measure.left(line.box)
        floor = _foot_of_cap(text, line)
        first: float | None = None
        above = line.tail or line.box
        below = above.baseline < line.box.baseline - 0.5 * size
        if below and above.x0 - measure.left(above) < set_in - 0.3 * size:
            continue  # a word that was broken has joined it with a line below the cap
        for k, other in enumerate(lines[i + 1 : i + DEEPEST], start=i + 1):
            if first is None and k + 1 < len(lines) and _is_indented_beside(other.box, lines[k + 1].box, edge, size, floor):
                above = other.box or above
                continue  # the paragraph is shorter than its cap, and the next one begins beside it
            if other.box is None or not -0.3 * size <= other.box.x0 - measure.left(other.box) - set_in <= 1.3 * size:
                break
            if other.box.baseline < floor:
                break  # a list or verses below the cap may be set in as much
            if first is not None and abs(other.box.x0 - first) > 0.35 * size:
                break  # the indent of a paragraph below the cap
            if first is not None and _parts(above, other.box, measure) and abs(other.box.x0 - first) > EXACT * size:
                break  # a block below the cap
            first, above = other.box.x0 if first is None else first, other.box
            beside.add(other.start_of_words)
    return frozenset(beside)


def _is_indented_beside(one: Box | None, two: Box | None, edge: float, size: float, floor: float) -> bool:
    """Whether of two lines beside a cap, whose right edge is given, the first has the indent of a paragraph, the other none."""
    if one is None or two is None or (one.page, one.column) != (two.page, two.column) or two.baseline < floor:
        return False
    begins = -0.3 * size <= two.x0 - edge <= 1.3 * size
    return begins and SET_IN * size <= one.x0 - two.x0 <= DEEPEST_INDENT * size and one.x0 - edge > 1.3 * size


def put_back(text: Text, lines: Sequence[PrintedLine], measure: Measure) -> tuple[Sequence[PrintedLine], frozenset[int]]:
    """The lines, and which are beside caps; first lines of a stanza or quotation that a cap sets in begin where the others do.

    A paragraph shorter than its cap leaves the cap beside the block that follows, which a gap parts from it.
    """
    beside, found = lines_beside_caps(text, lines, measure), list(lines)
    caps = edges_of_caps(text, lines, measure.size)
    moved: set[int] = set()
    for i in range(1, len(lines)) if beside else ():
        below_cap = lines[i].start_of_words in beside and (lines[i - 1].start_of_words in beside or i - 1 in caps)
        if not below_cap or not _gap(lines, i, measure):
            continue
        end = i + 1
        while end < len(lines) and lines[end].start_of_words in beside and not _gap(lines, end, measure):
            end += 1
        below = lines[end].box if end < len(lines) and not _gap(lines, end, measure) else None
        if below is None or below.x0 - measure.left(below) < SET_IN * measure.size:
            continue
        for j in range(i, end):
            box = lines[j].box
            assert box is not None
            here = box._replace(x0=below.x0)
            found[j] = lines[j]._replace(box=here, tail=here if lines[j].tail == box else lines[j].tail)
            moved.add(lines[j].start_of_words)
    return found, beside - moved


def _gap(lines: Sequence[PrintedLine], i: int, measure: Measure) -> bool:
    """Whether line `i` does not stand closely below the one before it."""
    one, two = lines[i - 1].tail, lines[i].box
    return one is None or two is None or _parts(one, two, measure)


def _parts(one: Box, two: Box, measure: Measure) -> bool:
    """Whether a gap, or the end of a column, parts two lines."""
    return (one.page, one.column) != (two.page, two.column) or one.baseline - two.baseline > GAP * measure.leading


def _foot_of_cap(text: Text, line: PrintedLine) -> float:
    """The lowest baseline, in points, that a line beside the cap which opens a line may have; any where that is not known."""
    glyphs, tall = text.source.glyphs, tall_characters(text)
    at = bisect_left(tall, line.start_of_words)
    glyph = glyph_of(text, tall[at]) if at < len(tall) else None
    if glyphs is None or glyph is None:
        return float("-inf")
    return glyphs.baseline[glyph] - BELOW_CAP * glyphs.size[glyph]
