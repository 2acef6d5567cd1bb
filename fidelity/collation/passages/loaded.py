"""Canonical texts in memory, searched like an index on disk."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from fidelity.collation.passages.bins import BIN, FURTHEST
from fidelity.collation.passages.coded import keys_in_bins
from fidelity.model.span import Span
from fidelity.model.text import Text, View
from fidelity.model.work import Work

if TYPE_CHECKING:
    from fidelity.collation.passages.seeds import Lists

_SHORT = 400_000
"""Characters up to which reading the words into a dictionary takes less time than loading numpy."""


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
        self.bins = sum(span.length // BIN + 1 for span in self._texts)
        """How many bins there are."""

    @property
    def is_short(self) -> bool:
        """Whether all texts are short enough to be searched with dictionaries."""
        return len(self._string) <= _SHORT

    @cached_property
    def segments(self) -> Sequence[Lists]:
        """The postings of the words."""
        from fidelity.collation.passages.postings import ListsInMemory, pack, postings_of

        return (ListsInMemory(pack(postings_of(self._string, 0), 0, self.bins), self.bins),)

    @cached_property
    def bins_of(self) -> Mapping[str, Sequence[int]]:
        """The bins that hold each word, by what tells words apart, in order: the postings of a short text."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(keys_in_bins(self._string)):
            for word in words:
                found[word].append(number)
        return dict(found)

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
