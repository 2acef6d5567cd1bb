"""Whether lines fill a measure, as those of a block quotation do, or end where they like."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from fidelity.repairs.measure import MOST, Measure
from fidelity.repairs.printed_lines import CLOSING, PrintedLine
from fidelity.repairs.verse_edges import FLUSH, JUSTIFIED, LEAST_LINES, Verses, box_of, distance_below, free_space, in_by
from fidelity.repairs.verse_lines import LEVEL, MARKS, SET_IN, first_letter

NARROWEST = 0.35
"""Of the width of the column: a quotation that begins near its left edge is not set narrower."""
AWAY = 0.2
"""The part of a block set in alike on both sides that verses leave free, each of them, whatever they begin with."""
FAR_AWAY = 0.35
"""The same where nothing else has to show that lines are broken on purpose: no measure is so narrow."""
ROOM = 3.0
"""Ems that each of a few verses leaves free besides, where some begin with small letters."""
MOST_ABOVE, BLOCK = 6, 1.6
"""Lines of the block above a stanza that are looked at, and line distances between two of them, at most."""


def is_justified(verses: Verses, above: Sequence[PrintedLine], measure: Measure) -> bool:
    """Whether three lines and more that end no sentence share their right end, those set alike above them included.

    The last lines of short paragraphs, of an abstract and its keywords, may stand between them.
    """
    lines = [*above, *(line for verse in verses for line in verse)]
    going_on = [line for line in lines[:-1] if line.words.rstrip(CLOSING + " ")[-1:] not in ".?!"]
    ends = [free_space(line, measure) for line in going_on]
    shared = max((sum(abs(end - other) <= JUSTIFIED * measure.size for other in ends) for end in ends), default=0)
    return shared >= max(LEAST_LINES, 0.75 * len(ends))


def set_alike_above(lines: Sequence[PrintedLine], first: PrintedLine, measure: Measure) -> list[PrintedLine]:
    """The lines directly above one that begin where it does, in its size."""
    found: list[PrintedLine] = []
    below = first
    for line in reversed(lines[-MOST_ABOVE:]):
        distance = distance_below(line, below)
        if distance is None or distance > BLOCK * measure.leading or line.tail != line.box:
            break
        one, two = box_of([line]), box_of([first])
        if abs(one.x0 - two.x0) > LEVEL * measure.size or abs(one.size - two.size) > 0.06 * measure.size:
            break
        found.insert(0, line)
        below = line
    return found


def fills_a_measure(verses: Verses, measure: Measure) -> bool:
    """Whether the lines are as long as a narrower measure lets them be: a block quotation.

    Justified lines share their right end. Ragged ones leave no room for the next word: neither beside the widest of them nor,
    where there are few, beside a measure set in on the right as on the left. Where many lines all begin with a capital, verses
    may be so alike that no word would fit.
    """
    lines = [line for verse in verses for line in verse]
    widest = max(line.box.x1 for line in lines if line.box is not None)
    ends = [free_space(line, measure) for line in lines]
    if sum(end - min(ends) <= JUSTIFIED * measure.size for end in ends[:-1]) >= max(2, 0.75 * len(ends[:-1])):
        return True
    if _stays_away(verses, measure, widest):
        return False
    capitals = sum(first_letter(verse[0].words).isupper() for verse in verses)
    if len(verses) < FLUSH:
        shares = [in_by(one, measure) + 0.5 * measure.size for one in verses[:-1]]
        room = [measure.falls_short(one[-1], two[0], share) for (one, two), share in zip(pairwise(verses), shares, strict=True)]
        return not all(room) or (capitals < len(verses) and not _end_far_off(verses, measure))
    if _end_far_off(verses, measure):
        return False
    first = box_of(verses[0])
    if (
        widest - first.x0 < NARROWEST * (measure.right(first) - measure.left(first))
        and in_by(verses[0], measure) < MOST * measure.size
    ):
        return False
    spare = measure.right(first) - widest
    short = sum(measure.falls_short(one[-1], two[0], spare) for one, two in pairwise(verses))
    return 3 * short < len(verses) - 1 and capitals < 0.9 * len(verses)


def _end_far_off(verses: Verses, measure: Measure) -> bool:
    """Whether verses, the first begun with a capital, all end with marks, and leave room beside a measure set in alike."""
    share = min(in_by(verse, measure) for verse in verses) + ROOM * measure.size
    last = verses[-1][-1].box
    if not first_letter(verses[0][0].words).isupper() or last is None or len(verses) < LEAST_LINES:
        return False
    marks = all(verse[-1].words.rstrip(CLOSING + " ")[-1:] in MARKS for verse in verses)
    room = all(measure.falls_short(one[-1], two[0], share) for one, two in pairwise(verses))
    return marks and room and last.x1 <= measure.right(last) - share


def _stays_away(verses: Verses, measure: Measure, widest: float) -> bool:
    """Whether verses set in end far from the right edge of a block that is set in as much there.

    Of more than a few, one must leave room for the next word also beside the widest of them, or all end very far from it.
    """
    least, first = min(in_by(verse, measure) for verse in verses), box_of(verses[0])
    width = measure.right(first) - measure.left(first) - 2 * least
    if len(verses) < LEAST_LINES or least < SET_IN * measure.size or width <= 0:
        return False
    if widest > measure.right(first) - least - AWAY * width:
        return False
    spare = measure.right(first) - widest
    if spare - least > FAR_AWAY * width:
        return True
    return len(verses) < FLUSH or any(measure.falls_short(one[-1], two[0], spare) for one, two in pairwise(verses))
