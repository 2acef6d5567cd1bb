"""The lines that a drop cap sets in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from fidelity.model.text import Text
from fidelity.repairs.measure import Measure
from fidelity.repairs.printed_lines import PrintedLine, edges_of_caps, glyph_of, tall_characters

DEEPEST = 8
"""A drop cap sets in fewer lines than this."""
BELOW_CAP = 1.1
"""Times its size that the last line beside a cap stands below its baseline at most: a browser's box ends below the letter."""


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
        for other in lines[i + 1 : i + DEEPEST]:
            if other.box is None or not -0.3 * size <= other.box.x0 - measure.left(other.box) - set_in <= 1.3 * size:
                break
            if other.box.baseline < floor:
                break  # a list or verses below the cap may be set in as much
            if first is not None and abs(other.box.x0 - first) > 0.35 * size:
                break  # the indent of a paragraph below the cap
            first = other.box.x0 if first is None else first
            beside.add(other.start_of_words)
    return frozenset(beside)


def _foot_of_cap(text: Text, line: PrintedLine) -> float:
    """The lowest baseline, in points, that a line beside the cap which opens a line may have; any where that is not known."""
    glyphs, tall = text.source.glyphs, tall_characters(text)
    at = bisect_left(tall, line.start_of_words)
    glyph = glyph_of(text, tall[at]) if at < len(tall) else None
    if glyphs is None or glyph is None:
        return float("-inf")
    return glyphs.baseline[glyph] - BELOW_CAP * glyphs.size[glyph]
