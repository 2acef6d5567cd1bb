"""Q103 unmarked-omission: words of a quotation were left out without a mark of omission."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import claim, shown
from fidelity.rules.left_out_incise import left_out_between_speeches
from fidelity.rules.quotation_change import quotation_changes


def check(case: Case) -> Iterator[Claim]:
    """Claim words of a quotation that the edition does not have, where nothing stands in their stead, or an incise only."""
    for change in quotation_changes(case):
        difference = change.difference
        spoken = left_out_between_speeches(case, difference)
        if spoken is not None:
            yield claim(difference, *spoken)
        elif difference.lost_words and not difference.gained and not difference.moved:
            yield claim(difference, f"a quotation leaves out “{shown(difference.before)}” without a mark of omission")
    for quoted in case.quoted or ():
        if any(map(str.isalnum, quoted.skipped)):
            message = f"between its halves a quotation leaves out “{shown(quoted.skipped)}” without a mark of omission"
            opening = Span(quoted.quotation.span.start, quoted.quotation.content.start)
            yield Claim(message, opening, severity=Severity.WARNING)


RULE = Rule("Q103", "unmarked-omission", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
