"""Q106 altered-number-in-quotation: a number inside a quotation is not that of the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import changed_number
from fidelity.rules.difference import claim
from fidelity.rules.quotation_change import quotation_changes


def check(case: Case) -> Iterator[Claim]:
    """Claim numerals and number words that changed inside a quotation."""
    for change in quotation_changes(case):
        changed = changed_number(case, change.difference)
        if changed is not None:
            yield claim(change.difference, f"in a quotation {changed}")


RULE = Rule("Q106", "altered-number-in-quotation", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
