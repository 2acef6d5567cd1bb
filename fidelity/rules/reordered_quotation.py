"""Q107 reordered-quotation: fragments of a quotation stand in another order than in the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.quoted import Order
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import reading, shown


def check(case: Case) -> Iterator[Claim]:
    """Claim a fragment that the canonical text has before the one that it follows here."""
    for quoted in case.quoted or ():
        for fragment in quoted.fragments:
            if fragment.order is Order.PRECEDES:
                words = shown(reading(case.edition, fragment.span))
                yield Claim(f"in the canonical text “{words}” stands before what it follows here", fragment.span)


RULE = Rule("Q107", "reordered-quotation", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
