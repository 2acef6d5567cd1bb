"""Q123 lost-diacritic-in-quotation: a word of a quotation differs from the canonical text in its diacritics alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import changed_diacritics
from fidelity.rules.difference import claim
from fidelity.rules.quotation_change import quotation_changes


def check(case: Case) -> Iterator[Claim]:
    """Claim words of a quotation whose letters lost, gained or changed their diacritics and nothing else."""
    for change in quotation_changes(case):
        changed = changed_diacritics(change.difference)
        if changed is not None:
            yield claim(change.difference, f"in a quotation {changed}")


RULE = Rule("Q123", "lost-diacritic-in-quotation", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
