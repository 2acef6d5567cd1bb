"""Numerals, dates and number words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fidelity.language.numerals import AMBIGUOUS_NUMBER_WORDS, MONTHS, NUMBER_WORDS
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.prose import prose

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = (
    rf"(?:{_MONTH})\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?\b"
    rf"|\b\d{{1,2}}(?:\.|st|nd|rd|th|er|º)?\s(?:de\s|of\s)?(?:{_MONTH})\b\.?(?:,?\s(?:de\s|del\s)?\d{{4}})?"
    rf"|\b(?:{_MONTH})\s\d{{4}}\b"
)
_NUMERAL = r"(?<![\w.,])[-−]?\d+(?:[.,\u00a0\u202f’']\d{3})*(?:[.,]\d+)?(?:st|nd|rd|th|er|e|º|ª|s)?(?!\w)|\b\w*\d\w*\b"
_ROMAN = r"\b(?=[IVXLCDM]{2,})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b"
_WORD = r"[^\W\d_]+"
_NUMBERS = re.compile(rf"(?P<date>{_DATE})|(?P<numeral>{_NUMERAL})|(?P<roman>{_ROMAN})|(?P<word>{_WORD})", re.IGNORECASE)


def numbers(text: Text, language: str | None = None) -> Iterator[Span]:
    """Numerals (Roman ones of two letters or more), dates as a whole, and words that count, in order of place.

    `language` ("en", "de", …) excludes words that are something else there: French "seize" in an English text.
    """
    string = prose(text)
    other = AMBIGUOUS_NUMBER_WORDS.get(language or "en", frozenset())
    for match in _NUMBERS.finditer(string):
        found = match[0]
        if match.lastgroup == "word":
            folded = found.casefold()
            if folded not in NUMBER_WORDS or folded in other:
                continue
        elif match.lastgroup == "roman" and not found.isupper():
            continue
        yield Span(*match.span())
