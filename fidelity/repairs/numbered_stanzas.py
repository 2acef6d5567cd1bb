"""Stanzas with numbers, as hymns have them: items of a list by their numbers, and verse by their lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fidelity.model.text import Text
from fidelity.repairs.list_items import Marker, hanging_edge, list_items
from fidelity.repairs.measure import Measure
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.verse_edges import Verses, box_of, is_level
from fidelity.repairs.verse_lines import LEVEL, first_letter, verses_of
from fidelity.repairs.verse_words import reads_as_verse

LEAST_VERSES = 4
"""Verses of a stanza with a number, at the least."""
CLOSE = 1.3
"""Line distances between two lines of one stanza, at most."""


def numbered_stanzas(text: Text, lines: Sequence[PrintedLine], measure: Measure) -> Iterator[list[PrintedLine]]:
    """The lines of each item whose lines all begin with capitals, and mostly end where the next word would have had room.

    Lines of prose end where it had none, as the widest line of the column shows.
    """
    items = list_items(text)
    right: dict[tuple[int, int], float] = defaultdict(float)
    for line in lines if items else ():
        if line.box is not None:
            column = line.box.page, line.box.column
            right[column] = max(right[column], line.box.x1)
    i = 0
    while i < len(lines):
        marker = items.get(lines[i].start_of_words)
        run = [lines[i]] if marker is None or marker.is_bullet else _item(text, lines, i, marker, measure)
        if len(run) >= LEAST_VERSES and _are_verses(verses_of(run, measure), right, measure):
            yield run
        i += len(run)


def _item(text: Text, lines: Sequence[PrintedLine], i: int, marker: Marker, measure: Measure) -> list[PrintedLine]:
    """An item and the lines close below it that begin no further left than its words."""
    edge, items = hanging_edge(text, lines[i], marker), list_items(text)
    run = [lines[i]]
    for one, two in pairwise(lines[i:]):
        if edge is None or one.box is None or two.box is None or two.start_of_words in items:
            break
        step = one.box.baseline - two.box.baseline
        here = (one.box.page, one.box.column) == (two.box.page, two.box.column) and 0 < step <= CLOSE * measure.leading
        if not here or abs(one.box.size - two.box.size) > 0.06 * measure.size or two.box.x0 < edge - LEVEL * measure.size:
            break
        run.append(two)
    return run


def _are_verses(verses: Verses, right: dict[tuple[int, int], float], measure: Measure) -> bool:
    if len(verses) < LEAST_VERSES or not all(first_letter(verse[0].words).isupper() for verse in verses[1:]):
        return False
    if not is_level([box_of(verse).x0 for verse in verses[1:]], measure.size) or not reads_as_verse(verses[1:]):
        return False
    had_room = [_has_room(one[-1], two[0], right, measure) for one, two in pairwise(verses)]
    return 3 * sum(had_room) >= 2 * len(had_room)


def _has_room(one: PrintedLine, two: PrintedLine, right: dict[tuple[int, int], float], measure: Measure) -> bool:
    """Whether the first word of a line would have fitted behind the line above it."""
    box = box_of([one])
    word = (len(two.words.split(maxsplit=1)[0]) + 1) * measure.character
    return box.x1 + word <= right[box.page, box.column] - 0.2 * measure.size
