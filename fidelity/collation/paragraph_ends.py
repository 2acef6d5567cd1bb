"""What went from the end of a paragraph, or was added there, told inside that paragraph.

Words alone leave it open whether "She stayed." and the line end behind it went, and the space before it became a line end, or
the space and the words. A person sees the second: the omission is in the paragraph that it was taken from, before the note that
is called at its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fidelity.model.collation import Tile, VariantKind
from fidelity.model.span import Span

_SPACES = frozenset({" ", "\u00a0", "\u202f", "\u2028"})


def within_paragraphs(tiles: Sequence[Tile], canonical: str, edition: str) -> list[Tile]:
    """The tiles, a line end at the end of an omission or addition taken as the one before which it belongs."""
    found: list[Tile] = []
    for laid in tiles:
        before = found[-1] if found else None
        if before is not None and _is_turned(before, laid, canonical, edition):
            a, b = laid.canonical.end, laid.edition.end
            omitted = laid.kind is VariantKind.OMISSION
            here = Span(before.canonical.start, a - 1 if omitted else before.canonical.start)
            there = Span(before.edition.start, before.edition.start if omitted else b - 1)
            found[-1:] = [replace(laid, canonical=here, edition=there), Tile(Span(here.end, a), Span(there.end, b), None)]
        elif before is not None and before.kind is None and laid.kind is None:
            found[-1] = Tile(
                Span(before.canonical.start, laid.canonical.end), Span(before.edition.start, laid.edition.end), None
            )
        else:
            found.append(laid)
    return found


def _is_turned(before: Tile, laid: Tile, canonical: str, edition: str) -> bool:
    """Whether a space faces a line end, and what went or was added behind them ends in one."""
    if before.kind is not VariantKind.SUBSTITUTION or before.substantive:
        return False
    space, end = canonical[slice(*before.canonical)], edition[slice(*before.edition)]
    if laid.kind is VariantKind.OMISSION and not laid.edition.length:
        return space in _SPACES and end == "\n" and canonical[laid.canonical.end - 1] == "\n"
    if laid.kind is VariantKind.ADDITION and not laid.canonical.length:
        return end in _SPACES and space == "\n" and edition[laid.edition.end - 1] == "\n"
    return False
