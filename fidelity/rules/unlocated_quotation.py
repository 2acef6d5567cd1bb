"""Q101 unlocated-quotation: a quotation that stands nowhere in the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.quoted import Order
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import reading, shown


def check(case: Case) -> Iterator[Claim]:
    """Claim the quotations for which no passage was found."""
    for quoted in case.quoted or ():
        if not quoted.passages:
            words = shown(reading(case.edition, quoted.quotation.content))
            yield Claim(f"the quotation “{words}” stands nowhere in the canonical text", quoted.quotation.span)
            continue
        for fragment in quoted.fragments:
            if fragment.order is Order.UNLOCATED:
                words = shown(reading(case.edition, fragment.span))
                yield Claim(f"of a quotation the part “{words}” stands nowhere in the canonical text", fragment.span)


RULE = Rule("Q101", "unlocated-quotation", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
