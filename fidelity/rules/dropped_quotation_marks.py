"""Q112 dropped-quotation-marks: what the canonical text quotes stands in the edition as the author's own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.block_quotation import lost_from_blocks
from fidelity.rules.difference import reading, shown
from fidelity.rules.quotation_marks import around_incise, around_incises, mark_changes, whole


def check(case: Case) -> Iterator[Claim]:
    """Claim lost quotation marks, both marks of one quotation together, and lost marks of block quotations."""
    if case.canonical is None:
        return
    changes = mark_changes(case)
    incises = around_incises(case, changes)
    for one, two in incises:
        if one.lost:
            yield around_incise(one, two, "taken into")
    apart = {change for pair in incises for change in pair}
    lost = tuple(change for change in changes if change.lost and change not in apart)
    for group in whole(lost, case.canonical_marks.quotations):
        first, last = group[0].difference, group[-1].difference
        variants = first.variants | last.variants
        canonical = Span(first.canonical.start, last.canonical.end)
        if len(group) == 2:
            words = shown(reading(case.canonical, Span(first.canonical.end, last.canonical.start)))
            edition = Span(first.edition.start, last.edition.end)
            yield Claim(f"the quotation marks of “{words}” were lost", edition, canonical, variants)
        else:
            kind = "an opening" if group[0].opens else "a closing"
            yield Claim(f"{kind} quotation mark was lost", first.edition, canonical, variants)
    for change in lost_from_blocks(case):
        if change.whole:
            words = shown(reading(case.canonical, change.canonical))
            yield Claim(f"“{words}” is a block quotation no more", change.edition, change.canonical)


RULE = Rule("Q112", "dropped-quotation-marks", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
