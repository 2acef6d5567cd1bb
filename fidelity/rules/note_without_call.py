"""N102 note-without-call: a note that nothing in the text calls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Note
from fidelity.rules.difference import reading, shown
from fidelity.rules.note_place import called_in_custom_block, includes_other_files
from fidelity.rules.note_variant import canonical_note, variants_of_label, went_with_its_passage
from fidelity.rules.parted_labels import parted_labels


def check(case: Case) -> Iterator[Claim]:
    """Claim bodies whose label is called nowhere, not in what a tool puts in either; a second body is duplicate-note's."""
    if all(note.calls for note in case.edition.notes) or includes_other_files(case.edition):
        return
    seen = {other.value.casefold() for _, other in parted_labels(case.edition)}
    for note in case.edition.notes:
        if (
            not note.calls
            and note.body is not None
            and note.value.casefold() not in seen
            and not _called_in_lost_words(case, note)
            and not called_in_custom_block(case.edition, note)
        ):
            body = shown(reading(case.edition, note.body))
            yield Claim(
                f"note {note.label} is called nowhere: “{body}”",
                Span(note.body.start, note.body.start),
                variants=variants_of_label(case, note.label, note.scope),
                calls=frozenset({note.value}),
            )
        seen.add(note.value.casefold())


def _called_in_lost_words(case: Case, note: Note) -> bool:
    counterpart = canonical_note(case, note)
    return counterpart is not None and went_with_its_passage(case, counterpart)


RULE = Rule("N102", "note-without-call", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
