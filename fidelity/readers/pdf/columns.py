"""Segments to lines in reading order: gutters, bands between lines across them, columns from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fidelity.readers.pdf.bands import Band, bands_of
from fidelity.readers.pdf.columned_notes import notes_in_columns, small_foot
from fidelity.readers.pdf.gutters import (
    LEAST_LINES,
    MOST_SET_IN,
    SAME_EDGE,
    Search,
    column_count,
    gutter_of,
    gutter_or_known,
    has_own_columns,
)
from fidelity.readers.pdf.lines import Segment, merged, right_edge, rows
from fidelity.readers.pdf.side_by_side import LEAST_GUTTER, is_column
from fidelity.readers.pdf.sides_of_gutters import crosses, parted, sides_of
from fidelity.readers.pdf.spanners import HEAD_GAP, usual_step

HEAD_ROWS = 3
"""Most rows that stand apart above or below columns."""
MOST_TITLES = 6
"""Rows of a title with names over columns, at most."""
NARROW = 0.36
"""The part of the width of the page that most lines of three columns have at most."""
CENTRED = 3.0
"""Points by which twice the middle of a heading may lie off that of its column."""
MARGIN_GAP = 0.4
"""Ems beyond the right edge of a justified page from which on a piece stands in the margin."""


@dataclass(slots=True)
class Line:
    """A printed line and the column it stands in (-1: it spans columns)."""

    segment: Segment
    column: int


def reading_order(pieces: Sequence[Segment], known: Sequence[float] = ()) -> list[Line]:
    """The segments of a page as printed lines, in the order they are read; what stands in the right margin comes last.

    `known` are the left edges of the second and further columns of the page before: a page with few lines shows none of its
    own.
    """
    found, search = rows(pieces), Search()
    step = usual_step(found)
    head: list[list[Segment]] = []
    foot: list[list[Segment]] = []
    while len(head) < HEAD_ROWS and len(found) > 2 and _stands_apart(found[0], found[1], step):
        if _heads_columns(found, known, search):
            break
        head.append(found.pop(0))
    titles = _titles(found, step)
    head, found = [*head, *found[:titles]], found[titles:]
    while len(foot) < HEAD_ROWS and len(found) > 2 and _stands_apart(found[-2], found[-1], step):
        foot.insert(0, found.pop())
    body = [piece for row in found for piece in row]
    notes = notes_in_columns(found)
    if notes is not None:
        del found[-notes.rows :]
        body = [piece for row in found for piece in row]
    edge = right_edge(found)
    margin = [piece for piece in body if piece.x0 > edge + MARGIN_GAP * piece.size]
    if any(abs(piece.x0 - begun) <= SAME_EDGE for piece in margin for begun in known):
        margin = []  # the few lines of a last column
    body = [piece for piece in body if piece not in margin]
    lines = None
    if notes is None and not margin:
        lines = _over_columns(found, search) or _under_columns(found, search, known)
    if lines is None:
        lines = _region(body, 0, search, known)
    column = 0 if notes is None and all(line.column == 0 for line in lines) else -1
    if notes is not None:
        # the text above spans the columns of its notes
        lines = [*(Line(line.segment, column) for line in lines), *_plain(notes.left, 0), *_plain(notes.right, 1)]
    return [*_plain(head, column), *lines, *_plain(foot, column), *_plain(rows(margin), -1)]


def _over_columns(found: Sequence[list[Segment]], search: Search) -> list[Line] | None:
    """The lines of a page of one column whose notes, set smaller, stand in several: three, or what labels do not show.

    None where it is no such page. Read as columns of the whole page, a short last line of the text would be of one of them.
    """
    first = small_foot(found)
    text, notes = found[:first], [piece for row in found[first:] for piece in row]
    if sum(len(row) > 1 for row in found[first:]) < LEAST_LINES or (gutter := gutter_of(notes, search)) is None:
        return None
    upper = [piece for row in text for piece in row]
    crossing = sum(any(crosses(piece, gutter) for piece in row) for row in text)
    if crossing < max(LEAST_LINES, len(text) / 2) or gutter_of(upper, search) is not None:
        return None
    return [*_plain(text, -1), *_region(notes, 0, search)]


def _under_columns(found: Sequence[list[Segment]], search: Search, known: Sequence[float]) -> list[Line] | None:
    """The lines of a page of three columns or more over notes that are as wide as the page, and set smaller.

    None where it is no such page. Read as columns of the whole page, notes that end before the last column would be of those
    that they lie below, and stand before its text.
    """
    first = small_foot(found)
    text, notes = found[:first], found[first:]
    upper = [piece for row in text for piece in row]
    if not notes or not upper or any(len(row) > 1 for row in notes):
        return None
    width = max(piece.x1 for piece in upper) - min(piece.x0 for piece in upper)
    if sorted(piece.x1 - piece.x0 for piece in upper)[len(upper) // 2] > NARROW * width:
        return None
    gutter = gutter_or_known(upper, known, search)
    if gutter is None or not any(crosses(row[0], edge) for row in notes for edge in _gutters(upper, gutter, search)):
        return None
    return [*_region(upper, 0, search, known), *_plain(notes, -1)]


def _gutters(pieces: Sequence[Segment], gutter: float, search: Search) -> list[float]:
    """A gutter, and those of the columns on both sides of it."""
    found = [gutter]
    for side in sides_of(pieces, gutter)[:2]:
        own = gutter_of(side, search)
        found += [] if own is None else _gutters(side, own, search)
    return found


def _plain(found: Sequence[list[Segment]], column: int) -> list[Line]:
    """Rows as lines, each read from end to end."""
    return [Line(_whole(row), column) for row in found]


def _stands_apart(upper: list[Segment], lower: list[Segment], step: float) -> bool:
    return min(piece.baseline for piece in upper) - max(piece.baseline for piece in lower) >= HEAD_GAP * step


def _titles(found: Sequence[list[Segment]], step: float) -> int:
    """How many of the first rows stand, each alone, in the middle over columns, apart from these: a title, a name.

    They may fit into the middle one of three columns.
    """
    x0, x1 = min((piece.x0 for row in found for piece in row), default=0.0), right_edge(found) if found else 0.0
    count = 0
    while count < min(MOST_TITLES, len(found) - 2) and len(found[count]) == 1:
        piece = found[count][0]
        if abs(piece.x0 + piece.x1 - x0 - x1) > CENTRED or piece.x0 - x0 < piece.size:
            break
        count += 1
    return count if count and len(found[count]) > 2 and _stands_apart(found[count - 1], found[count], step) else 0


def _heads_columns(found: Sequence[list[Segment]], known: Sequence[float], search: Search) -> bool:
    """Whether the first row is of the two columns below it, begun with them or centred in them; an item may be set in.

    The parts of a running head stand at the outer edges.
    """
    if len(found[0]) == 1 and not _may_be_two(found[0][0]):
        return False
    below = [piece for row in found[1:] for piece in row]
    gutter = gutter_or_known(below, known, search)
    if gutter is None:
        return False
    if len(found[0]) > 2 and len(found[0]) == len(known) + 1 and any(abs(gutter - edge) <= SAME_EDGE for edge in known):
        return _heads_known_columns(found[0], below, known)
    *parts, across = sides_of([part for piece in found[0] for part in parted(piece, gutter)], gutter)
    if across or not all(parts) or (len(found[0]) > 2 and len(parts[1]) > 1):
        return False
    first = [_whole(part) for part in parts]
    left, right, _ = sides_of(below, gutter)
    for piece, column in zip(first, (left, right), strict=True):
        x0, x1 = min(one.x0 for one in column), max(one.x1 for one in column)
        set_in = column is right and x0 < piece.x0 and piece.x1 < x1 - piece.size
        # labels of notes may hang out of the column, and a folio stands below the gutter
        lefts, rights = (x0, _usual(one.x0 for one in column)), (x1, _usual(one.x1 for one in column))
        off = min(abs(piece.x0 + piece.x1 - edge - other) for edge in lefts for other in rights)
        if not set_in and abs(piece.x0 - x0) > 1 and off > CENTRED:
            return False
    return True


def _heads_known_columns(row: Sequence[Segment], below: Sequence[Segment], known: Sequence[float]) -> bool:
    """Whether each piece of a row, one for each column, begins with its column below; an item that is set in fills it.

    `known` are the left edges of the second and further columns. The parts of a running head end anywhere.
    """
    edges = [min(piece.x0 for piece in (*row, *below)), *sorted(known), float("inf")]
    for piece, edge, beyond in zip(row, edges, edges[1:], strict=False):
        fills = any(
            abs(piece.x1 - other.x1) <= SAME_EDGE for other in below if edge - SAME_EDGE <= other.x0 < beyond - SAME_EDGE
        )
        set_in = 0 < piece.x0 - edge <= MOST_SET_IN * piece.size and (fills or beyond == float("inf"))
        if (abs(piece.x0 - edge) > SAME_EDGE and not set_in) or piece.x1 > beyond:
            return False
    return True


def _may_be_two(piece: Segment) -> bool:
    """Whether a gap in a line is wide enough to part columns, though beside larger type it is no wider than a word space."""
    runs = piece.runs
    return any(two.x0 - one.x1 >= LEAST_GUTTER * min(one.size, two.size) for one, two in pairwise(runs))


def _usual(edges: Iterable[float]) -> float:
    """The edge that most share, to a point."""
    return Counter(map(round, edges)).most_common(1)[0][0]


def _whole(row: list[Segment]) -> Segment:
    line = row[0]
    for piece in row[1:]:
        line = merged(line, piece)
    return line


def _region(pieces: Sequence[Segment], column: int, search: Search, known: Sequence[float] = ()) -> list[Line]:
    """The lines of a part of a page; `column` is the index that its first column gets."""
    gutter = gutter_or_known(pieces, known, search)
    if gutter is None:
        return _plain(rows(pieces), column)
    bands = bands_of(pieces, gutter)
    for upper, lower in _parts(pieces, bands):
        if has_own_columns(upper, gutter, search) or has_own_columns(lower, gutter, search):
            return _region(upper, column, search) + _region(lower, column, search)
    # on a page that is mostly columns a short band is columns too; on others it is lines that happen to have a gap there
    beside = sum(band.beside for band in bands if band.beside >= LEAST_LINES)
    columned = beside >= 2 * (len(bands) - 1) or gutter in known
    right_column = column + column_count([piece for band in bands for piece in band.left], search)
    lines: list[Line] = []
    group: list[Band] = []
    for band in bands:
        # between lines across a page that is no columned one, the rows of a table stand beside one another, too
        wide = band.beside >= LEAST_LINES and is_column(band.left) and is_column(band.right)
        if wide or (columned and band.beside):
            lines += _across(group, (column, right_column), search, columned=columned)
            lines += _region(band.left, column, search, known) + _region(band.right, right_column, search, known)
            group = []
        else:
            group.append(Band(band.left, band.right, None))
        if band.below is not None:
            group.append(Band([], [], band.below))
    return lines + _across(group, (column, right_column), search, columned=columned)


def _parts(pieces: Sequence[Segment], bands: Sequence[Band]) -> Iterator[tuple[list[Segment], list[Segment]]]:
    """The page cut above and below its longest columns, where several lines cross their gutter there."""
    longest = max(bands, key=lambda band: band.beside)
    heights = [piece.baseline for piece in (*longest.left, *longest.right)]
    for height in (max(heights, default=0.0) + 1, min(heights, default=0.0) - 1):
        upper, lower = [piece for piece in pieces if piece.baseline > height], [p for p in pieces if p.baseline <= height]
        if upper and lower:
            yield upper, lower


def _across(bands: Sequence[Band], columns: tuple[int, int], search: Search, *, columned: bool) -> list[Line]:
    """The lines between two stretches of columns; they may have columns of their own, as an abstract beside dates."""
    pieces = [piece for band in bands for piece in (*band.left, *band.right, *([band.below] if band.below else ()))]
    column, right_column = columns
    if gutter_of(pieces, search) is not None:
        return _region(pieces, column, search)
    lines: list[Line] = []
    for band in bands:
        if band.below is not None:
            lines.append(Line(band.below, -1))
        elif columned and not (band.left and band.right):
            lines += _region(band.left, column, search) + _region(band.right, right_column, search)
        else:
            lines += _plain(rows([*band.left, *band.right]), -1)
    return lines
