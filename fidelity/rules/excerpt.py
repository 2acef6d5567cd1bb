"""What an excerpt does not have of its canonical text, because it begins later and ends earlier."""

from __future__ import annotations

from fidelity.model.collation import Collation, VariantKind
from fidelity.model.span import Span


def outside_excerpt(collation: Collation) -> frozenset[int]:
    """The omissions before the first words that both texts have and behind the last, and the notes that are called only there.

    What is left out between has to be marked.
    """
    tiles = collation.running.tiles
    agreed = [i for i, tile in enumerate(tiles) if tile.kind is None]
    if not agreed:
        return frozenset()
    view = collation.running.canonical
    head = view.to_text(Span(0, tiles[agreed[0]].canonical.start)).end
    tail = view.to_text(Span(tiles[agreed[-1]].canonical.end, len(view.string))).start
    outside = set()
    for variant in collation.variants:
        if variant.kind is not VariantKind.OMISSION:
            continue
        if variant.note is None and not variant.call and (variant.canonical.end <= head or variant.canonical.start >= tail):
            outside.add(variant.index)
        elif variant.note is not None:
            note = collation.notes[variant.note].canonical
            if note is not None and all(call.end <= head or call.start >= tail for call in note.calls):
                outside.add(variant.index)
    return frozenset(outside)
