"""T102 omitted-text: words of the canonical text are not in the edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import claim, differences, shown


def check(case: Case) -> Iterator[Claim]:
    """Claim words in whose stead nothing stands."""
    for difference in differences(case):
        if difference.lost_words and not difference.gained_words and not difference.moved:
            count = len(difference.lost_words)
            words = shown(difference.before)
            yield claim(difference, f"“{words}” was left out" if count < 8 else f"{count} words were left out: “{words}”")


RULE = Rule("T102", "omitted-text", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
