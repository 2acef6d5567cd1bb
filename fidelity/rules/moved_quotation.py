"""Q114 moved-quotation: a whole quotation stands at another place than in the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Quotation
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import Difference, differences, shown

_WHOLE = 0.9
"""The part of a moved passage that a quotation must be for the passage to be that quotation."""


def check(case: Case) -> Iterator[Claim]:
    """Claim both halves of a transposition that is one quotation: it goes with another sentence, perhaps another speaker."""
    for difference in differences(case):
        if difference.moved and _is_a_quotation(difference, case.edition_marks.quotations):
            yield Claim(
                f"the quotation {shown(difference.after.strip())} was moved to another place",
                difference.edition,
                difference.canonical,
                difference.variants,
            )


def _is_a_quotation(difference: Difference, quotations: tuple[Quotation, ...]) -> bool:
    place = difference.edition
    return any(
        one.closed
        and not one.block
        and place.start <= one.content.start
        and one.content.end <= place.end
        and one.content.length >= _WHOLE * (place.length - 2)
        for one in quotations
    )


RULE = Rule("Q114", "moved-quotation", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
