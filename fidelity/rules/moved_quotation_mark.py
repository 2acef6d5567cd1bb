"""Q113 moved-quotation-mark: a quotation begins or ends at another word, so that words were taken into it or put out of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.block_quotation import gained_by_blocks, lost_from_blocks
from fidelity.rules.difference import reading, shown
from fidelity.rules.quotation_marks import mark_changes, moves


def check(case: Case) -> Iterator[Claim]:
    """Claim a mark lost at one place and gained at another nearby, once for both, and sentences put out of or into blocks."""
    for lost, gained in moves(case, mark_changes(case)):
        here, there = lost.difference.edition, gained.difference.edition
        between = Span(min(here.end, there.end), max(here.start, there.start))
        words = shown(reading(case.edition, between)) if between.length > 0 else ""
        # an opening mark that moves forward, or a closing one that moves back, puts words out
        taken_in = (there.start < here.start) == lost.opens
        kind = "opening" if lost.opens else "closing"
        yield Claim(
            f"the {kind} quotation mark moved: “{words}” was {'taken into' if taken_in else 'put out of'} the quotation",
            there,
            lost.difference.canonical,
            lost.difference.variants | gained.difference.variants,
            related=((here, "it stood here"),),
        )
    for changes, kind in ((lost_from_blocks(case), "put out of"), (gained_by_blocks(case), "taken into")):
        for change in changes:
            if not change.whole:
                words = shown(reading(case.edition, change.edition))
                yield Claim(f"“{words}” was {kind} the block quotation", change.edition, change.canonical)


RULE = Rule("Q113", "moved-quotation-mark", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
