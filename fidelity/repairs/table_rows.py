"""Which printed lines of a table make one row: cells wrap, and a row is as tall as its longest cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from fidelity.repairs.note_labels import LEADERS
from fidelity.repairs.table_cells import Cell

APART = 1.15
"""Times the distance of the lines inside a cell that the distance of two rows is, where tables have room between rows."""
INTERLEAVED = 0.8
"""Times that distance that lines of one row stand below each other where cells are centred on the height of the row."""
ROOM = 0.15
"""Ems that must be left beside a word which would have fitted into the cell above."""
AMPLE = 1.5
"""The same where a cell seems to go on: TeX does not put every word where it fits."""
HEAD = 3
"""Lines of a head that may stand above its first column, at most."""
_NUMBER = re.compile(r"[\W\d]+")
_UNFINISHED = re.compile(r"[\w,;&](?:[-\u00ad\u2010])?$|[-\u00ad\u2010–,;]$")

Line = Mapping[int, Cell]
"""The cells of a printed line, by their column."""


def rows_of(
    string: str, lines: Sequence[Line], baselines: Sequence[float], columns: Sequence[tuple[float, float]], size: float
) -> list[list[int]]:
    """The indexes of the lines that make each row, from top to bottom; baselines and the sides of columns in points.

    Baselines fall, save over a page end. A row ends where the space says so, if it does so in this table; else where a cell
    begins in a column that was empty above, or its first word would have fitted above, or nothing goes on.
    """
    steps = [one - two for one, two in pairwise(baselines)]
    leading = _leading(lines, baselines)
    wide = [step >= APART * leading for step in steps]
    turned = [step <= 0 for step in steps]
    widths = [right - left for left, right in columns]
    if any(0 < step < INTERLEAVED * leading for step in steps):
        # cells centred on the height of their row: only the space between rows tells
        ends = wide if sum(wide) > 1 else [True] * len(steps)
        return _parted(ends)
    led = [LEADERS.search(string[line[min(line)].start : line[max(line)].end]) is not None for line in lines]
    begins = {0, *(k + 1 for k, step in enumerate(wide) if step or lines[k + 1].keys() - lines[k].keys())}
    # letters tell where cells wrap, and only in columns whose cells begin with a capital
    small = {column for k in begins for column, cell in lines[k].items() if string[cell.start].islower()}
    telling = set(range(len(columns))) - small if any(_is_rest(line) for line in lines) else set[int]()
    unfinished = [_is_unfinished(string, one, two, telling) for one, two in pairwise(lines)]
    goes_on = [len(two) == 1 < len(one) or _is_rest(two) or unfinished[k] for k, (one, two) in enumerate(pairwise(lines))]
    proven = [_is_end(string, lines, k, widths, (AMPLE if unfinished[k] else ROOM) * size) for k in range(len(steps))]
    told = sum(wide) > 1 and not any(proven[k] and not wide[k] and not turned[k] for k in range(1, len(steps)))
    ends = []
    for k, end in enumerate(proven):
        if led[k] or (led[k + 1] and lines[k + 1].keys() - lines[k].keys()):
            # an entry of a list of contents ends with its number, and only there
            ends.append(led[k])
        elif turned[k]:
            # over a page end a row goes on only with the rest of a cell
            ends.append(end or not _is_rest(lines[k + 1]))
        elif told and k:
            ends.append(wide[k])
        else:
            ends.append(wide[k] or end or not goes_on[k])
    return _parted(ends)


def _parted(ends: Sequence[bool]) -> list[list[int]]:
    rows = [[0]]
    for k, end in enumerate(ends, start=1):
        if end:
            rows.append([k])
        else:
            rows[-1].append(k)
    return rows


def _leading(lines: Sequence[Line], baselines: Sequence[float]) -> float:
    """The smallest distance of two lines of one column, in points."""
    last: dict[int, float] = {}
    found = []
    for line, baseline in zip(lines, baselines, strict=True):
        for column in line:
            if column in last and last[column] > baseline:
                found.append(last[column] - baseline)
            last[column] = baseline
    return min(found, default=0.0)


def _is_end(string: str, lines: Sequence[Line], k: int, widths: Sequence[float], room: float) -> bool:
    """Whether a row certainly ends with line `k`: the cells of the next line do not go on with those of this one.

    `room` are the points that must be left beside a word which would have fitted.
    """
    above, below = lines[k], lines[k + 1]
    # the lines of a head may all stand at its foot
    head = k < HEAD and 0 in below and not any(0 in line for line in lines[: k + 1])
    if any(column not in above for column in below) and not head:
        return True
    if _is_rest(below):
        return False
    return any(_ends(string, above[column], cell, widths[column] - room) for column, cell in below.items() if column in above)


def _is_rest(line: Line) -> bool:
    """Whether a line has one cell, right of the first column: no row begins so."""
    return len(line) == 1 and 0 not in line


def _ends(string: str, above: Cell, below: Cell, width: float) -> bool:
    """Whether the first word of a cell would have fitted into the one above, given the width in points, or both are numbers."""
    words, upper = string[below.start : below.end], string[above.start : above.end]
    if _NUMBER.fullmatch(words) and _NUMBER.fullmatch(upper):
        return True
    first = len(words.split(maxsplit=1)[0]) + 1
    return above.x1 - above.x0 + first * (below.x1 - below.x0) / len(words) < width


def _is_unfinished(string: str, above: Line, below: Line, columns: Set[int]) -> bool:
    """Whether in one of these columns several words end with no mark, and the cell below begins with a small letter."""
    upper = {column: string[cell.start : cell.end] for column, cell in above.items() if column in columns}
    return any(
        string[cell.start].islower() and " " in upper[column] and _UNFINISHED.search(upper[column]) is not None
        for column, cell in below.items()
        if column in upper
    )
