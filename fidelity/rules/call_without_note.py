"""N101 call-without-note: a note is called that there is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.note_place import includes_other_files, without_colon
from fidelity.rules.note_variant import variants_of_label
from fidelity.rules.parted_labels import parted_labels


def check(case: Case) -> Iterator[Claim]:
    """Claim the first call of each label that has no body, unless that may stand in a file that this one includes."""
    lost = [note for note in case.edition.notes if note.body is None and note.calls]
    if not lost or includes_other_files(case.edition):
        return
    colons = {note.value for note, _ in without_colon(case.edition)}
    instead = {one.value: other for one, other in parted_labels(case.edition)}
    for note in lost:
        other = instead.get(note.value)
        if other is not None and other.body is not None:
            yield Claim(
                f"note {note.label} is called, but there is no such note; note {other.label}, called nowhere, seems to be it",
                note.calls[0],
                variants=variants_of_label(case, note.label, note.scope) | variants_of_label(case, other.label, other.scope),
                related=((Span(other.body.start, other.body.start), f"note {other.label}, which is called nowhere"),),
            )
        elif note.value not in colons:
            others = f" (called {len(note.calls)} times)" if len(note.calls) > 1 else ""
            yield Claim(
                f"note {note.label} is called{others}, but there is no such note",
                note.calls[0],
                variants=variants_of_label(case, note.label, note.scope),
            )


RULE = Rule("N101", "call-without-note", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
