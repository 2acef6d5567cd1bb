"""Tables known by their cells: lines whose wide gaps stand below one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from fidelity.model.changes import AddMark, Change, Edit, Move
from fidelity.model.marks import BLOCK_KINDS, Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.list_items import marker_of
from fidelity.repairs.measure import Measure, measure_of
from fidelity.repairs.printed_lines import PrintedLine, lines_in
from fidelity.repairs.table_cells import STRIP, Cell, cells_of, column_at, columns_of, is_aligned

FURTHEST = 2.6
"""Rows stand no further apart than this many line distances."""
LONE_STRIP = 1.8
"""Ems that part the columns of a table of two rows; of one with more rows `STRIP` will do."""
_EQUATION_NUMBER = re.compile(r"\(\d+(?:\.\d+)*[a-z]?\)")

Row = tuple[PrintedLine, tuple[Cell, ...]]


def propose(text: Text) -> Iterator[Change]:
    """A table mark on each row, a tab between its cells; a cell of several lines made one."""
    measure = None if text.settled else measure_of(text)
    if measure is None:
        return
    lines = measure.lines
    taken = lines_in(lines, text.of_kind(*BLOCK_KINDS))
    for rows in _stretches(text, lines, measure, taken):
        yield from _table(text, rows, measure)


def _stretches(text: Text, lines: Sequence[PrintedLine], measure: Measure, taken: frozenset[int]) -> Iterator[list[Row]]:
    """Lines near one another that begin and end with one that has several cells."""
    rows: list[Row] = []
    for line in lines:
        cells: tuple[Cell, ...] = ()
        if line.box is not None and line.start_of_words not in taken:
            cells = cells_of(text, line, measure.left(line.box))
        if rows and not (cells and _is_near(rows[-1], (line, cells), measure)):
            yield _trimmed(rows)
            rows = []
        if cells and (rows or len(cells) > 1):
            rows.append((line, cells))
    yield _trimmed(rows)


def _trimmed(rows: list[Row]) -> list[Row]:
    while rows and len(rows[-1][1]) == 1:
        rows = rows[:-1]
    return rows


def _is_near(one: Row, two: Row, measure: Measure) -> bool:
    """Whether a line may be of the table that the line before it is of: below it, or on the next page with as many cells."""
    above, below = one[0].box, two[0].box
    assert above is not None
    assert below is not None
    if abs(above.size - below.size) > 1.5:
        return False
    if (above.page, above.column) != (below.page, below.column):
        return len(one[1]) == len(two[1]) > 1
    return 0 < above.baseline - below.baseline <= FURTHEST * measure.leading


def _table(text: Text, rows: list[Row], measure: Measure) -> Iterator[Change]:
    """The table in a stretch of lines: all of it, or what is left when lines that run through its strips are cut away."""
    while len(rows) > 1:
        size = max(line.box.size for line, _ in rows if line.box is not None)
        columns = columns_of([cells for _, cells in rows], size)
        if len(columns) > 1:
            break
        # prose above or below it closes the strips: the longest line goes, with what is beyond it
        widest = max(range(len(rows)), key=lambda i: max(cell.x1 - cell.x0 for cell in rows[i][1]))
        yield from _table(text, _trimmed(rows[:widest]), measure)
        rows = rows[widest + 1 :]
        while rows and len(rows[0][1]) == 1:
            rows = rows[1:]
    if len(rows) < 2 or not _is_table(text, rows, columns, size):
        return
    grown: list[tuple[PrintedLine, dict[int, int]]] = []
    for line, cells in rows:
        places = {column_at(columns, cell): cell for cell in cells}
        if grown and _goes_on(text, places, grown[-1][1]):
            yield from _joined(line, places, grown[-1][1])
            continue
        yield AddMark(
            Mark(Kind.TABLE, line.start_of_words, line.end_of_words), f"a row of {len(columns)} cells below one another", 0.9
        )
        yield from _tabs(places, len(columns))
        grown.append((line, {column: cell.end for column, cell in places.items()}))


def _is_table(text: Text, rows: Sequence[Row], columns: Sequence[tuple[float, float]], size: float) -> bool:
    several = [cells for _, cells in rows if len(cells) > 1]
    strips = [two[0] - one[1] for one, two in pairwise(columns)]
    if len(several) < max(2, 0.6 * len(rows)) or min(strips) < (STRIP if len(several) > 2 else LONE_STRIP) * size:
        return False
    by_column: list[list[Cell]] = [[] for _ in columns]
    for _, cells in rows:
        for cell in cells:
            by_column[column_at(columns, cell)].append(cell)
    if not all(is_aligned(cells, size) for cells in by_column):
        return False
    words = [[text.string[cell.start : cell.end] for cell in cells] for cells in by_column]
    if all(_EQUATION_NUMBER.fullmatch(word) for word in words[-1]):
        return False
    return len(columns) > 2 or not _counts(words[0])


def _counts(words: Sequence[str]) -> bool:
    """Whether a first column holds the markers of a list, or the numbers of the lines."""
    if all(marker_of(f"{word} x") is not None for word in words):
        return True
    if len(set(words)) == 1 and len(words[0]) == 1 and not words[0].isdigit():
        return True  # a bullet of a symbol font, whatever letter the file has for it
    numbers = [int(word) for word in words if word.isascii() and word.isdigit()]
    return len(numbers) == len(words) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _goes_on(text: Text, places: dict[int, Cell], above: dict[int, int]) -> bool:
    """Whether a line only goes on with a cell of the row above."""
    if len(places) != 1:
        return False
    column, cell = next(iter(places.items()))
    return column in above and (column > 0 or text.string[cell.start].islower())


def _joined(line: PrintedLine, places: dict[int, Cell], above: dict[int, int]) -> Iterator[Change]:
    column, cell = next(iter(places.items()))
    before = Span(line.span.start - 1, cell.start)  # the line end goes along, and is the space between the two halves
    reason = "the cell goes on in this line"
    yield Edit(before, " ", reason, 0.8)
    if above[column] != before.start:
        yield Move(Span(before.start, cell.end), above[column], reason, 0.8)


def _tabs(places: dict[int, Cell], count: int) -> Iterator[Change]:
    order = sorted(places)
    reason = "a tab parts cells"
    if order[0] > 0:
        yield Edit(Span(places[order[0]].start, places[order[0]].start), "\t" * order[0], "the cells before it are empty", 0.9)
    for one, two in pairwise(order):
        yield Edit(Span(places[one].end, places[two].start), "\t" * (two - one), reason, 0.9)
    if order[-1] < count - 1:
        end = places[order[-1]].end
        yield Edit(Span(end, end), "\t" * (count - 1 - order[-1]), "the cells behind it are empty", 0.9)


REPAIR = Repair(
    code="A118",
    name="unmarked-table",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a table was left as lines of text",
    transcript_only=True,
)
