"""(Text, Text) → Collation: agreements and variants that tile both witnesses, and their notes paired by content and place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fidelity.model.collation import Collation, NotePair, Strand, Variant
    from fidelity.model.declarations import HouseStyle
    from fidelity.model.text import Text

    Found = tuple[Variant, tuple[int, int] | None, tuple[int, int] | None]
    """A variant, not numbered yet; which tile of which strand it is; and which tile is its other half."""


def collate(canonical: Text, edition: Text, style: HouseStyle | None = None) -> Collation:
    """Compare an edition with its canonical text: running text, then each note with its counterpart.

    Every difference becomes a variant; `substantive` says whether it changes what the text says, which what the
    house `style` declares does not. Raises nothing.
    """
    # what compares is loaded only when texts are compared, and what knows of notes only when there are some
    from fidelity.collation.strands import NO_STYLE, Unchecked, strand, variants
    from fidelity.language.identification import identify
    from fidelity.model.collation import Collation

    style = style or NO_STYLE
    never = Unchecked.of(canonical), Unchecked.of(edition)
    language = partial(identify, canonical.string)
    running, remarks = strand(canonical.running, edition.running, never, style, language)
    found: list[Found] = []
    for variant, i, half in variants(running, None):
        found.append((variant, None if i is None else (-1, i), None if half is None else (-1, half)))
    notes = _notes(canonical, edition, running, style, language) if canonical.notes or edition.notes else _Notes()
    found += notes.found
    found.sort(key=lambda item: (item[0].edition.start, item[0].edition.end, item[0].canonical))
    index = {tile: k for k, (_, tile, _) in enumerate(found) if tile is not None}
    numbered = tuple(
        replace(variant, index=k, partner=None if partner is None else index[partner])
        for k, (variant, _, partner) in enumerate(found)
    )
    remarks += tuple(notes.remarks)
    return Collation(canonical, edition, running, tuple(notes.pairs), numbered, remarks, tuple(notes.relabelled))


class _Notes:
    """The notes of two texts paired, and what they and their calls differ in."""

    def __init__(self) -> None:
        self.pairs: list[NotePair] = []
        self.found: list[Found] = []
        self.relabelled: list[tuple[str, str]] = []
        self.remarks: list[str] = []


def _notes(canonical: Text, edition: Text, running: Strand, style: HouseStyle, language: Callable[[], str | None]) -> _Notes:
    """Each note with its counterpart, as the running text places it."""
    from fidelity.collation.notes import Projection, calls, pair, turned, whole_note
    from fidelity.collation.repeated import repeated
    from fidelity.collation.strands import Unchecked, strand, variants
    from fidelity.model.collation import NotePair, Variant

    notes = _Notes()
    never = Unchecked.of(canonical), Unchecked.of(edition)
    forth = Projection(running.tiles, running.edition.string, dict(running.moved))
    back = turned(running)
    texts = (canonical, edition)
    paired = pair(canonical, edition, forth)
    again = repeated(canonical, edition, paired, forth)
    for k, (a, b) in enumerate(paired):
        one, two = None if a is None else canonical.notes[a], None if b is None else edition.notes[b]
        number, laid = len(notes.pairs), None
        if one is not None and two is not None:
            if one.label != two.label:
                notes.relabelled.append((one.label, two.label))
            if one.body is not None and two.body is not None:
                laid, more = strand(canonical.note_view(one), edition.note_view(two), never, style, language)
                notes.remarks += more
                for variant, i, partner in variants(laid, number):
                    tile, other = None if i is None else (number, i), None if partner is None else (number, partner)
                    notes.found.append((variant, tile, other))
        whole = None if k in again.twins else whole_note(one, two, texts, forth, back)
        called = () if k in again.twins else calls(*again.of(k, one, two), texts, forth, back)
        for event in (*((whole,) if whole else ()), *called):
            spans = event.canonical, event.edition
            notes.found.append((Variant(-1, event.kind, *spans, event.substantive, number, call=event.call), None, None))
        notes.pairs.append(NotePair(one, two, laid))
    return notes
