"""T107 altered-name: a name is not that of the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import changed_name
from fidelity.rules.difference import claim, differences


def check(case: Case) -> Iterator[Claim]:
    """Claim names that were changed, lost or added; the recognised names of the side that has them decide."""
    for difference in differences(case):
        changed = changed_name(case, difference)
        if changed is not None:
            yield claim(difference, changed)


RULE = Rule("T107", "altered-name", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
