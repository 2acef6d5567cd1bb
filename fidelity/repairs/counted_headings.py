"""Headings in the type of the text that are known by their numbers alone: "3. Protection", "3.1 User mode"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from fidelity.repairs.measure import Measure
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence

LEAST = 4
"""Headings of such a count, at the least."""
WIDEST = 0.75
"""The part of the width of its column that such a heading takes at most."""
AT_EDGE = 0.3
"""Ems from the left edge of the text within which it begins."""
NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[^\W\d_])")

Number = tuple[int, ...]


def counted_headings(measure: Measure, headings: Set[int], barred: Set[int]) -> list[PrintedLine]:
    """The lines, each a paragraph of its own, whose numbers count on as those of headings do, with parts ("2.1") among them.

    `headings` are the offsets of the words of those that type shows, which may be of the same count; `barred` of those that
    are none. Text stands below most of them: else they are a list, or a table of contents.
    """
    lines = measure.lines
    counted: list[int] = []
    last: Number = ()
    numbers: list[Number] = []
    for i, number in _numbered(measure, headings, barred):
        if _counts_on(last, number):
            counted.append(i)
            numbers.append(number)
            last = number
    over_text = sum(two - one > 1 for one, two in pairwise((*counted, len(lines))))
    if len(counted) < LEAST or max(map(len, numbers)) < 2 or 3 * over_text < 2 * len(counted):
        return []
    return [lines[i] for i in counted if lines[i].start_of_words not in headings]


def _numbered(measure: Measure, headings: Set[int], barred: Set[int]) -> Iterator[tuple[int, Number]]:
    """The indexes of the lines that may be headings by their words and place, and their numbers."""
    for i, line in enumerate(measure.lines):
        found = NUMBER.match(line.words) if line.words[0].isdigit() else None
        if found is None or line.start_of_words in barred:
            continue
        if line.start_of_words in headings or _may_be_heading(line, i, found.end(), measure):
            yield i, tuple(int(part) for part in found[1].split("."))


def _may_be_heading(line: PrintedLine, i: int, start: int, measure: Measure) -> bool:
    """Whether a line of the text's size says no sentence and stands alone at the left edge; its words begin at `start`."""
    box = line.box
    if box is None or not line.words[start].isupper() or ends_sentence(line.words) or line.words[-1] in ".,;:":
        return False
    left, width = measure.left(box), measure.right(box) - measure.left(box)
    if abs(box.size - measure.size) > 0.06 * measure.size or abs(box.x0 - left) > AT_EDGE * measure.size:
        return False
    return box.x1 - left <= WIDEST * width and measure.is_spaced(i, i)


def _counts_on(last: Sequence[int], number: Number) -> bool:
    """Whether a number follows another: the next at its own depth or above it, or the first part of it; (1,) is the first."""
    if number == (*last, 1):
        return True
    depth = len(number)
    return depth <= len(last) and number[:-1] == tuple(last[: depth - 1]) and number[-1] == last[depth - 1] + 1
