"""T115 altered-heading: a heading is not that of the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import described
from fidelity.rules.difference import claim, differences


def check(case: Case) -> Iterator[Claim]:
    """Claim changes of the words of a heading, on whichever side it is one."""
    for difference in differences(case):
        if difference.moved or case.canonical is None or not (difference.lost_words or difference.gained_words):
            continue
        there = case.canonical.mark_at(difference.canonical.start, Kind.HEADING) if difference.lost_words else None
        here = case.edition.mark_at(difference.edition.start, Kind.HEADING) if difference.gained_words else None
        if there is not None or here is not None:
            yield claim(difference, f"in a heading {described(case, difference)}")


RULE = Rule("T115", "altered-heading", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
