"""Q101 unlocated-quotation: a quotation that stands nowhere in the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import reading, shown


def check(case: Case) -> Iterator[Claim]:
    """Claim the quotations for which no passage was found.

    A text that quotes is judged quotation by quotation: those that were located come here with their collation, and the others
    together in one case without any.
    """
    if case.relation is not Relation.QUOTING or case.collation is not None:
        return
    for quotation in case.edition_marks.quotations:
        words = shown(reading(case.edition, quotation.content))
        yield Claim(f"the quotation “{words}” stands nowhere in the canonical text", quotation.span)


RULE = Rule("Q101", "unlocated-quotation", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
