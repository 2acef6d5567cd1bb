"""Q108 distant-fragments: an ellipsis joins what stands far apart, or in two texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.quoted import Order
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import reading, shown

_WHERE = {
    Order.DISTANT: "more than a page after what it follows here",
    Order.ELSEWHERE: "in another text than what it follows here",
}


def check(case: Case) -> Iterator[Claim]:
    """Claim a fragment that does not stand within a page of the one that it follows; from another text it is an error."""
    for quoted in case.quoted or ():
        for fragment in quoted.fragments:
            if fragment.order in _WHERE:
                words = shown(reading(case.edition, fragment.span))
                severity = Severity.ERROR if fragment.order is Order.ELSEWHERE else None
                yield Claim(f"“{words}” stands {_WHERE[fragment.order]}", fragment.span, severity=severity)


RULE = Rule("Q108", "distant-fragments", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
