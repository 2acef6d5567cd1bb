"""Which lines go on with a definition whose term stands in a column of its own at its left."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from fidelity.model.derived import derived
from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.repairs.list_items import marker_of
from fidelity.repairs.measure import Measure, measure_of
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence
from fidelity.repairs.table_cells import cells_of, with_wide_gaps

LEVEL = 0.3
"""Ems by which lines that begin at one place may differ."""
CLOSE = 1.3
"""Line distances between two lines of one definition, at most."""
LONGEST_TERM = 5
"""Words of a term, at most."""
LEAST = 2
"""Definitions of more than one line that a list has, at the least."""


@derived(heeds={Kind.NOTE_CALL, Kind.NOTE_BODY})
def definition_lines(text: Text) -> frozenset[int]:
    """The lines after the first of each definition in a list, by the offsets of their words.

    Its first line has a term, a wide gap and the first words, below which the others begin. One line alone below the right
    part of another may stand there by chance; several with the words at one place are a list.
    """
    measure = measure_of(text)
    if measure is None:
        return frozenset()
    lines = measure.lines
    found: list[tuple[float, list[int]]] = []
    for i in with_wide_gaps(text, lines):
        edge = _edge_behind_term(text, lines[i], measure)
        rest = _below(lines, i, edge, measure) if edge is not None else []
        if edge is not None and rest:
            found.append((edge, rest))
    size = measure.size
    return frozenset(
        offset
        for edge, rest in found
        for offset in rest
        if sum(abs(edge - other) <= LEVEL * size for other, _ in found) >= LEAST
    )


def _edge_behind_term(text: Text, line: PrintedLine, measure: Measure) -> float | None:
    """Where the words behind a term begin, in points from the left edge of the text; None where a line begins with none."""
    if line.box is None or marker_of(line.words) is not None:
        return None
    cells = cells_of(text, line, measure.left(line.box))
    if len(cells) != 2 or len(text.string[cells[0].start : cells[0].end].split()) > LONGEST_TERM:
        return None
    return cells[1].x0


def _below(lines: Sequence[PrintedLine], i: int, edge: float, measure: Measure) -> list[int]:
    """The offsets of the lines close below line `i` that begin so many points from the left edge of the text.

    A line that was ended on purpose is the last of its paragraph where it ends a sentence, or where the next begins with no
    small letter.
    """
    found: list[int] = []
    for before, line in pairwise(lines[i:]):
        if before.box is None or line.box is None or (before.box.page, before.box.column) != (line.box.page, line.box.column):
            break
        step = before.box.baseline - line.box.baseline
        off = line.box.x0 - measure.left(line.box) - edge
        begins = ends_sentence(before.words) or not line.words[0].islower()
        over = begins and measure.falls_short(before, line)
        if over or not 0 < step <= CLOSE * measure.leading or abs(off) > LEVEL * measure.size or marker_of(line.words):
            break
        found.append(line.start_of_words)
    return found
