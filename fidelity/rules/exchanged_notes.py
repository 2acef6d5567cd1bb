"""N123 exchanged-notes: two or more notes have changed places, each now called where another was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.exchange import circles, claim_of


def check(case: Case) -> Iterator[Claim]:
    """Claim notes that moved, each to where another of them stood, as one change, at the first of the places."""
    for circle in circles(case):
        if not all(one.kept_label for one in circle):
            yield claim_of(case, circle, "notes")


RULE = Rule("N123", "exchanged-notes", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
