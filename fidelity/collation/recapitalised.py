"""A word whose case alone changed is one variant with the omission or addition beside it: "The old man" → "Old man"."""

from __future__ import annotations

from collections.abc import Sequence

from fidelity.collation.laying import kind_of
from fidelity.collation.tokens import form, is_quotation_marks
from fidelity.model.collation import Tile, VariantKind
from fidelity.model.span import Span

LONGEST = 200
"""Characters of a reading that may differ from another in case alone."""


def recapitalised(tiles: Sequence[Tile], canonical: str, edition: str) -> list[Tile]:
    """Tiles in which a word whose case alone changed is one variant with the omission or addition beside it."""
    result: list[Tile] = []
    plain = {VariantKind.OMISSION, VariantKind.ADDITION, VariantKind.SUBSTITUTION}
    for laid in tiles:
        if laid.kind in plain and laid.substantive and result:
            k = len(result) - 1
            spaces = result[k]
            if spaces.kind is None and canonical[slice(*spaces.canonical)].isspace():
                k -= 1
            first = result[k] if k >= 0 else None
            if (
                first is not None
                and first.kind in plain
                and first.substantive
                and _is_one_change(first, laid, canonical, edition, touching=k == len(result) - 1)
            ):
                span = Span(first.canonical.start, laid.canonical.end)
                other = Span(first.edition.start, laid.edition.end)
                reading, other_reading = canonical[slice(*span)], edition[slice(*other)]
                result[k:] = [Tile(span, other, kind_of(reading, other_reading), substantive=True)]
                continue
        result.append(laid)
    return result


def _is_of_case_only(laid: Tile, canonical: str, edition: str) -> bool:
    """Whether a reading differs from the other in capitals alone."""
    if max(laid.canonical.length, laid.edition.length) > LONGEST:
        return False
    one = form(canonical[slice(*laid.canonical)])
    two = form(edition[slice(*laid.edition)])
    return one != two and one.casefold() == two.casefold()


def _is_one_change(first: Tile, second: Tile, canonical: str, edition: str, *, touching: bool) -> bool:
    """Whether two neighbouring variants are one: they touch, or one only recapitalises a word beside the other.

    Quotation marks stay variants of their own, for they have rules of their own.
    """
    if _has_only_quotation_marks(first, canonical, edition) or _has_only_quotation_marks(second, canonical, edition):
        return False
    return touching or _is_of_case_only(first, canonical, edition) != _is_of_case_only(second, canonical, edition)


def _has_only_quotation_marks(laid: Tile, canonical: str, edition: str) -> bool:
    reading = canonical[slice(*laid.canonical)] + edition[slice(*laid.edition)]
    return is_quotation_marks(reading)
