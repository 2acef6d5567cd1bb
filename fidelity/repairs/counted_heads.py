"""Heads of a transcript without geometry that few pages share: the numbers of the pages, in them or beside them, tell them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

from fidelity.model.span import Span
from fidelity.repairs.head_words import shape_of, stand_near
from fidelity.repairs.page_edges import PAGES
from fidelity.repairs.printed_lines import PrintedLine

DIGITS = 4
"""Figures of the number of a page, at most."""
WORDS = 2
"""Words of a head, its number among them, at least."""


def counted_heads(edge: Mapping[int, Sequence[PrintedLine]], folios: Set[Span]) -> set[Span]:
    """The outermost lines of pages that two of them share, and that count their pages: facing heads of a short chapter.

    A number opens or ends the lines of three pages or more and grows with these; or one of the `folios` stands alone beside
    words without numbers. `edge` has the outermost lines of each page from the outside in.
    """
    return _with_numbers(edge) | _beside(edge, folios)


def _with_numbers(edge: Mapping[int, Sequence[PrintedLine]]) -> set[Span]:
    counting: dict[int, list[PrintedLine]] = defaultdict(list)
    for page, lines in edge.items():
        words = lines[0].words.split()
        numbers = {int(word) for word in (words[0], words[-1]) if word.isdecimal() and len(word) <= DIGITS}
        for number in numbers if len(words) >= WORDS else ():
            counting[number - page].append(lines[0])
    found: set[Span] = set()
    for heads in counting.values():
        shapes = Counter(shape_of(head.words) for head in heads)
        if len(heads) >= PAGES:
            found.update(head.span for head in heads if shapes[shape_of(head.words)] > 1)
    return found


def _beside(edge: Mapping[int, Sequence[PrintedLine]], folios: Set[Span]) -> set[Span]:
    beside: dict[str, list[PrintedLine]] = defaultdict(list)
    for lines in edge.values():
        pair = lines[:2]
        for line in pair if any(other.span in folios for other in pair) else ():
            if len(line.words.split()) >= WORDS and not any(c.isdecimal() for c in line.words):
                beside[shape_of(line.words)].append(line)
    return {line.span for alike in beside.values() if stand_near([one.page for one in alike]) for line in alike}
