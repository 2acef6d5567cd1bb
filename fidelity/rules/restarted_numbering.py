"""N107 restarted-numbering: the numbers of notes begin again in one stream, as where chapters were put together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.note_place import restarts


def check(case: Case) -> Iterator[Claim]:
    """Claim each place where a second series of bodies begins whose labels the first has too."""
    for before, first, count in restarts(case.edition):
        assert first.body is not None
        yield Claim(
            f"the numbers of notes begin again at {first.label} after note {before.label}: {count} labels name two notes each",
            Span(first.body.start, first.body.start),
        )


RULE = Rule("N107", "restarted-numbering", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
