"""Q105 altered-negation-in-quotation: a quotation denies what the canonical text does not deny, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import turned_negation
from fidelity.rules.difference import claim
from fidelity.rules.quotation_change import quotation_changes
from fidelity.rules.tongue import language_of


def check(case: Case) -> Iterator[Claim]:
    """Claim negations that were lost or gained inside a quotation."""
    language = language_of(case)
    for change in quotation_changes(case):
        turned = turned_negation(change.difference, language)
        if turned is not None:
            yield claim(change.difference, f"the sense of a quotation was turned: {turned}")


RULE = Rule("Q105", "altered-negation-in-quotation", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
