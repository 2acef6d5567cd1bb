"""T104 transposed-words: the same words stand in another order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.change import both_readings
from fidelity.rules.difference import Difference, Token, claim, differences, reading, shown

FARTHEST = 80
"""Characters over which a word is said to have changed its place; beyond them it was left out here and added there."""


def check(case: Case) -> Iterator[Claim]:
    """Claim exchanges of the same words in another order, and words left out in one place and added close by."""
    plain = [difference for difference in differences(case) if not difference.moved]
    for difference in plain:
        old, new = _forms(difference.lost_words), _forms(difference.gained_words)
        if len(old) > 1 and old != new and Counter(old) == Counter(new):
            yield claim(difference, f"the order of words changed: {both_readings(difference)}")
    for one, two in pairwise(plain):
        if _same_word_elsewhere(one, two):
            yield _claim(case, one, two)


def _forms(words: tuple[Token, ...]) -> list[str]:
    return [word.form.casefold() for word in words]


def _same_word_elsewhere(one: Difference, two: Difference) -> bool:
    near = one.note == two.note and 0 <= two.edition.start - one.edition.end <= FARTHEST
    if not near or one.gained_words == two.gained_words:
        return False
    left, came = (one, two) if one.lost_words else (two, one)
    whole = not left.gained_words and not came.lost_words
    return whole and _forms(left.lost_words) == _forms(came.gained_words) != []


def _claim(case: Case, one: Difference, two: Difference) -> Claim:
    assert case.canonical is not None
    here = Span(one.edition.start, two.edition.end)
    there = Span(one.canonical.start, two.canonical.end)
    before, after = reading(case.canonical, there), reading(case.edition, here)
    return Claim(f"the order of words changed: {shown(before)} → {shown(after)}", here, there, one.variants | two.variants)


RULE = Rule("T104", "transposed-words", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
