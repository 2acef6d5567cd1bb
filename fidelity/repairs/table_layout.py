"""The changes that make a row of a table of its printed lines: cells one after another, a tab between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from fidelity.model.changes import AddMark, Change, Edit, Move
from fidelity.model.marks import Kind, Mark
from fidelity.model.span import Span
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.table_cells import Cell

_GOES_ON = "the cell goes on in another line"


def laid_out(lines: Sequence[tuple[PrintedLine, Mapping[int, Cell]]], count: int) -> Iterator[Change]:
    """A mark on the row that printed lines make in a table of `count` columns, and its cells in the order of the columns."""
    certainty = 0.9 if len(lines) == 1 else 0.8
    printed = [(column, cell) for _, cells in lines for column, cell in sorted(cells.items())]
    order = sorted(range(len(printed)), key=lambda i: (printed[i][0], i))
    first, last = printed[order[0]], printed[order[-1]]
    # the line end belongs to the mark where the last cell may be one that was moved; blocks are fitted to words later
    end = lines[-1][0].end_of_words if len(lines) == 1 else lines[-1][0].span.end + 1
    yield AddMark(Mark(Kind.TABLE, first[1].start, end), f"a row of {count} cells below one another", certainty)
    if first[0] > 0:
        yield Edit(Span(first[1].start, first[1].start), "\t" * first[0], "the cells before it are empty", certainty)
    parted = {one: "\t" * (printed[two][0] - printed[one][0]) or " " for one, two in pairwise(order)}
    after = dict(pairwise(order))
    stays = _staying(order)
    for i in range(len(printed) - 1):
        gap = Span(printed[i][1].end, printed[i + 1][1].start)
        if after.get(i) == i + 1 and {i, i + 1} <= stays:
            yield Edit(gap, parted.pop(i), "a tab parts cells", certainty)
        else:
            yield Edit(gap, "", _GOES_ON, certainty)
    for i, between in parted.items():
        yield Edit(Span(printed[i][1].end, printed[i][1].end), between, "a tab parts cells", certainty)
    place = first[1].end
    for i in order:
        cell = printed[i][1]
        if i in stays:
            place = cell.end
        else:
            yield Move(Span(cell.start, cell.end), place, _GOES_ON, certainty)
    if last[0] < count - 1:
        end = last[1].end
        yield Edit(Span(end, end), "\t" * (count - 1 - last[0]), "the cells behind it are empty", certainty)


def _staying(order: Sequence[int]) -> frozenset[int]:
    """The most cells that need not be moved for this order; the first is one of them."""
    best: dict[int, tuple[int, ...]] = {}
    for i in order:
        before = [best[j] for j in best if j < i]
        if before or i == order[0]:
            best[i] = (*_longest(before), i)
    return frozenset(_longest(list(best.values())))


def _longest(ways: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return max(ways, key=len, default=())
