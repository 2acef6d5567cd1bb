"""The bodies of the notes that links lead to: where each ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from fidelity.language.note_signs import (
    BACK_LINK_AT_END,
)
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.linked_notes import LARGER, linked_notes
from fidelity.repairs.note_bodies import Body, without_back_link
from fidelity.repairs.note_links import OPENING
from fidelity.repairs.printed_lines import PrintedLine

LINES_APART = 1.6
"""Times its size that a line may stand below the one before it in the same paragraph."""
APART = 2.3
"""Times its size that the first line of a paragraph may stand below the one before it."""


def linked_bodies(text: Text, lines: Sequence[PrintedLine]) -> list[Body]:
    """The bodies that links lead to, in any size: each from its label to the next, or to where the notes of its page end."""
    linked = linked_notes(text)
    opened = [i for i, line in enumerate(lines) if text.origin[line.start_of_words] in linked.openings]
    called = sorted(linked.calls)
    bodies: list[Body] = []
    for number, i in enumerate(opened):
        end = opened[number + 1] if number + 1 < len(opened) else len(lines)
        first = lines[i]
        start = text.origin[first.start_of_words]
        after = text.transcript_offset(lines[end].span.start) if end < len(lines) else len(text.source.transcript)
        if end == len(lines) or bisect_left(called, after) > bisect_left(called, start) or _larger(lines[i:end]):
            # the next note's call stands between, or larger type: what follows the note is text again
            end = _zone_end(lines, i, end, opened)
        else:
            end = _text_overleaf(lines, i, end)
        before = _overrun(lines, opened, number)
        if before < i and bodies:
            over = Span(lines[before].span.start, lines[i - 1].span.end)
            bodies[-1] = replace(bodies[-1], stretches=(*bodies[-1].stretches, over), page=first.page)
        match = OPENING.match(text.string, first.start_of_words)
        assert match is not None
        stretch = Span(first.span.start, lines[end - 1].span.end)
        sign = Span(first.span.start, match.end())
        if sign.end >= stretch.end:
            continue  # a label with no words behind it
        bodies.append(Body(linked.openings[start], (stretch,), (sign,), "the link that leads to it", first.page))
    return [without_back_link(text, body) for body in bodies]


def _larger(lines: Sequence[PrintedLine]) -> bool:
    """Whether lines set larger than the first, a note in a box, follow it in its column of the page: the text goes on there."""
    first = lines[0].box
    return first is not None and any(
        line.box is not None
        and (line.box.page, line.box.column) == (first.page, first.column)
        and line.box.size >= LARGER * first.size
        for line in lines
    )


def _text_overleaf(lines: Sequence[PrintedLine], i: int, end: int) -> int:
    """The index of the first larger line on a page behind that of the note at line `i`: the text over that page's notes."""
    first = lines[i].box
    if first is None:
        return end
    for j in range(i + 1, end):
        here = lines[j].box
        if here is not None and here.page > first.page and here.size >= LARGER * first.size:
            return j
    return end


def _zone_end(lines: Sequence[PrintedLine], i: int, end: int, opened: Sequence[int]) -> int:
    """The index after the last line of the note that opens at line `i`: it ends with its column, a back link or a wide gap."""
    box = lines[i].box
    assert box is not None
    gaps = [_gap(lines[j - 1], lines[j]) for j in opened if j and lines[j].page == lines[i].page and j - 1 >= opened[0]]
    widest = max([LINES_APART * box.size, *(gap for gap in gaps if gap < APART * 2 * box.size)]) + 1.0
    for j in range(i + 1, end):
        here = lines[j].box
        closed = BACK_LINK_AT_END.search(lines[j - 1].words) is not None
        if closed or here is None or here.page != box.page or here.column != box.column:
            return j
        if abs(here.size - box.size) > 0.04 * box.size + 0.05 or _gap(lines[j - 1], lines[j]) > widest:
            return j
    return end


def _overrun(lines: Sequence[PrintedLine], opened: Sequence[int], number: int) -> int:
    """Where lines begin that end the note before overleaf: above the first label of a page, parted from the text by a gap."""
    i = opened[number]
    if number == 0 or lines[opened[number - 1]].page == lines[i].page:
        return i
    j = i
    while j > opened[number - 1] + 1 and lines[j - 1].page == lines[i].page and not _parted(lines[j - 1], lines[j]):
        j -= 1
    last = lines[opened[number - 1]]
    return j if j < i and lines[j - 1].page == lines[i].page and last.page == lines[i].page - 1 else i


def _parted(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether a wide gap, or another size, parts two lines."""
    return (
        one.box is None
        or two.box is None
        or abs(one.box.size - two.box.size) > 0.04 * two.box.size + 0.05
        or not 0 < _gap(one, two) <= LINES_APART * two.box.size
    )


def _gap(one: PrintedLine, two: PrintedLine) -> float:
    """How far the second of two lines stands below the first, in points; negative where it begins another column or page."""
    if one.box is None or two.box is None or one.box.page != two.box.page:
        return -1.0
    return one.box.baseline - two.box.baseline
