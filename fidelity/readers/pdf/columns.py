"""Segments to lines in reading order: gutters, bands between lines across them, columns from left to right."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fidelity.readers.pdf.columned_notes import notes_in_columns, small_foot
from fidelity.readers.pdf.lines import Segment, merged, right_edge, rows, segment_of
from fidelity.readers.pdf.side_by_side import (
    HANGING,
    LEAST_GUTTER,
    is_column,
    is_level,
    is_one_word_over,
    is_overfull,
    left_edges,
    lines_beside,
)
from fidelity.readers.pdf.spanners import HEAD_GAP, above_spanners, short_spanners, usual_step

LEAST_LINES = 3
"""A gutter needs this many lines on either side that stand beside one another."""
OFF, LEAST_OFF = 0.03, 0.4
"""Ems by which the baselines of two headings beside one another differ, and the gutter that is wide enough between them then:
the words of one line stand on one baseline."""
BRIDGED_GAP = 2.5
"""Widest gap in ems that a line across columns may have between two words."""
OVERFULL = 0.2
"""The part of a line of a column that may stick out of it."""
LEAST_LABELS, MOST_BESIDE = 5, 0.75
"""So many labels a column has at least, and the part of the lines beside its text that have others beside its labels, too."""
LONGEST_LABEL, FAR = 3, 2.0
"""Glyphs of the label of a note that hangs far out of its column, and ems between the two at least: words stand nearer."""
HEAD_ROWS = 3
"""Most rows that stand apart above or below columns."""
MOST_TITLES = 6
"""Rows of a title with names over columns, at most."""
CENTRED = 3.0
"""Points by which twice the middle of a heading may lie off that of its column."""
MOST_SET_IN = 4.0
"""Ems that what stands right of a gutter known from the page before is set in: items of a list, notes."""
MARGIN_GAP = 0.4
"""Ems beyond the right edge of a justified page from which on a piece stands in the margin."""


BANDS = 10
"""How often the segments of a page are looked at where they are parted in bands, roughly."""
MOST_COMPARED = 200_000
"""Segments compared with edges of columns, beyond which a page has no more: text and tables need a third."""


@dataclass(slots=True)
class Line:
    """A printed line and the column it stands in (-1: it spans columns)."""

    segment: Segment
    column: int


@dataclass(slots=True)
class _Search:
    """How many segments of a page were compared so far."""

    compared: int = 0

    def goes_on(self, comparisons: int) -> bool:
        """Counts comparisons that are to be made; False where there have been enough for any page."""
        self.compared += comparisons
        return self.compared <= MOST_COMPARED


def reading_order(pieces: Sequence[Segment], known: Sequence[float] = ()) -> list[Line]:
    """The segments of a page as printed lines, in the order they are read; what stands in the right margin comes last.

    `known` are the left edges of the second and further columns of the page before: a page with few lines shows none of its
    own.
    """
    found, search = rows(pieces), _Search()
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
    body = [piece for piece in body if piece.x0 <= edge + MARGIN_GAP * piece.size]
    lines = _over_columns(found, search) if notes is None and not margin else None
    if lines is None:
        lines = _region(body, 0, search, known)
    column = 0 if notes is None and all(line.column == 0 for line in lines) else -1
    if notes is not None:
        # the text above spans the columns of its notes
        lines = [*(Line(line.segment, column) for line in lines), *_plain(notes.left, 0), *_plain(notes.right, 1)]
    return [*_plain(head, column), *lines, *_plain(foot, column), *_plain(rows(margin), -1)]


def _over_columns(found: Sequence[list[Segment]], search: _Search) -> list[Line] | None:
    """The lines of a page of one column whose notes, set smaller, stand in several: three, or what labels do not show.

    None where it is no such page. Read as columns of the whole page, a short last line of the text would be of one of them.
    """
    first = small_foot(found)
    text, notes = found[:first], [piece for row in found[first:] for piece in row]
    if sum(len(row) > 1 for row in found[first:]) < LEAST_LINES or (gutter := _gutter(notes, search)) is None:
        return None
    upper = [piece for row in text for piece in row]
    crossing = sum(any(_crosses(piece, gutter) for piece in row) for row in text)
    if crossing < max(LEAST_LINES, len(text) / 2) or _gutter(upper, search) is not None:
        return None
    return [*_plain(text, -1), *_region(notes, 0, search)]


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


def _heads_columns(found: Sequence[list[Segment]], known: Sequence[float], search: _Search) -> bool:
    """Whether the first row is of the two columns below it, begun with them or centred in them; an item may be set in.

    The parts of a running head stand at the outer edges.
    """
    if len(found[0]) != 2:
        return False
    below = [piece for row in found[1:] for piece in row]
    gutter = _gutter_or_known(below, known, search)
    if gutter is None:
        return False
    left, right, _ = _sides(below, gutter)
    for piece, column in zip(found[0], (left, right), strict=True):
        x0, x1 = min(one.x0 for one in column), max(one.x1 for one in column)
        set_in = column is right and x0 < piece.x0 and piece.x1 < x1 - piece.size
        # labels of notes may hang out of the column, and a folio stands below the gutter
        lefts, rights = (x0, _usual(one.x0 for one in column)), (x1, _usual(one.x1 for one in column))
        off = min(abs(piece.x0 + piece.x1 - edge - other) for edge in lefts for other in rights)
        if not set_in and abs(piece.x0 - x0) > 1 and off > CENTRED:
            return False
    return True


def _usual(edges: Iterable[float]) -> float:
    """The edge that most share, to a point."""
    return Counter(map(round, edges)).most_common(1)[0][0]


def _whole(row: list[Segment]) -> Segment:
    line = row[0]
    for piece in row[1:]:
        line = merged(line, piece)
    return line


@dataclass(slots=True)
class _Band:
    """A part of a page between two lines across, and the line across below it (None: the last band)."""

    left: list[Segment]
    right: list[Segment]
    below: Segment | None

    @property
    def beside(self) -> int:
        """How many lines of the two sides stand beside one another."""
        return min(len(rows(lines_beside(self.left, self.right))), len(rows(lines_beside(self.right, self.left))))


def _region(pieces: Sequence[Segment], column: int, search: _Search, known: Sequence[float] = ()) -> list[Line]:
    """The lines of a part of a page; `column` is the index that its first column gets."""
    gutter = _gutter_or_known(pieces, known, search)
    if gutter is None:
        return _plain(rows(pieces), column)
    bands = _bands(pieces, gutter)
    for upper, lower in _parts(pieces, bands):
        if _has_own_columns(upper, gutter, search) or _has_own_columns(lower, gutter, search):
            return _region(upper, column, search) + _region(lower, column, search)
    # on a page that is mostly columns a short band is columns too; on others it is lines that happen to have a gap there
    beside = sum(band.beside for band in bands if band.beside >= LEAST_LINES)
    columned = beside >= 2 * (len(bands) - 1) or gutter in known
    right_column = column + _column_count([piece for band in bands for piece in band.left], search)
    lines: list[Line] = []
    group: list[_Band] = []
    for band in bands:
        if band.beside >= LEAST_LINES or (columned and band.beside):
            lines += _across(group, (column, right_column), search, columned=columned)
            lines += _region(band.left, column, search, known) + _region(band.right, right_column, search, known)
            group = []
        else:
            group.append(_Band(band.left, band.right, None))
        if band.below is not None:
            group.append(_Band([], [], band.below))
    return lines + _across(group, (column, right_column), search, columned=columned)


def _parts(pieces: Sequence[Segment], bands: Sequence[_Band]) -> Iterator[tuple[list[Segment], list[Segment]]]:
    """The page cut above and below its longest columns, where several lines cross their gutter there."""
    longest = max(bands, key=lambda band: band.beside)
    heights = [piece.baseline for piece in (*longest.left, *longest.right)]
    for height in (max(heights, default=0.0) + 1, min(heights, default=0.0) - 1):
        upper, lower = [piece for piece in pieces if piece.baseline > height], [p for p in pieces if p.baseline <= height]
        if upper and lower:
            yield upper, lower


def _has_own_columns(pieces: Sequence[Segment], gutter: float, search: _Search) -> bool:
    """Whether a part of a page is set in other columns, in which far more lines stand beside one another than at a gutter."""
    bands = _bands(pieces, gutter)
    if sum(band.below is not None for band in bands) < LEAST_LINES or (own := _gutter(pieces, search)) is None:
        return False
    return max(band.beside for band in _bands(pieces, own)) >= 2 * max(LEAST_LINES, *(band.beside for band in bands))


def _across(bands: Sequence[_Band], columns: tuple[int, int], search: _Search, *, columned: bool) -> list[Line]:
    """The lines between two stretches of columns; they may have columns of their own, as an abstract beside dates."""
    pieces = [piece for band in bands for piece in (*band.left, *band.right, *([band.below] if band.below else ()))]
    column, right_column = columns
    if _gutter(pieces, search) is not None:
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


def _bands(pieces: Sequence[Segment], gutter: float) -> list[_Band]:
    """The pieces parted by a gutter, in bands from top to bottom."""
    left, right, across = _sides(_fitted(pieces, gutter), gutter)
    for find in (short_spanners, above_spanners):
        short = find(left, right, across)
        if short:
            spanning = set(map(id, short))
            left = [piece for piece in left if id(piece) not in spanning]
            right = [piece for piece in right if id(piece) not in spanning]
            across += short
    levels = sorted(across, key=lambda piece: -piece.baseline)
    bands = [_Band([], [], below) for below in (*levels, None)]
    depths = [-piece.baseline for piece in levels]
    for piece in left:
        bands[bisect_right(depths, -piece.baseline)].left.append(piece)
    for piece in right:
        bands[bisect_right(depths, -piece.baseline)].right.append(piece)
    return bands


def _column_count(pieces: Sequence[Segment], search: _Search) -> int:
    gutter = _gutter(pieces, search)
    if gutter is None:
        return 1
    left, right, _ = _sides(pieces, gutter)
    return _column_count(left, search) + _column_count(right, search) if left and right else 1


def _fitted(pieces: Sequence[Segment], gutter: float) -> list[Segment]:
    """The segments made to fit a gutter.

    One that crosses it with a gap just there was two; one that crosses it with ink takes in its neighbours on the same line.
    """
    fitted: list[Segment] = []
    for row in rows([part for piece in pieces for part in _parted(piece, gutter)]):
        line = row[0]
        for piece in row[1:]:
            near = piece.x0 - line.x1 <= BRIDGED_GAP * max(piece.size, line.size) or _runs_across(piece, gutter)
            if near and abs(piece.x0 - gutter) > 2 and (_crosses(line, gutter) or _crosses(piece, gutter)):
                line = merged(line, piece)
            else:
                fitted.append(line)
                line = piece
        fitted.append(line)
    return fitted


def _crosses(piece: Segment, gutter: float) -> bool:
    return piece.x0 < gutter - 0.5 and piece.x1 > gutter + 0.5


def _runs_across(piece: Segment, gutter: float) -> bool:
    """Whether a line crosses a gutter by far: what stands left of it is its label, however far off."""
    return piece.x0 + OVERFULL * (piece.x1 - piece.x0) < gutter < piece.x1 - OVERFULL * (piece.x1 - piece.x0)


def _parted(piece: Segment, gutter: float) -> list[Segment]:
    if not _crosses(piece, gutter):
        return [piece]
    left = [run for run in piece.runs if run.x1 <= gutter or is_one_word_over(run, gutter)]
    right = [run for run in piece.runs if run.x0 >= gutter - 1]
    if not left or not right or len(left) + len(right) < len(piece.runs):
        return [piece]
    # a heading across both columns may have a word space just here: a gutter is wider
    last, first = max(left, key=lambda run: run.x1), min(right, key=lambda run: run.x0)
    if last.x1 > gutter:  # it is painted over what stands beside it
        return [segment_of(left), segment_of(right)]
    level = abs(first.baseline - last.baseline) <= OFF * min(first.size, last.size)
    if first.x0 - last.x1 < (LEAST_GUTTER if level else LEAST_OFF) * min(first.size, last.size):
        return [piece]
    return [segment_of(left), segment_of(right)]


def _sides(pieces: Sequence[Segment], gutter: float) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """What stands left of, right of, and across a gutter. An overfull line is no spanner: others stand beside it."""
    left = [piece for piece in pieces if piece.x1 <= gutter + 0.5]
    right = [piece for piece in pieces if piece.x0 >= gutter - 0.5 and piece.x1 > gutter + 0.5]
    left_of = tuple(left)
    across = []
    for piece in pieces:
        if _crosses(piece, gutter):
            share = (piece.x1 - gutter) / (piece.x1 - piece.x0)
            beside = share < OVERFULL and any(is_level(piece, other) and other.x1 > piece.x1 for other in right)
            if beside or is_overfull(piece, gutter, left_of, right):
                left.append(piece)
            elif gutter - piece.x0 < HANGING * piece.size or (
                share > 1 - OVERFULL and any(is_level(piece, other) and other.x0 < piece.x0 for other in left)
            ):
                right.append(piece)
            else:
                across.append(piece)
    return left, right, across


def _gutter(pieces: Sequence[Segment], search: _Search) -> float | None:
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
            parts = [part for piece in pieces for part in _parted(piece, edge)]
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
        band = max(band.beside for band in _bands(pieces, edge))
        if band > longest:
            best, longest = edge, band
    labelled = [
        edge
        for weight, edge in candidates
        if best is not None and weight >= MOST_BESIDE * longest and _are_labels(pieces, edge, best)
    ]
    return min(labelled, default=best)


def _are_labels(pieces: Sequence[Segment], edge: float, column: float) -> bool:
    """Whether nothing but short labels begins at an edge and before a column right of it: they are of that column's notes.

    The ends of lines, or the cells of a table, are fewer, or begin at several places.
    """
    between = [piece for piece in pieces if edge - 1 <= piece.x0 < column - 1]
    short = all(piece.inked <= LONGEST_LABEL and piece.x0 <= edge + 1 for piece in between)
    far = all(column - piece.x1 >= FAR * piece.size for piece in between)
    return edge < column and len(between) >= LEAST_LABELS and short and far


def _gutter_or_known(pieces: Sequence[Segment], known: Sequence[float], search: _Search) -> float | None:
    """The gutter that the pieces show, or one of the page before; None where they make one column."""
    own = _gutter(pieces, search)
    if own is not None and not _is_inside(own, known, pieces):
        return own
    return _known_gutter(pieces, known) or own


def _known_gutter(pieces: Sequence[Segment], known: Sequence[float]) -> float | None:
    """A gutter of the page before that lines of this one stand beside and none crosses.

    They are fewer than would show it, or what stands beside them is too narrow to, as the rows of a table are.
    """
    for edge in known:
        left, right, across = _sides(pieces, edge)
        if across or not left or not right or not is_column(left):
            continue
        beside = min(len(rows(lines_beside(left, right))), len(rows(lines_beside(right, left))))
        set_in = min((piece.x0 - edge) / piece.size for piece in right)
        if beside > 0 and (beside < LEAST_LINES or is_column(right)) and set_in <= MOST_SET_IN:
            return edge
    return None


def _is_inside(gutter: float, known: Sequence[float], pieces: Sequence[Segment]) -> bool:
    """Whether a gutter is the indent of a column known from the page before, whose other lines begin left of it."""
    size = max((piece.size for piece in pieces), default=0.0)
    return any(0 < gutter - edge <= MOST_SET_IN * size for edge in known) and any(_crosses(p, gutter) for p in pieces)
