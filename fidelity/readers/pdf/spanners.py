"""Lines that span the columns of a page without crossing their gutter: short headings, and what stands above wide notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fidelity.readers.pdf.lines import Segment, rows, usual_size

HEAD_GAP = 1.45
"""A first or last row stands apart when the step to the next is this many times the usual one."""
SPANNER_GAP = (2.4, 1.9)
"""A short line across columns parts the lines above and below it by so many times the usual distance, at least; the second
where it is larger than they are."""
APART = 1.2
"""The usual distance, times which a heading that is not larger stands away from the lines above and below it."""
LARGER = 1.1
"""Times the size of the lines below a heading that it has, to be larger."""
SAME_SIZE = 0.03
"""Part of its size by which the sizes of lines that are set alike differ, at most."""
FLUSH = 1.0
"""Points within which a line begins or ends with the page, or is centred on it."""
FILLED = 0.3
"""Ems that a line of text ends before the right edge of its column, at most, where it fills it."""
ROOM = 0.9
"""The usual distance, times which the lines above and below a line across columns stand clear of it, at least."""
LEVEL_STARTS = 0.4
"""Columns below it begin level, to so many times the usual distance: a raised call may lower the line that has it."""
LEVEL_ENDS = (1.3, 2.2)
"""Columns above it end level, to so many times the usual distance; the second where it is larger, since the lines of a
paragraph are kept together."""


def usual_step(found: list[list[Segment]]) -> float:
    """The usual distance between lines: the median over the longest run of sizes, at least the usual size."""
    lefts = sorted((piece for row in found for piece in row), key=lambda piece: -piece.baseline)
    usual = usual_size((piece.size, max(piece.inked // 8, 1)) for piece in lefts)
    steps = []
    for i, piece in enumerate(lefts):
        x0, x1 = piece.x0, piece.x1
        for k in range(i + 1, len(lefts)):
            below = lefts[k]
            if below.x0 < x1 and x0 < below.x1:
                if piece.baseline - below.baseline > 0.5 * usual:
                    steps.append(piece.baseline - below.baseline)
                break
    steps.sort()
    return max(steps[len(steps) // 2] if steps else usual, usual)


def short_spanners(left: Sequence[Segment], right: Sequence[Segment], across: Sequence[Segment]) -> list[Segment]:
    """Lines that span the columns and are too short to cross the gutter: headings between columns that end and begin level.

    Nothing stands beside one, the columns above end at one height, as balanced columns do, and both go on at one height below
    it, further away than their lines are from one another. A larger line that is set as one of these with nothing beside it
    spans them too, though the columns below may be of one side only.
    """
    found = rows([*left, *right, *across])
    sides = {id(piece): side for side, pieces in enumerate((left, right, across)) for piece in pieces}
    of_rows = [{sides[id(piece)] for piece in row} for row in found]
    if not any(
        len(here) == 1 and below | after >= {0, 1}
        for here, below, after in zip(of_rows, of_rows[1:], [*of_rows[2:], set()], strict=False)
    ):
        return []
    step = usual_step(found)
    heights = [row[0].baseline for row in found]
    x0, x1 = min(piece.x0 for row in found for piece in row), max(piece.x1 for row in found for piece in row)
    usual = sorted(piece.size for row in found for piece in row)[sum(map(len, found)) // 2]
    edge = sorted(piece.x1 for piece in left)[(9 * len(left)) // 10] if left else x0
    short = []
    for i in range(1, len(found) - 1):
        if len(found[i]) > 1 or of_rows[i] == {2} or not _begin_level(of_rows[i + 1 : i + 3], heights[i + 1 : i + 3], step):
            continue
        own_size = found[i][0].size
        fills = of_rows[i] == {0} and own_size < LARGER * usual and edge - found[i][0].x1 < FILLED * own_size
        if fills or not _is_set_across(found[i][0], (x0, x1)):
            continue  # a line of its own column
        last = [next((heights[k] for k in range(i - 1, -1, -1) if side in of_rows[k]), None) for side in (0, 1)]
        if 2 in of_rows[i - 1] or last[0] is None or last[1] is None:
            continue
        piece, own = found[i][0], last[min(of_rows[i])]
        larger = piece.size >= LARGER * max(other.size for row in (found[i - 1], found[i + 1]) for other in row)
        if abs(last[0] - last[1]) > LEVEL_ENDS[larger] * step:
            continue
        # a line of the text is no further from the one above it than others are, or from the notes below it
        apart = own is not None and min((own - heights[i]), (heights[i] - heights[i + 1])) >= APART * step
        if (larger or apart) and min(last[0], last[1]) - heights[i + 1] >= SPANNER_GAP[larger] * step:
            short.append(piece)
    heads = [one for one in short if one.size >= LARGER * usual]
    alone = [
        row[0] for i, row in enumerate(found) if len(row) == 1 and 2 not in of_rows[i] and _has_room(found, i, ROOM * step)
    ]
    spanning = set(map(id, short))
    return [piece for piece in alone if id(piece) in spanning or any(_are_headings_alike(piece, one) for one in heads)]


def _has_room(found: Sequence[list[Segment]], i: int, least: float) -> bool:
    """Whether the rows over and under row `i` stand clear of it by `least` points; else it is of one column."""
    neighbours = (*found[max(i - 1, 0)], *found[min(i + 1, len(found) - 1)])
    height = found[i][0].baseline
    return all(other is found[i][0] or abs(other.baseline - height) >= least for other in neighbours)


def _is_set_across(piece: Segment, page: tuple[float, float]) -> bool:
    """Whether a line begins or ends with the text of a page, or is centred on it; one set in is an item of a column's list."""
    x0, x1 = page
    return piece.x0 - x0 < FLUSH or x1 - piece.x1 < FLUSH or abs(piece.x0 + piece.x1 - x0 - x1) < 2 * FLUSH


def _begin_level(below: Sequence[set[int]], heights: Sequence[float], step: float) -> bool:
    """Whether both columns begin in the first row below a line, or in the first two, which are nearly at one height."""
    if below[0] >= {0, 1}:
        return True
    return len(below) > 1 and below[0] | below[1] == {0, 1} and heights[0] - heights[1] <= LEVEL_STARTS * step


def _are_headings_alike(piece: Segment, spanner: Segment) -> bool:
    """Whether a line is set as a heading that spans the columns, and begins or is centred where it is."""
    alike = piece.runs[0].font == spanner.runs[0].font and abs(piece.size - spanner.size) < 0.02 * spanner.size
    middle = abs(piece.x0 + piece.x1 - spanner.x0 - spanner.x1) < 2
    return alike and (middle or abs(piece.x0 - spanner.x0) < 1)


def above_spanners(left: Sequence[Segment], right: Sequence[Segment], across: Sequence[Segment]) -> list[Segment]:
    """Lines that belong to a line across the columns below them: notes that are shorter than others of one block.

    Nothing stands beside them, and a gap parts them from the columns, but none from the line across; or they have its size, and
    the columns a larger one, as under columns that notes as wide as the page stand below.
    """
    if not across:
        return []
    found = rows([*left, *right, *across])
    spanning = {id(piece) for piece in across}
    of_right = {id(piece) for piece in right}
    step = usual_step(found)
    heights = [row[0].baseline for row in found]
    above: dict[int, Segment] = {}
    for i, row in enumerate(found):
        sizes = [piece.size for piece in row if id(piece) in spanning]
        if not sizes:
            continue
        first = alike = i
        while first and len(found[first - 1]) == 1 and heights[first - 1] - heights[first] < HEAD_GAP * step:
            if id(found[first - 1][0]) in of_right:
                break  # a short line across begins on the left
            first -= 1
            if alike == first + 1 and abs(found[first][0].size - sizes[0]) <= SAME_SIZE * sizes[0]:
                alike = first
        if not (first and heights[first - 1] - heights[first] >= HEAD_GAP * step):
            larger = alike and min(piece.size for piece in found[alike - 1]) >= LARGER * sizes[0]
            first = alike if larger else i
        above.update((id(found[k][0]), found[k][0]) for k in range(first, i) if id(found[k][0]) not in spanning)
    return list(above.values())


def headings_below(left: Sequence[Segment], right: Sequence[Segment], across: Sequence[Segment]) -> list[Segment]:
    """The first headings of a text across the page, each alone below columns: those of an abstract over an article in one.

    One is larger than the columns and the lines across, or set in a font of its own, nearer to the line across below it than
    to the columns, and begins with the page or is centred on it.
    """
    if not left or not right or not across:
        return []
    found = rows([*left, *right, *across])
    spanning = {id(piece) for piece in across}
    page = min(piece.x0 for row in found for piece in row), max(piece.x1 for row in found for piece in row)
    step = usual_step(found)
    fonts = Counter(run.font for piece in (*left, *right) for run in piece.runs)
    usual = fonts.most_common(1)[0][0]
    headings = []
    for i in range(1, len(found) - 1):
        piece = found[i][0]
        if len(found[i]) > 1 or id(piece) in spanning or not all(id(other) in spanning for other in found[i + 1]):
            continue
        if any(id(other) in spanning for other in found[i - 1]) or not _is_set_across(piece, page):
            continue
        above, below = (abs(found[k][0].baseline - piece.baseline) for k in (i - 1, i + 1))
        larger = piece.size >= LARGER * max(other.size for row in (found[i - 1], found[i + 1]) for other in row)
        own = piece.runs[0].font != usual and piece.size > max(other.size for other in found[i + 1]) * (1 - SAME_SIZE)
        if above >= HEAD_GAP * step and above > below and (larger or own):
            headings.append(piece)
    return headings
