"""Q131 mixed-quotation-marks: a quotation is marked in another style than the rest of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.quotation_marks import SINGLE
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Quotation
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span

_USUAL = 0.8
"""The part of the outermost quotations from which on a style is that of the text."""
_ENOUGH = 5
"""Quotations without which a text has no style."""


def check(case: Case) -> Iterator[Claim]:
    """Claim the outermost double marks that are not of the style that most have; nested ones have a style of their own."""
    string = case.edition.string
    outermost = list(_outermost(case.edition_marks.quotations, string))
    styles = Counter(_style(string, one) for one in outermost)
    usual, count = styles.most_common(1)[0] if styles else ("", 0)
    if len(outermost) < _ENOUGH or count < _USUAL * len(outermost):
        return
    for one in outermost:
        style = _style(string, one)
        if style != usual:
            message = f"the quotation is marked {style[0]}…{style[1]} here and {usual[0]}…{usual[1]} elsewhere"
            yield Claim(message, Span(one.span.start, one.span.start + 1))


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
