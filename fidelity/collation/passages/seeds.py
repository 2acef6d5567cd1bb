"""Where a fragment may have been taken from: the bins that hold most of its rare words.

All fragments are asked at once. The rarest words of each vote, a word for every bin that it stands in, with the more weight
the fewer these are; the votes of all are sorted together, and the best bins of each fragment are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from fidelity.collation.passages.bins import BIN, FURTHEST, MOST_VOTES, RIVAL, Effort
from fidelity.collation.passages.postings import Terms, each_once, terms_of
from fidelity.collation.passages.words import Hashes

Numbers = NDArray[np.int64]

_MOST_SCORE = np.uint64((1 << 20) - 1)
"""More than the votes of one bin can come to."""
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


def candidates(segments: Sequence[Lists], hashes: Hashes, owners: Numbers, lengths: Numbers, effort: Effort) -> Candidates:
    """The best bins for fragments, whose words are `hashes`, each with its fragment's number in `owners`, in order.

    `lengths` are those of the fragments in characters.
    """
    found = []
    for first in range(0, len(lengths), effort.batch):
        start, end = np.searchsorted(owners, (first, first + effort.batch))
        some = lengths[first : first + effort.batch]
        batch = _batch(segments, hashes[start:end], owners[start:end] - first, some, effort)
        found.append(Candidates(batch.fragments + first, batch.bins))
    return Candidates(*(np.concatenate(column) for column in zip(*found, strict=True))) if found else _none()


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


def _none() -> Candidates:
    return Candidates(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def _batch(segments: Sequence[Lists], hashes: Hashes, owners: Numbers, lengths: Numbers, effort: Effort) -> Candidates:
    pairs = each_once((owners.astype(np.uint64) << np.uint64(32)) | terms_of(hashes))
    owner, term = (pairs >> np.uint64(32)).astype(np.int64), pairs.astype(np.uint32)
    numbers, sizes = _looked_up(segments, term)
    voters, ranks = _voters(owner, sizes.sum(axis=0), effort)
    if not len(voters):
        return _none()
    total = sum(segment.bins for segment in segments)
    weights = np.clip(8 * np.log2(1 + total / sizes.sum(axis=0)[voters]), 1, 255).astype(np.uint64)
    heads = owner[voters].astype(np.uint64) << (_BIN_BITS + _VOTER_BITS), (ranks.astype(np.uint64) << _WEIGHT_BITS) | weights
    reaches = np.minimum(lengths // BIN + 1, FURTHEST)
    votes = [_votes(segment, numbers[k, voters], heads) for k, segment in enumerate(segments) if (sizes[k, voters] > 0).any()]
    return _best(np.sort(np.concatenate(votes)), reaches, effort.best)


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


def _best(votes: Hashes, reaches: Numbers, most: int) -> Candidates:
    """The best bins of each fragment from its sorted votes.

    A fragment reaches from its bin over `reaches` bins more, so that what stands in them counts for it, too.
    """
    places = votes >> _VOTER_BITS
    opens = _opens(places)
    single = np.add.reduceat((votes & np.uint64(255)).astype(np.int32), opens)
    places = places[opens].astype(np.int64)
    owner = places >> int(_BIN_BITS)
    scores, reach = single.copy(), reaches[owner]
    near = [places[step:] - places[:-step] <= reach[:-step] for step in range(1, int(reaches.max()) + 1)]
    for step, touching in enumerate(near, 1):
        scores[:-step] += single[step:] * touching
    firsts = _opens(owner)
    counts = np.diff(firsts, append=len(owner))
    good = scores >= np.repeat(np.maximum.reduceat(scores, firsts) * RIVAL, counts)
    # of neighbours that reach the same words, the one with most votes; of equal ones the last
    for step, touching in enumerate(near, 1):
        more = scores[:-step] <= scores[step:]
        good[:-step] &= ~(touching & more)
        good[step:] &= ~touching | more
    left = np.flatnonzero(good)
    # what decides the order in one number: owner, score, place
    rising = _MOST_SCORE - scores[left].astype(np.uint64) << np.uint64(32) | (len(places) - 1 - left).astype(np.uint64)
    keys = np.sort((owner[left].astype(np.uint64) << np.uint64(52)) | rising)
    firsts = _opens(keys >> np.uint64(52))
    rank = np.arange(len(keys)) - np.repeat(firsts, np.diff(firsts, append=len(keys)))
    best = keys[rank < most]
    at = len(places) - 1 - (best & np.uint64((1 << 32) - 1)).astype(np.int64)
    return Candidates(owner[at], places[at] & ((1 << int(_BIN_BITS)) - 1))


def _opens(values: Hashes | Numbers) -> Numbers:
    """Where runs of equal numbers begin."""
    fresh = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    return np.flatnonzero(fresh)
