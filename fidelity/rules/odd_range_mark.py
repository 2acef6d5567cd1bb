"""C119 odd-range-mark: a range of pages joined by a hyphen or an em dash"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Edit
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import variants_at

_RANGE = re.compile(r"(?<=\d)\s?(?P<mark>[-‐—])\s?(?=\d)")


def check(case: Case) -> Iterator[Claim]:
    """Claim hyphens and em dashes between the figures of a citation's pages, where the text mostly has en dashes."""
    string = case.edition.string
    places = [p for one in case.edition_marks.citations for field, p in one.fields if field is Field.PAGES]
    odd = [(m, m.span("mark")) for p in places for m in _RANGE.finditer(string, *p)]
    usual = sum(string.count("–", *p) for p in places)
    if usual <= len(odd):
        return
    for match, mark in odd:
        span = Span(*mark)
        yield Claim(
            f"the range is joined by “{match['mark']}”, and others by “–”",
            span,
            variants=variants_at(case, span),
            edits=(Edit(span, "–", "an en dash joins ranges"),),
            safe=True,
            fix_title="put an en dash",
        )


RULE = Rule("C119", "odd-range-mark", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
