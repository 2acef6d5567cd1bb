"""T901 placeholder-text: words that were to be replaced are still there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span

PLACEHOLDER = re.compile(r"\b(?:lorem ipsum|TODO|TK{1,2}|XXX+)\b")


def check(case: Case) -> Iterator[Claim]:
    """Claim each placeholder, except in code."""
    code = [mark.span for mark in case.edition.of_kind(Kind.CODE, Kind.VERBATIM)]
    for match in PLACEHOLDER.finditer(case.edition.string):
        span = Span(*match.span())
        if not any(stretch.overlaps(span) for stretch in code):
            yield Claim(f"“{match[0]}” was to be replaced", span)


RULE = Rule("T901", "placeholder-text", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
