"""Where a difference stands: in which citation and field, in which quotation, in which note."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import TypeVar

from fidelity.model.declarations import Relation
from fidelity.model.recognised import Citation, Field, Quotation, Recognised
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.rules.difference import Difference

Recognition = TypeVar("Recognition", Citation, Quotation)

SPAN: Callable[[Citation], Span] = attrgetter("span")
CONTENT: Callable[[Quotation], Span] = attrgetter("content")
_LOOK_BACK = 24
"""How many that begin earlier are asked whether they still hold a place: quotations and citations nest, but not deeply."""


def holds(outer: Span, inner: Span) -> bool:
    """Whether a place is inside: an empty one strictly, a wider one with at least half of its characters."""
    if inner.start == inner.end:
        return outer.start < inner.start < outer.end
    shared = min(outer.end, inner.end) - max(outer.start, inner.start)
    return shared * 2 >= inner.length and shared > 0


def innermost(known: Sequence[Recognition], inside: Callable[[Recognition], Span], place: Span) -> Recognition | None:
    """The last-beginning of some recognised things, in order of place, whose inside holds a place."""
    starts, reach = _extents(known, inside)
    last = bisect_right(starts, max(place.end - 1, place.start)) - 1
    for i in range(last, max(last - _LOOK_BACK, -1), -1):
        if reach[i] <= place.start:
            return None
        if holds(inside(known[i]), place):
            return known[i]
    return None


_known: list[tuple[Sequence[object], Callable[..., Span], tuple[list[int], list[int]]]] = []
"""The extents of the last few things asked for: each difference asks for the same ones."""
_KEPT = 8


def _extents(known: Sequence[Recognition], inside: Callable[[Recognition], Span]) -> tuple[list[int], list[int]]:
    """Where things begin, and for each the furthest end of it and all before it: where looking back may stop."""
    for things, way, extents in _known:
        if things is known and way is inside:
            return extents
    spans = [inside(one) for one in known]
    extents = [span.start for span in spans], list(accumulate((span.end for span in spans), max))
    _known[_KEPT - 1 :] = []
    _known.insert(0, (known, inside, extents))
    return extents


def citation_at(case: Case, difference: Difference) -> tuple[Citation, Field | None] | None:
    """The citation that a difference stands in and the field of it: the canonical place decides, else the edition's."""
    for marks, span in _sides(case, difference):
        citation = innermost(marks.citations, SPAN, span)
        if citation is not None:
            field = field_at(citation, span)
            if field is None and _in_quoted_words(marks, citation, span):
                return None
            return citation, field
    return None


def _in_quoted_words(marks: Recognised, citation: Citation, span: Span) -> bool:
    """Whether a place stands in a quotation within a citation that is no title: the words of the work, after a colon."""
    quotation = innermost(marks.quotations, CONTENT, span)
    return (
        quotation is not None
        and citation.span.covers(quotation.content)
        and not any(part.overlaps(quotation.content) for _, part in citation.fields)
    )


def field_at(citation: Citation, span: Span) -> Field | None:
    """The smallest field of a citation that holds a place; for an empty place, also the field it stands at the edge of."""
    held = [(part.length, field) for field, part in citation.fields if holds(part, span)]
    if not held and span.start == span.end:
        held = [(part.length, field) for field, part in citation.fields if part.start <= span.start <= part.end]
    if not held:
        held = [(part.length, field) for field, part in citation.fields if part.overlaps(span)]
        held = held if len({field for _, field in held}) == 1 else []
    return min(held, key=lambda one: one[0])[1] if held else None


def quotation_at(case: Case, difference: Difference) -> tuple[Quotation, Span] | None:
    """The quotation whose content a difference stands in, and the difference's span on that side.

    In a text that quotes, the quotation is the edition's, and a difference at its very edge is its own too.
    """
    if case.relation is Relation.QUOTING:
        place = difference.edition
        quotations = case.edition_marks.quotations
        return next(((q, place) for q in quotations if q.content.covers(place)), None)
    for marks, span in _sides(case, difference):
        quotation = innermost(marks.quotations, CONTENT, span)
        if quotation is not None:
            return quotation, span
    return None


def note_label(case: Case, difference: Difference) -> str | None:
    """The edition's label of the note whose body a difference stands in."""
    if difference.note is None or case.collation is None:
        return None
    pair = case.collation.notes[difference.note]
    note = pair.edition or pair.canonical
    return note.label if note else None


def _sides(case: Case, difference: Difference) -> list[tuple[Recognised, Span]]:
    canonical = (case.canonical_marks, difference.canonical)
    edition = (case.edition_marks, difference.edition)
    return [canonical, edition] if difference.lost else [edition, canonical]
