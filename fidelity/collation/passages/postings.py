"""For each word of a stretch of the index, the bins that hold it, packed: about one byte for each.

A term is the upper half of a word's hash. Its bins are written as differences in variable-length bytes (seven bits a byte,
the lowest first, the last byte below 128), as search engines do. Two words with one term share a list; the alignment tells
them apart.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from fidelity.collation.passages.bins import BIN
from fidelity.collation.passages.words import Hashes, words

Terms = NDArray[np.uint32]
Bytes = NDArray[np.uint8]
Number = TypeVar("Number", np.uint32, np.uint64, np.int64)

_EVERYWHERE, _ALWAYS_KEPT = 4, 4096
"""A word in more than one bin of four says nothing of a place: its list is empty, if it has more bins than the latter."""


class Postings(NamedTuple):
    """The terms in order, where the list of each begins in `lists` (and, as the last number, where they end), and the lists."""

    terms: Terms
    starts: Terms
    lists: Bytes


def terms_of(hashes: Hashes) -> Terms:
    """The terms of words."""
    return (hashes >> np.uint64(32)).astype(np.uint32)


def postings_of(string: str, first: int) -> Hashes:
    """What `pack` packs, of a string whose first character is the first of bin number `first`: sorted, each once."""
    found = words(string)
    bins = (found.starts // BIN + first).astype(np.uint64)
    return each_once((found.hashes >> np.uint64(32) << np.uint64(32)) | bins)


def each_once(values: NDArray[Number]) -> NDArray[Number]:
    """Values sorted, each once. (`numpy.unique` takes ten times as long for numbers of which many are equal.)"""
    values = np.sort(values)
    fresh = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    once: NDArray[Number] = values[fresh]
    return once


def pack(pairs: Hashes, first: int, bins: int) -> Postings:
    """Sorted pairs (term in the upper half, bin in the lower) of `bins` bins from number `first` on, as lists."""
    terms = (pairs >> np.uint64(32)).astype(np.uint32)
    places = pairs.astype(np.uint32) - np.uint32(first)
    opens = np.flatnonzero(np.concatenate((terms[:1] == terms[:1], terms[1:] != terms[:-1])))
    counts = np.diff(opens, append=len(terms))
    every = terms[opens]
    kept = (counts <= _ALWAYS_KEPT) | (counts * _EVERYWHERE <= bins)
    if not kept.all():
        places = places[np.repeat(kept, counts)]
        counts = counts[kept]
        opens = np.cumsum(counts) - counts
    steps = places.copy()
    steps[1:] -= places[:-1]
    steps[opens] = places[opens]
    widths = np.ones(len(steps), dtype=np.uint8)
    for k in (1, 2, 3, 4):
        widths += steps >= np.uint32(1 << 7 * k)
    ends = np.cumsum(widths, dtype=np.int64)
    lists = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    begins = ends - widths
    # a list that is not kept is empty
    starts = np.append(np.append(begins[opens], len(lists))[np.cumsum(kept) - kept], len(lists)).astype(np.uint32)
    at = begins
    while len(at):
        # the lowest seven bits of all, then the next seven of those that have more, and so on
        more = np.flatnonzero(widths > 1)
        bits = (steps & np.uint32(127)).astype(np.uint8)
        bits[more] |= 128
        lists[at] = bits
        steps, widths, at = steps[more] >> np.uint32(7), widths[more] - np.uint8(1), at[more] + 1
    return Postings(every, starts, lists)


def unpack(lists: Bytes, sizes: NDArray[np.int64], first: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The bins of some lists that follow one another, of `sizes` bytes each: how many each has, and all of them."""
    final = np.flatnonzero(lists < 128)
    if not len(final):
        return np.zeros(len(sizes), np.int64), np.empty(0, np.int64)
    opens = np.empty_like(final)
    opens[0] = 0
    np.add(final[:-1], 1, out=opens[1:])
    steps = (lists[opens] & 127).astype(np.int64)
    longer, at = np.flatnonzero(final > opens), 1
    while len(longer):
        steps[longer] |= (lists[opens[longer] + at] & 127).astype(np.int64) << 7 * at
        at += 1
        longer = longer[final[longer] - opens[longer] >= at]
    firsts = np.searchsorted(opens, np.cumsum(sizes) - sizes)
    counts = np.diff(firsts, append=len(opens))
    totals = np.cumsum(steps)
    totals -= np.repeat(np.concatenate(([0], totals))[firsts] - first, counts)
    return counts, totals


class ListsInMemory:
    """Postings that lie in memory."""

    def __init__(self, packed: Postings, bins: int) -> None:
        self.bins = bins
        self.terms: Terms = packed.terms
        self.starts: Terms = packed.starts
        self._lists = packed.lists

    def bins_of(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The bins of some terms, given by their numbers in order: how many each has, and all of them, term by term."""
        starts = self.starts[numbers].astype(np.int64)
        sizes = self.starts[numbers + 1].astype(np.int64) - starts
        at = np.arange(int(sizes.sum())) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        return unpack(self._lists[at], sizes, 0)
