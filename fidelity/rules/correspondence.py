"""What of the canonical text corresponds to a stretch of an edition, and whether it is the same."""

from __future__ import annotations

import unicodedata

from fidelity.model.collation import Collation, Variant, VariantKind
from fidelity.model.span import Span
from fidelity.rules.difference import is_whole_note


def stands_there_too(collation: Collation, place: Span) -> bool:
    """Whether the canonical text has the same characters at the corresponding place, composed or not."""
    there = canonical_hull(collation, place) if place.length else None
    if there is None:
        return not any(v.edition.start <= place.end and place.start <= v.edition.end for v in collation.variants)
    readings = collation.edition.string[slice(*place)], collation.canonical.string[slice(*there)]
    return len({unicodedata.normalize("NFC", reading) for reading in readings}) == 1


def canonical_hull(collation: Collation, place: Span) -> Span | None:
    """The canonical stretch that corresponds to a stretch of the edition; None inside a note that it does not have.

    Inside a variant it is narrowed to what the place itself has instead: of "specifically", for the ligature in "speciﬁcally",
    the letters "fi".
    """
    if place.length == 0:
        at = collation.to_canonical(place.start)
        return None if at is None else Span(at, at)
    first, last = _variant_over(collation, place.start), _variant_over(collation, place.end - 1)
    start: int | None
    end: int | None
    if first is None:
        start = collation.to_canonical(place.start)
    else:
        start = first.canonical.start + _shared(collation, first, Span(first.edition.start, place.start), at_end=False)
    if last is None:
        end = collation.to_canonical(place.end - 1)
        end = None if end is None else end + 1
    else:
        end = last.canonical.end - _shared(collation, last, Span(place.end, last.edition.end), at_end=True)
    if start is None or end is None:
        return None
    for variant in collation.variants_within(Span(place.start, place.end + 1)):
        if variant.kind is VariantKind.OMISSION and variant.edition == Span(place.end, place.end) and variant.note is None:
            end = max(end, variant.canonical.end) if variant.canonical.start <= end else end
    return Span(start, max(start, end))


def _variant_over(collation: Collation, offset: int) -> Variant | None:
    """The variant, no note call or whole note, whose edition's reading has the character at an offset."""
    for variant in collation.variants_within(Span(offset, offset + 1)):
        if variant.edition.start <= offset < variant.edition.end and not variant.call:
            moved = variant.kind is VariantKind.TRANSPOSITION and variant.canonical.length == 0
            if not moved and not is_whole_note(collation, variant):
                return variant
    return None


def _shared(collation: Collation, variant: Variant, rest: Span, *, at_end: bool) -> int:
    """How many characters at one end of a variant both readings share, if the edition's `rest` is that end; else 0."""
    one, two = collation.canonical.string[slice(*variant.canonical)], collation.edition.string[slice(*rest)]
    return len(two) if (one.endswith(two) if at_end else one.startswith(two)) else 0
