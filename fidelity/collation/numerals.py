"""Numerals that say the same in another form: other marks of thousands, or none; recto and verso of a leaf."""

from __future__ import annotations

from collections.abc import Callable

from fidelity.model.late_pattern import late_pattern

_NUMERAL = late_pattern(r"\d+(?:[.,'’ \u00a0\u2009\u202f]\d+)*")
_LEAF = late_pattern(r"(\d)\s?([rv])(?:°|º|o|ᵒ|\.)?(?!\w)")
_GROUPED = late_pattern(r"[1-9]\d{0,2}(?:([.,'’ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*")
_SEPARATORS = late_pattern(r"[.,'’\s]")
_AMBIGUOUS = frozenset(".,")
_DECIMAL = {"en": "."}
"""The mark of decimals by language; in the other languages that are known it is a comma."""


def is_same_number(reading: str, other: str, language: Callable[[], str | None]) -> bool:
    """Whether two readings are the same but for the grouping of digits: "2,400" and "2400", or for "12 v°" and "12v".

    One mark of thousands may be one of decimals: then the language (a two-letter code) decides, and without one they differ.
    """
    if not any(map(str.isdigit, reading)) or not any(map(str.isdigit, other)):
        return False
    one, two = (_LEAF.sub(r"\1\2", words.strip()) for words in (reading, other))
    return one == two or _plain(one, language) == _plain(two, language)


def _plain(words: str, language: Callable[[], str | None]) -> str:
    """Words with their numerals without marks of thousands."""

    def plain(numeral: str) -> str:
        grouped = _GROUPED.fullmatch(numeral)
        if grouped is None:
            return numeral
        mark = grouped[1]
        if mark in _AMBIGUOUS and numeral.count(mark) == 1:
            spoken = language()
            if spoken is None or mark == _DECIMAL.get(spoken, ","):
                return numeral
        return _SEPARATORS.sub("", numeral)

    return _NUMERAL.sub(lambda match: plain(match[0]), words)
