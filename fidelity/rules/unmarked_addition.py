"""Q104 unmarked-addition: words were put into a quotation without brackets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import claim, shown
from fidelity.rules.quotation_change import quotation_changes


def check(case: Case) -> Iterator[Claim]:
    """Claim words inside a quotation that the canonical text does not have, where they stand in no word's stead."""
    for change in quotation_changes(case):
        difference = change.difference
        if difference.gained_words and not difference.lost and not difference.moved:
            yield claim(difference, f"a quotation adds “{shown(difference.after)}” without brackets")


RULE = Rule("Q104", "unmarked-addition", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
