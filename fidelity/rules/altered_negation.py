"""T105 altered-negation: a negation was lost or gained."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import turned_negation
from fidelity.rules.difference import claim, differences
from fidelity.rules.tongue import language_of


def check(case: Case) -> Iterator[Claim]:
    """Claim words that deny and are gone or new, and words that gained or lost a negative prefix."""
    language = language_of(case)
    for difference in differences(case):
        turned = turned_negation(difference, language)
        if turned is not None:
            yield claim(difference, turned)


RULE = Rule("T105", "altered-negation", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
