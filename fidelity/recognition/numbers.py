"""Numerals, dates and number words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from fidelity.language.numerals import AMBIGUOUS_NUMBER_WORDS, MONTHS, NUMBER_WORDS
from fidelity.model.late_pattern import late_pattern
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
_ROMAN = r"\b(?=[IVXLCDM]{2,})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?:er?|ère|[èe]me|ᵉ|ᵉʳ|º|ª)?(?!\w)"
_ROMAN_IN_CAPITALS = re.compile(r"[IVXLCDM]{2,}(?![A-Z])")
_WORD = r"[^\W\d_]+"
_NUMBERS = late_pattern(rf"(?P<date>{_DATE})|(?P<numeral>{_NUMERAL})|(?P<roman>{_ROMAN})|(?P<word>{_WORD})", re.IGNORECASE)
_DIGITS = re.compile(r"\d\w*")
_LETTERS = re.compile(_WORD)


def numbers(text: Text, language: str | None = None, near: Sequence[Span] | None = None) -> Iterator[Span]:
    """Numerals (Roman ones of two letters or more), dates as a whole, and words that count, in order of place.

    `language` ("en", "de", …) excludes words that are something else there: French "seize" in an English text.
    With `near`, stretches in order that do not overlap, only the numbers that begin in them.
    """
    string = prose(text)
    counting = NUMBER_WORDS - AMBIGUOUS_NUMBER_WORDS.get(language or "en", frozenset())
    end = 0
    for start in _beginnings(string, counting, near if near is not None else [Span(0, len(string))]):
        match = _NUMBERS.match(string, start) if start >= end else None
        if match is None:
            continue
        found = match[0]
        if (match.lastgroup == "word" and found.casefold() not in counting) or (
            match.lastgroup == "roman" and not _ROMAN_IN_CAPITALS.match(found)
        ):
            continue
        end = match.end()
        yield Span(*match.span())


def _beginnings(string: str, counting: frozenset[str], near: Sequence[Span]) -> list[int]:
    """Where a number may begin, in order: at digits with what is before them in their word or a sign, at words that count,
    months and Roman numerals. All other words, nearly all there are, are passed over by a look at a table.
    """
    telling: dict[str, bool] = {}
    found: set[int] = set()
    for match in chain.from_iterable(_LETTERS.finditer(string, *stretch) for stretch in near):
        word = match[0]
        tells = telling.get(word)
        if tells is None:
            folded = word.casefold()
            tells = telling[word] = folded in counting or folded in MONTHS or _ROMAN_IN_CAPITALS.match(word) is not None
        if tells:
            found.add(match.start())
    for match in chain.from_iterable(_DIGITS.finditer(string, *stretch) for stretch in near):
        start = match.start()
        if start and string[start - 1] in "-−":
            found.add(start - 1)
        while start and (string[start - 1].isalnum() or string[start - 1] == "_"):
            start -= 1
        found.update((start, match.start()))
    return sorted(found)
