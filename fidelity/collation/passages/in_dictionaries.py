"""The search for a few fragments in a short text with dictionaries, done before numpy is loaded.

It finds what the search with arrays finds (`seeds`, which says more of the votes), candidate by candidate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log2, prod
from typing import NamedTuple

from fidelity.collation.passages.bins import BIN, FURTHEST, MOST_SCORE, MOST_VOTES, RIVAL, ROUNDS, Effort
from fidelity.collation.passages.coded import coded, hash_of, keys
from fidelity.collation.passages.loaded import Loaded
from fidelity.collation.passages.location import SHORTEST, CodedWindow, Sought, Window

_LARGEST_WEIGHT = 255
_STEPS = (1 << 7, 1 << 14, 1 << 21)
"""From each of them on, a step from one bin of a packed list to the next takes a byte more."""


class _Term(NamedTuple):
    """A word of a fragment that the text has: the bytes of its packed list, what orders equal ones, and its bins."""

    size: int
    order: int
    bins: Sequence[int]


class InDictionaries:
    """A short text, searched."""

    def __init__(self, text: Loaded) -> None:
        self._bins_of: Mapping[str, Sequence[int]] = text.bins_of
        self._bins = text.bins

    def sought(self, fragments: Sequence[str], effort: Effort) -> Sought:
        """The words of fragments, and the bins where they may begin."""
        codes = [coded(fragment).code for fragment in fragments]
        found = [
            self._candidates(fragment, effort) if len(code) >= SHORTEST else ([], 0)
            for fragment, code in zip(fragments, codes, strict=True)
        ]
        return Sought(codes, [bins for bins, _ in found], [complete for _, complete in found])

    def coded_windows(self, windows: Iterable[Window]) -> Iterator[CodedWindow]:
        """The windows with their words."""
        for window in windows:
            yield CodedWindow(window, coded(window.string), window.start)

    def is_thorough(self, fragment: str, effort: Effort) -> bool:
        """Whether a fragment would have been found, if it stood there with up to a third of its words altered."""
        terms, unknown = self._terms(fragment)
        spare = (len(terms) + unknown) // 3 - unknown
        if spare < 0:
            return True
        shares = [min(term.size / self._bins, 1.0) for term in _voters(terms, effort)[spare:]]
        return self._bins * prod(shares) <= effort.best / 2

    def _terms(self, fragment: str) -> tuple[list[_Term], int]:
        """The different words of a fragment that the text has, and how many others it has."""
        different = keys(fragment)
        there = [(word, self._bins_of[word]) for word in different if word in self._bins_of]
        terms = [_Term(_packed_size(bins), hash_of(word) >> 32, bins) for word, bins in there]
        return terms, len(different) - len(terms)

    def _candidates(self, fragment: str, effort: Effort) -> tuple[list[int], int]:
        """The best bins, and in how many votes are complete."""
        votes: dict[int, int] = {}
        terms, unknown = self._terms(fragment)
        complete = MOST_SCORE if unknown else 0
        for term in _voters(terms, effort):
            weight = min(int(8 * log2(1 + self._bins / term.size)), _LARGEST_WEIGHT)
            complete += weight
            for at in term.bins:
                votes[at] = votes.get(at, 0) + weight
        return _best(votes, min(len(fragment) // BIN + 1, FURTHEST), complete, effort.best)


def _packed_size(bins: Sequence[int]) -> int:
    """The bytes that a list of bins takes when it is packed."""
    steps = [bins[0], *(after - before for before, after in pairwise(bins))]
    return len(steps) + sum(step >= longer for longer in _STEPS for step in steps if bins[-1] >= longer)


def _voters(terms: Iterable[_Term], effort: Effort) -> list[_Term]:
    """The words that vote, the rarest first."""
    chosen: list[_Term] = []
    spent = 0
    for rank, term in enumerate(sorted(term for term in terms if term.size <= MOST_VOTES)):
        spent += term.size
        if rank < 2 or (rank < effort.voters and spent <= effort.votes):
            chosen.append(term)
    return chosen if sum(term.size for term in chosen[:2]) <= effort.most else []


def _best(votes: Mapping[int, int], reach: int, complete: int, most: int) -> tuple[list[int], int]:
    """The best bins of a fragment, which reaches from its bin over `reach` bins more, so that their votes count for it, too.

    And in how many bins its votes are `complete`.
    """
    scores = {at: sum(votes.get(at + step, 0) for step in range(reach + 1)) for at in votes}
    least = min(max(scores.values(), default=0) * RIVAL, complete)
    rivals = {at: score for at, score in scores.items() if score >= least}
    left = _apart(rivals, votes, reach, complete)
    best = sorted(left, key=lambda at: (-scores[at], -at))[:most]
    return best, sum(scores[at] >= complete for at in left)


def _apart(scores: Mapping[int, int], votes: Mapping[int, int], reach: int, complete: int) -> set[int]:
    """Which bins are left where neighbours reach the same words: the one with most votes, of equal ones the last."""

    def goes(at: int, others: set[int]) -> bool:
        """Whether a bin goes for one of the others, which reaches what it reaches."""
        score = scores[at]
        return any(
            (at + step in others and score <= scores[at + step] and (step < reach or score - votes[at + step] < complete))
            or (at - step in others and scores[at - step] > score)
            for step in range(1, reach + 1)
        )

    open_, left = set(scores), set[int]()
    for _ in range(ROUNDS):
        best = {at for at in open_ if not goes(at, open_)}
        left |= best
        open_ = {at for at in open_ - best if not goes(at, best)}
        if not open_:
            break
    return left
