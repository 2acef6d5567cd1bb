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
LEAST_LABELLED = 2
"""Rows of notes in columns, at least, where a label opens each column; their lines may be ragged."""
MOST_WIDTH = 0.55
"""The part of the width of the text that such a column has at most."""
RIGHT_OF_MIDDLE = 2.0
"""Ems right of the middle of the text at which the right one of them begins, at most."""
INDENT = 2.0
"""Ems by which the first line of a note is indented, at most."""
RAISED, SMALL_LABEL, LONGEST_LABEL = 0.1, 0.85, 3
"""Ems that a label is raised, the part of its line's size that it has at most, and its figures."""


@dataclass(frozen=True, slots=True)
class ColumnedNotes:
    """The rows of each column, and how many rows of the page these are."""

    left: list[list[Segment]]
    right: list[list[Segment]]
    rows: int


def notes_in_columns(found: Sequence[list[Segment]]) -> ColumnedNotes | None:
    """The last rows of a page as two columns, where they are smaller than the text and a gap parts all of them in its middle.

    The text above runs across the gap, and lines of the left column end at one place before it, as justified ones do, or a
    label opens each column. The lines of the two may stand on other baselines.
    """
    first = small_foot(found)
    notes, text = found[first:], found[:first]
    if len(notes) < LEAST_LABELLED or not text:
        return None
    x0, x1 = min(row[0].x0 for row in text), max(piece.x1 for row in text for piece in row)
    middle, size = (x0 + x1) / 2, notes[0][0].size
    left = [[piece for piece in row if piece.x1 <= middle] for row in notes]
    right = [[piece for piece in row if piece.x0 >= middle] for row in notes]
    if any(len(one) + len(two) < len(row) for one, two, row in zip(left, right, notes, strict=True)):
        return None
    ends = sorted((piece.x1 for row in left for piece in row), reverse=True)
    if not ends or not any(right):
        return None
    begins = min(piece.x0 for row in right for piece in row)
    labelled = _begin_notes(left, right, x0)
    beside = _beside(left, right) if labelled else sum(bool(one and two) for one, two in zip(left, right, strict=True))
    if beside < (1 if labelled else LEAST_BESIDE) or (len(notes) < LEAST_ROWS and not labelled):
        return None
    if begins - ends[0] < GAP * size:
        return None
    # ragged lines may end far from the gap
    off = abs((begins + ends[0]) / 2 - middle) if not labelled else max(begins - middle - RIGHT_OF_MIDDLE * size, 0.0)
    if off > OFF_CENTRE * size:
        return None
    if (not labelled and ends[1] < ends[0] - SAME_END) or min(ends[0] - x0, x1 - begins) < LEAST_WIDTH * size:
        return None
    if labelled and max(ends[0] - x0, x1 - begins) > MOST_WIDTH * (x1 - x0):
        return None
    across = sum(any(piece.x0 < ends[0] and begins < piece.x1 for piece in row) for row in text)
    # a title, too, runs across the gap over text in columns
    if across < max(LEAST_TEXT, len(text) / (3 if labelled else 2)):
        return None
    return ColumnedNotes([row for row in left if row], [row for row in right if row], len(notes))


def small_foot(found: Sequence[list[Segment]]) -> int:
    """The index of the first of the last rows of a page that are set smaller than its text; their number where none is."""
    usual = usual_size([(piece.size, piece.inked) for row in found for piece in row])
    first = len(found)
    while first and all(piece.size <= SMALLER * usual for piece in found[first - 1]):
        first -= 1
    return first


def _begin_notes(left: Sequence[list[Segment]], right: Sequence[list[Segment]], x0: float) -> bool:
    """Whether raised signs open the first line of the left column and some line of the right one, at the edges of both.

    Or all are indented alike, as paragraphs are, from the left edge of the text (`x0`, in points) and of the right column.
    """
    ours, theirs = ([piece for row in rows for piece in row] for rows in (left, right))
    opened = [piece.x0 for piece in theirs if _is_opened(piece)]
    if not _is_opened(ours[0]) or not opened:
        return False
    edge = min(piece.x0 for piece in theirs)
    if ours[0].x0 <= min(piece.x0 for piece in ours) + SAME_END and min(opened) <= edge + SAME_END:
        return True
    indents = [piece.x0 - x0 for piece in ours if _is_opened(piece)]
    # where all lines of the right column begin notes, its edge is theirs
    indents += [start - edge for start in opened] if min(opened) > edge + SAME_END else []
    return max(indents) - min(indents) <= 2 * SAME_END and max(indents) <= INDENT * ours[0].size


def _is_opened(piece: Segment) -> bool:
    """Whether a raised sign of at most three figures opens a line."""
    sign = piece.runs[0]
    raised = sign.baseline > piece.baseline + RAISED * piece.size
    return len(piece.runs) > 1 and sign.inked <= LONGEST_LABEL and sign.size < SMALL_LABEL * piece.size and raised


def _beside(left: Sequence[list[Segment]], right: Sequence[list[Segment]]) -> int:
    """How many lines of the left column have one of the right beside them, on whatever baselines."""
    heights = [piece.baseline for row in right for piece in row]
    return sum(any(abs(row[0].baseline - height) < row[0].size for height in heights) for row in left if row)
