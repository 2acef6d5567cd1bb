"""Q118 unattributed-quotation: nothing is said of where a long quotation is from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import reading, shown, tokens

_LONG = 12
"""Words from which on a quotation is more than a phrase that is taken up again."""


def check(case: Case) -> Iterator[Claim]:
    """Claim a long quotation without an attribution, in an essay that attributes nearly all."""
    for quoted in case.quoted or ():
        quotation = quoted.quotation
        if not quoted.unattributed or sum(token.is_word for token in tokens(case.edition, quotation.content)) < _LONG:
            continue
        words = shown(reading(case.edition, quotation.content))
        yield Claim(
            f"nothing is said of where the quotation “{words}” is from, as it is of {quoted.unattributed} others",
            quotation.span,
            passage=quoted.passages[0].span,
        )


RULE = Rule("Q118", "unattributed-quotation", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=True)
