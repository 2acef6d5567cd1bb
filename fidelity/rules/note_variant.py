"""What the rules for notes share: notes lost or added as a whole, calls that changed, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.model.collation import Collation, NotePair, Variant, VariantKind
from fidelity.model.declarations import Relation
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Note, Text
from fidelity.rules.difference import is_whole_note, reading

_CONTEXT = 40
"""Characters before a note call from which its anchor is told."""
MOST_FIGURES = 9
"""Figures that the number of a note has at most."""


def whole_notes(case: Case, kind: VariantKind) -> Iterator[tuple[Variant, NotePair]]:
    """The notes lost (omission) or added (addition) as a whole, or without the body they had."""
    if case.collation is None:
        return
    for variant in case.collation.variants:
        if variant.substantive and variant.kind is kind and variant.note is not None and is_whole_note(case.collation, variant):
            yield variant, case.collation.notes[variant.note]


def call_changes(case: Case) -> Iterator[tuple[Variant, NotePair, frozenset[int]]]:
    """Calls that moved, vanished or were added while their note remains, both halves of a move once, with all the indexes."""
    if case.collation is None:
        return
    done: set[int] = set()
    for variant in case.collation.variants:
        if not variant.substantive or not variant.call or variant.note is None or variant.index in done:
            continue
        indexes = frozenset({variant.index} if variant.partner is None else {variant.index, variant.partner})
        done |= indexes
        yield variant, case.collation.notes[variant.note], indexes


def both_halves(collation: Collation, indexes: frozenset[int]) -> tuple[Span, Span]:
    """(canonical, edition) places of a call that moved: where it stood and where it stands."""
    variants = [collation.variants[index] for index in sorted(indexes)]
    canonical = max((variant.canonical for variant in variants), key=lambda span: span.length)
    edition = max((variant.edition for variant in variants), key=lambda span: span.length)
    return canonical, edition


def variants_of_label(case: Case, label: str, scope: int = 1) -> frozenset[int]:
    """The substantive variants of the note that has a label in the edition: what a finding about that note may follow from."""
    collation = case.collation
    if collation is None:
        return frozenset()
    own = [note for note in case.edition.notes if (note.label, note.scope) == (label, scope)]
    return frozenset(v.index for note in own for v in collation.variants_of_note(note) if v.substantive)


def went_with_its_passage(case: Case, note: Note) -> bool:
    """Whether every call of a canonical note stood in words that the edition does not have: those words are the finding.

    In an excerpt missing words are none, so there a note left behind is one of its own.
    """
    if case.collation is None or not note.calls or case.relation is Relation.EXCERPT:
        return False
    gone = [
        v
        for v in case.collation.variants_of_note(note)
        if v.kind is VariantKind.OMISSION and (v.call or v.canonical == note.body)
    ]
    return bool(gone) and not any(variant.substantive for variant in gone)


def canonical_note(case: Case, edition: Note) -> Note | None:
    """The canonical counterpart of a note of the edition."""
    pairs = case.collation.notes if case.collation is not None else ()
    return next((pair.canonical for pair in pairs if pair.edition is edition), None)


def anchor(text: Text, offset: int) -> str:
    """The last words before a place, for saying where a note call stands."""
    words = reading(text, Span(max(offset - _CONTEXT, 0), offset)).split(" ")
    return " ".join(words[-3:])


def place_in_edition(note: Note, otherwise: Span) -> Span:
    """A note's place for people: its first call, else its body's beginning."""
    if note.calls:
        return note.calls[0]
    return Span(note.body.start, note.body.start) if note.body is not None else otherwise


def numbered(label: str) -> int | None:
    """The number of a numbered note; None for a named label, a symbol, or more figures than any text has notes."""
    return int(label) if label.isdecimal() and label.isascii() and len(label) <= MOST_FIGURES else None
