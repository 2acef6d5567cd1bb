"""Numbers as American law writes them: volume, reporter, first page and pinpoint; or a book's pages before its year."""

from __future__ import annotations

import re

from fidelity.language.numerals import MONTHS
from fidelity.model.late_pattern import late_pattern
from fidelity.model.recognised import Field
from fidelity.model.span import Span
from fidelity.recognition.citations.patterns import BARE_YEAR, RANGES, SPACE
from fidelity.recognition.citations.serial import Numbering

_WORD = r"(?:[A-Z][A-Za-z’']*\.?(?:[A-Z]\.)*|&|of|the|on|[2-9]d|\d(?:th|rd|nd))"
_REPORTED = late_pattern(
    rf"(?:(?<=^)|(?<=[\s,;(\u00a0\ue001]))(?P<volume>\d{{1,4}}){SPACE}"
    rf"(?P<container>[A-Z][A-Za-z’']*\.?(?:[A-Z0-9][a-z]*\.?)*(?:{SPACE}{_WORD}){{0,7}}){SPACE}"
    rf"(?P<pages>\d{{1,5}})(?!\d)(?:,{SPACE}(?:at{SPACE})?(?P<pin>{RANGES}))?"
    rf"{SPACE}\((?:[^()\d]{{0,40}}{SPACE})?(?P<year>{BARE_YEAR})\)(?:{SPACE}\(No\.{SPACE}[\d,–-]+\))?",
    shape=r"\d\s[A-Z][^()]*\d\s\(",
)
"""41 J. Mar. Comp. L. 203, 219 (2007) – 172 U.S. 186, 192 (1898) – 14 F. Cas. 227 (D. Me. 1851) (No. 7,812)"""
_REVIEW = frozenset({"review", "journal", "reporter", "reports", "law"})
"""Words, case-folded, one of which a review has whose name has no abbreviation."""
_BOOK = late_pattern(
    rf"(?<=[^\W\d_]{SPACE})(?P<pages>\d{{1,4}}(?:[–-]\d{{1,4}})?(?:,{SPACE}\d{{1,4}}(?:[–-]\d{{1,4}})?)*)"
    rf"{SPACE}\((?:(?=[^()]*\ue001[^()]*\b{BARE_YEAR}\))|(?<=\d\d\d[–-]\d\d{SPACE}\()(?={BARE_YEAR}\)))",
    shape=r"\d\s\(",
)
"""The Wreck and the Reward 112–15 (3d ed. 1974): the edition has been found before, or the range is no volume's."""


def reported(string: str, start: int, end: int) -> Numbering | None:
    """Volume, review or reporter, page, pinpoint and year, where everything already known has been blanked."""
    for match in _REPORTED.finditer(string, start, end):
        words = match["container"].casefold().split()
        abbreviated = "." in match["container"] and words[0].strip(".") not in MONTHS
        if abbreviated or not _REVIEW.isdisjoint(words):
            groups = (("volume", "volume"), ("container", "container"), ("pages", "pages"), ("pin", "pages"), ("year", "year"))
            parts = tuple((Field(field), Span(*match.span(group))) for group, field in groups if match[group])
            return Numbering(Span(*match.span()), parts)
    return None


def pages_of_book(string: str, start: int, end: int) -> Span | None:
    """The pages that stand behind a book's title, before the brackets with its edition and year."""
    match: re.Match[str] | None = _BOOK.search(string, start, end)
    return Span(*match.span("pages")) if match is not None else None
