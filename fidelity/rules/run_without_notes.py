"""N119 run-without-notes: a long run of the text has none of the note calls that the canonical text has there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from fidelity.model.errors import WholeTextNeeded
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Note

_FEWEST = 5
"""Calls in a row that must be missing, fewer being told one by one."""


def check(case: Case) -> Iterator[Claim]:
    """Claim, once for each, the runs of canonical calls of which none is left although the text around them is."""
    collation, canonical = case.collation, case.canonical
    if collation is None or canonical is None:
        return
    kept = {pair.canonical.value for pair in collation.notes if pair.canonical is not None and _is_called(pair.edition)}
    calls = sorted((call, note) for note in canonical.notes for call in note.calls if call.end <= canonical.running_end)
    for lost, group in groupby(calls, key=lambda one: one[1].value not in kept):
        run = list(group)
        places = [at for call, _ in run if (at := collation.to_edition(call.start)) is not None] if lost else []
        if len(run) < _FEWEST or not places:
            continue
        if canonical.source.left_out:  # how much text there is between the calls has to be known
            raise WholeTextNeeded
        (first, one), (end, last) = run[0], run[-1]
        if 2 * (places[-1] - places[0]) < end.start - first.start:
            continue  # the text is not there either
        message = f"none of {len(run)} note calls of the canonical text is here, from note {one.label} to note {last.label}"
        yield Claim(message, Span(places[0], places[0]), first)


def _is_called(note: Note | None) -> bool:
    return note is not None and bool(note.calls)


RULE = Rule("N119", "run-without-notes", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=True)
