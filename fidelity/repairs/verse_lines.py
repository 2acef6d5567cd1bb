"""The lines of a stanza: where a verse ends, and where only the measure does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from fidelity.repairs.list_items import marker_of
from fidelity.repairs.measure import Measure
from fidelity.repairs.printed_lines import PrintedLine

SET_IN = 0.7
"""Ems from the edge of the text, or of the stanza, from which on a line is set in."""
LEAST_ALTERNATING = 4
"""Lines of a stanza whose every other line is set in by form, at the least."""
ROOM = 0.2
"""Ems that the next word would have had to spare, at the least, to be known as the first of a verse."""
FEW = 3
"""Words of the end of a verse that did not fit, at most, where the verse is not the widest."""

LEVEL = 0.3
"""Ems by which lines that begin at one place may differ."""
HALF = 0.5
"""Of the width of the column: the end of a verse that did not fit, and goes on where its first line begins, is no longer."""
LEAST_VERSES = 3
"""Verses of a stanza whose verses go on where they begin, at the least."""
MARKS = ".;:!?…,—–"


def verses_of(lines: Sequence[PrintedLine], measure: Measure) -> list[list[PrintedLine]]:
    """The lines of a stanza gathered into verses: one that did not fit goes on in the next line, as a rule set in below it."""
    widest = max((line.box.x1 for line in lines if line.box is not None), default=0.0)
    if _alternates(lines, measure) and not all(
        _runs_over(*pair, measure, widest) for pair in zip(lines[::2], lines[1::2], strict=False)
    ):
        return [[line] for line in lines]
    verses = [list(lines[:1])]
    level = _running_on(lines, measure)
    numbered = len(lines) > 1 and marker_of(lines[0].words) is not None
    behind = min((line.box.x0 for line in lines[1:] if line.box is not None), default=0.0) if numbered else 0.0
    for one, two in pairwise(lines):
        below = _is_below(verses[-1], two, measure, behind) and _runs_over(one, two, measure, widest)
        if below or two.start_of_words in level:
            verses[-1].append(two)
        else:
            verses.append([two])
    return verses


def may_run_on(one: PrintedLine, two: PrintedLine, measure: Measure) -> bool:
    """Whether `two` may be the end of the verse `one`, which did not fit, and begins where that does: a few small words."""
    if one.box is None or two.box is None or not two.words[0].islower() or one.words[-1] in MARKS:
        return False
    if not first_letter(one.words).isupper():
        return False
    width = measure.right(two.box) - measure.left(two.box)
    level = abs(one.box.x0 - two.box.x0) <= LEVEL * measure.size <= one.box.x0 - measure.left(one.box)
    return level and two.box.x1 - two.box.x0 <= HALF * width and not measure.falls_short(one, two)


def _running_on(lines: Sequence[PrintedLine], measure: Measure) -> frozenset[int]:
    """Offsets of the lines that go on with a verse at its own edge: all others begin with capitals, and most end with marks."""
    further = {two.start_of_words for one, two in pairwise(lines) if may_run_on(one, two, measure)}
    begins = [line for line in lines if line.start_of_words not in further]
    if not further or len(begins) < LEAST_VERSES or any(not first_letter(line.words).isupper() for line in begins):
        return frozenset()
    ends = [one.words[-1] in MARKS for one, two in pairwise(lines) if two.start_of_words not in further]
    return frozenset(further) if 2 * sum(ends) >= len(ends) else frozenset()


def first_letter(words: str) -> str:
    """The first character of a line behind the marks that open it."""
    return words.lstrip("“„«\"'‹‘([¿¡’ ")[:1]


def _alternates(lines: Sequence[PrintedLine], measure: Measure) -> bool:
    """Whether every other line of a stanza of four or more is set in: by form, where one of them at least is a verse."""
    # facing pages have other margins
    edges = [line.box.x0 - measure.left(line.box) for line in lines if line.box is not None]
    if len(edges) < LEAST_ALTERNATING or len(edges) < len(lines) or edges[1] <= edges[0] + SET_IN * measure.size:
        return False
    return all(abs(two - one) <= 0.3 * measure.size for one, two in zip(edges, edges[2:], strict=False))


def _is_below(verse: Sequence[PrintedLine], line: PrintedLine, measure: Measure, behind: float) -> bool:
    """Whether a line is set in below the first of a verse, and below nothing else of it.

    `behind` is where the words of a stanza begin whose first line a number opens, in points from the left of the page.
    """
    first, last = verse[0].box, verse[-1].box
    if first is None or last is None or line.box is None or line.box.x0 <= max(first.x0, behind) + SET_IN * measure.size:
        return False
    return len(verse) == 1 or abs(line.box.x0 - last.x0) <= 0.3 * measure.size


def _runs_over(one: PrintedLine, two: PrintedLine, measure: Measure, widest: float) -> bool:
    """Whether `two`, set in below the verse that `one` is in, is the end of it.

    `one` fills the column, which no line of the stanza shows to be wider, or `two` begins small and `one` is nearly as wide as
    any (`widest`, in points), or `two` is a few small words.
    """
    if one.box is None or two.box is None:
        return False
    word = (len(two.words.split(maxsplit=1)[0]) + 1) * measure.character
    if not measure.falls_short(one, two) and one.box.x1 + word > widest - ROOM * measure.size:
        return True
    if not two.words[0].islower() or not one.words[-1].isalnum():
        return False
    return one.box.x1 + word > widest - measure.size or (len(two.words.split()) <= FEW and two.box.x1 < one.box.x1)
