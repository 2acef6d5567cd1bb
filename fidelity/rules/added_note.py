"""N128 added-note: the edition has a note that the canonical text does not have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.language.editorial_notes import is_signed
from fidelity.model.collation import VariantKind
from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.text import Note
from fidelity.rules.difference import reading, shown
from fidelity.rules.note_variant import numbered, place_in_edition, whole_notes


def check(case: Case) -> Iterator[Claim]:
    """Claim notes without a canonical counterpart; one that an editor signs is said only when asked for."""
    numbers = bool(case.canonical and any(numbered(note.label) is not None for note in case.canonical.notes))
    if case.relation is Relation.TRANSLATION:
        from fidelity.rules.facing_notes import facing_notes

        for one, other in facing_notes(case):
            if one is None and other is not None:
                yield _claim(case, other, numbers, frozenset())
        return
    for variant, pair in whole_notes(case, VariantKind.ADDITION):
        if pair.edition is not None:
            yield _claim(case, pair.edition, numbers, frozenset({variant.index}))


def _claim(case: Case, note: Note, numbers: bool, variants: frozenset[int]) -> Claim:
    body = reading(case.edition, note.body) if note.body is not None else ""
    declared = is_signed(body) or (numbers and numbered(note.label) is None)
    return Claim(
        f"{'an editor’s note' if declared else f'note {note.label}'} was added: “{shown(body)}”",
        place_in_edition(note, note.body or case.edition.block_at(len(case.edition.string))),
        variants=variants,
        severity=Severity.INFO if declared else None,
    )


RULE = Rule("N128", "added-note", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
