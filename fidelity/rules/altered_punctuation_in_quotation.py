"""Q120 altered-punctuation-in-quotation: a mark between the same words of a quotation was lost, gained or exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import changed_punctuation
from fidelity.rules.difference import claim
from fidelity.rules.quotation_change import quotation_changes


def check(case: Case) -> Iterator[Claim]:
    """Claim changed punctuation; at the end of a quotation it is the editor's, and said only when asked for."""
    for change in quotation_changes(case):
        changed = changed_punctuation(change.difference)
        if changed is None or change.in_words:
            continue
        marks = any(token.is_quotation_mark for token in change.difference.lost + change.difference.gained)
        final = change.last and not change.first and not marks
        where = "at the end of a quotation" if final else "in a quotation"
        yield claim(change.difference, f"{where} {changed}", Severity.INFO if final else None)


RULE = Rule(
    "Q120", "altered-punctuation-in-quotation", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True
)
