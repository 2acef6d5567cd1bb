"""N112 empty-note: a note without a word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import tokens
from fidelity.rules.note_variant import place_in_edition, variants_of_label


def check(case: Case) -> Iterator[Claim]:
    """Claim notes whose body holds neither word nor sign; a note of "?" or "*" is somebody's note."""
    for note in case.edition.notes:
        if note.body is not None and not tokens(case.edition, note.body):
            yield Claim(
                f"note {note.label} is empty",
                place_in_edition(note, note.body),
                variants=variants_of_label(case, note.label, note.scope),
            )


RULE = Rule("N112", "empty-note", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
