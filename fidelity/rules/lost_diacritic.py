"""T108 lost-diacritic: a letter's diacritics were lost, added or exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import changed_diacritics
from fidelity.rules.difference import claim, differences


def check(case: Case) -> Iterator[Claim]:
    """Claim words that are the same once diacritics are taken off."""
    for difference in differences(case):
        changed = changed_diacritics(difference)
        if changed is not None:
            yield claim(difference, changed)


RULE = Rule("T108", "lost-diacritic", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
