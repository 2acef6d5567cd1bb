"""Numbers as a text prints them, whole: "forty-one", "deux tiers", "2 400", where only a part of them changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fidelity.language.numerals import ONE, PARTS, is_number_word
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import Token, reading

_THOUSANDS = {
    "en": re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))"),
    "": re.compile(r"(?<=\d)[.,](?=\d{3}[.,]\d{3}(?:\D|$))|(?<=\d[.,]\d{3})[.,](?=\d{3}(?:\D|$))"),
}
"""Marks of thousands in a numeral; where one may be one of decimals, it is none."""
_POINTS = re.compile(r"(?<=\d)\.(?=\d{3}(?:\D|$))")
_SPACED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)")
"""A numeral with spaces of thousands."""
_LONGEST = 24
"""Characters beside a group of digits in which the rest of its numeral is looked for."""
_BEFORE = re.compile(r"(?<![^\W_])(?P<word>[^\W\d_]+)(?P<between>\s(?P<joining>and|und|et|y|e)\s|[-‐‑\s])$")
_BEHIND = re.compile(r"(?P<between>\s(?P<joining>and|und|et|y|e)\s|[-‐‑\s])(?P<word>[^\W\d_]+)")


def value_of(numeral: str, language: str | None) -> str:
    """A numeral without its marks of thousands and the case of its letters; a two-letter code says which marks they are."""
    marks = _THOUSANDS["en"] if language == "en" else _POINTS if language else _THOUSANDS[""]
    return marks.sub("", numeral).casefold()


def printed(text: Text, numbers: Sequence[Token], words: Sequence[Token], language: str | None) -> str:
    """Numbers as a text prints them, whole; with what stands between them where no other of the `words` changed."""
    spans = [_whole(text.string, one, language) for one in numbers]
    if len(numbers) == len(words):
        return reading(text, Span(spans[0].start, spans[-1].end))
    return " … ".join(reading(text, span) for i, span in enumerate(spans) if not any(one.overlaps(span) for one in spans[:i]))


def _whole(string: str, number: Token, language: str | None) -> Span:
    """A number with the words, or the groups of digits, that are one number with it."""
    span = number.span
    if number.form.isalpha():
        return _with_words(string, span, language)
    first = max(span.start - _LONGEST, 0)
    around = _SPACED.finditer(string[first : span.end + _LONGEST])
    found = (Span(first + match.start(), first + match.end()) for match in around)
    return next((one for one in found if one.covers(span)), span)


def _with_words(string: str, span: Span, language: str | None) -> Span:
    start, end = span
    while (match := _BEFORE.search(string[max(start - _LONGEST, 0) : start])) is not None and _joins(match, language):
        start -= len(match[0])
    while (match := _BEHIND.match(string, end)) is not None and _joins(match, language, behind=True):
        end = match.end()
    return Span(start, end)


def _joins(match: re.Match[str], language: str | None, *, behind: bool = False) -> bool:
    """Whether a word beside a number is a part of it; "one" only where a hyphen or a word that joins stands between."""
    word, joining = match["word"].casefold(), match["joining"]
    if is_number_word(word, language) or (behind and word in PARTS):
        return True
    return (joining is not None or match["between"] in "-‐‑") and behind and word in ONE.get(language or "en", ())
