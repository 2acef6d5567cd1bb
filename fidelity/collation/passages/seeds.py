"""Where a fragment may have been taken from: the bins that hold most of its rare words.

All fragments are asked at once. The rarest words of each vote, a word for every bin that it stands in, with the more weight
the fewer these are; the votes of one fragment after another are added up in an array of all bins, and the best are left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from fidelity.collation.passages.bins import AT_ONCE, BIN, FURTHEST, MOST_SCORE, MOST_VOTES, RIVAL, ROUNDS, Effort
from fidelity.collation.passages.postings import Terms, each_once, terms_of
from fidelity.collation.passages.words import Hashes

Numbers = NDArray[np.int64]
Votes = NDArray[np.int32]

_BIN_BITS = 40
"""A bin of a fragment is a number: from below, forty bits of the bin, and the fragment."""


class Lists(Protocol):
    """The postings of a stretch of bins."""

    bins: int
    terms: Terms
    starts: Terms

    def bins_of(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """The bins of some terms, given by their numbers in order: how many each has, and all of them, term by term."""


class Candidates(NamedTuple):
    """Bins where fragments may begin, the best of each fragment first: number of the fragment, bin."""

    fragments: Numbers
    bins: Numbers
    complete: Numbers
    """For each fragment, in how many bins, the best ones, its votes are complete: all of its words that vote do so there.

    It can stand word by word in these alone. They may be more than are left for it.
    """


def candidates(segments: Sequence[Lists], hashes: Hashes, owners: Numbers, lengths: Numbers, effort: Effort) -> Candidates:
    """The best bins for fragments, whose words are `hashes`, each with its fragment's number in `owners`, in order.

    `lengths` are those of the fragments in characters.
    """
    pairs = each_once((owners.astype(np.uint64) << np.uint64(32)) | terms_of(hashes))
    owner, term = (pairs >> np.uint64(32)).astype(np.int64), pairs.astype(np.uint32)
    different = each_once(term)
    which = np.searchsorted(different, term)
    numbers, sizes = _looked_up(segments, different)
    costs = sizes.sum(axis=0)
    voters = _voters(owner, costs[which], effort)
    total = sum(segment.bins for segment in segments)
    weights = np.clip(8 * np.log2(1 + total / costs[which[voters]]), 1, 255).astype(np.int32)
    complete = np.bincount(owner[voters], weights, len(lengths)).astype(np.int64)
    unknown = np.asarray((numbers < 0).all(axis=0))[which]
    complete[owner[unknown]] = MOST_SCORE  # what has a word that stands nowhere
    reaches = np.minimum(lengths // BIN + 1, FURTHEST)
    ballots = _Ballots(owner[voters], which[voters], costs[which[voters]], weights)
    rivals = _rivals(segments, numbers, ballots, reaches, complete)
    return _best(rivals, reaches, complete, effort.best)


def is_thorough(segments: Sequence[Lists], hashes: Hashes, effort: Effort) -> bool:
    """Whether a fragment with these words would have been found, if it stood there with up to a third of them altered.

    Without its rarest third, the words that vote must not meet by chance in more bins than half of those that are looked at.
    """
    terms = each_once(terms_of(hashes))
    numbers, sizes = _looked_up(segments, terms)
    spare = len(terms) // 3 - int((numbers < 0).all(axis=0).sum())
    if spare < 0:
        return True
    total = sum(segment.bins for segment in segments)
    voters = _voters(np.zeros(len(terms), dtype=np.int64), sizes.sum(axis=0), effort)
    # a bin in a list takes a byte or two
    shares = np.minimum(sizes.sum(axis=0)[voters[spare:]] / total, 1.0)
    return bool(total * shares.prod() <= effort.best / 2)


def _looked_up(segments: Sequence[Lists], term: Terms) -> tuple[Numbers, Numbers]:
    """For each segment and term: the term's number (-1: it is not there), and how many bytes its list has."""
    numbers = np.full((len(segments), len(term)), -1, dtype=np.int64)
    sizes = np.zeros((len(segments), len(term)), dtype=np.int64)
    for k, segment in enumerate(segments):
        if not len(segment.terms):
            continue
        at = np.minimum(np.searchsorted(segment.terms, term), len(segment.terms) - 1)
        known = segment.terms[at] == term
        numbers[k, known] = at[known]
        sizes[k, known] = (segment.starts[at + 1] - segment.starts[at])[known]
    return numbers, sizes


def _voters(owner: Numbers, sizes: Numbers, effort: Effort) -> Numbers:
    """The indexes of the words that vote, for each owner its rarest, the rarest first."""
    known = np.flatnonzero((sizes > 0) & (sizes <= MOST_VOTES))
    order = known[np.lexsort((sizes[known], owner[known]))]
    owned, cost = owner[order], np.cumsum(sizes[order])
    opens = np.searchsorted(owned, owned)
    rank = np.arange(len(order)) - opens
    spent = cost - (cost - sizes[order])[opens]
    chosen = (rank < 2) | ((rank < effort.voters) & (spent <= effort.votes))
    second = np.minimum(opens + 1, len(order) - 1)
    chosen &= spent[np.where(owned[second] == owned, second, opens)] <= effort.most
    voters: Numbers = order[chosen]
    return voters


class _Ballots(NamedTuple):
    """The voters of all fragments, those of one together: fragment, number of the term, about how many votes, and weight."""

    fragments: Numbers
    terms: Numbers
    sizes: Numbers
    weights: Votes


class _Rivals(NamedTuple):
    """The bins that are rivals of the best bin of a fragment, in order: fragment and bin as one number, and their votes."""

    places: Numbers
    scores: Votes
    """The votes of a bin and of those that the fragment reaches from it."""
    single: Votes
    """The votes of the bin alone."""


def _rivals(segments: Sequence[Lists], numbers: Numbers, ballots: _Ballots, reaches: Numbers, complete: Numbers) -> _Rivals:
    """The rivals among the bins that are voted for; `numbers` are those of each term in each segment.

    A fragment reaches from its bin over `reaches` bins more, so that what stands in them counts for it, too. Its votes come to
    `complete` where all of its voters stand.
    """
    found: list[_Rivals] = [_Rivals(np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.int32))]
    for start, end in _stretches(ballots.fragments, ballots.sizes):
        owner, which = ballots.fragments[start:end], ballots.terms[start:end]
        terms = each_once(which)
        bins, bounds, moved = _bins_of(segments, numbers[:, terms])
        place = np.searchsorted(terms, which)
        lists = [bins[first:last] for first, last in zip(bounds[place].tolist(), bounds[place + 1].tolist(), strict=True)]
        weights = list(ballots.weights[start:end])  # of the type that the array has: else each is turned into it for itself
        added = np.zeros(int(bins.max(initial=0)) + FURTHEST + 1, dtype=np.int32)
        opens = _opens(owner)
        fragments = owner[opens]
        borders = [*opens.tolist(), len(owner)]
        some: list[tuple[Numbers, Votes, Votes]] = []
        for (one, last), reach, most in zip(
            pairwise(borders), reaches[fragments].tolist(), complete[fragments].tolist(), strict=True
        ):
            for k in range(one, last):
                np.add.at(added, lists[k], weights[k])
            voted = np.concatenate(lists[one:last])
            scores = added[voted]
            for step in range(1, reach + 1):
                scores += added[voted + step]
            # a word that stands in a bin and in the next votes twice, so that the best may have more votes than are complete
            rivals = (scores >= min(int(scores.max(initial=0)) * RIVAL, most)).nonzero()[0]
            chosen = voted[rivals]
            some.append((chosen, scores[rivals], added[chosen]))
            added[voted] = 0
        counts = [len(chosen) for chosen, _, _ in some]
        places, scores, single = (np.concatenate(column) for column in zip(*some, strict=True))
        places = moved.back(places) | np.repeat(fragments << _BIN_BITS, counts)
        order = np.argsort(places)
        order = order[_opens(places[order])]
        found.append(_Rivals(places[order], scores[order], single[order]))
    return _Rivals(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _stretches(owner: Numbers, sizes: Numbers) -> Iterator[tuple[int, int]]:
    """Stretches of the voters whose lists are unpacked together: of whole fragments, with about as many votes as `AT_ONCE`."""
    opens = np.append(_opens(owner), len(owner))
    before = np.append(0, np.cumsum(sizes))[opens]
    k = 0
    while k < len(opens) - 1:
        end = max(int(np.searchsorted(before, before[k] + AT_ONCE, side="right")) - 1, k + 1)
        yield int(opens[k]), int(opens[end])
        k = end


class _Together(NamedTuple):
    """How the bins of several segments, which may be far from one another, are moved together: the array of them all is short.

    What is nearer than a fragment can reach stays as far away as it is.
    """

    starts: Numbers
    """Where the bins of each segment start after that, in order."""
    distances: Numbers
    """How far they have been moved."""

    def back(self, bins: Numbers) -> Numbers:
        """The bins that moved ones were before."""
        return bins + self.distances[np.searchsorted(self.starts, bins, side="right") - 1]


def _bins_of(segments: Sequence[Lists], numbers: Numbers) -> tuple[Numbers, Numbers, _Together]:
    """The bins of terms in all segments, moved, term by term, and where those of each begin and, at last, where they end."""
    counts = np.zeros(numbers.T.shape, dtype=np.int64)
    lists: dict[int, Numbers] = {}
    for k, (segment, some) in enumerate(zip(segments, numbers, strict=True)):
        there = np.flatnonzero(some >= 0)
        counts[there, k], bins = segment.bins_of(some[there])
        if len(bins):
            lists[k] = bins
    ends = np.cumsum(counts).reshape(counts.shape)
    every = np.empty(int(counts.sum()), dtype=np.int64)
    starts: list[int] = []
    distances: list[int] = []
    end = -FURTHEST - 1
    for first, last, k in sorted((int(bins.min()), int(bins.max()), k) for k, bins in lists.items()):
        distance = max(first - end - FURTHEST - 1, distances[-1] if distances else 0)
        starts.append(first - distance)
        distances.append(distance)
        end = last - distance
        count = counts[:, k]
        every[np.arange(len(lists[k])) + np.repeat(ends[:, k] - np.cumsum(count), count)] = lists[k] - distance
    return every, np.append(0, ends[:, -1]), _Together(np.array(starts, dtype=np.int64), np.array(distances, dtype=np.int64))


def _best(rivals: _Rivals, reaches: Numbers, complete: Numbers, most: int) -> Candidates:
    """The best bins of each fragment, of rivals that are not too near to one another."""
    places, scores, _ = rivals
    owner = places >> _BIN_BITS
    wanted = complete[owner]
    left = np.flatnonzero(_apart(*rivals, reaches[owner], wanted))
    there = np.bincount(owner[left[scores[left] >= wanted[left]]], minlength=len(reaches))
    left = left[np.lexsort((-left, -scores[left], owner[left]))]
    firsts = _opens(owner[left])
    rank = np.arange(len(left)) - np.repeat(firsts, np.diff(firsts, append=len(left)))
    at = left[rank < most]
    return Candidates(owner[at], places[at] & ((1 << _BIN_BITS) - 1), there)


def _apart(places: Numbers, scores: Votes, single: Votes, reach: Numbers, complete: Numbers) -> NDArray[np.bool_]:
    """Which bins are left where neighbours reach the same words: the one with most votes, of equal ones the last.

    A bin goes only for one that is left itself, and never where a fragment may stand whole before what the other reaches.
    """
    earlier, later = [], []
    for step in range(1, int(reach.max(initial=0)) + 1):
        distance = places[step:] - places[:-step]
        touching = distance <= reach[:-step]
        more = scores[:-step] > scores[step:]
        reached = (distance < reach[:-step]) | (scores[:-step] - single[step:] < complete[:-step])
        earlier.append(touching & ~more & reached)
        later.append(touching & more)
    open_, left = np.ones(len(places), dtype=np.bool_), np.zeros(len(places), dtype=np.bool_)
    for _ in range(ROUNDS):
        best = open_.copy()
        for step, (one, two) in enumerate(zip(earlier, later, strict=True), 1):
            best[:-step] &= ~(one & open_[step:])
            best[step:] &= ~(two & open_[:-step])
        left |= best
        open_ &= ~best
        if not open_.any():
            break
        for step, (one, two) in enumerate(zip(earlier, later, strict=True), 1):
            open_[:-step] &= ~(one & best[step:])
            open_[step:] &= ~(two & best[:-step])
    return left


def _opens(values: Hashes | Numbers) -> Numbers:
    """Where runs of equal numbers begin."""
    fresh = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    return np.flatnonzero(fresh)
