"""T122 moved-paragraph-break: a paragraph ends where the canonical text goes on, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span


def check(case: Case) -> Iterator[Claim]:
    """Claim paragraphs split and joined, for information; the words on both sides are the same."""
    if case.collation is None:
        return
    for variant in case.collation.variants:
        if variant.substantive or variant.call:
            continue
        old, new = case.collation.readings(variant)
        beside = Span(max(variant.edition.start - 1, 0), variant.edition.end + 1)
        if any(other.substantive for other in case.collation.variants_within(beside)):
            continue
        if ("\n" in old) != ("\n" in new) and not (old + new).strip():
            what = "two paragraphs were joined here" if "\n" in old else "a new paragraph begins here"
            yield Claim(what, variant.edition, variant.canonical, frozenset({variant.index}))


RULE = Rule("T122", "moved-paragraph-break", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=True)
