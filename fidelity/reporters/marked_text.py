"""The blocks of a collated text as HTML, with its variants, its findings, its emphasis and its note calls."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple

from fidelity.model.collation import Collation, Variant, VariantKind
from fidelity.model.finding import Finding
from fidelity.model.marks import BLOCK_KINDS, Kind, Mark
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.reporters.printable import printable

_INLINE = {Kind.EMPHASIS: "em", Kind.STRONG: "strong", Kind.VERBATIM: "code"}


class _Layer(NamedTuple):
    """A stretch to be marked: the element that opens and closes around it, and the finding it links to."""

    start: int
    end: int
    anchor: str
    element: str
    kind: str
    title: str
    finding: int | None
    partner: str = ""
    """For a moved passage: the anchor of its other half."""


@dataclass(slots=True)
class MarkedText:
    """One side of the report. Each anchor is given once, where its stretch begins."""

    text: Text
    side: str
    layers: Sequence[_Layer]
    _starts: list[int] = field(default_factory=list)
    _longest: int = 0
    _marks: list[Mark] = field(default_factory=list)
    _mark_starts: list[int] = field(default_factory=list)
    _notes: dict[str, int] = field(default_factory=dict)
    """Where the body of each label begins."""
    _anchored: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.layers = sorted(self.layers)
        self._starts = [layer.start for layer in self.layers]
        self._marks = [mark for mark in self.text.marks if mark.kind in BLOCK_KINDS or mark.kind in (*_INLINE, Kind.NOTE_CALL)]
        self._mark_starts = [mark.start for mark in self._marks]
        for body in reversed(self.text.of_kind(Kind.NOTE_BODY)):
            self._notes[body.value] = body.start
        self._longest = max((layer.end - layer.start for layer in self.layers), default=0)

    @classmethod
    def of_canonical(cls, collation: Collation, links: Mapping[int, int]) -> MarkedText:
        """The canonical side; `links` gives the number of the finding that reports a variant."""
        return cls(
            collation.canonical, "canonical", [_layer(v, v.canonical, "canonical", "del", links) for v in collation.variants]
        )

    @classmethod
    def of_edition(cls, collation: Collation, links: Mapping[int, int], alone: Iterable[tuple[int, Finding]]) -> MarkedText:
        """The edition's side, with the findings that report no variant marked too."""
        layers = [_layer(variant, variant.edition, "edition", "ins", links) for variant in collation.variants]
        layers += [
            _Layer(*finding.span, f"found-{number}", "mark", "found", f"{finding.code} {finding.name}", number)
            for number, finding in alone
        ]
        return cls(collation.edition, "edition", layers)

    def block(self, start: int, end: int, label: str = "") -> str:
        """A block of the text as a paragraph; `label` is shown before it."""
        marks = self._marks[bisect_left(self._mark_starts, start) : bisect_left(self._mark_starts, end)]
        block = next((mark for mark in marks if mark.kind in BLOCK_KINDS and end <= mark.end), None)
        quoted = any(mark.start <= start and end <= mark.end for mark in self.text.of_kind(Kind.QUOTATION))
        classes = [str(block.kind)] if block is not None else ["paragraph"]
        if block is not None and block.kind is Kind.ITEM and not block.value[:1].isalnum():
            classes.append("bullet")
        if quoted:
            classes.append("quotation")
        head = f'<span class="label">{escape(printable(label))}</span> ' if label else ""
        anchor = f' id="{self.side}-note-{start}"' if start in self._notes.values() else ""
        return f'<p class="{" ".join(classes)}"{anchor}>{head}{self._inside(start, end, marks)}</p>'

    def _inside(self, start: int, end: int, marks: Sequence[Mark]) -> str:
        """The block cut wherever a mark or a layer begins or ends, put together again with the elements around the pieces."""
        first = bisect_left(self._starts, start - self._longest)
        layers = [layer for layer in self.layers[first : bisect_right(self._starts, end)] if layer.end >= start]
        solid = [layer for layer in layers if layer.start < layer.end and layer.start < end and layer.end > start]
        inline = [mark for mark in marks if mark.kind in _INLINE or mark.kind is Kind.NOTE_CALL]
        gaps = [layer for layer in layers if layer.start == layer.end]
        cuts = {start, end, *(gap.start for gap in gaps)}
        for mark in inline:
            cuts |= {max(mark.start, start), min(mark.end, end)}
        for layer in solid:
            cuts |= {max(layer.start, start), min(layer.end, end)}
        parts = []
        pieces = [(Span(a, b), _innermost(solid, a, b)) for a, b in pairwise(sorted(cuts))]
        waiting = sorted(gaps, key=lambda gap: gap.start)
        for around, group in groupby(pieces, key=lambda piece: piece[1]):
            linked = around is None or around.finding is None
            stretch = [piece for piece, _ in group]
            while waiting and waiting[0].start <= stretch[0].start:
                parts.append(self._gap(waiting.pop(0)))
            within = []
            for piece in stretch:
                while waiting and waiting[0].start <= piece.start:
                    within.append(self._gap(waiting.pop(0), linked=linked))
                within.append(self._piece(piece, inline, linked=linked))
            parts.append("".join(within) if around is None else self._around(around, "".join(within)))
        parts += [self._gap(gap) for gap in waiting]
        return "".join(parts)

    def _piece(self, piece: Span, inline: Sequence[Mark], *, linked: bool) -> str:
        shown = _escaped(self.text.string[slice(*piece)])
        for mark in inline:
            if not (mark.start <= piece.start and piece.end <= mark.end):
                continue
            if mark.kind is not Kind.NOTE_CALL:
                shown = f"<{_INLINE[mark.kind]}>{shown}</{_INLINE[mark.kind]}>"
                continue
            if linked and mark.value in self._notes:
                shown = f'<a href="#{self.side}-note-{self._notes[mark.value]}">{shown}</a>'
            shown = f"<sup>{shown}</sup>"
        return shown

    def _around(self, layer: _Layer, inside: str) -> str:
        if layer.finding is not None:
            inside = f'<a href="#finding-{layer.finding}">{inside}</a>'
        attributes = f'class="{layer.kind}"{self._anchor(layer)} title="{escape(layer.title)}"'
        return f"<{layer.element} {attributes}>{inside}</{layer.element}>"

    def _gap(self, layer: _Layer, *, linked: bool = True) -> str:
        """The place where the other text has something and this one has nothing; a link may not stand inside a link."""
        if layer.kind == "accidental" and layer.finding is None:
            return ""
        sign = "⇄" if layer.partner else "‸"
        if layer.partner and linked:
            sign = f'<a href="#{layer.partner}" aria-label="{escape(layer.title)}">{sign}</a>'
        elif layer.finding is not None and linked:
            sign = f'<a href="#finding-{layer.finding}" aria-label="{escape(layer.title)}">{sign}</a>'
        return f'<span class="gap {layer.kind}"{self._anchor(layer)} title="{escape(layer.title)}">{sign}</span>'

    def _anchor(self, layer: _Layer) -> str:
        if layer.anchor in self._anchored:
            return ""
        self._anchored.add(layer.anchor)
        return f' id="{layer.anchor}"'


def _layer(variant: Variant, span: Span, side: str, element: str, links: Mapping[int, int]) -> _Layer:
    kind = str(variant.kind) if variant.substantive else "accidental"
    title = {
        VariantKind.OMISSION: "left out of the edition",
        VariantKind.ADDITION: "added in the edition",
        VariantKind.SUBSTITUTION: "changed in the edition",
        VariantKind.TRANSPOSITION: "moved in the edition",
    }[variant.kind]
    if not variant.substantive:
        title = "differs in form only"
    partner = f"{side}-{variant.partner}" if variant.partner is not None else ""
    return _Layer(*span, f"{side}-{variant.index}", element, kind, title, links.get(variant.index), partner)


def _innermost(layers: Sequence[_Layer], start: int, end: int) -> _Layer | None:
    over = [layer for layer in layers if layer.start <= start and end <= layer.end]
    return min(over, key=lambda layer: layer.end - layer.start) if over else None


def _escaped(string: str) -> str:
    return "<br>".join(escape(printable(line.replace("\t", " │ "))) for line in string.split("\u2028"))
