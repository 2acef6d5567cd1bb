"""N116 note-called-again: a note is called more than once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.rule import Case, Rule

_FEWEST = 3
"""Notes called again that show a style: in numeric citation a number names a work, and comes with each mention of it."""
_SHARE = 0.25
"""Of all notes, those that are called again in such a style."""


def check(case: Case) -> Iterator[Claim]:
    """Claim the second call of each note, tables aside; where notes are called again as a rule, it is their style."""
    notes = [note for note in case.edition.notes if note.body is not None and note.calls]
    again = []
    for note in notes:
        calls = [call for call in note.calls if case.edition.mark_at(call.start, Kind.TABLE) is None]
        if len(calls) > 1:
            again.append((note, calls))
    if len(again) >= _FEWEST and len(again) >= _SHARE * len(notes):
        return
    for note, calls in again:
        times = "twice" if len(calls) == 2 else f"{len(calls)} times"
        yield Claim(f"note {note.label} is called {times}", calls[1], related=((calls[0], "the first call"),))


RULE = Rule("N116", "note-called-again", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
