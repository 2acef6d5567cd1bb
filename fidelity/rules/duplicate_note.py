"""N103 duplicate-note: one label has two bodies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Note
from fidelity.rules.difference import reading
from fidelity.rules.note_place import in_second_series
from fidelity.rules.note_variant import variants_of_label


def check(case: Case) -> Iterator[Claim]:
    """Claim each body of a label after the first. Labels that differ by case only are one label to a Markdown reader."""
    first: dict[str, Note] = {}
    again = in_second_series(case.edition)
    for note in sorted((n for n in case.edition.notes if n.body is not None), key=lambda n: n.body or Span(0, 0)):
        assert note.body is not None
        known = first.setdefault(note.value.casefold(), note)
        if known is note or known.body is None or note.value in again:
            continue
        same = reading(case.edition, known.body) == reading(case.edition, note.body)
        yield Claim(
            f"note {note.label} has a second body" + (", the same as the first" if same else ", and they differ"),
            Span(note.body.start, note.body.start),
            variants=variants_of_label(case, note.label, note.scope),
            related=((known.body, "the first body"),),
            severity=Severity.WARNING if same else None,
        )


RULE = Rule("N103", "duplicate-note", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
