"""Notes in two columns below text that has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fidelity.readers.pdf.lines import Segment, usual_size

SMALLER = 0.94
"""Times the size of the text that notes are set in, at most."""
LEAST_ROWS = 3
"""Rows that notes in columns have, at least; beside fewer a gap may run down by chance."""
LEAST_BESIDE = 2
"""Rows that both columns have lines in."""
LEAST_TEXT = 3
"""Rows of text above them that run across the gap."""
GAP = 0.6
"""Ems between the columns."""
OFF_CENTRE = 1.0
"""Ems by which the middle of the gap may lie off the middle of the page's text."""
SAME_END = 0.7
"""Points by which the ends of justified lines waver."""
LEAST_WIDTH = 9.0
"""Ems that a column measures."""


@dataclass(frozen=True, slots=True)
class ColumnedNotes:
    """The rows of each column, and how many rows of the page these are."""

    left: list[list[Segment]]
    right: list[list[Segment]]
    rows: int


def notes_in_columns(found: Sequence[list[Segment]]) -> ColumnedNotes | None:
    """The last rows of a page as two columns, where they are smaller than the text and a gap parts all of them in its middle.

    The text above runs across the gap, and lines of the left column end at one place before it, as justified ones do.
    """
    usual = usual_size([(piece.size, piece.inked) for row in found for piece in row])
    first = len(found)
    while first and all(piece.size <= SMALLER * usual for piece in found[first - 1]):
        first -= 1
    notes, text = found[first:], found[:first]
    if len(notes) < LEAST_ROWS or not text:
        return None
    x0, x1 = min(row[0].x0 for row in text), max(piece.x1 for row in text for piece in row)
    middle, size = (x0 + x1) / 2, notes[0][0].size
    left = [[piece for piece in row if piece.x1 <= middle] for row in notes]
    right = [[piece for piece in row if piece.x0 >= middle] for row in notes]
    if any(len(one) + len(two) < len(row) for one, two, row in zip(left, right, notes, strict=True)):
        return None
    if sum(bool(one and two) for one, two in zip(left, right, strict=True)) < LEAST_BESIDE:
        return None
    ends = sorted((piece.x1 for row in left for piece in row), reverse=True)
    begins = min(piece.x0 for row in right for piece in row)
    if begins - ends[0] < GAP * size or abs((begins + ends[0]) / 2 - middle) > OFF_CENTRE * size:
        return None
    if ends[1] < ends[0] - SAME_END or min(ends[0] - x0, x1 - begins) < LEAST_WIDTH * size:
        return None
    across = sum(any(piece.x0 < ends[0] and begins < piece.x1 for piece in row) for row in text)
    if across < max(LEAST_TEXT, len(text) / 2):  # a title, too, runs across the gap over text in columns
        return None
    return ColumnedNotes([row for row in left if row], [row for row in right if row], len(notes))
