"""Sentences that both witnesses have, matched whole before anything is read word by word: most of a long edition.

A sentence that each side has once is an anchor; the heaviest chain of anchors is kept, and grows over the equal sentences
beside it, so that refrains and formulae stand opposite those in the same company.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from fidelity.collation.chain import Run, heaviest_chain

LONGEST_UNSEGMENTED = 20_000
"""Characters up to which texts are compared word by word from the start."""
SHORTEST_ANCHOR = 40
"""Characters of a sentence that is no chance: six words or more."""
_OPENERS = " \"'“‘„‚«‹»›([—–-*"
_CLOSERS = " .,;:!?…\"'”’“‘«»‹›)]—–-*"


class Segment(NamedTuple):
    """A stretch of characters that both sides have, from a word's first character to a word's last."""

    canonical: int
    canonical_end: int
    edition: int
    edition_end: int


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The sentences of a string, each with the place where it begins; between two of them is one space or line feed."""

    found: list[str]
    starts: list[int]

    @classmethod
    def of(cls, string: str) -> _Sentences:
        found = string.replace(". ", ".\n").split("\n")
        return cls(found, [0, *accumulate(len(sentence) + 1 for sentence in found)])


def segments(canonical: str, edition: str) -> list[Segment]:
    """The stretches of whole sentences that both strings have in the same order; none in short strings."""
    if min(len(canonical), len(edition)) <= LONGEST_UNSEGMENTED:
        return []
    one, two = _Sentences.of(canonical), _Sentences.of(edition)
    return list(_stretches(runs_of(one.found, two.found), one, two, (canonical, edition)))


def _once(sentences: Sequence[str]) -> dict[str, int]:
    """The sentences that stand there once and are long enough, with their numbers."""
    first: dict[str, int] = {}
    again: set[str] = set()
    for i, sentence in enumerate(sentences):
        if len(sentence) >= SHORTEST_ANCHOR and first.setdefault(sentence, i) != i:
            again.add(sentence)
    for sentence in again:
        del first[sentence]
    return first


def runs_of(one: list[str], two: list[str]) -> list[Run]:
    """The runs of equal strings, sentences or paragraphs, that belong together, rising on both sides."""
    there = _once(two)
    runs: list[Run] = []
    first = other = 0  # a run that may go on, of `length` sentences
    length = 0
    for sentence, i in _once(one).items():
        j = there.get(sentence)
        if j is None:
            continue
        if length and first + length == i and other + length == j:
            length += 1
            continue
        if length:
            runs.append(Run(first, other, length))
        first, other, length = i, j, 1
    if length:
        runs.append(Run(first, other, length))
    grown: list[Run] = []
    chain = heaviest_chain(runs)
    for k, run in enumerate(chain):
        i, j = run.canonical, run.edition
        floor = grown[-1] if grown else Run(0, 0, 0)
        back = min(i - floor.canonical - floor.length, j - floor.edition - floor.length)
        back = next((n for n in range(back) if one[i - n - 1] != two[j - n - 1]), back)
        ceiling = chain[k + 1] if k + 1 < len(chain) else Run(len(one), len(two), 0)
        end = min(ceiling.canonical - i, ceiling.edition - j)
        end = next((n for n in range(run.length, end) if one[i + n] != two[j + n]), end)
        grown.append(Run(i - back, j - back, end + back))
    return grown


def _stretches(pairs: list[Run], one: _Sentences, two: _Sentences, strings: tuple[str, str]) -> Iterator[Segment]:
    """Each run of sentences as stretches, cut where what parts two sentences is not the same, without marks at their ends."""
    canonical, edition = strings
    for run in pairs:
        i, j = run.canonical, run.edition
        start, other = one.starts[i], two.starts[j]
        last = one.starts[i + run.length] - 1
        shift = other - start
        while start < last:
            end = last
            if canonical[start:last] != edition[start + shift : last + shift]:
                k = next(
                    k
                    for k in range(i + 1, i + run.length)
                    if canonical[one.starts[k] - 1] != edition[one.starts[k] - 1 + shift]
                )
                end, i = one.starts[k] - 1, k
            yield from _trimmed(canonical, Segment(start, end, start + shift, end + shift))
            start = end + 1


def _trimmed(canonical: str, segment: Segment) -> Iterator[Segment]:
    start, end = segment.canonical, segment.canonical_end
    while start < end and canonical[start] in _OPENERS:
        start += 1
    while end > start and canonical[end - 1] in _CLOSERS:
        end -= 1
    if end > start and canonical[start].isalnum() and canonical[end - 1].isalnum():
        shift = segment.edition - segment.canonical
        yield Segment(start, end, start + shift, end + shift)
