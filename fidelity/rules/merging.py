"""Notes that were merged or split: a note that is gone, or new, and its words in another note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from fidelity.language.editorial_notes import is_signed
from fidelity.model.collation import Collation, Variant, VariantKind
from fidelity.model.text import Note, Text
from fidelity.rules.difference import is_whole_note, reading, tokens

_FEWEST = 3
"""Words that a note must have to be known again inside another."""
_SHARE = 0.8
"""Of its words, those that stand together in the other."""


@dataclass(frozen=True, slots=True)
class Merging:
    """One note merged into another, or split off from it: pairs of the collation, and the variants that show it."""

    merged: bool
    whole: int
    """The pair of the note that is gone, or new."""
    kept: int
    """The pair of the note that has, or had, its words."""
    variants: frozenset[int]
    declared: bool = False
    """Whether the note that has the words is signed by an editor."""


def merged(collation: Collation) -> tuple[Merging, ...]:
    """The notes that were merged or split, worked out once for a collation."""
    found = _known.get(collation)
    if found is None:
        found = _known[collation] = tuple(_merged(collation))
    return found


_known: WeakKeyDictionary[Collation, tuple[Merging, ...]] = WeakKeyDictionary()


def _merged(collation: Collation) -> Iterator[Merging]:
    changed: dict[int, list[Variant]] = {}
    for variant in collation.substantive:
        if variant.note is not None and not variant.call and not is_whole_note(collation, variant):
            changed.setdefault(variant.note, []).append(variant)
    for variant in collation.substantive:
        if variant.note is None or variant.call or not is_whole_note(collation, variant):
            continue
        pair = collation.notes[variant.note]
        if variant.kind is VariantKind.OMISSION and pair.canonical is not None and pair.edition is None:
            note, text, kind = pair.canonical, collation.canonical, VariantKind.ADDITION
        elif variant.kind is VariantKind.ADDITION and pair.edition is not None and pair.canonical is None:
            note, text, kind = pair.edition, collation.edition, VariantKind.OMISSION
        else:
            continue
        words = _words(text, note)
        if len(words) < _FEWEST:
            continue
        for other, variants in changed.items():
            grown = [one for one in variants if one.kind in {kind, VariantKind.SUBSTITUTION}]
            side = [word for one in grown for word in _read(collation, one, kind)]
            signed = kind is VariantKind.ADDITION and _is_signed(collation, other)
            if _share(words, side) >= _SHARE and (signed or len(side) <= 1.5 * len(words) + 2):
                indexes = frozenset({variant.index, *(v.index for v in grown)})
                yield Merging(kind is VariantKind.ADDITION, variant.note, other, indexes, signed)
                break


def _is_signed(collation: Collation, pair: int) -> bool:
    note = collation.notes[pair].edition
    return note is not None and note.body is not None and is_signed(reading(collation.edition, note.body))


def _words(text: Text, note: Note) -> list[str]:
    return [token.form for token in tokens(text, note.body) if token.is_word] if note.body is not None else []


def _read(collation: Collation, variant: Variant, kind: VariantKind) -> list[str]:
    added = kind is VariantKind.ADDITION
    text, span = (collation.edition, variant.edition) if added else (collation.canonical, variant.canonical)
    return [token.form for token in tokens(text, span) if token.is_word]


def _share(words: list[str], others: list[str]) -> float:
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(words, others) / len(words)
