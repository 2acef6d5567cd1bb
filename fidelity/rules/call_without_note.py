"""N101 call-without-note: a note is called that there is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.note_place import without_colon
from fidelity.rules.note_variant import variants_of_label


def check(case: Case) -> Iterator[Claim]:
    """Claim the first call of each label that has no body."""
    colons = {note.value for note, _ in without_colon(case.edition)}
    for note in case.edition.notes:
        if note.body is None and note.calls and note.value not in colons:
            others = f" (called {len(note.calls)} times)" if len(note.calls) > 1 else ""
            yield Claim(
                f"note {note.label} is called{others}, but there is no such note",
                note.calls[0],
                variants=variants_of_label(case, note.label, note.scope),
            )


RULE = Rule("N101", "call-without-note", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
