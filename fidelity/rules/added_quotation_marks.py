"""Q115 added-quotation-marks: the author's own words stand in the edition as a quotation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.block_quotation import gained_by_blocks
from fidelity.rules.difference import reading, shown
from fidelity.rules.quotation_marks import around_incise, around_incises, mark_changes, whole


def check(case: Case) -> Iterator[Claim]:
    """Claim marks that the canonical text does not have, both of a quotation together, and prose made a block quotation."""
    changes = mark_changes(case)
    incises = around_incises(case, changes)
    for one, two in incises:
        if not one.lost:
            yield around_incise(one, two, "put outside")
    apart = {change for pair in incises for change in pair}
    gained = tuple(change for change in changes if not change.lost and change not in apart)
    for group in whole(gained, case.edition_marks.quotations):
        first, last = group[0].difference, group[-1].difference
        variants = first.variants | last.variants
        canonical = Span(first.canonical.start, last.canonical.end)
        if len(group) == 2:
            words = shown(reading(case.edition, Span(first.edition.end, last.edition.start)))
            edition = Span(first.edition.start, last.edition.end)
            yield Claim(f"quotation marks were put around “{words}”", edition, canonical, variants)
        else:
            kind = "an opening" if group[0].opens else "a closing"
            yield Claim(f"{kind} quotation mark was added", first.edition, canonical, variants)
    for change in gained_by_blocks(case):
        if change.whole:
            words = shown(reading(case.edition, change.edition))
            yield Claim(f"“{words}” was made a block quotation", change.edition, change.canonical)


RULE = Rule("Q115", "added-quotation-marks", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
