"""Heads of facing pages that share no words: what stands outermost at one height, and counts its pages at the outer edge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from fidelity.model.span import Span
from fidelity.repairs.lone_heads import SAME_HEIGHT, Spacing, is_apart
from fidelity.repairs.printed_lines import PrintedLine

WORDS, DIGITS = 3, 4
"""Words and numbers of a head that is known by its number alone, at least, and figures of that number, at most."""


def heads_counting_outside(edge: Mapping[int, Sequence[PrintedLine]], spacings: Mapping[int, Spacing]) -> set[Span]:
    """The outermost lines of pages that follow one another, at one height and apart, that a number opens on the one page and
    ends on the other, a greater by one: facing heads that say the name of a journal, a volume, a title.

    `edge` has the outermost lines of each page from the outside in.
    """
    sides: dict[int, list[tuple[PrintedLine, bool]]] = defaultdict(list)
    for page, lines in edge.items():
        words = lines[0].words.split()
        if len(words) >= WORDS and is_apart(lines[0], spacings[page]):
            for i in (0, -1):
                if words[i].isdecimal() and len(words[i]) <= DIGITS:
                    sides[int(words[i]) - page].append((lines[0], i == 0))
    found: set[Span] = set()
    for alike in sides.values():
        for (one, opens), (two, other) in pairwise(sorted(alike, key=lambda counted: counted[0].page)):
            level = one.box and two.box and abs(one.box.baseline - two.box.baseline) <= SAME_HEIGHT
            if level and opens != other and two.page - one.page == 1:
                found.update((one.span, two.span))
    return found
