"""T106 altered-number: a number or date is not that of the canonical text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.change import changed_number, value_of
from fidelity.rules.difference import claim, differences, reading

_NUMERAL = re.compile(r"(?<![\w.,])\d{2,}(?:[.,]\d+)*(?![\w])")
"""Numerals that survive translation: "20th" becomes "XXe" and "7" may become a word, but a year stays."""


def check(case: Case) -> Iterator[Claim]:
    """Claim numerals, dates and number words that changed; in a translation, numerals that are gone."""
    if case.relation is Relation.TRANSLATION:
        yield from _lost_in_translation(case)
        return
    for difference in differences(case):
        changed = changed_number(case, difference)
        if changed is not None:
            yield claim(difference, changed)


def _lost_in_translation(case: Case) -> Iterator[Claim]:
    """Compare paragraph with paragraph where there are as many, else the running text as a whole."""
    assert case.canonical is not None
    old, new = _running_blocks(case.canonical), _running_blocks(case.edition)
    if len(old) != len(new):
        old, new = [Span(0, case.canonical.running_end)], [Span(0, case.edition.running_end)]
    for there, here in zip(old, new, strict=True):
        lost = _numerals(case.canonical, there) - _numerals(case.edition, here)
        gained = _numerals(case.edition, here) - _numerals(case.canonical, there)
        if lost:
            now = f"; it has {', '.join(sorted(gained.elements()))} instead" if gained else ""
            yield Claim(f"the translation lacks {', '.join(sorted(lost.elements()))}{now}", Span(here.start, here.start), there)


def _running_blocks(text: Text) -> list[Span]:
    return [block for block in text.blocks if block.end <= text.running_end]


def _numerals(text: Text, span: Span) -> Counter[str]:
    return Counter(value_of(numeral) for numeral in _NUMERAL.findall(reading(text, span)))


RULE = Rule("T106", "altered-number", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
