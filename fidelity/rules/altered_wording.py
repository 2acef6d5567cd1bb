"""T101 altered-wording: the catch-all. A substantive difference that no other rule has claimed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import described
from fidelity.rules.difference import claim, differences, narrowed, shown


def check(case: Case) -> Iterator[Claim]:
    """Claim every substantive variant, each for itself, so that none can go unreported."""
    if case.collation is None:
        return
    described_already: set[int] = set()
    for difference in differences(case):
        if len(difference.variants) == 1 or difference.parts:
            described_already |= difference.variants
            yield claim(difference, described(case, difference))
    for variant in case.collation.substantive:
        if variant.index in described_already:
            continue
        # halves of transpositions, notes and calls whose own rule did not take them
        difference = narrowed(case.collation, frozenset({variant.index}), variant, variant.canonical, variant.edition)
        before, after = shown(difference.before), shown(difference.after)
        if before and after:
            message = f"the text changed: {before} → {after}"
        else:
            message = f"“{before}” is not there" if before else f"“{after}” is new there" if after else "the text changed"
        yield claim(difference, message)


RULE = Rule("T101", "altered-wording", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
