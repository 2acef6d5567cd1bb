"""Q121 altered-case-in-quotation: the first letter of a quotation was made a capital or a small letter without brackets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import both_readings, changed_case
from fidelity.rules.difference import claim
from fidelity.rules.quotation_change import quotation_changes


def check(case: Case) -> Iterator[Claim]:
    """Claim a change of nothing but a first letter's case: of a quotation, or of what follows a mark of omission in one."""
    for change in quotation_changes(case):
        difference = change.difference
        if not (change.first or change.behind_omission) or changed_case(difference) is None or difference.size != 1:
            continue
        if difference.lost_words[0].form[1:] == difference.gained_words[0].form[1:]:
            yield claim(difference, f"the first letter of a quotation changed its case: {both_readings(difference)}")


RULE = Rule("Q121", "altered-case-in-quotation", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=True)
