"""Notes in two columns below text that has one, or between two parts of it."""

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
CLOSE = 2.0
"""Ems between the baselines of two lines of notes, at most."""
RAISED, SMALL_LABEL, LONGEST_LABEL = 0.1, 0.85, 3
"""Ems that a label is raised, the part of its line's size that it has at most, and its figures."""


@dataclass(frozen=True, slots=True)
class ColumnedNotes:
    """The rows of each column, and the index of the first row of the page that is of them and of the first below them."""

    left: list[list[Segment]]
    right: list[list[Segment]]
    first: int
    end: int


def notes_in_columns(found: Sequence[list[Segment]], known: Sequence[float] = ()) -> list[ColumnedNotes]:
    """Rows of a page as two columns, where they are smaller than the text and a gap parts all of them in its middle.

    The text runs across the gap, and lines of the left column end at one place before it, as justified ones do, or a label
    opens each column. The lines of the two may stand on other baselines. The notes of a section stand between two parts of
    the text; two rows are enough of them where the page before had its second column at their place (`known`).
    """
    usual = usual_size([(piece.size, piece.inked) for row in found for piece in row])
    small = [all(piece.size <= SMALLER * usual for piece in row) for row in found]
    foot = small_foot(found)
    text = [row for row, is_small in zip(found, small, strict=True) if not is_small]
    middle = (min(row[0].x0 for row in text) + max(piece.x1 for row in text for piece in row)) / 2 if text else 0.0
    columned, first = [], 0
    for i in range(1, foot + 1):
        if i < foot and small[i] and small[i - 1] and not _parted(found[i - 1], found[i], middle):
            continue
        while first < i and found[first][-1].x0 < middle:
            first += 1  # what stands beside nothing is over the columns
        if i - first > 1 and small[first] and (notes := _in_columns(found, first, i, known)) is not None:
            columned.append(notes)
        first = i
    at_foot = _in_columns(found, foot, len(found), known)
    return columned if at_foot is None else [*columned, at_foot]


def _parted(upper: Sequence[Segment], lower: Sequence[Segment], middle: float) -> bool:
    """Whether a gap parts a row from the one above it, or one of the two runs across the middle of the page."""
    across = any(piece.x0 < middle < piece.x1 for piece in (*upper, *lower))
    return across or upper[0].baseline - lower[0].baseline > CLOSE * upper[0].size


def _in_columns(found: Sequence[list[Segment]], first: int, end: int, known: Sequence[float]) -> ColumnedNotes | None:
    """The rows of a page from one index to another as notes in two columns; None where they are none."""
    notes, text = found[first:end], [*found[:first], *found[end:]]
    if len(notes) < LEAST_LABELLED or not text:
        return None
    at_foot = end == len(found)
    x0, x1 = min(row[0].x0 for row in text), max(piece.x1 for row in text for piece in row)
    middle, size = (x0 + x1) / 2, notes[0][0].size
    left = [[piece for piece in row if piece.x1 <= middle] for row in notes]
    right = [[piece for piece in row if piece.x0 >= middle] for row in notes]
    if any(len(one) + len(two) < len(row) for one, two, row in zip(left, right, notes, strict=True)):
        return None
    ends = sorted((max(piece.x1 for piece in row) for row in left if row), reverse=True)
    if not ends or not any(right):
        return None
    begins = min(piece.x0 for row in right for piece in row)
    overleaf = any(abs(begins - edge) <= SAME_END for edge in known)
    labelled = at_foot and _begin_notes(left, right, x0)
    beside = _beside(left, right) if labelled else sum(bool(one and two) for one, two in zip(left, right, strict=True))
    if beside < (1 if labelled else LEAST_BESIDE) or (len(notes) < LEAST_ROWS and not labelled and not overleaf):
        return None
    if begins - ends[0] < GAP * size:
        return None
    # ragged lines may end far from the gap
    off = abs((begins + ends[0]) / 2 - middle) if not labelled else max(begins - middle - RIGHT_OF_MIDDLE * size, 0.0)
    if off > OFF_CENTRE * size:
        return None
    # the cells of a small table end where they like
    justified = sum(end >= ends[0] - SAME_END for end in ends)
    if not labelled and (justified < 2 or (not at_foot and 2 * justified < len(ends))):
        return None
    if min(ends[0] - x0, x1 - begins) < LEAST_WIDTH * size:
        return None
    if labelled and max(ends[0] - x0, x1 - begins) > MOST_WIDTH * (x1 - x0):
        return None
    across = sum(any(piece.x0 < ends[0] and begins < piece.x1 for piece in row) for row in text)
    # a title, too, runs across the gap over text in columns
    if across < max(LEAST_TEXT, len(text) / (3 if labelled else 2)):
        return None
    return ColumnedNotes([row for row in left if row], [row for row in right if row], first, end)


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
