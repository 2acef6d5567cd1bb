"""Q101 unlocated-quotation: a quotation that stands nowhere in the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import reading, shown


def check(case: Case) -> Iterator[Claim]:
    """Claim the quotations for which no passage was found."""
    for quoted in case.quoted or ():
        if not quoted.passages:
            words = shown(reading(case.edition, quoted.quotation.content))
            yield Claim(f"the quotation “{words}” stands nowhere in the canonical text", quoted.quotation.span)


RULE = Rule("Q101", "unlocated-quotation", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
