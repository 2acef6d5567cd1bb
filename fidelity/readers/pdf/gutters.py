"""The gutter that parts columns: the one with the most lines beside one another, or the one of the page before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fidelity.readers.pdf.bands import bands_of
from fidelity.readers.pdf.lines import Segment, rows
from fidelity.readers.pdf.side_by_side import (
    LEAST_GUTTER,
    is_column,
    left_edges,
    lines_beside,
)
from fidelity.readers.pdf.sides_of_gutters import crosses, parted, sides_of

LEAST_LINES = 3
"""A gutter needs this many lines on either side that stand beside one another."""
LEAST_LABELS, MOST_BESIDE = 5, 0.75
"""So many labels a column has at least, and the part of the lines beside its text that have others beside its labels, too."""
LONGEST_LABEL, FAR = 3, 2.0
"""Glyphs of the label of a note that hangs far out of its column, and ems between the two at least: words stand nearer."""
MOST_BESIDE_OPENED, NEAR = 0.6, 0.8
"""The same part, and ems, where words begin at the very edge of the column beside every label."""
MOST_SET_IN = 4.0
"""Ems that what stands right of a gutter known from the page before is set in: items of a list, notes."""
SAME_EDGE = 1.0
"""Points by which the lines of a column may begin off its edge."""
BANDS = 10
"""How often the segments of a page are looked at where they are parted in bands, roughly."""
MOST_COMPARED = 200_000
"""Segments compared with edges of columns, beyond which a page has no more: text and tables need a third."""


@dataclass(slots=True)
class Search:
    """How many segments of a page were compared so far."""

    compared: int = 0

    def goes_on(self, comparisons: int) -> bool:
        """Counts comparisons that are to be made; False where there have been enough for any page."""
        self.compared += comparisons
        return self.compared <= MOST_COMPARED


def has_own_columns(pieces: Sequence[Segment], gutter: float, search: Search) -> bool:
    """Whether a part of a page is set in other columns, in which far more lines stand beside one another than at a gutter."""
    bands = bands_of(pieces, gutter)
    if sum(band.below is not None for band in bands) < LEAST_LINES or (own := gutter_of(pieces, search)) is None:
        return False
    return max(band.beside for band in bands_of(pieces, own)) >= 2 * max(LEAST_LINES, *(band.beside for band in bands))


def column_count(pieces: Sequence[Segment], search: Search) -> int:
    """How many columns pieces make."""
    gutter = gutter_of(pieces, search)
    if gutter is None:
        return 1
    left, right, _ = sides_of(pieces, gutter)
    return column_count(left, search) + column_count(right, search) if left and right else 1


def gutter_of(pieces: Sequence[Segment], search: Search) -> float | None:
    """The left edge of the column right of the best gutter, in points; None when the pieces make one column.

    Columns are aligned at their left edges, so only those are tried. The best is the one with the most lines beside one
    another on its two sides and no line across in between.
    """
    if len(pieces) < 2 * LEAST_LINES:
        return None
    candidates: list[tuple[int, float]] = []
    edges = left_edges(pieces)
    if not search.goes_on(len(pieces) * len(edges)):
        return None
    for edge in edges:
        left = [piece for piece in pieces if piece.x1 <= edge - 1]
        right = [piece for piece in pieces if piece.x0 >= edge - 1]
        if len(right) < LEAST_LINES:
            # a column that is nearly empty: its lines may have been joined to those beside them
            parts = [part for piece in pieces for part in parted(piece, edge)]
            left = [part for part in parts if part.x1 <= edge - 1]
            right = [part for part in parts if part.x0 >= edge - 1]
        if len(left) < LEAST_LINES or len(right) < LEAST_LINES:
            continue
        left_beside, right_beside = lines_beside(left, right), lines_beside(right, left)
        if len(left_beside) < LEAST_LINES or len(right_beside) < LEAST_LINES:
            continue
        if not (is_column(left_beside) and is_column(right_beside)):
            continue
        size = sorted(piece.size for piece in right_beside)[len(right_beside) // 2]
        # one line in twenty may be overfull
        inner = sorted(piece.x1 for piece in left_beside)[(19 * len(left_beside)) // 20 - 1]
        if edge - inner < LEAST_GUTTER * size:
            continue
        weight = min(len(rows(left_beside)), len(rows(right_beside)))
        candidates.append((weight, edge))
    best, longest = None, LEAST_LINES - 1
    for weight, edge in sorted(candidates, key=lambda candidate: -candidate[0]):
        if weight <= longest or not search.goes_on(BANDS * len(pieces)):  # no band can hold more
            break
        band = max(band.beside for band in bands_of(pieces, edge))
        if band > longest:
            best, longest = edge, band
    labelled = [edge for weight, edge in candidates if best is not None and _are_labels(pieces, edge, best, weight / longest)]
    return min(labelled, default=best)


def _are_labels(pieces: Sequence[Segment], edge: float, column: float, part: float) -> bool:
    """Whether nothing but short labels begins at an edge and before a column right of it: they are of that column's notes.

    The ends of lines, or the cells of a table, are fewer, or begin at several places. `part` is that of the lines beside the
    column's which stand left of the labels.
    """
    # a label may have been joined to its words
    pieces = [part for piece in pieces for part in (parted(piece, column) if piece.x0 < column < piece.x1 else (piece,))]
    between = [piece for piece in pieces if edge - 1 <= piece.x0 < column - 1]
    if edge >= column or len(between) < LEAST_LABELS:
        return False
    if any(piece.inked > LONGEST_LABEL or piece.x0 > edge + 1 for piece in between):
        return False
    if part >= MOST_BESIDE and all(column - piece.x1 >= FAR * piece.size for piece in between):
        return True
    opened = [piece for piece in pieces if abs(piece.x0 - column) <= SAME_EDGE]
    near = all(column - piece.x1 >= NEAR * piece.size for piece in between)
    return part >= MOST_BESIDE_OPENED and near and len(lines_beside(between, opened)) == len(between) < len(opened)


def gutter_or_known(pieces: Sequence[Segment], known: Sequence[float], search: Search) -> float | None:
    """The gutter that the pieces show, or one of the page before; None where they make one column."""
    own = gutter_of(pieces, search)
    if own is not None and not _is_inside(own, known, pieces):
        return own
    return _known_gutter(pieces, known) or own


def _known_gutter(pieces: Sequence[Segment], known: Sequence[float]) -> float | None:
    """A gutter of the page before that lines of this one stand beside and none crosses, save below all of them.

    They are fewer than would show it, or what stands beside them is too narrow to, as the rows of a table are.
    """
    for edge in known:
        left, right, across = sides_of(pieces, edge)
        if across:  # the columns end above notes or a list over the whole width
            end = max(piece.baseline for piece in across)
            left, right = ([piece for piece in side if piece.baseline > end] for side in (left, right))
            if not _has_lines_at(right, edge):
                continue
        if not left or not right or not (is_column(left) or (is_column(right) and _has_lines_at(right, edge))):
            continue
        beside = min(len(rows(lines_beside(left, right))), len(rows(lines_beside(right, left))))
        set_in = min((piece.x0 - edge) / piece.size for piece in right)
        if beside > 0 and (beside < LEAST_LINES or is_column(right)) and set_in <= MOST_SET_IN:
            return edge
    return None


def _has_lines_at(right: Sequence[Segment], edge: float) -> bool:
    """Whether lines enough begin right at a gutter, as those of a column do."""
    return sum(abs(piece.x0 - edge) <= SAME_EDGE for piece in right) >= LEAST_LINES


def _is_inside(gutter: float, known: Sequence[float], pieces: Sequence[Segment]) -> bool:
    """Whether a gutter is the indent of a column known from the page before, whose other lines begin left of it."""
    size = max((piece.size for piece in pieces), default=0.0)
    return any(0 < gutter - edge <= MOST_SET_IN * size for edge in known) and any(crosses(p, gutter) for p in pieces)
