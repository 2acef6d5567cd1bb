"""The rules that are drawn over notes: what tells notes from the text where both are set in one size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fidelity.model.source import MARGIN_COLUMN, Box
from fidelity.model.text import Text
from fidelity.repairs.note_labels import label_of
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence
from fidelity.repairs.raised_characters import is_raised

SHARE = 0.75
"""Of the width of its column at most, in which a rule over notes is drawn; LaTeX draws 0.4, Word a third."""
EDGE = 3.0
"""Points by which a rule may begin beside the left edge of its column."""
CLEAR = 0.4
"""Times the size of a line that a rule stands below its baseline at least; an underline is nearer."""
SAME_LENGTH = 1.0
"""Points by which rules over notes differ in length from page to page at most."""
LARGER = 1.03
"""Times the size of the text that a note is set in at most."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines by their place at a rule over notes, as indexes among the printed lines."""

    below: frozenset[int]
    """Lines of notes that are set no smaller than text."""
    above: frozenset[int]
    """Lines in the column of such a rule, over it, whatever the size of the notes: no notes are among them."""


def at_rules(text: Text, lines: Sequence[PrintedLine], sizes: dict[int, float]) -> Ruled:
    """Where lines stand at the rules over notes of their columns.

    A rule over notes is short and begins at the left edge of its column; below it are lines no larger than the text (`sizes`,
    in points by page index) and nothing else, and one of them begins with a label: raised, or raised in the text above it.
    Where none does, a rule as long as the one on the page before stands over the rest of a note that broke off there unended.
    """
    strokes = text.source.strokes
    if strokes is None or not strokes.page:
        return Ruled(frozenset(), frozenset())
    pages: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.box is not None and line.box.column != MARGIN_COLUMN:
            pages[line.page].append(i)
    ruled: set[int] = set()
    clear: set[int] = set()
    broken_off: dict[int, float] = {}
    for page, x0, x1, y in sorted(zip(strokes.page, strokes.x0, strokes.x1, strokes.y, strict=True)):
        below = _below(lines, pages.get(page, ()), x0, x1, y)
        if below and max(_box(lines[i]).size for i in below) <= LARGER * sizes[page]:
            above = [i for i in pages[page] if _box(lines[i]).baseline > y]
            goes_on = abs(broken_off.get(page - 1, float("inf")) - (x1 - x0)) <= SAME_LENGTH
            if _is_labelled(text, lines, below, above) or goes_on:
                columns = {_box(lines[i]).column for i in below}
                ruled.update(below)
                clear.update(i for i in above if _box(lines[i]).column in columns)
                if not ends_sentence(lines[max(below)].words):
                    broken_off[page] = x1 - x0
    return Ruled(frozenset(ruled), frozenset(clear))


def _box(line: PrintedLine) -> Box:
    assert line.box is not None
    return line.box


def _below(lines: Sequence[PrintedLine], page: Sequence[int], x0: float, x1: float, y: float) -> list[int]:
    """The lines of a page below a stroke in its column, from the top; none where it is no rule over notes."""
    touched = [i for i in page if _box(lines[i]).x0 <= x1 and _box(lines[i]).x1 >= x0]
    over = [_box(lines[i]) for i in touched if _box(lines[i]).baseline > y]
    below = [i for i in touched if _box(lines[i]).baseline < y]
    if not over or not below:
        return []
    columns = {_box(lines[i]).column for i in below}
    below = [i for i in page if _box(lines[i]).baseline < y and _box(lines[i]).column in columns and _box(lines[i]).x1 > x0]
    left = min(_box(lines[i]).x0 for i in below)
    right = max(_box(lines[i]).x1 for i in below)
    nearest = min(over, key=lambda box: box.baseline)
    beside = [box for box in over if box.column == nearest.column]
    right = max(right, *(box.x1 for box in beside), right)
    # the notes may all be set in, labels and all; a rule set in itself stands under what is set in above it, as an epigraph
    edge = min((left, min(left, *(box.x0 for box in beside))), key=lambda place: abs(x0 - place))
    if abs(x0 - edge) > EDGE or x1 - x0 > SHARE * (right - left) or nearest.baseline - y < CLEAR * nearest.size:
        return []
    return below


def _is_labelled(text: Text, lines: Sequence[PrintedLine], below: Sequence[int], above: Sequence[int]) -> bool:
    """Whether one of the lines below a rule begins with a raised number, or with one that is raised in a line above it."""
    for i in below:
        label = label_of(text, lines[i])
        if label is not None and (label.superior or is_called(text, label.sign, [lines[k] for k in above])):
            return True
    return False


def is_called(text: Text, sign: str, lines: Iterable[PrintedLine]) -> bool:
    """Whether the lines hold a raised number or sign."""
    for line in lines:
        at = text.string.find(sign, line.span.start, line.span.end)
        while at >= 0:
            if is_raised(text, at) and not text.string[at + len(sign) : at + len(sign) + 1].isdigit():
                return True
            at = text.string.find(sign, at + 1, line.span.end)
    return False


def is_under_a_rule(text: Text, lines: Sequence[PrintedLine], i: int) -> bool:
    """Whether a stroke parts line `i` from the line above it on its page, or no line stands above it."""
    strokes, here = text.source.strokes, lines[i].box
    if strokes is None or here is None or i == 0 or (above := lines[i - 1].box) is None or lines[i - 1].page != lines[i].page:
        return True
    return any(
        page == lines[i].page and here.baseline < y < above.baseline and x0 <= here.x1 and x1 >= here.x0
        for page, x0, x1, y in zip(strokes.page, strokes.x0, strokes.x1, strokes.y, strict=True)
    )
