"""Several indexes and texts in memory, searched as one: the addresses of each follow those of the one before. And some of the
texts, searched as if there were no others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

import numpy as np

from fidelity.collation.passages.bins import BIN
from fidelity.collation.passages.seeds import Lists, Numbers
from fidelity.collation.quoted import Shelf
from fidelity.model.span import Span
from fidelity.model.text import Text, View
from fidelity.model.work import Work

_ROOM = 1 << 40
"""Addresses that each has to itself: a million million characters."""


class Moved:
    """A segment whose bins follow those of others."""

    def __init__(self, lists: Lists, first: int) -> None:
        self.bins = lists.bins
        self.terms = lists.terms
        self.starts = lists.starts
        self._lists = lists
        self._first = first

    def bins_of(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """The bins of some terms, given by their numbers in order: how many each has, and all of them, term by term."""
        counts, bins = self._lists.bins_of(numbers)
        return counts, bins + self._first


class Shelves:
    """Several shelves as one."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self._shelves = tuple(shelves)
        self._starts = [k * _ROOM for k in range(len(self._shelves))]

    @property
    def segments(self) -> Sequence[Lists]:
        """The postings of all."""
        return [
            Moved(lists, start // BIN)
            for shelf, start in zip(self._shelves, self._starts, strict=True)
            for lists in shelf.segments
        ]

    def _at(self, address: int) -> tuple[Shelf, int]:
        k = bisect_right(self._starts, address) - 1
        return self._shelves[k], self._starts[k]

    def extent(self, address: int) -> Span | None:
        """The addresses of the text that an address lies in; None where there is none."""
        shelf, start = self._at(address)
        found = shelf.extent(address - start)
        return Span(found.start + start, found.end + start) if found is not None else None

    def works(self) -> Sequence[tuple[Span, Work]]:
        """The addresses of each text, and what it is an edition of."""
        return [
            (Span(place.start + start, place.end + start), work)
            for shelf, start in zip(self._shelves, self._starts, strict=True)
            for place, work in shelf.works()
        ]

    def read(self, start: int, end: int) -> str:
        """The characters from one address to another of one text."""
        shelf, first = self._at(start)
        return shelf.read(start - first, end - first)

    def passage(self, place: Span) -> tuple[Text, View]:
        """The text that a place is in, or an excerpt of it, and the place as a part of its running text or of a note."""
        shelf, first = self._at(place.start)
        return shelf.passage(Span(place.start - first, place.end - first))


class Kept:
    """A segment whose bins outside some stretches hold nothing."""

    def __init__(self, lists: Lists, firsts: Numbers, ends: Numbers) -> None:
        self.bins = lists.bins
        self.terms = lists.terms
        self.starts = lists.starts
        self._lists = lists
        self._firsts, self._ends = firsts, ends

    def bins_of(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """The bins of some terms, given by their numbers in order: how many each has, and all of them, term by term."""
        counts, bins = self._lists.bins_of(numbers)
        at = np.searchsorted(self._firsts, bins, side="right") - 1
        kept = (at >= 0) & (bins < self._ends[at])
        which = np.repeat(np.arange(len(counts)), counts)
        return np.bincount(which[kept], minlength=len(counts)), bins[kept]


class Narrowed:
    """Some texts of a shelf, given by the addresses of each, in order."""

    def __init__(self, shelf: Shelf, texts: Sequence[Span]) -> None:
        self._shelf = shelf
        firsts = np.array([text.start // BIN for text in texts], dtype=np.int64)
        ends = np.array([-(-text.end // BIN) for text in texts], dtype=np.int64)
        self.segments: Sequence[Lists] = [Kept(lists, firsts, ends) for lists in shelf.segments]
        self.extent = shelf.extent
        self.read = shelf.read
        self.passage = shelf.passage
        kept = frozenset(texts)
        self.works: Callable[[], Sequence[tuple[Span, Work]]] = lambda: [one for one in shelf.works() if one[0] in kept]
