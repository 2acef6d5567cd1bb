"""Q131 mixed-quotation-marks: a quotation is marked in another style than the rest of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from fidelity.language.quotation_marks import SINGLE
from fidelity.model.errors import WholeTextNeeded
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Quotation, Recognised
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text

_DOUBLE = '“”„«»"'
_MARKS = re.compile(f"[{_DOUBLE}]")
_USUAL = 0.8
"""The part of the outermost quotations from which on a style is that of the text."""
_ENOUGH = 5
"""Quotations without which a text has no style."""


def check(case: Case) -> Iterator[Claim]:
    """Claim the outermost double marks that are not of the style that most have; nested ones have a style of their own."""
    string, left_out = case.edition.string, case.edition.source.left_out
    outermost = list(_outermost(case.edition_marks.quotations, string))
    kept = {_style(string, one) for one in outermost}
    if len(kept) == 1 and not any(mark in left_out for mark in _DOUBLE if mark not in next(iter(kept))):
        return
    usual = _usual(case.edition, case.edition_marks)
    if not usual:
        return
    if left_out and case.canonical is not None and usual != _usual(case.canonical, case.canonical_marks):
        raise WholeTextNeeded  # what was left out is of the usual style in one text, and not in the other
    for one in outermost:
        style = _style(string, one)
        if style != usual:
            message = f"the quotation is marked {style[0]}…{style[1]} here and {usual[0]}…{usual[1]} elsewhere"
            yield Claim(message, Span(one.span.start, one.span.start + 1))


def _usual(text: Text, marks: Recognised) -> str:
    """The style that most outermost quotations of a text have; "" where there are few, or no style is the usual one."""
    styles = Counter(_style(text.string, one) for one in _outermost(marks.quotations, text.string))
    styles.update(_styles(text.source.left_out))
    usual, count = styles.most_common(1)[0] if styles else ("", 0)
    return usual if styles.total() >= _ENOUGH and count >= _USUAL * styles.total() else ""


@lru_cache(maxsize=1)
def _styles(left_out: str) -> Counter[str]:
    """The styles in what two texts lack both; there, the marks of a paragraph are pairs of one style, and all are outermost."""
    styles: Counter[str] = Counter()
    for paragraph in left_out.split("\n"):
        marks = _MARKS.findall(paragraph)
        if marks:
            styles[marks[0] + marks[1]] += len(marks) // 2
    return styles


def _outermost(quotations: tuple[Quotation, ...], string: str) -> Iterator[Quotation]:
    end = 0
    for one in quotations:
        # a part of a quotation that goes on in the next paragraph has no closing mark
        complete = one.closed and not one.block and one.content.end < one.span.end
        if one.span.start >= end and complete and string[one.span.start] not in SINGLE:
            yield one
        end = max(end, one.span.end)


def _style(string: str, quotation: Quotation) -> str:
    return string[quotation.span.start] + string[quotation.span.end - 1]


RULE = Rule("Q131", "mixed-quotation-marks", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
