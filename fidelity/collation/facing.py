"""The blocks of a text and of its translation, face to face: by their lengths and by what survives a translation.

The lengths are weighed as Gale and Church (1993, "A Program for Aligning Sentences in Bilingual Corpora") do; numerals, names
and the labels of notes that both sides have weigh the more, the rarer they are.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from statistics import median
from typing import NamedTuple

from fidelity.collation.chain import Run, heaviest_chain
from fidelity.language.letters import without_diacritics
from fidelity.model.facing import Facing
from fidelity.model.marks import Kind
from fidelity.model.span import Span
from fidelity.model.text import Text

_SURVIVOR = re.compile(r"\d{2,}|\b[A-ZÀ-ÖØ-Þ][^\W\d_]{3,}")
"""Numerals of two digits or more and capitalised words: what may stand in both languages alike."""
_STEM = 5
"""Letters of a capitalised word that are compared: names end as each language ends them."""
_VARIANCE = 6.8
"""The variance of a translation's length a character, from the paper."""
_WORST = 14.0
"""The most that two lengths may speak against each other, in nats: a paraphrase is still a translation."""
_PRIOR = {
    (1, 1): 0.1,
    **dict.fromkeys([(1, 0), (0, 1)], 5.3),
    **dict.fromkeys([(2, 1), (1, 2)], 3.1),
    **dict.fromkeys([(3, 1), (1, 3)], 4.6),
    **dict.fromkeys([(4, 1), (1, 4)], 6.0),
}
"""How rare each meeting of blocks is, in nats; near the figures of the paper: 1-0 and 0-1 share 1 %, 2-1 and 1-2 9 %."""
_LABEL, _MOST, _LEAST = 4.0, 4.0, 0.3
"""What a shared label weighs, and the most and least that a shared numeral or name does, in nats."""
_OTHER_KIND = 4.0
"""What it costs that a heading faces what is none, in nats."""
_LONG = 3
"""Digits of a numeral that no language writes out."""
_MISSED, _MISSED_AT_MOST = 1.5, 4.5
"""What a long numeral that the other side lacks costs, and all such together, in nats."""
_NEAR = 3
"""Steps within which a lonely block on either side makes both doubtful: they may face each other after all."""
_BAND = 12
"""Blocks beside the way through what both sides have once, that are looked at."""
_WIDEST = 60
"""Blocks that are looked at besides, where one side has more of them than the other."""
_FEW = 5
"""Pairs of blocks that have something in common by which the ratio of the lengths is known."""


class _Block(NamedTuple):
    span: Span
    heading: bool
    labels: frozenset[str]
    survivors: frozenset[str]
    numerals: frozenset[str]
    """Those of three digits or more, which the other language cannot write out."""


def facing(canonical: Text, edition: Text) -> tuple[Facing, ...]:
    """The blocks of both running texts, paired in order: one with one, one with up to four, or one with none."""
    old, new = _blocks(canonical), _blocks(edition)
    anchors = _anchors(old, new)
    if len(anchors) >= _FEW:
        weighed = _Weigher(old, new, median(_ratio([old[i]], [new[j]]) for i, j in anchors))
        path = _cheapest(anchors, len(old), len(new), weighed)
    else:
        weighed = _Weigher(old, new, _ratio(old, new))
        path = _cheapest(anchors, len(old), len(new), weighed)
        # what was left out spoils the first guess of how much longer one language is
        pairs = [(old[i : i + taken], new[j : j + given]) for i, j, taken, given in path if taken == given == 1]
        weighed = _Weigher(old, new, median(_ratio(*pair) for pair in pairs) if pairs else 1.0)
        path = _cheapest(anchors, len(old), len(new), weighed)
    found = []
    for step, (i, j, taken, given) in enumerate(path):
        there = _hull([block.span for block in old[i : i + taken]], old, i)
        here = _hull([block.span for block in new[j : j + given]], new, j)
        found.append(Facing(there, here, weighed.alone(path, step) if 0 in (taken, given) else 0.0))
    return tuple(found)


def _anchors(old: Sequence[_Block], new: Sequence[_Block]) -> list[tuple[int, int]]:
    """Pairs of blocks that alone have a label or a long numeral on either side: the longest chain of them in order."""
    there, here = (dict(_once(blocks)) for blocks in (old, new))
    runs = sorted({Run(there[word], here[word], 1) for word in there.keys() & here.keys()})
    return [(run.canonical, run.edition) for run in heaviest_chain(runs)]


def _once(blocks: Sequence[_Block]) -> Iterator[tuple[str, int]]:
    """The labels and the long numerals that one block alone has, with the index of the block."""
    held: dict[str, int] = {}
    for k, block in enumerate(blocks):
        for word in chain((f"[{label}]" for label in block.labels), block.numerals):
            held[word] = -1 if word in held else k
    return ((word, k) for word, k in held.items() if k >= 0)


def _hull(spans: Sequence[Span], blocks: Sequence[_Block], at: int) -> Span:
    if spans:
        return Span(spans[0].start, spans[-1].end)
    place = blocks[at - 1].span.end if at else 0
    return Span(place, place)


def _blocks(text: Text) -> list[_Block]:
    headings = {mark.start for mark in text.of_kind(Kind.HEADING)}
    labels: dict[int, set[str]] = {}
    for mark in text.of_kind(Kind.NOTE_CALL):
        labels.setdefault(text.block_at(mark.start).start, set()).add(mark.value)
    blocks = []
    for span in text.blocks:
        if span.end > text.running_end or not span.length:
            continue
        survivors = _survivors(text.string[slice(*span)])
        numerals = frozenset(word for word in survivors if word.isdecimal() and len(word) >= _LONG)
        blocks.append(_Block(span, span.start in headings, frozenset(labels.get(span.start, ())), survivors, numerals))
    return blocks


def _survivors(string: str) -> frozenset[str]:
    words = (without_diacritics(word).casefold() for word in _SURVIVOR.findall(string))
    return frozenset(word if word[0].isdecimal() else word[:_STEM] for word in words)


def _ratio(old: Sequence[_Block], new: Sequence[_Block]) -> float:
    length = sum(block.span.length for block in old)
    return sum(block.span.length for block in new) / length if length else 1.0


class _Weigher:
    """What it costs, in nats, to let blocks face each other; the less the better."""

    def __init__(self, old: list[_Block], new: list[_Block], ratio: float) -> None:
        self.old, self.new, self.ratio = old, new, ratio
        held = Counter(word for block in (*old, *new) for word in block.survivors)
        most = max(len(old), len(new), 1)
        self.kept: dict[tuple[int, int], float] = {}
        self.old_lengths, self.new_lengths = (
            list(accumulate((block.span.length for block in blocks), initial=0)) for blocks in (old, new)
        )
        self.weight = {word: min(max(math.log(2 * most / count), _LEAST), _MOST) for word, count in held.items()}

    def cost(self, i: int, j: int, taken: int, given: int) -> float:
        """Of `taken` blocks of the canonical text from i on, and `given` of the translation from j on."""
        prior = _PRIOR.get((taken, given), _PRIOR[4, 1])
        if not taken or not given:
            return prior
        wanted = self.ratio * (self.old_lengths[i + taken] - self.old_lengths[i])
        apart = abs(self.new_lengths[j + given] - self.new_lengths[j] - wanted) / math.sqrt(_VARIANCE * max(wanted, 1.0))
        cost = prior + min(-math.log(max(math.erfc(apart / math.sqrt(2)), 1e-300)), _WORST)
        cost -= sum(self.common(one, other) for one in range(i, i + taken) for other in range(j, j + given))
        missed = [word for block in self.old[i : i + taken] for word in block.numerals]
        if missed:
            shown = frozenset().union(*(block.numerals for block in self.new[j : j + given]))
            cost += min(_MISSED * sum(word not in shown for word in missed), _MISSED_AT_MOST)
        return cost

    def common(self, i: int, j: int) -> float:
        """What speaks for two blocks having to do with each other, in nats; less than 0 where their kinds speak against it."""
        known = self.kept.get((i, j))
        if known is None:
            one, other = self.old[i], self.new[j]
            known = _LABEL * len(one.labels & other.labels) - (_OTHER_KIND if one.heading != other.heading else 0.0)
            known += sum(self.weight[word] for word in one.survivors & other.survivors)
            self.kept[i, j] = known
        return known

    def alone(self, path: list[tuple[int, int, int, int]], step: int) -> float:
        """How much dearer the cheapest way is in which the lonely block of a step belongs to the block before or behind it."""
        i, j, taken, given = path[step]
        if any(other[2:] == (given, taken) for other in path[max(step - _NEAR, 0) : step + _NEAR + 1]):
            return 0.0
        others = []
        for neighbour in (step - 1, step + 1):
            if not 0 <= neighbour < len(path) or path[neighbour][2:] != (1, 1):
                continue
            x, y = path[neighbour][:2]
            apart = self.cost(x, y, 1, 1) + _PRIOR[taken, given]
            others.append(self.cost(min(i, x), min(j, y), 1 + taken, 1 + given) - apart)
        return min(others, default=0.0)


def _cheapest(anchors: Sequence[tuple[int, int]], old: int, new: int, weighed: _Weigher) -> list[tuple[int, int, int, int]]:
    """The cheapest way through both sequences, as (i, j, taken, given), near the one through the anchors."""
    costs: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i, (first, last) in enumerate(_band(anchors, old, new)):
        for j in range(first, last + 1):
            for taken, given in _PRIOR:
                before = costs.get((i - taken, j - given)) if taken <= i and given <= j else None
                if before is None:
                    continue
                cost = before[0] + weighed.cost(i - taken, j - given, taken, given)
                if (i, j) not in costs or cost < costs[i, j][0]:
                    costs[i, j] = (cost, taken, given)
    path, i, j = [], old, new
    while i or j:
        _, taken, given = costs[i, j]
        i, j = i - taken, j - given
        path.append((i, j, taken, given))
    return path[::-1]


def _band(anchors: Sequence[tuple[int, int]], old: int, new: int) -> Iterator[tuple[int, int]]:
    """For each block of the canonical text the first and the last of the translation that it may begin at."""
    points = [(0, 0), *((i, j) for i, j in anchors if i and j), (old, new)]
    at = 0
    for i in range(old + 1):
        while at + 2 < len(points) and points[at + 1][0] <= i:
            at += 1
        (i0, j0), (i1, j1) = points[at], points[at + 1]
        middle = j0 + (i - i0) * (j1 - j0) // max(i1 - i0, 1)
        reach = _BAND + min(abs((i1 - i0) - (j1 - j0)), _WIDEST)
        # the band never leaves a block of the translation out between two rows, so that there is always a way
        yield max(min(middle - reach, new), 0), min(middle + reach, new)
