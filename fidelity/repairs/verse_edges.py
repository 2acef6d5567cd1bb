"""Where the lines of verse begin and end, and how far they stand apart."""

from __future__ import annotations

from collections.abc import Sequence

from fidelity.model.source import Box
from fidelity.repairs.measure import Measure
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.verse_lines import LEVEL

LEVELS = 3
"""A stanza's lines begin at no more places than this."""
FLUSH = 4
"""A stanza that is not set in has at least this many lines."""
JUSTIFIED = 0.12
"""Ems by which the ends of justified lines differ."""
LEAST_LINES = 3
"""A stanza that no gap parts from the next, or whose lines begin with small letters, has at least this many."""
STOPS = ".;:!?…"
Verses = list[list[PrintedLine]]
"""The lines of a stanza, each with the printed lines that it fills."""


def distance_below(one: PrintedLine, two: PrintedLine) -> float | None:
    """How far a line stands below another in its column, in points."""
    if one.box is None or two.box is None or (one.box.page, one.box.column) != (two.box.page, two.box.column):
        return None
    return one.box.baseline - two.box.baseline if one.box.baseline > two.box.baseline else None


def box_of(verse: Sequence[PrintedLine]) -> Box:
    """Where the first line of a verse was printed."""
    box = verse[0].box
    assert box is not None
    return box


def in_by(verse: Sequence[PrintedLine], measure: Measure) -> float:
    """How far, in points, a verse begins from the left edge of its column."""
    return box_of(verse).x0 - measure.left(box_of(verse))


def free_space(line: PrintedLine, measure: Measure) -> float:
    """How far, in points, the end of a line stays from the right edge of its column."""
    box = line.tail or box_of([line])
    return measure.right(box) - box.x1


def stand_apart(one: PrintedLine | None, two: PrintedLine | None, measure: Measure) -> bool:
    """Whether more than the usual distance, or the edge of a page, lies between two lines."""
    if one is None or two is None or one.tail is None or two.box is None:
        return True
    if (one.tail.page, one.tail.column) != (two.box.page, two.box.column):
        return True
    return one.tail.baseline - two.box.baseline >= 1.2 * measure.leading


def is_level(edges: Sequence[float], size: float) -> bool:
    """Whether lines begin at few places, at least one of them shared: centred lines begin at as many as there are lines."""
    levels: list[float] = []
    for edge in sorted(edges):
        if not levels or edge - levels[-1] > LEVEL * size:
            levels.append(edge)
    return len(levels) <= min(LEVELS, (len(edges) + 1) // 2)
