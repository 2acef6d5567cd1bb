"""A quotation is a small edition: where in a canonical text it was taken from, and how it differs from that passage.

The search is the one for a single canonical text: three words in a row vote for a place (Quotations and wording, "the best
algorithm found": votes by diagonal), and the passage is then collated like a whole text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import NamedTuple

from fidelity.collation.strands import Unchecked, strand, variants
from fidelity.collation.tokens import Tokens, tokens
from fidelity.model.collation import Collation
from fidelity.model.span import Span
from fidelity.model.text import Text, View

_GRAM = 3
"""Words in a row that vote for a place."""
_ALIKE = 0.5
"""Share of a quotation's words that its passage must have, in order; with fewer it was not taken from there."""
_SLACK = 12
"""Words by which the ends of a passage may be longer than those of its quotation."""
_HIDDEN = 300
"""Words that an ellipsis may leave out, at most."""
_ELLIPSIS = re.compile(r"…|\.(?:\s?\.){2,}")


class Passage(NamedTuple):
    """Words `first` up to, not including, `last` of a view, and how many of them the quotation has too."""

    view: int
    first: int
    last: int
    shared: int


@dataclass(frozen=True)
class Passages:
    """A canonical text made ready for looking quotations up: its running text and note bodies as words."""

    text: Text
    views: tuple[View, ...]
    words: tuple[Tokens, ...]
    grams: dict[tuple[str, ...], list[tuple[int, int]]]
    """For each three words in a row: the views and word numbers where they stand."""

    @classmethod
    def of(cls, text: Text) -> Passages:
        """The passages of a canonical text."""
        views = (text.running, *(text.note_view(note) for note in text.notes if note.body is not None))
        words = tuple(tokens(view.string) for view in views)
        grams: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for k, one in enumerate(words):
            keys = one.keys
            for i in range(len(keys) - _GRAM + 1):
                grams[tuple(keys[i : i + _GRAM])].append((k, i))
        return cls(text, views, words, dict(grams))

    def collate(self, edition: Text, content: Span) -> Collation | None:
        """The collation of a quotation with the passage it was taken from; None when it stands nowhere.

        `content` is what stands between the quotation's marks, in offsets of the edition. The variants are in text offsets of
        both texts, as in a collation of whole texts.
        """
        quotation = _part(_view_holding(edition, content), content)
        passage = self._passage(quotation.string)
        if passage is None:
            return None
        never = Unchecked.of(self.text), Unchecked.of(edition)
        laid, remarks = strand(passage, quotation, never)
        found = [variant for variant, _, _ in variants(laid, None)]
        numbered = tuple(replace(variant, index=k) for k, variant in enumerate(found))
        return Collation(self.text, edition, laid, (), numbered, remarks)

    def _passage(self, quotation: str) -> View | None:
        """The passage that has the most of a quotation's words, cut where its own words begin and end.

        The longest fragment between ellipses is placed first, the others before and after it, as near as they are found.
        """
        fragments = [keys for keys in (tokens(part).keys for part in _ELLIPSIS.split(quotation)) if keys]
        if not fragments:
            return None
        main = max(range(len(fragments)), key=lambda i: len(fragments[i]))
        found = self._place(fragments[main])
        if found is None:
            return None
        words = self.words[found.view]
        first, last = found.first, found.last
        for keys in reversed(fragments[:main]):
            at = _rfind(words.keys, keys, max(first - _HIDDEN, 0), first)
            first = at if at is not None else max(first - len(keys), 0)
        for keys in fragments[main + 1 :]:
            at = _find(words.keys, keys, last, min(last + _HIDDEN, len(words)))
            last = at + len(keys) if at is not None else min(last + len(keys), len(words))
        return _slice(self.views[found.view], words.starts[first], words.ends[last - 1])

    def _place(self, keys: list[str]) -> Passage | None:
        """Where words were taken from: the best of the three places with the most votes."""
        seeds: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for i in range(len(keys) - _GRAM + 1):
            for k, at in self.grams.get(tuple(keys[i : i + _GRAM]), ()):
                # neighbouring buckets share a seed, so that no place falls between two
                bucket = (at - i) // _SLACK
                seeds[(k, bucket)].append((i, at))
                seeds[(k, bucket + 1)].append((i, at))
        most = sorted(seeds.items(), key=lambda one: (-len(one[1]), one[0]))[:3]
        places = [self._around(keys, k, votes) for (k, _), votes in most]
        best = max(places, key=lambda one: (one.shared, -(one.last - one.first)), default=None)
        return best if best is not None and best.shared >= _ALIKE * len(keys) else None

    def _around(self, keys: list[str], k: int, seeds: list[tuple[int, int]]) -> Passage:
        """The passage around some seeds (word of the quotation, word of the view), its ends put where they fit best.

        Of two ends at one distance the longer has more words in common.
        """
        from rapidfuzz.distance import Indel

        words = self.words[k].keys
        i, at = min(seeds)
        head = keys[:i]
        starts = range(max(at - len(head) - _SLACK, 0) if head else at, at + 1)
        first = min(starts, key=lambda start: (Indel.distance(head, words[start:at]), start))
        i, at = max(seeds)
        tail = keys[i + _GRAM :]
        after = at + _GRAM
        ends = range(after, min(after + len(tail) + _SLACK, len(words)) + 1 if tail else after + 1)
        last = min(ends, key=lambda end: (Indel.distance(tail, words[after:end]), -end))
        shared = (len(keys) + last - first - Indel.distance(keys, words[first:last])) // 2
        return Passage(k, first, last, shared)


def _find(words: list[str], keys: list[str], start: int, end: int) -> int | None:
    """The first place at or after word `start` where some words stand in a row, ending by word `end`."""
    return next((i for i in range(start, end - len(keys) + 1) if words[i : i + len(keys)] == keys), None)


def _rfind(words: list[str], keys: list[str], start: int, end: int) -> int | None:
    """The last such place."""
    return next((i for i in range(end - len(keys), start - 1, -1) if words[i : i + len(keys)] == keys), None)


def _view_holding(text: Text, span: Span) -> View:
    """The running text, or the note's body, that a stretch of a text lies in."""
    if span.start < text.running_end:
        return text.running
    held = (note for note in text.notes if note.body is not None and note.body.covers(span))
    note = next(held, None)
    return text.note_view(note) if note is not None else text.running


def _part(view: View, span: Span) -> View:
    return _slice(view, bisect_left(view.offsets, span.start), bisect_left(view.offsets, span.end))


def _slice(view: View, start: int, end: int) -> View:
    offsets = array(view.offsets.typecode, view.offsets[start:end])
    return View(view.string[start:end], offsets, offsets[-1] + 1 if offsets else view.end)
