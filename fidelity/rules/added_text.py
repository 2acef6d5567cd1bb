"""T103 added-text: the edition has words that the canonical text does not have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import claim, differences, shown


def check(case: Case) -> Iterator[Claim]:
    """Claim words that stand in no word's stead."""
    for difference in differences(case):
        if difference.gained_words and not difference.lost and not difference.moved:
            count = len(difference.gained_words)
            words = shown(difference.after)
            yield claim(difference, f"“{words}” was added" if count < 8 else f"{count} words were added: “{words}”")


RULE = Rule("T103", "added-text", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
