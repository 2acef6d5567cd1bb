"""Q111 misattributed-quotation: a quotation is ascribed to a text that does not have it, and stands in another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.quoted import Vicinity
from fidelity.model.rule import Case, Rule


def check(case: Case) -> Iterator[Claim]:
    """Claim what is said of where a quotation is from; what only its sentence says is less sure than a citation behind it."""
    for quoted in case.quoted or ():
        wrong = quoted.misattribution
        if wrong is None:
            continue
        sure = wrong.attribution.vicinity is Vicinity.BEHIND
        yield Claim(
            f"the quotation is ascribed to {wrong.ascribed}, and stands in {wrong.found}{', which quotes it' * wrong.quotes}",
            wrong.attribution.span,
            severity=None if sure else Severity.WARNING,
            passage=quoted.passages[0].span,
            related=((quoted.quotation.span, "the quotation"),),
        )


RULE = Rule("Q111", "misattributed-quotation", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
