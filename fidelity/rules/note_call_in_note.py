"""N117 note-call-in-note: a note calls another, which many programs leave out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind, unscoped
from fidelity.model.rule import Case, Rule
from fidelity.rules.note_variant import numbered


def check(case: Case) -> Iterator[Claim]:
    """Claim the calls in notes of one stream; signs in a numbered note are the second apparatus of a critical edition."""
    text = case.edition
    for mark in text.of_kind(Kind.NOTE_CALL):
        body = text.mark_at(mark.start, Kind.NOTE_BODY) if mark.start >= text.running_end else None
        if body is None:
            continue
        outer, inner = unscoped(body.value)[0], unscoped(mark.value)[0]
        if outer != inner and (numbered(outer) is None) == (numbered(inner) is None):
            yield Claim(f"note {outer} calls note {inner}", mark.span)


RULE = Rule("N117", "note-call-in-note", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
