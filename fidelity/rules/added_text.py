"""T103 added-text: the edition has words that the canonical text does not have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import Difference, claim, differences, shown


def check(case: Case) -> Iterator[Claim]:
    """Claim words that stand in no word's stead."""
    for difference in differences(case):
        if difference.gained_words and not difference.lost and not difference.moved:
            yield claim(difference, _message(case, difference))


def _message(case: Case, difference: Difference) -> str:
    words = shown(difference.after)
    length = len(difference.after)
    before = case.edition.string[: difference.edition.start].rstrip()
    after = case.edition.string[difference.edition.end :][: length + 2].lstrip()
    if before.endswith(difference.after) or after.startswith(difference.after):
        return f"“{words}” stands there twice"
    count = len(difference.gained_words)
    return f"“{words}” was added" if count < 8 else f"{count} words were added: “{words}”"


RULE = Rule("T103", "added-text", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
