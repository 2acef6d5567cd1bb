"""Q102 altered-quotation: words inside a quotation are not those of the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import described
from fidelity.rules.difference import claim
from fidelity.rules.quotation_change import quotation_changes


def check(case: Case) -> Iterator[Claim]:
    """Claim every change of words inside a quotation; a change of marks alone is another rule's."""
    for change in quotation_changes(case):
        if change.in_words:
            yield claim(change.difference, f"a quotation was altered: {described(case, change.difference)}")


RULE = Rule("Q102", "altered-quotation", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
