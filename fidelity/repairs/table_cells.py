"""Cells: what wide gaps part on a printed line, and the columns that the cells of several lines share."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from fidelity.model.derived import derived
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyphs_at, white_space
from fidelity.repairs.printed_lines import PrintedLine

GAP = 0.9
"""Ems between two cells of a line at the least: word spaces measure a quarter to a half, in badly set lines rarely as much."""
NARROW_GAP = 0.4
"""Ems between two cells that are known as such by the other lines: in a full line of a cell that wraps."""
STRIP = 0.8
"""Ems of white that part two columns over all rows, at the least."""
NARROW_STRIP = 0.4
"""The same over `MANY` lines or more: words of prose do not end below one another so often."""
MANY = 5
LOOSE = 0.6
"""Times the white between two cells that white between words of justified prose is."""
EVEN = 0.05
"""Ems by which the gaps of a justified line differ."""
ALIGNED = 0.35
"""Ems by which cells of one column may miss their common edge, or their middle."""


class Cell(NamedTuple):
    """Words between two wide gaps: offsets of the text, and the sides in points from the left edge of the text."""

    start: int
    end: int
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class _Gaps:
    """White space between two glyphs, in columns, since a book has hundreds of thousands; in the order of the text."""

    start: array[int]
    end: array[int]
    left: array[float]
    """Where it begins on the page, in points."""
    right: array[float]

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, float, float]]:
        """Those that begin in a stretch of the text."""
        first = bisect_left(self.start, start)
        here = slice(first, bisect_left(self.start, end, first))
        return zip(self.start[here], self.end[here], self.left[here], self.right[here], strict=True)


def cells_of(text: Text, line: PrintedLine, edge: float, gap: float = GAP) -> tuple[Cell, ...]:
    """The cells of a line, from left to right; one where no gap is `gap` ems wide; none where it has no geometry.

    `edge` is the left edge of the text in points, from which sides are counted: on facing pages it lies elsewhere.
    """
    glyphs, box = text.source.glyphs, line.box
    if glyphs is None or box is None or line.box != line.tail:
        return ()
    gaps = _gaps(text) if gap < GAP else _wide_gaps(text)
    first = bisect_left(gaps.start, line.start_of_words)
    if first == len(gaps.start) or gaps.start[first] >= line.end_of_words:
        return (Cell(line.start_of_words, line.end_of_words, box.x0 - edge, box.x1 - edge),)  # nearly always
    least = gap * box.size
    starts, ends = [line.start_of_words], []
    sides = [(box.x0, box.x1)]
    for start, end, left, right in gaps.between(line.start_of_words, line.end_of_words):
        if right - left >= least:
            ends.append(start)
            starts.append(end)
            sides[-1] = (sides[-1][0], left)
            sides.append((right, box.x1))
    ends.append(line.end_of_words)
    return tuple(Cell(start, end, x0 - edge, x1 - edge) for start, end, (x0, x1) in zip(starts, ends, sides, strict=True))


def with_wide_gaps(text: Text, lines: Sequence[PrintedLine]) -> list[int]:
    """The indexes of the lines that have a gap which parts cells, and so may have several."""
    starts = [line.start_of_words for line in lines]
    gaps = _wide_gaps(text)
    found: dict[int, None] = {}
    for start, left, right in zip(gaps.start, gaps.left, gaps.right, strict=True):
        i = bisect_right(starts, start) - 1
        box = lines[i].box if i >= 0 and start < lines[i].end_of_words else None
        if box is not None and right - left >= GAP * box.size:
            found[i] = None
    return list(found)


@derived(heeds=())
def _gaps(text: Text) -> _Gaps:
    """The white space between two glyphs that may part cells: so many ems of the smallest line wide, or more."""
    glyphs, boxes = text.source.glyphs, text.source.boxes
    if glyphs is None or boxes is None or not boxes.size:
        return _Gaps(array("i"), array("i"), array("d"), array("d"))
    import numpy as np

    white = np.append(white_space(text.string), True)
    edges = np.diff(white, prepend=True).nonzero()[0]  # where words begin and end, in turns
    start, end = edges[1:-1:2], edges[2::2]
    one, two = glyphs_at(text, start - 1), glyphs_at(text, end)
    left, right = np.asarray(glyphs.x1)[one].astype(float), np.asarray(glyphs.x0)[two].astype(float)
    wide = (one >= 0) & (two >= 0) & (right - left >= NARROW_GAP * min(boxes.size))
    columns = start.astype(np.int32), end.astype(np.int32), left, right
    return _Gaps(*(array(code, column[wide].tobytes()) for code, column in zip("iidd", columns, strict=True)))


def is_tagged_row(text: Text, line: PrintedLine) -> bool:
    """Whether the structure tree of the file has a line in a table, and its beginning in another cell than its end."""
    tags, origin = text.source.tags, text.origin[line.start_of_words]
    if tags is None:
        return False
    at = text.source.line_of(origin if origin >= 0 else ~origin)
    return tags.role[at] == "Table" and tags.element[at] != tags.last[at]


@derived(heeds=())
def _wide_gaps(text: Text) -> _Gaps:
    """Those among `_gaps` that part cells even in the smallest type, if they are not known as cells by other lines."""
    gaps, boxes = _gaps(text), text.source.boxes
    if boxes is None or not gaps.start:
        return gaps
    import numpy as np

    wide = np.asarray(gaps.right) - np.asarray(gaps.left) >= GAP * min(boxes.size)
    columns = gaps.start, gaps.end, gaps.left, gaps.right
    return _Gaps(*(array(code, np.asarray(column)[wide].tobytes()) for code, column in zip("iidd", columns, strict=True)))


def columns_of(rows: Sequence[Sequence[Cell]], size: float, *, tagged: bool = False) -> list[tuple[float, float]]:
    """The sides of the columns that white strips through all rows leave, from left to right; size in points.

    Those of rows that are `tagged` as such may be narrow.
    """
    columns: list[tuple[float, float]] = []
    least = (NARROW_STRIP if tagged or len(rows) >= MANY else STRIP) * size
    for x0, x1 in sorted((cell.x0, cell.x1) for row in rows for cell in row):
        if columns and x0 - columns[-1][1] < least:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def in_columns(columns: Sequence[tuple[float, float]], cells: Sequence[Cell]) -> dict[int, Cell]:
    """The cells of a line by their column; pieces in one column are one cell."""
    places: dict[int, Cell] = {}
    for cell in cells:
        column = column_at(columns, cell)
        one = places.get(column)
        places[column] = cell if one is None else Cell(one.start, cell.end, one.x0, cell.x1)
    return places


def column_at(columns: Sequence[tuple[float, float]], cell: Cell) -> int:
    """Which column a cell stands in."""
    return max(i for i, (x0, _) in enumerate(columns) if x0 <= cell.x0 + 0.01)


def is_aligned(cells: Sequence[Cell], size: float) -> bool:
    """Whether nearly all cells of a column share their left edge, their right edge, or their middle."""
    tolerance = ALIGNED * size
    for edges in (
        [cell.x0 for cell in cells],
        [cell.x1 for cell in cells],
        [(cell.x0 + cell.x1) / 2 for cell in cells],
    ):
        middle = sorted(edges)[len(edges) // 2]
        if sum(abs(edge - middle) <= tolerance for edge in edges) >= 0.75 * len(edges):
            return True
    return False


def is_stretched(words: str, cells: Sequence[Cell], size: float) -> bool:
    """Whether all words of a line, three or more, are parted by the same white: justified prose in a narrow measure.

    Whether the line ends where others do is for the caller to know; size in points.
    """
    gaps = [two.x0 - one.x1 for one, two in pairwise(cells)]
    return len(gaps) > 1 and len(cells) == len(words.split()) and max(gaps) - min(gaps) <= EVEN * size


def is_loose(text: Text, lines: Sequence[Mapping[int, Cell]]) -> bool:
    """Whether most lines have white inside a cell nearly as wide as between cells: justified prose in a narrow measure."""
    gaps = _gaps(text)
    loose = several = 0
    for line in lines:
        cells = [line[column] for column in sorted(line)]
        if len(cells) > 1:
            several += 1
            inside = [right - left for cell in cells for _, _, left, right in gaps.between(cell.start, cell.end)]
            loose += max(inside, default=0.0) >= LOOSE * min(two.x0 - one.x1 for one, two in pairwise(cells))
    return 2 * loose > several
