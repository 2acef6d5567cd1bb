"""N113 note-without-colon: a line was meant to be the body of a note and lacks its colon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Edit
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.note_place import without_colon
from fidelity.rules.note_variant import variants_of_label


def check(case: Case) -> Iterator[Claim]:
    """Claim the paragraphs behind all other text that begin with the call of a note that has no body and is called before."""
    for note, call in without_colon(case.edition):
        at = Span(call.end, call.end)
        yield Claim(
            f"the body of note {note.label} has no colon behind its label",
            call,
            variants=variants_of_label(case, note.label, note.scope),
            edits=(Edit(at, ":", "the colon that makes it a note"),),
            safe=True,
            fix_title="put a colon behind the label",
        )


RULE = Rule("N113", "note-without-colon", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
