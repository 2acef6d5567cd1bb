"""Canonical texts in memory, searched like an index on disk."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fidelity.collation.passages.postings import BIN, Postings, Terms, pack, postings_of, unpack
from fidelity.collation.passages.seeds import FURTHEST, Numbers
from fidelity.model.span import Span
from fidelity.model.text import Text, View
from fidelity.model.work import Work


class _Lists:
    """Postings that lie in memory."""

    def __init__(self, packed: Postings, bins: int) -> None:
        self.bins = bins
        self.terms: Terms = packed.terms
        self.starts: Terms = packed.starts
        self._lists = packed.lists

    def bins_of(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """The bins of some terms, given by their numbers in order: (place in `numbers`, bin)."""
        starts = self.starts[numbers].astype(np.int64)
        sizes = self.starts[numbers + 1].astype(np.int64) - starts
        at = np.arange(int(sizes.sum())) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        return unpack(self._lists[at], sizes, 0)


@dataclass(frozen=True, slots=True)
class _Part:
    """The running text or a note's body of a text, from an address on."""

    text: Text
    view: View
    start: int


class Loaded:
    """Some canonical texts, made ready for looking quotations up."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._parts: list[_Part] = []
        self._texts: list[Span] = []
        self._works = [text.source.work for text in texts]
        strings: list[str] = []
        at = 0
        for text in texts:
            start = at
            for view in (text.running, *(text.note_view(note) for note in text.notes if note.body is not None)):
                self._parts.append(_Part(text, view, at))
                strings.append(view.string)
                at += len(view.string) + 1
            self._texts.append(Span(start, at - 1))
            apart = -at % BIN + FURTHEST * BIN
            strings[-1] += "\n" * apart
            at += apart
        self._string = "\n".join(strings)
        self._starts = [part.start for part in self._parts]
        bins = sum(span.length // BIN + 1 for span in self._texts)
        self.segments = (_Lists(pack(postings_of(self._string, 0), 0, bins), bins),)

    def extent(self, address: int) -> Span | None:
        """The addresses of the text that an address lies in."""
        k = bisect_right(self._texts, address, key=lambda span: span.start) - 1
        return self._texts[k] if k >= 0 else None

    def works(self) -> Sequence[tuple[Span, Work]]:
        """The addresses of each text, and what it is an edition of."""
        return list(zip(self._texts, self._works, strict=True))

    def read(self, start: int, end: int) -> str:
        """The characters from one address to another."""
        return self._string[start:end]

    def passage(self, place: Span) -> tuple[Text, View]:
        """The text that a place is in, and the place as a part of its running text or of a note; cut where that ends."""
        part = self._parts[bisect_right(self._starts, place.start) - 1]
        start = place.start - part.start
        return part.text, slice_of(part.view, start, min(place.end - part.start, len(part.view.string)))


def slice_of(view: View, start: int, end: int) -> View:
    """A part of a view."""
    offsets = array(view.offsets.typecode, view.offsets[start:end])
    return View(view.string[start:end], offsets, offsets[-1] + 1 if offsets else view.end)
