"""The numbers of lines in the margin, as the reader of PDFs leaves them: the last lines of their page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from fidelity.model.span import Span
from fidelity.repairs.printed_lines import PrintedLine

BEHIND = 3
"""Lines that may follow the numbers of a page: what is set sideways across it."""
FEWEST_NUMBERS = {1: 8, 5: 4, 10: 4}
"""How many numbers at the end of a page count its lines by ones, fives and tens."""


def numbers_of_lines(page: Sequence[PrintedLine]) -> dict[Span, tuple[str, float]]:
    """The numbers of lines, which the reader puts last on the page: they count by ones, by fives or tens; or one alone."""
    numbers: list[PrintedLine] = []
    for depth, line in enumerate(reversed(page)):
        if not numbers and depth < BEHIND and not line.words.isdecimal():
            # what is set sideways across the page follows them
            continue
        if not line.words.isdecimal() or (numbers and int(numbers[-1].words) - int(line.words) not in FEWEST_NUMBERS):
            break
        numbers.append(line)
    steps = {int(one.words) - int(two.words) for one, two in pairwise(numbers)}
    if len(steps) != 1 and not (len(numbers) == 1 and _hangs_above(numbers[0], page)):
        return {}
    least = min(map(FEWEST_NUMBERS.__getitem__, steps), default=0)
    if len(numbers) < least and not (steps <= {5, 10} and _stand_beside(numbers, page)):
        return {}
    return {line.span: ("the number of a line in the margin: it counts the lines of the page", 0.97) for line in numbers}


def _hangs_above(number: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    """Whether a number at the end of a page stands left of all else and higher than the line before: none other does."""
    before = page[-2].box if len(page) > 1 and page[-1] is number else None
    if before is None or number.box is None or number.box.baseline <= before.baseline:
        return False
    return all(line.box is None or line is number or number.box.x1 < line.box.x0 for line in page)


def _stand_beside(numbers: Sequence[PrintedLine], page: Sequence[PrintedLine]) -> bool:
    """Whether lines at the end of a page stand left of all others, or right of them: the reader puts nothing else there."""
    others = [line.box for line in page if line.box is not None and line not in numbers]
    boxes = [line.box for line in numbers if line.box is not None]
    if not others or len(boxes) < len(numbers):
        return False
    left, right = min(box.x0 for box in others), max(box.x1 for box in others)
    return all(box.x1 < left for box in boxes) or all(box.x0 > right for box in boxes)
