"""The comparison of two witnesses: agreements and variants that tile both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from fidelity.model.span import Span
from fidelity.model.text import Note, Text, View


class VariantKind(StrEnum):
    """The four kinds of variant."""

    OMISSION = "omission"
    ADDITION = "addition"
    SUBSTITUTION = "substitution"
    TRANSPOSITION = "transposition"
    """Moved: comes in two halves, an empty edition span where it stood and an empty canonical span where it stands now."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of a strand, in view offsets: an agreement (the same characters) when `kind` is None, else a variant."""

    canonical: Span
    edition: Span
    kind: VariantKind | None
    substantive: bool = False
    partner: int | None = None
    """For a transposition: the index in the strand of its other half."""


@dataclass(frozen=True, slots=True)
class Strand:
    """One stretch of text collated with its counterpart: the running text, or one note's body.

    The tiles, in order, cover both views without gap or overlap.
    """

    canonical: View
    edition: View
    tiles: tuple[Tile, ...]
    moved: tuple[tuple[int, tuple[Tile, ...]], ...] = ()
    """For each moved passage: the index of its canonical half, and the tiles inside it, in offsets from its start."""


@dataclass(frozen=True, slots=True)
class NotePair:
    """A canonical note and the edition's counterpart, paired by content and place, never by label; None where it has none."""

    canonical: Note | None
    edition: Note | None
    strand: Strand | None


@dataclass(frozen=True, slots=True)
class Variant:
    """One place where the witnesses differ, in text offsets. `note` is the index of its pair in `Collation.notes`, else None.

    A whole lost note is an omission, a whole added note an addition, with the other span empty where the call stood or would
    stand; where the call survives without its body (or stood without one) the other span is that call. A note call that moved,
    vanished or was added while its note remains is a variant with `call` set; a moved one is a single transposition whose spans
    are the call in either text. What was changed inside a moved passage is a variant of its own, beside the two halves.
    """

    index: int
    kind: VariantKind
    canonical: Span
    edition: Span
    substantive: bool
    note: int | None = None
    partner: int | None = None
    """For a transposition: the index of the variant that is its other half."""
    call: bool = False


@dataclass(frozen=True, eq=False)
class Collation:
    """Two witnesses compared."""

    canonical: Text
    edition: Text
    running: Strand
    notes: tuple[NotePair, ...]
    variants: tuple[Variant, ...]
    """Every difference, accidental ones too, in the order of the edition; `variants[i].index == i`."""
    remarks: tuple[str, ...] = field(default=())
    """What the collation could not do and why (a fallback that was taken), in sentences."""
    relabelled: tuple[tuple[str, str], ...] = field(default=())
    """(canonical label, edition label) of paired notes whose labels differ, in canonical order; no variant by itself."""

    @cached_property
    def substantive(self) -> tuple[Variant, ...]:
        """The variants that change what the text says."""
        return tuple(variant for variant in self.variants if variant.substantive)

    def variants_within(self, span: Span) -> tuple[Variant, ...]:
        """The variants whose edition's reading overlaps or touches a stretch of the edition's text, in order."""
        last = bisect_right(self.variants, span.end, key=lambda variant: variant.edition.start)
        first = bisect_left(self._reach, span.start, 0, last)
        return tuple(variant for variant in self.variants[first:last] if variant.edition.end >= span.start)

    @cached_property
    def _reach(self) -> list[int]:
        """For each variant the furthest end of the edition's readings up to it: never falling, so that it can be searched."""
        return list(accumulate((variant.edition.end for variant in self.variants), max))

    @cached_property
    def varying(self) -> tuple[Span, ...]:
        """The stretches of the edition's text that variants touch, accidental ones too, in order and apart."""
        found: list[Span] = []
        for variant in self.variants:
            start, end = max(variant.edition.start - 1, 0), variant.edition.end + 1
            if found and start <= found[-1].end:
                found[-1] = Span(found[-1].start, max(end, found[-1].end))
            else:
                found.append(Span(start, end))
        return tuple(found)

    def differing(self, side: Text, around: int) -> tuple[Span, ...]:
        """The stretches of one of the texts with substantive variants and `around` characters on either side, in order."""
        found: list[Span] = []
        for span in sorted(v.canonical if side is self.canonical else v.edition for v in self.substantive):
            start = max(side.string.rfind(" ", 0, max(span.start - around, 0)), 0)
            end = min(span.end + around, len(side.string))
            if found and start <= found[-1].end:
                found[-1] = Span(found[-1].start, max(end, found[-1].end))
            else:
                found.append(Span(start, end))
        return tuple(found)

    def readings(self, variant: Variant) -> tuple[str, str]:
        """(canonical reading, edition reading) of a variant, as they stand in the two texts."""
        return self.canonical.string[slice(*variant.canonical)], self.edition.string[slice(*variant.edition)]

    def variants_of_note(self, note: Note) -> tuple[Variant, ...]:
        """The variants of a note of either text, in order: its body, its calls."""
        pair = self._pair_of.get(id(note))
        return self._of_pair.get(pair, ()) if pair is not None else ()

    @cached_property
    def _pair_of(self) -> dict[int, int]:
        """For the identity of each note its pair: equal notes of the two texts are told apart; the pairs keep them alive."""
        return {id(note): i for i, pair in enumerate(self.notes) for note in (pair.canonical, pair.edition) if note is not None}

    @cached_property
    def _of_pair(self) -> dict[int, tuple[Variant, ...]]:
        found: dict[int, list[Variant]] = {}
        for variant in self.variants:
            if variant.note is not None:
                found.setdefault(variant.note, []).append(variant)
        return {pair: tuple(variants) for pair, variants in found.items()}

    def to_edition(self, offset: int) -> int | None:
        """Where the character at a canonical text offset stands in the edition's text (in a variant: where that begins).

        None inside a note that the edition does not have.
        """
        return self._project(offset, forward=True)

    def to_canonical(self, offset: int) -> int | None:
        """Where the character at an edition text offset stands in the canonical text (in a variant: where that begins)."""
        return self._project(offset, forward=False)

    @cached_property
    def _ends(self) -> dict[int, list[int]]:
        """For each strand: the view offset where each tile starts, on the canonical and on the edition side."""
        ends: dict[int, list[int]] = {}
        for k, strand in enumerate(self._strands):
            ends[2 * k] = [tile.canonical.start for tile in strand.tiles]
            ends[2 * k + 1] = [tile.edition.start for tile in strand.tiles]
        return ends

    @cached_property
    def _strands(self) -> tuple[Strand, ...]:
        return (self.running, *(pair.strand for pair in self.notes if pair.strand is not None))

    @cached_property
    def _places(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """(start, index) of the strands of notes, in order, on the edition's side and on the canonical one."""
        sides: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
        for k, strand in enumerate(self._strands[1:], 1):
            for side, view in zip(sides, (strand.edition, strand.canonical), strict=True):
                side.append((view.offsets[0] if view.offsets else view.end, k))
        return sorted(sides[0]), sorted(sides[1])

    def _project(self, offset: int, *, forward: bool) -> int | None:
        places = self._places[forward]
        last = bisect_right(places, (offset, len(self._strands))) - 1
        for k in [0, places[last][1]] if last >= 0 else [0]:
            strand: Strand = self._strands[k]
            near, far = (strand.canonical, strand.edition) if forward else (strand.edition, strand.canonical)
            start = near.offsets[0] if near.offsets else near.end
            if not start <= offset <= near.end:
                continue
            if not strand.tiles:
                return far.to_text(Span(0, 0)).start
            at = near.from_text(offset)
            i = max(bisect_right(self._ends[2 * k + (not forward)], at) - 1, 0)
            tile = strand.tiles[i]
            here, there = (tile.canonical, tile.edition) if forward else (tile.edition, tile.canonical)
            if tile.kind is None:
                at = there.start + at - here.start
            elif tile.kind is VariantKind.TRANSPOSITION and tile.partner is not None and here.start <= at < here.end:
                half = strand.tiles[tile.partner]
                there = half.edition if forward else half.canonical
                inner = dict(strand.moved).get(i if forward else tile.partner, ())
                at = min(there.start + _across(inner, at - here.start, forward=forward), max(there.end - 1, there.start))
            else:
                at = there.end if at >= here.end else there.start
            return far.to_text(Span(at, at)).start if at >= len(far.string) else far.offsets[at]
        return None


def _across(tiles: tuple[Tile, ...], at: int, *, forward: bool) -> int:
    """Where an offset of one side stands on the other, given the tiles of a moved passage; the offset itself without any."""
    for tile in tiles:
        here, there = (tile.canonical, tile.edition) if forward else (tile.edition, tile.canonical)
        if here.start <= at < here.end:
            return there.start + (at - here.start if tile.kind is None else 0)
    return at
