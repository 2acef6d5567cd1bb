"""The blocks of a text and of its translation, face to face: by their lengths and by what survives a translation.

The lengths are weighed as Gale and Church (1993, "A Program for Aligning Sentences in Bilingual Corpora") do; numerals, names
and the labels of notes that both sides have weigh the more, the rarer they are.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

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
_PRIOR = {(1, 1): 0.1, (1, 0): 5.3, (0, 1): 5.3, (2, 1): 3.1, (1, 2): 3.1}
"""How rare each meeting of blocks is, in nats; near the figures of the paper: 1-0 and 0-1 share 1 %, 2-1 and 1-2 9 %."""
_LABEL, _MOST, _LEAST = 4.0, 4.0, 0.3
"""What a shared label weighs, and the most and least that a shared numeral or name does, in nats."""
_OTHER_KIND = 4.0
"""What it costs that a heading faces what is none, in nats."""
_MISSED, _MISSED_AT_MOST = 1.5, 4.5
"""What a numeral of three digits or more that the other side lacks costs, and all such together, in nats."""
_NEAR = 3
"""Steps within which a lonely block on either side makes both doubtful: they may face each other after all."""
_BAND = 40
"""Blocks beside the diagonal that are looked at, besides the difference of the counts."""


class _Block(NamedTuple):
    span: Span
    heading: bool
    labels: frozenset[str]
    survivors: frozenset[str]


def facing(canonical: Text, edition: Text) -> tuple[Facing, ...]:
    """The blocks of both running texts, paired in order: one with one, one with two, two with one, or one with none."""
    old, new = _blocks(canonical), _blocks(edition)
    weighed = _Weigher(old, new, _ratio(old, new))
    path = _cheapest(len(old), len(new), weighed)
    # what was left out spoils the first guess of how much longer one language is
    pairs = [(old[i : i + taken], new[j : j + given]) for i, j, taken, given in path if taken == given == 1]
    weighed = _Weigher(old, new, median(_ratio(*pair) for pair in pairs) if pairs else 1.0)
    path = _cheapest(len(old), len(new), weighed)
    found = []
    for step, (i, j, taken, given) in enumerate(path):
        there = _hull([block.span for block in old[i : i + taken]], old, i)
        here = _hull([block.span for block in new[j : j + given]], new, j)
        found.append(Facing(there, here, weighed.alone(path, step) if 0 in (taken, given) else 0.0))
    return tuple(found)


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
    return [
        _Block(span, span.start in headings, frozenset(labels.get(span.start, ())), _survivors(text.string[slice(*span)]))
        for span in text.blocks
        if span.end <= text.running_end and span.length
    ]


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
        self.weight = {word: min(max(math.log(2 * most / count), _LEAST), _MOST) for word, count in held.items()}

    def cost(self, i: int, j: int, taken: int, given: int) -> float:
        """Of `taken` blocks of the canonical text from i on, and `given` of the translation from j on."""
        prior = _PRIOR[taken, given]
        if not taken or not given:
            return prior
        ours, theirs = self.old[i : i + taken], self.new[j : j + given]
        wanted = self.ratio * sum(block.span.length for block in ours)
        has = sum(block.span.length for block in theirs)
        apart = abs(has - wanted) / math.sqrt(_VARIANCE * max(wanted, 1.0))
        cost = prior + min(-math.log(max(math.erfc(apart / math.sqrt(2)), 1e-300)), _WORST)
        if len({block.heading for block in (*ours, *theirs)}) > 1:
            cost += _OTHER_KIND
        shown = frozenset().union(*(block.survivors for block in theirs))
        missed = [word for block in ours for word in block.survivors - shown if word.isdecimal() and len(word) >= 3]
        cost += min(_MISSED * len(missed), _MISSED_AT_MOST)
        for one, other in ((one, other) for one in ours for other in theirs):
            cost -= _LABEL * len(one.labels & other.labels)
            cost -= sum(self.weight[word] for word in one.survivors & other.survivors)
        return cost

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


def _cheapest(old: int, new: int, weighed: _Weigher) -> list[tuple[int, int, int, int]]:
    """The cheapest way through both sequences, as (i, j, taken, given), near the diagonal."""
    reach = _BAND + abs(old - new)
    costs: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i in range(old + 1):
        middle = i * new // old if old else 0
        for j in range(max(middle - reach, 0), min(middle + reach, new) + 1):
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
