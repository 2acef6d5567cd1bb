"""A stretch of text as citations are read in it: with one plain space wherever it has several, or those that do not break.

Spaces are accidentals, so that they decide nothing about what a citation says.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fidelity.model.late_pattern import late_pattern
from fidelity.model.recognised import Citation
from fidelity.model.span import Span
from fidelity.recognition.citations.clauses import inside

_UNEVEN = late_pattern(r"[ \t\u00a0\u2000-\u200a\u202f]{2,}|[\t\u00a0\u2000-\u200a\u202f]")


@dataclass(frozen=True, slots=True)
class EvenlySpaced:
    """The words of a stretch, the quotations and emphasis in them, and where they stand in the text."""

    words: str
    quoted: tuple[Span, ...]
    stressed: tuple[Span, ...]
    start: int
    """Where the stretch begins in the text, in characters."""
    places: array[int] | None
    """The place of each character of the words, and of their end, in the stretch; None where they are all of it."""

    def placed(self, found: Iterable[Citation]) -> Iterable[Citation]:
        """Citations in the words as citations in the text."""
        for one in found:
            fields = tuple([(field, self._in_text(span)) for field, span in one.fields])
            yield replace(one, span=self._in_text(one.span), fields=fields)

    def _in_text(self, span: Span) -> Span:
        start, end = span
        if self.places is not None:
            start, end = self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]
        return Span(start + self.start, end + self.start)


def evenly_spaced(string: str, block: Span, outer: Sequence[Span], stressed: Sequence[Span]) -> EvenlySpaced:
    """A block of a text; `outer` are its outermost quotations and `stressed` what it emphasises, in order of place."""
    words, at, places = string[slice(*block)], block.start, None
    if _UNEVEN.search(words):
        words, places = _evened(words)

    def within(span: Span) -> Span:
        start, end = span.start - at, span.end - at
        return Span(start, end) if places is None else Span(bisect_left(places, start), bisect_left(places, end))

    quoted = tuple([within(span) for span in inside(outer, block)])
    return EvenlySpaced(words, quoted, tuple([within(span) for span in inside(stressed, block)]), at, places)


def _evened(words: str) -> tuple[str, array[int]]:
    parts: list[str] = []
    places = array("i")
    at = 0
    for match in _UNEVEN.finditer(words):
        parts += [words[at : match.start()], " "]
        places.extend(range(at, match.start() + 1))
        at = match.end()
    parts.append(words[at:])
    places.extend(range(at, len(words) + 1))
    return "".join(parts), places
