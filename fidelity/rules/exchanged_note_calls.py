"""N125 exchanged-note-calls: the calls of two or more notes have changed places, and the notes kept their labels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.exchange import circles, claim_of


def check(case: Case) -> Iterator[Claim]:
    """Claim calls that moved, each to where another of them stood, as one change, where every note has its canonical label."""
    for circle in circles(case):
        if all(one.kept_label for one in circle):
            yield claim_of(case, circle, "the calls of notes")


RULE = Rule("N125", "exchanged-note-calls", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
