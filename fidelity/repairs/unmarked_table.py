"""Tables known by their cells: lines whose wide gaps stand below one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from fidelity.language.caption_words import NUMBERED_CAPTION
from fidelity.model.changes import Change
from fidelity.model.marks import BLOCK_KINDS
from fidelity.model.repair import Repair
from fidelity.model.text import Text
from fidelity.repairs.close_columns import close_columns
from fidelity.repairs.list_items import marker_of
from fidelity.repairs.measure import Measure, measure_of
from fidelity.repairs.printed_lines import PrintedLine, lines_in
from fidelity.repairs.ruled_tables import ruled_rows
from fidelity.repairs.table_cells import (
    GAP,
    MANY,
    NARROW_GAP,
    NARROW_STRIP,
    STRIP,
    Cell,
    cells_of,
    columns_of,
    in_columns,
    is_aligned,
    is_loose,
    is_stretched,
    is_tagged_row,
    with_wide_gaps,
)
from fidelity.repairs.table_layout import laid_out
from fidelity.repairs.table_rows import rows_of

FURTHEST = 2.6
"""Rows stand no further apart than this many line distances."""
LONE_STRIP = 1.8
"""Ems that part the columns of a table of two rows; of one with more rows `STRIP` will do."""
HEAD_LINES = 3
"""Lines of a head that stand above the first line of its first column, at most."""
SAME_END = 1.0
"""Points from the right edge of the text within which justified lines end."""
AT_EDGE = 0.3
"""Ems from the left edge of the text within which a line begins there."""
LARGER = 1.15
"""Times the size of the text from which on a line is a heading and no row."""
SHOWN = 0.25
"""The part of the lines, at the least, that show a wide gap between two columns."""
CAPTION_LINES = 1.6
"""Ems between the baselines of the lines of a caption, at most."""
CLOSE = 1.1
"""Times the smallest distance of its lines that a last line is from the row that it goes on with."""
WRAPPED = 0.3
"""The part of the lines of a table, at the least, that have several cells, where cells wrap."""
UNWRAPPED = 0.6
"""The same of a table of two columns whose first does not wrap."""
SET_IN = 5.0
"""Ems from the left edge of the text from which on a line at the top of a page may be the rest of a cell."""
_EQUATION_NUMBER = re.compile(r"\(\d+(?:\.\d+)*[a-z]?\)")
_BULLET = re.compile(r"[^\w\s—–]")

_SENTENCES = re.compile(r"[.?!][”’»\"']? +[“‘«\"']?[^\W\d_a-z]")

Row = tuple[PrintedLine, tuple[Cell, ...]]
"""A line with its cells."""


def propose(text: Text) -> Iterator[Change]:
    """A table mark on each row, a tab between its cells; a cell of several lines made one."""
    measure = None if text.settled else measure_of(text)
    if measure is None:
        return
    lines = measure.lines
    taken = lines_in(lines, text.of_kind(*BLOCK_KINDS))
    ruled = list(ruled_rows(text, lines, taken))
    for row, count in ruled:
        yield from laid_out(row, count)
    taken |= {line.start_of_words for row, _ in ruled for line, _ in row}
    for rows in _stretches(text, lines, measure, taken):
        yield from _table(text, rows, measure)


def _stretches(text: Text, lines: Sequence[PrintedLine], measure: Measure, taken: frozenset[int]) -> Iterator[list[Row]]:
    """Lines near one another among which some have several cells."""

    def row(i: int) -> Row:
        line, cells = lines[min(i, len(lines) - 1)], tuple[Cell, ...]()
        if line.box is not None and line.start_of_words not in taken and line.box.size < LARGER * measure.size:
            tagged = is_tagged_row(text, line)
            cells = cells_of(text, line, measure.left(line.box), NARROW_GAP if tagged else GAP)
            if (
                not tagged
                and line.box.x1 >= measure.right(line.box) - SAME_END
                and is_stretched(line.words, cells, line.box.size)
            ):
                cells = (Cell(cells[0].start, cells[-1].end, cells[0].x0, cells[-1].x1),)
        return line, cells

    end = 0
    for i in with_wide_gaps(text, lines):
        if i < end or len((middle := row(i))[1]) < 2:
            continue
        above = [middle]
        while i >= len(above) and (last := row(i - len(above)))[1] and _is_near(last, above[-1], measure):
            above.append(last)
        rows, end = above[:0:-1], i + 1
        # lines above that stand right of its first cell may be of the head of a table, and those that the file says are rows
        head = [
            one
            for one in _below_caption(rows)[-HEAD_LINES:]
            if _stands_right_of(one, middle) or (len(one[1]) > 1 and is_tagged_row(text, one[0]))
        ]
        rows = [*(head if head == rows[-len(head) :] else []), middle]
        while end < len(lines) and (last := row(end))[1] and _is_near(rows[-1], last, measure):
            rows.append(last)
            end += 1
        rows = _trimmed(rows)
        first = i - rows.index(middle) if middle in rows else i
        yield _with_full_rows(text, rows, row(first - 1) if first else None, row(first + len(rows)), measure)


def _with_full_rows(text: Text, rows: list[Row], above: Row | None, below: Row, measure: Measure) -> list[Row]:
    """The rows with the lines above and below whose words stand in the same columns, though no gap in them is wide."""
    last = rows[-1]
    if below[1] and below not in rows and _is_near(last, below, measure) and _by_edges(text, [*rows, below], measure):
        rows = [*rows, below]
    if above is not None and above[1] and _is_near(above, rows[0], measure) and _by_edges(text, [above, *rows], measure):
        rows = [above, *rows]
    return rows


def _stands_right_of(one: Row, row: Row) -> bool:
    """Whether a line begins right of the first cell of a row, and not where the text does, beside names in its margin."""
    size = one[0].box.size if one[0].box is not None else 0.0
    return one[1][0].x0 > row[1][0].x1 and abs(one[1][0].x0) > AT_EDGE * size


def _below_caption(rows: list[Row]) -> list[Row]:
    """The lines without the caption of a table and what it goes on with close below: its last line may be short and centred."""
    for i in range(len(rows) - 1, -1, -1):
        if NUMBERED_CAPTION.match(rows[i][0].words) is None:
            continue
        end = i + 1
        while end < len(rows) and _closely(rows[end - 1], rows[end]):
            end += 1
        return rows[end:]
    return rows


def _closely(one: Row, two: Row) -> bool:
    """Whether a line stands as close below another as those of one caption do."""
    above, below = one[0].box, two[0].box
    return above is not None and below is not None and 0 < above.baseline - below.baseline <= CAPTION_LINES * above.size


def _trimmed(rows: list[Row]) -> list[Row]:
    """The rows up to the last that has several cells, and the lines close below it that may go on with one of these."""
    last = max((i for i, row in enumerate(rows) if len(row[1]) > 1), default=-1)
    for one, two in pairwise(rows[last:] if last > 0 else []):
        above, below = one[0].box, two[0].box
        if above is None or below is None or above.baseline - below.baseline > CLOSE * _closest(rows):
            break
        last += 1
    return rows[: last + 1]


def _closest(rows: Sequence[Row]) -> float:
    """The smallest distance of two lines, in points; cells centred on the height of their row may be nearer."""
    boxes = [line.box for line, _ in rows if line.box is not None]
    steps = [one.baseline - two.baseline for one, two in pairwise(boxes)]
    return min((step for step, box in zip(steps, boxes, strict=False) if step > 0.9 * box.size), default=0.0)


def _is_near(one: Row, two: Row, measure: Measure) -> bool:
    """Whether a line may be of the table that the line before it is of: below it, or on the next page."""
    above, below = one[0].box, two[0].box
    assert above is not None
    assert below is not None
    if abs(above.size - below.size) > 1.5:
        return False
    if (above.page, above.column) != (below.page, below.column):
        return len(two[1]) > 1 or two[1][0].x0 > SET_IN * above.size
    return 0 < above.baseline - below.baseline <= FURTHEST * measure.leading


def _table(text: Text, rows: list[Row], measure: Measure) -> Iterator[Change]:
    """The table in a stretch of lines: all of it, or what is left when lines that run through its strips are cut away."""
    while len(rows) > 1:
        boxes = [line.box for line, _ in rows if line.box is not None]
        size = max(box.size for box in boxes)
        tagged = all(is_tagged_row(text, line) for line, _ in rows)
        columns, lines = (
            _by_edges(text, rows, measure)
            or _by_narrow_gaps(text, rows, measure, size)
            or _by_gaps(text, [cells for _, cells in rows], size, tagged=tagged)
        )
        if lines:
            for row in rows_of(text.string, lines, [box.baseline for box in boxes], columns, size):
                yield from laid_out([(rows[i][0], lines[i]) for i in row], len(columns))
            return
        # prose above or below it closes strips: the longest line goes, with what is beyond it
        widest = max(range(len(rows)), key=lambda i: max(cell.x1 - cell.x0 for cell in rows[i][1]))
        yield from _table(text, _trimmed(rows[:widest]), measure)
        rows = rows[widest + 1 :]
        while rows and len(rows[0][1]) == 1:
            rows = rows[1:]


Columns = list[tuple[float, float]]
"""The sides of columns, in points from the left edge of the text."""


def _by_gaps(
    text: Text, cells: Sequence[Sequence[Cell]], size: float, *, tagged: bool = False
) -> tuple[Columns, list[dict[int, Cell]]]:
    """The columns that wide gaps part, and the cells of each line in them; no cells where they make no table."""
    columns = columns_of(cells, size, tagged=tagged)
    lines = [in_columns(columns, line) for line in cells] if len(columns) > 1 else []
    return columns, lines if lines and _is_table(text, lines, columns, size, tagged=tagged) else []


def _by_narrow_gaps(
    text: Text, rows: Sequence[Row], measure: Measure, size: float
) -> tuple[Columns, list[dict[int, Cell]]] | None:
    """The same by gaps that some full lines leave no wider than those of loose words; None where they make no table."""
    if len(rows) < MANY:
        return None
    cells = [cells_of(text, line, measure.left(line.box), NARROW_GAP) for line, _ in rows if line.box is not None]
    columns, lines = _by_gaps(text, cells, size)
    for left, right in pairwise(range(len(columns))) if lines else ():
        gaps = [line[right].x0 - line[left].x1 for line in lines if left in line and right in line]
        if sum(gap >= GAP * size for gap in gaps) < max(2, SHOWN * len(gaps)):
            return None
    return (columns, lines) if lines else None


def _by_edges(text: Text, rows: Sequence[Row], measure: Measure) -> tuple[Columns, list[dict[int, Cell]]] | None:
    """The same by edges that all rows share; None where they share none, or the rows are those of a list."""
    boxes = [line.box for line, _ in rows if line.box is not None]
    size = max(box.size for box in boxes)
    found = close_columns(text, [line for line, _ in rows], [measure.left(box) for box in boxes], size)
    if found is None:
        return None
    words = [[text.string[cell.start : cell.end] for cell in cells.values()] for cells in found[1]]
    if _counts([row[0] for row in words]) or all(_EQUATION_NUMBER.fullmatch(row[-1]) for row in words):
        return None
    return found


def _is_table(
    text: Text, lines: Sequence[Mapping[int, Cell]], columns: Sequence[tuple[float, float]], size: float, *, tagged: bool
) -> bool:
    several = [cells for cells in lines if len(cells) > 1]
    strips = [two[0] - one[1] for one, two in pairwise(columns)]
    if len(several) < max(2, _share(lines) * len(lines)):
        return False
    if (
        not tagged
        and min(strips) < (STRIP if MANY > len(several) > 2 else NARROW_STRIP if len(several) >= MANY else LONE_STRIP) * size
    ):
        return False
    by_column = [[cells[column] for cells in lines if column in cells] for column in range(len(columns))]
    if not all(is_aligned(cells, size) for cells in by_column):
        return False
    if is_loose(text, several):
        return False
    words = [[text.string[cell.start : cell.end] for cell in cells] for cells in by_column]
    if all(_EQUATION_NUMBER.fullmatch(word) for word in words[-1]):
        return False
    return len(columns) > 2 or not (_counts(words[0]) or _labels(text, lines))


def _share(lines: Sequence[Mapping[int, Cell]]) -> float:
    """The least part of the lines of a table that have several cells."""
    columns = {column for cells in lines for column in cells}
    return WRAPPED if len(columns) > 2 or _wraps(lines) else UNWRAPPED


def _wraps(lines: Sequence[Mapping[int, Cell]]) -> bool:
    """Whether a cell of the first column goes on in a second line."""
    return any(0 in one and 0 in two and (len(one) == 1 or len(two) == 1) for one, two in pairwise(lines))


def _labels(text: Text, lines: Sequence[Mapping[int, Cell]]) -> bool:
    """Whether a first column holds labels of paragraphs: the names of speakers, the words of a dictionary."""
    if _wraps(lines) or all(len(cells) > 1 for cells in lines):
        return False
    several = sum(len(cells) > 1 for cells in lines)
    return several < 3 or any(
        _SENTENCES.search(text.string[cell.start : cell.end]) for cells in lines for cell in cells.values()
    )


def _counts(words: Sequence[str]) -> bool:
    """Whether a first column holds the markers of a list, or the numbers of the lines."""
    if all(marker_of(f"{word} x") is not None or _BULLET.fullmatch(word) for word in words):
        return True
    if len(set(words)) == 1 and len(words[0]) == 1 and not words[0].isdigit():
        return True  # a bullet of a symbol font, whatever letter the file has for it
    numbers = [int(word) for word in words if word.isascii() and word.isdigit()]
    return len(numbers) == len(words) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


REPAIR = Repair(
    code="A118",
    name="unmarked-table",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a table was left as lines of text",
    transcript_only=True,
)
