"""T120 altered-punctuation: a punctuation mark was lost, gained or exchanged between the same words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import changed_punctuation
from fidelity.rules.difference import claim, differences


def check(case: Case) -> Iterator[Claim]:
    """Claim differences in which every word is the same."""
    for difference in differences(case):
        changed = changed_punctuation(difference)
        if changed is not None:
            yield claim(difference, changed)


RULE = Rule("T120", "altered-punctuation", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
