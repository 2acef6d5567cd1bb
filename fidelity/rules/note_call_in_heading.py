"""N111 note-call-in-heading: a heading has a note call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind, unscoped
from fidelity.model.rule import Case, Rule
from fidelity.rules.note_variant import numbered


def check(case: Case) -> Iterator[Claim]:
    """Claim calls in headings; a sign on the first, or on one of the first level, is a note on the author as a rule."""
    title = next(iter(case.edition.of_kind(Kind.HEADING)), None)
    for mark in case.edition.of_kind(Kind.NOTE_CALL):
        heading = case.edition.mark_at(mark.start, Kind.HEADING)
        label = unscoped(mark.value)[0]
        if heading is not None and not (numbered(label) is None and (heading == title or heading.value == "1")):
            yield Claim(f"the call of note {label} stands in a heading", mark.span)


RULE = Rule("N111", "note-call-in-heading", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
