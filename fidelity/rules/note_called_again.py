"""N116 note-called-again: a note is called more than once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.rule import Case, Rule


def check(case: Case) -> Iterator[Claim]:
    """Claim the second call of each note, tables aside, where one note to several figures is the rule."""
    for note in case.edition.notes:
        calls = [call for call in note.calls if case.edition.mark_at(call.start, Kind.TABLE) is None]
        if note.body is not None and len(calls) > 1:
            times = "twice" if len(calls) == 2 else f"{len(calls)} times"
            yield Claim(f"note {note.label} is called {times}", calls[1], related=((calls[0], "the first call"),))


RULE = Rule("N116", "note-called-again", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
