"""Where a fragment may have been taken from: the bins that hold most of its rare words.

All fragments are asked at once. The rarest words of each vote, a word for every bin that it stands in, with the more weight
the fewer these are; the votes of all are sorted together, and the best bins of each fragment are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from fidelity.collation.passages.bins import BIN, FURTHEST, MOST_SCORE, MOST_VOTES, RIVAL, ROUNDS, Effort
from fidelity.collation.passages.postings import Terms, each_once, terms_of
from fidelity.collation.passages.words import Hashes

Numbers = NDArray[np.int64]
Votes = NDArray[np.int32]

_WEIGHT_BITS, _VOTER_BITS, _BIN_BITS = np.uint64(8), np.uint64(12), np.uint64(40)
"""A vote is a number: from below, eight bits of weight, four of the voter's rank, forty of the bin, and the owner."""


class Lists(Protocol):
    """The postings of a stretch of bins."""

    bins: int
    terms: Terms
    starts: Terms

    def bins_of(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """The bins of some terms, given by their numbers in order: (place in `numbers`, bin)."""


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
    found = []
    for first in range(0, len(lengths), effort.batch):
        start, end = np.searchsorted(owners, (first, first + effort.batch))
        some = lengths[first : first + effort.batch]
        batch = _batch(segments, hashes[start:end], owners[start:end] - first, some, effort)
        found.append(batch._replace(fragments=batch.fragments + first))
    return Candidates(*(np.concatenate(column) for column in zip(*found, strict=True))) if found else _none(0)


def is_thorough(segments: Sequence[Lists], hashes: Hashes, effort: Effort) -> bool:
    """Whether a fragment with these words would have been found, if it stood there with up to a third of them altered.

    Without its rarest third, the words that vote must not meet by chance in more bins than half of those that are looked at.
    """
    terms = each_once((hashes >> np.uint64(32)).astype(np.int64)).astype(np.uint32)
    numbers, sizes = _looked_up(segments, terms)
    spare = len(terms) // 3 - int((numbers < 0).all(axis=0).sum())
    if spare < 0:
        return True
    total = sum(segment.bins for segment in segments)
    voters, _ = _voters(np.zeros(len(terms), dtype=np.int64), sizes.sum(axis=0), effort)
    # a bin in a list takes a byte or two
    shares = np.minimum(sizes.sum(axis=0)[voters[spare:]] / total, 1.0)
    return bool(total * shares.prod() <= effort.best / 2)


def _none(fragments: int) -> Candidates:
    return Candidates(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.zeros(fragments, dtype=np.int64))


def _batch(segments: Sequence[Lists], hashes: Hashes, owners: Numbers, lengths: Numbers, effort: Effort) -> Candidates:
    pairs = each_once((owners.astype(np.uint64) << np.uint64(32)) | terms_of(hashes))
    owner, term = (pairs >> np.uint64(32)).astype(np.int64), pairs.astype(np.uint32)
    numbers, sizes = _looked_up(segments, term)
    voters, ranks = _voters(owner, sizes.sum(axis=0), effort)
    if not len(voters):
        return _none(len(lengths))
    total = sum(segment.bins for segment in segments)
    weights = np.clip(8 * np.log2(1 + total / sizes.sum(axis=0)[voters]), 1, 255).astype(np.uint64)
    heads = owner[voters].astype(np.uint64) << (_BIN_BITS + _VOTER_BITS), (ranks.astype(np.uint64) << _WEIGHT_BITS) | weights
    reaches = np.minimum(lengths // BIN + 1, FURTHEST)
    votes = [_votes(segment, numbers[k, voters], heads) for k, segment in enumerate(segments) if (sizes[k, voters] > 0).any()]
    complete = np.bincount(owner[voters], weights, len(lengths)).astype(np.int64)
    complete[owner[(numbers < 0).all(axis=0)]] = MOST_SCORE  # what has a word that stands nowhere
    return _best(np.sort(np.concatenate(votes)), reaches, complete, effort.best)


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


def _voters(owner: Numbers, sizes: Numbers, effort: Effort) -> tuple[Numbers, Numbers]:
    """The indexes of the words that vote, for each owner its rarest, and their ranks among these."""
    known = np.flatnonzero((sizes > 0) & (sizes <= MOST_VOTES))
    order = known[np.lexsort((sizes[known], owner[known]))]
    owned, cost = owner[order], np.cumsum(sizes[order])
    opens = np.searchsorted(owned, owned)
    rank = np.arange(len(order)) - opens
    spent = cost - (cost - sizes[order])[opens]
    chosen = (rank < 2) | ((rank < effort.voters) & (spent <= effort.votes))
    return order[chosen], rank[chosen]


def _votes(segment: Lists, numbers: Numbers, heads: tuple[Hashes, Hashes]) -> Hashes:
    """The votes of a segment, each as one number: owner, bin, voter and weight."""
    there = np.flatnonzero(numbers >= 0)
    different = each_once(numbers[there])
    place = np.searchsorted(different, numbers[there])
    which, bins = segment.bins_of(different)
    bounds = np.searchsorted(which, np.arange(len(different) + 1))
    starts, counts = bounds[place], (bounds[1:] - bounds[:-1])[place]
    at = np.arange(int(counts.sum())) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
    votes: Hashes = bins[at].astype(np.uint64) << _VOTER_BITS
    votes |= np.repeat(heads[0][there] | heads[1][there], counts)
    return votes


def _best(votes: Hashes, reaches: Numbers, complete: Numbers, most: int) -> Candidates:
    """The best bins of each fragment from its sorted votes, which come to `complete` where all its voters stand.

    A fragment reaches from its bin over `reaches` bins more, so that what stands in them counts for it, too.
    """
    voted = votes >> _VOTER_BITS
    opens = _opens(voted)
    single = np.add.reduceat((votes & np.uint64(255)).astype(np.int32), opens)
    places: Numbers = voted[opens].view(np.int64)
    kept = _in_question(places, single, complete, int(reaches.max()))
    places, single = places[kept], single[kept]
    owner = places >> int(_BIN_BITS)
    scores, reach = single.copy(), reaches[owner]
    for step in range(1, int(reaches.max()) + 1):
        scores[:-step] += single[step:] * (places[step:] - places[:-step] <= reach[:-step])
    firsts = _opens(owner)
    # a word that stands in a bin and in the next votes twice, so that the best may have more votes than are complete
    least = np.minimum(np.maximum.reduceat(scores, firsts) * RIVAL, complete[owner[firsts]])
    rivals = np.flatnonzero(scores >= np.repeat(least, np.diff(firsts, append=len(owner))))
    wanted = complete[owner[rivals]]
    apart = _apart(places[rivals], scores[rivals], single[rivals], reach[rivals], wanted)
    left = rivals[apart]
    there = np.bincount(owner[left[scores[left] >= wanted[apart]]], minlength=len(reaches))
    # what decides the order in one number: owner, score, place
    falling = np.uint64(MOST_SCORE) - scores[left].astype(np.uint64)
    rising = falling << np.uint64(32) | (len(places) - 1 - left).astype(np.uint64)
    keys = np.sort((owner[left].astype(np.uint64) << np.uint64(52)) | rising)
    firsts = _opens(keys >> np.uint64(52))
    rank = np.arange(len(keys)) - np.repeat(firsts, np.diff(firsts, append=len(keys)))
    best = keys[rank < most]
    at = len(places) - 1 - (best & np.uint64((1 << 32) - 1)).astype(np.int64)
    return Candidates(owner[at], places[at] & ((1 << int(_BIN_BITS)) - 1), there)


def _in_question(places: Numbers, single: Votes, complete: Numbers, furthest: int) -> Numbers:
    """The indexes of the bins that have enough votes to be a rival by themselves, or a neighbour: of many votes a tenth."""
    owner = places >> int(_BIN_BITS)
    firsts = _opens(owner)
    least = np.minimum(np.maximum.reduceat(single, firsts) * RIVAL, complete[owner[firsts]])
    kept = single >= np.repeat(np.ceil(least).astype(np.int32), np.diff(firsts, append=len(owner)))
    near = places[1:] - places[:-1] <= furthest
    kept[1:] |= near
    kept[:-1] |= near
    return np.flatnonzero(kept)


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
