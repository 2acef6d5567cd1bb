"""T112 moved-passage: a passage stands elsewhere than in the canonical text, itself unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import differences, shown
from fidelity.rules.moved_lines import moved_lines


def check(case: Case) -> Iterator[Claim]:
    """Claim both halves of a transposition at once, where the passage stands now; lines in another order, where they stand."""
    if case.collation is None:
        return
    yield from moved_lines(case)
    for difference in differences(case):
        if not difference.moved:
            continue
        stood = min(case.collation.variants[index].edition.start for index in difference.variants)
        later = stood < difference.edition.start
        count = len(difference.gained_words)
        yield Claim(
            f"a passage of {count} words was moved to {'a later' if later else 'an earlier'} place: “{shown(difference.after)}”"
            if count != 1
            else f"“{shown(difference.after)}” was moved to {'a later' if later else 'an earlier'} place",
            difference.edition,
            difference.canonical,
            difference.variants,
        )


RULE = Rule("T112", "moved-passage", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
