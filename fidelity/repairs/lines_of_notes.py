"""Whether a line goes on with the note body before it: below it, in the next column, or on the next page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import replace

from fidelity.language.caption_words import NUMBERED_CAPTION
from fidelity.model.span import Span
from fidelity.repairs.note_bodies import Body
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence

RULE = re.compile(r"[-‐–—―_=\s]{4,}")
"""A rule over notes that is painted with dashes."""
FURTHEST = 3.0
"""Times its size that a line of a note stands below the line before it, at most."""
AROUND = 3
"""Lines of text under what is no note at the foot of a page; a foot and a folio are fewer."""


def is_set_alike(lines: Sequence[PrintedLine], i: int, size: float) -> bool:
    """Whether line `i` is set in the size of the note before it, or closely under a line of it that mixes fonts."""
    here, above = lines[i].box, lines[i - 1].box
    assert here is not None
    if abs(here.size - size) <= 0.04 * size + 0.05:
        return True
    if above is None or (above.page, above.column) != (here.page, here.column) or abs(here.size - size) > 0.12 * size:
        return False
    return 0 < above.baseline - here.baseline <= 1.3 * max(here.size, size)


def goes_on_with(body: Body, lines: Sequence[PrintedLine], i: int, small: Sequence[bool], labelled: Set[int]) -> bool:
    """Whether line `i` continues the body: it follows it directly, or it opens the notes of the next page.

    `labelled` are the lines that open a note.
    """
    last = body.stretches[-1]
    previous = lines[i - 1]
    if previous.page != lines[i].page and _stands_over_notes(lines, i, labelled):
        return False
    below = previous.span.end == last.end and previous.page == lines[i].page
    if NUMBERED_CAPTION.match(lines[i].words) is not None and (not below or _is_far_below(previous, lines[i])):
        return False  # TeX sets what floats to the foot of a page below its notes
    if previous.span.end == last.end and (_follows_below(previous, lines[i]) or is_at_foot(lines, i, small)):
        return True
    before = lines[bisect_left(lines, last.end, key=_end)]
    here, there = before.box, lines[i].box
    next_column = here is not None and there is not None and here.page == there.page and here.column < there.column
    if not next_column and not 1 <= lines[i].page - body.page <= 2:
        return False
    if RULE.fullmatch(previous.words):
        return True
    unfinished = not ends_sentence(before.words) or before.words[-1] in "-;:,"
    return (unfinished and is_at_foot(lines, i, small)) or _opens_notes(lines, i, labelled)


def is_rest_beside(body: Body, lines: Sequence[PrintedLine], i: int) -> bool:
    """Whether line `i`, far below the text in the next column, goes on with the sentence that the body broke off.

    No class draws a rule there for certain (REVTeX balances the columns of its last page afterwards).
    """
    before, previous = lines[bisect_left(lines, body.stretches[-1].end, key=_end)], lines[i - 1]
    here, there = before.box, lines[i].box
    if here is None or there is None or here.page != there.page or here.column + 1 != there.column:
        return False
    broken_off = before.words[-1] in "-\u00ad\u2010" or before.words[-1].isalpha() or before.words[-1] in ",;"
    return (
        broken_off
        and lines[i].words[0].islower()
        and previous.span.end != before.span.end
        and _is_far_below(previous, lines[i])
    )


def _stands_over_notes(lines: Sequence[PrintedLine], i: int, labelled: Set[int]) -> bool:
    """Whether a wide gap parts line `i`, and those together with it, from a labelled note below: a small quotation."""
    parted = False
    for j in range(i + 1, len(lines)):
        above, here = lines[j - 1].box, lines[j].box
        if above is None or here is None or (above.page, above.column) != (here.page, here.column):
            return False
        parted = parted or above.baseline - here.baseline > FURTHEST * max(above.size, here.size)
        if j in labelled:
            return parted
    return False


def _follows_below(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether the second of two lines does not begin the next page or column, at whose head a table may stand."""
    if one.tail is None or two.box is None:
        return one.page == two.page
    return one.page == two.page and not one.tail.column < two.box.column


def _is_far_below(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether a wide gap parts a line from the one before it in its column."""
    if one.tail is None or two.box is None or one.tail.column != two.box.column:
        return False
    return one.tail.baseline - two.box.baseline > FURTHEST * two.box.size


def is_at_foot(lines: Sequence[PrintedLine], i: int, small: Sequence[bool]) -> bool:
    """Whether nothing but small lines stands below line `i` in its column, nor text in others that it lies across."""
    here = lines[i].box
    if here is None:
        return True
    same, under = True, 0
    for j in range(i + 1, len(lines)):
        there = lines[j].box
        if there is None or there.page != here.page:
            break
        same = same and there.column == here.column
        if small[j]:
            continue
        if same:
            return False
        under += there.baseline < here.baseline and there.x0 < here.x1 and here.x0 < there.x1
    return under < AROUND


def _end(line: PrintedLine) -> int:
    return line.span.end


def _opens_notes(lines: Sequence[PrintedLine], i: int, labelled: Set[int]) -> bool:
    """Whether line `i` is among lines that stand, without a label, directly over a labelled note of the same size."""
    first = lines[i].box
    for j, line in enumerate(lines[i : i + 40], start=i):
        if first is None or line.box is None or line.page != lines[i].page or abs(line.box.size - first.size) > 0.3:
            return False
        above = lines[j - 1].box
        if j > i and above is not None and above.baseline - line.box.baseline > FURTHEST * line.box.size:
            return False
        if j > i and j in labelled:
            return True
    return False


def extended(body: Body, line: PrintedLine, lines: Sequence[PrintedLine], i: int) -> Body:
    """The body with line `i`, in a stretch of its own where that does not follow directly."""
    if lines[i - 1].span.end == body.stretches[-1].end:
        last = Span(body.stretches[-1].start, line.span.end)
        return replace(body, stretches=(*body.stretches[:-1], last))
    return replace(body, stretches=(*body.stretches, line.span), page=line.page)
