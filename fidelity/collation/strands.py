"""Strands of two texts: the running text or a note's body, tiled; and their variants in text offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from fidelity.collation.house_style import is_house_style
from fidelity.collation.numerals import is_same_number
from fidelity.collation.tiling import tile
from fidelity.collation.tokens import same_gap, same_sign, signs
from fidelity.model.collation import Strand, Tile, Variant, VariantKind
from fidelity.model.declarations import HouseStyle
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.model.span import Span
from fidelity.model.text import Text, View

NO_STYLE = HouseStyle()
_COMMAND = late_pattern(r"\\[A-Za-z]+")
"""A command of TeX, which another notation of a formula has a sign for."""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """The stretches of a text whose form is never checked, code and maths, as text offsets in order; their words are."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: Text) -> Unchecked:
        """The unchecked stretches of a text, nested ones left out."""
        starts: list[int] = []
        ends: list[int] = []
        for mark in text.of_kind(Kind.CODE, Kind.VERBATIM):
            if ends and mark.start < ends[-1]:
                continue
            starts.append(mark.start)
            ends.append(mark.end)
        return cls(tuple(starts), tuple(ends))

    def holds(self, span: Span) -> bool:
        """Whether a stretch, or a place between two characters, lies wholly inside an unchecked one."""
        k = bisect_right(self.starts, span.start) - 1
        return k >= 0 and span.end <= self.ends[k]


def strand(
    canonical: View,
    edition: View,
    never: tuple[Unchecked, Unchecked],
    style: HouseStyle = NO_STYLE,
    language: Callable[[], str | None] = lambda: None,
) -> tuple[Strand, tuple[str, ...]]:
    """Two views collated, and the remarks of the alignment.

    Differences of form inside unchecked stretches and those that the house style makes are not substantive. The `language`, a
    two-letter code, is asked for where it decides which mark is one of thousands, or which word denies.
    """
    tiling = tile(canonical.string, edition.string, language)
    tiles = tiling.tiles
    if never[0].starts or never[1].starts:
        tiles = tuple(_excused(laid, canonical, edition, never) for laid in tiles)
    if style.number_forms:
        tiles = _renumbered(tiles, canonical.string, edition.string, language)
    if style != NO_STYLE:
        tiles = _styled(tiles, canonical.string, edition.string, style)
    moved = tuple(
        (i, _inside(canonical.string, laid.canonical, edition.string, tiles[laid.partner].edition, style))
        for i, laid in enumerate(tiles)
        if laid.kind is VariantKind.TRANSPOSITION and laid.partner is not None and laid.canonical.length
    )
    return Strand(canonical, edition, tiles, moved), tiling.remarks


def _inside(canonical: str, here: Span, edition: str, there: Span, style: HouseStyle) -> tuple[Tile, ...]:
    """The tiles inside a moved passage, which stands `here` in one and `there` in the other.

    Where its two halves were cut is chance, so that marks at their rims are asked of what stands around them.
    """
    one, two = canonical[slice(*here)], edition[slice(*there)]
    tiles = list(tile(one, two).tiles)
    worded = [
        k for k, laid in enumerate(tiles) if any(map(str.isalnum, one[slice(*laid.canonical)] + two[slice(*laid.edition)]))
    ]
    if worded:
        for rim, before in ((range(worded[0]), True), (range(worded[-1] + 1, len(tiles)), False)):
            if any(tiles[k].substantive for k in rim) and _is_same_rim(
                _gap_at(canonical, here, before=before), _gap_at(edition, there, before=before), before=before
            ):
                for k in rim:
                    tiles[k] = replace(tiles[k], substantive=False)
    return tuple(tiles) if style == NO_STYLE else _styled(tuple(tiles), one, two, style)


def _gap_at(string: str, passage: Span, *, before: bool) -> str:
    """All that stands between the first or last word of a passage and the word before or behind it."""
    first = next((k for k in range(passage.start, passage.end) if string[k].isalnum()), passage.end)
    last = next((k for k in range(passage.end - 1, passage.start - 1, -1) if string[k].isalnum()), passage.end - 1)
    if before:
        return string[next((k + 1 for k in range(first - 1, -1, -1) if string[k].isalnum()), 0) : first]
    return string[last + 1 : next((k for k in range(last + 1, len(string)) if string[k].isalnum()), len(string))]


def _is_same_rim(gap: str, other: str, *, before: bool) -> bool:
    """Whether a passage has the same marks at its rim; inside a paragraph there are those of the next sentence, too."""
    rims = [one.rpartition("\n")[2] if before else one.partition("\n")[0] for one in (gap, other)]
    if same_gap(*rims):
        return True
    if ("\n" in gap) == ("\n" in other):
        return False
    fewer, more = sorted(([sign.symbol for sign in signs(rim)] for rim in rims), key=len)
    near = more[len(more) - len(fewer) :] if before else more[: len(fewer)]
    return all(map(same_sign, fewer, near))


def _styled(tiles: tuple[Tile, ...], canonical: str, edition: str, style: HouseStyle) -> tuple[Tile, ...]:
    """The tiles, those that the house style makes being accidental."""
    return tuple(
        replace(laid, substantive=False)
        if laid.substantive
        and laid.kind is not VariantKind.TRANSPOSITION
        and is_house_style(style, canonical, laid.canonical, edition, laid.edition)
        else laid
        for laid in tiles
    )


def _renumbered(tiles: tuple[Tile, ...], canonical: str, edition: str, language: Callable[[], str | None]) -> tuple[Tile, ...]:
    """The tiles, those being accidental that say the same number in another form."""
    return tuple(
        replace(laid, substantive=False)
        if laid.substantive
        and laid.kind is VariantKind.SUBSTITUTION
        and is_same_number(canonical, laid.canonical, edition, laid.edition, language)
        else laid
        for laid in tiles
    )


def _excused(laid: Tile, canonical: View, edition: View, never: tuple[Unchecked, Unchecked]) -> Tile:
    """A tile, accidental where both sides are code or maths and say the same in other signs."""
    if not laid.substantive:
        return laid
    words = []
    for span, view, unchecked in ((laid.canonical, canonical, never[0]), (laid.edition, edition, never[1])):
        string = view.string[slice(*span)]
        start = span.start + len(string) - len(string.lstrip())
        if not unchecked.holds(view.to_text(Span(start, max(start, span.start + len(string.rstrip()))))):
            return laid
        words.append(list(filter(str.isalnum, _COMMAND.sub("", string))))
    return replace(laid, substantive=False) if words[0] == words[1] else laid


def variants(laid_strand: Strand, note: int | None) -> Iterator[tuple[Variant, int | None, int | None]]:
    """The variants of a strand, unnumbered: (variant, index of its tile, index of its partner's tile).

    After the half of a moved passage that shows where it stands now come the changes inside the passage, which have no tile.
    """
    inner = dict(laid_strand.moved)
    for i, laid in enumerate(laid_strand.tiles):
        if laid.kind is None:
            continue
        yield _variant(laid_strand, laid.canonical, laid.edition, laid, note), i, laid.partner
        if laid.kind is VariantKind.TRANSPOSITION and i in inner and laid.partner is not None:
            a, b = laid.canonical.start, laid_strand.tiles[laid.partner].edition.start
            for change in inner[i]:
                if change.kind is not None:
                    one = Span(change.canonical.start + a, change.canonical.end + a)
                    two = Span(change.edition.start + b, change.edition.end + b)
                    yield _variant(laid_strand, one, two, change, note), None, None


def _variant(laid_strand: Strand, canonical: Span, edition: Span, laid: Tile, note: int | None) -> Variant:
    assert laid.kind is not None
    spans = laid_strand.canonical.to_text(canonical), laid_strand.edition.to_text(edition)
    return Variant(-1, laid.kind, *spans, laid.substantive, note)


def apply_variants(laid_strand: Strand) -> str:
    """The edition's string made from the canonical one and the variants: what agrees is copied, what varies is replaced."""
    canonical, edition = laid_strand.canonical.string, laid_strand.edition.string
    return "".join(
        canonical[slice(*laid.canonical)] if laid.kind is None else edition[slice(*laid.edition)] for laid in laid_strand.tiles
    )
