"""(Text, Text) → Collation: agreements and variants that tile both witnesses, and their notes paired by content and place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fidelity.model.collation import Collation, Variant
    from fidelity.model.declarations import HouseStyle
    from fidelity.model.text import Text


def collate(canonical: Text, edition: Text, style: HouseStyle | None = None) -> Collation:
    """Compare an edition with its canonical text: running text, then each note with its counterpart.

    Every difference becomes a variant; `substantive` says whether it changes what the text says, which what the
    house `style` declares does not. Raises nothing.
    """
    # numpy and rapidfuzz are loaded only when texts are compared
    from fidelity.collation.notes import Projection, calls, pair, turned, whole_note
    from fidelity.collation.repeated import repeated
    from fidelity.collation.strands import NO_STYLE, Unchecked, strand, variants
    from fidelity.model.collation import Collation, NotePair, Variant

    style = style or NO_STYLE
    never = Unchecked.of(canonical), Unchecked.of(edition)
    running, remarks = strand(canonical.running, edition.running, never, style)
    forth = Projection(running.tiles, running.edition.string, dict(running.moved))
    back = turned(running)

    found: list[tuple[Variant, tuple[int, int] | None, tuple[int, int] | None]] = []
    for variant, i, partner in variants(running, None):
        found.append((variant, None if i is None else (-1, i), None if partner is None else (-1, partner)))
    pairs: list[NotePair] = []
    relabelled: list[tuple[str, str]] = []
    texts = (canonical, edition)
    paired = pair(canonical, edition, forth)
    again = repeated(canonical, edition, paired, forth)
    for k, (a, b) in enumerate(paired):
        one, two = None if a is None else canonical.notes[a], None if b is None else edition.notes[b]
        number, laid = len(pairs), None
        if one is not None and two is not None:
            if one.label != two.label:
                relabelled.append((one.label, two.label))
            if one.body is not None and two.body is not None:
                laid, more = strand(canonical.note_view(one), edition.note_view(two), never, style)
                remarks += more
                for variant, i, partner in variants(laid, number):
                    found.append((variant, None if i is None else (number, i), None if partner is None else (number, partner)))
        whole = None if k in again.twins else whole_note(one, two, texts, forth, back)
        called = () if k in again.twins else calls(*again.of(k, one, two), texts, forth, back)
        for event in (*((whole,) if whole else ()), *called):
            spans = event.canonical, event.edition
            found.append((Variant(-1, event.kind, *spans, event.substantive, number, call=event.call), None, None))
        pairs.append(NotePair(one, two, laid))

    found.sort(key=lambda item: (item[0].edition.start, item[0].edition.end, item[0].canonical))
    index = {tile: k for k, (_, tile, _) in enumerate(found) if tile is not None}
    numbered = tuple(
        replace(variant, index=k, partner=None if partner is None else index[partner])
        for k, (variant, _, partner) in enumerate(found)
    )
    return Collation(canonical, edition, running, tuple(pairs), numbered, remarks, tuple(relabelled))
