"""C118 malformed-page-range: a range of pages that runs backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import reading, variants_at, views

# begins with the digit, so that the search leaps from digit to digit
_RANGE = re.compile(r"(\d(?<![\w.,:/–—-]\d)\d{0,4})\s?[-‐‑–—]\s?(\d{1,5})(?![\w/:]|[-‐‑–—]\d|[.,]\d)")
_PAGES_BEFORE = re.compile(r"(?:\bpp?\.|\bpages?|\bS\.|\bSeiten?|\bpágs?\.)\s*$")
_NOT_PAGES_BEFORE = re.compile(
    r"(?:\bno\.|\bnos\.|\bnr\.|\bn[°º]|\bvol\.|\bch\.|\bchap\.|\bchapter|\bsec\.|\bsection|§|\bISBN|\bISSN|\btel\.)\s*$", re.I
)
_BEFORE = 12
"""Characters before a range that are asked what it counts."""


def check(case: Case) -> Iterator[Claim]:
    """Claim ranges that count pages by what stands before them or by their place in a citation, and that descend."""
    fields = [place for citation in case.edition_marks.citations for field, place in citation.fields if field is Field.PAGES]
    for view in views(case.edition):
        for match in _RANGE.finditer(view.string):
            if not descends(match[1], match[2]):
                continue
            before = view.string[max(match.start() - _BEFORE, 0) : match.start()]
            span = view.to_text(Span(*match.span()))
            counted = _PAGES_BEFORE.search(before) or any(place.covers(span) for place in fields)
            if counted and not _NOT_PAGES_BEFORE.search(before):
                variants = variants_at(case, span)
                yield Claim(
                    f"the page range runs backwards: {match[0]}{_in_canonical(case, span, variants)}", span, variants=variants
                )


def _in_canonical(case: Case, span: Span, variants: frozenset[int]) -> str:
    """What the canonical text has there, where the range was changed."""
    if not variants or case.collation is None or case.canonical is None:
        return ""
    start, end = case.collation.to_canonical(span.start), case.collation.to_canonical(span.end)
    there = reading(case.canonical, Span(start, end)) if start is not None and end is not None and start < end else ""
    return f"; the canonical text has {there}" if _RANGE.fullmatch(there) else ""


def descends(first: str, last: str) -> bool:
    """Whether a range ends before it begins, also when the second numeral leaves out what it shares with the first (391–9)."""
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(last) < int(first)


RULE = Rule("C118", "malformed-page-range", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
