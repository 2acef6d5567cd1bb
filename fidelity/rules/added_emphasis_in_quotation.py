"""Q122 added-emphasis-in-quotation: words of a quotation are emphasised without a notice, and are not in the canonical text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.editors_notices import EMPHASIS
from fidelity.model.finding import Claim, Severity
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.model.recognised import Quotation
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import reading, shown
from fidelity.rules.place import CONTENT, innermost

_EMPHASIS = (Kind.EMPHASIS, Kind.STRONG)
_NOTICE = late_pattern(EMPHASIS, re.IGNORECASE)
_AFTER = 160
"""Characters after a quotation within which a notice on its emphasis stands."""


def check(case: Case) -> Iterator[Claim]:
    """Claim emphasis on a part of a quotation where the canonical text has the same words plain."""
    if case.collation is None or case.canonical is None:
        return
    for mark in case.edition.of_kind(*_EMPHASIS):
        quotation = innermost(case.edition_marks.quotations, CONTENT, mark.span)
        if (
            quotation is None
            or not quotation.content.covers(mark.span)
            or _whole(quotation, mark.span)
            or _noticed(case, quotation)
        ):
            continue
        first, last = case.collation.to_canonical(mark.start), case.collation.to_canonical(mark.end - 1)
        if first is None or last is None or last < first:
            continue
        place = Span(first, last + 1)
        if reading(case.edition, mark.span) != reading(case.canonical, place):
            continue
        if all(case.canonical.mark_at(at, kind) is None for kind in _EMPHASIS for at in (first, last)):
            words = shown(reading(case.edition, mark.span))
            yield Claim(f"in a quotation “{words}” is emphasised without notice", mark.span, place)


def _whole(quotation: Quotation, mark: Span) -> bool:
    """Whether the whole quotation is set in italics, which is a style of quoting and emphasises nothing."""
    return mark.length >= 0.9 * quotation.content.length


def _noticed(case: Case, quotation: Quotation) -> bool:
    string = case.edition.string
    return _NOTICE.search(string, quotation.span.start, min(quotation.span.end + _AFTER, len(string))) is not None


RULE = Rule("Q122", "added-emphasis-in-quotation", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=True)
