"""Numerals that say the same in another form: other marks of thousands, or none; recto and verso of a leaf."""

from __future__ import annotations

import re
from collections.abc import Callable

from fidelity.model.late_pattern import late_pattern
from fidelity.model.span import Span

_NUMERAL = late_pattern(r"\d+(?:[.,'’ \u00a0\u2009\u202f]\d+)*")
_LEAF = late_pattern(r"(\d)\s?([rv])(?:°|º|o|ᵒ|\.)?(?!\w)")
_GROUPED = late_pattern(r"[1-9]\d{0,2}(?:([.,'’ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*")
_SEPARATORS = late_pattern(r"[.,'’\s]")
_ADDRESS = late_pattern(r"(?:(?:\d|1?\d\d|2[0-4]\d|25[0-5])\.){3}(?:\d|1?\d\d|2[0-4]\d|25[0-5])")
_REFERENCE = late_pattern(
    r"(?:\b(?:(?:section|sección|seccion|sezione|secção|seção|paragraph|paragraphe|clause|article|artikel|artículo|articolo|artigo"
    r"|chapter|kapitel|chapitre|capítulo|capitolo|item|version|seite|page|página|pagina|folio|line|zeile|note|figure|table|verse|psalm"
    r")(?:s|n|ns|es)?|pagine|linee|righe|articoli|sezioni|(?:sect?s?|arts?|paras?|pars?|ch|kap|chap|cap|pp?|págs?|pagg?|ss?|fols?|ff"
    r"|ll?|vv?|zz?|nn?|figs?|abb|abs|rn|ver|sp|cols?)\.)|§+|¶+)[\s(]*(?:\d[\d.,'’–-]*(?:\s*(?:[,;&/–-]|and|und|et|y|e)\s*|\s+))*\Z",
    re.IGNORECASE,
)
"""A word or sign after which numbers are a reference, and marks in them part its levels, or pages."""
_NEAR = 60
"""Characters before a numeral among which such a word is looked for."""
_AMBIGUOUS = frozenset(".,")
_DECIMAL = {"en": "."}
"""The mark of decimals by language; in the other languages that are known it is a comma."""


def is_same_number(string: str, place: Span, other: str, other_place: Span, language: Callable[[], str | None]) -> bool:
    """Whether two readings are the same but for the grouping of digits: "2,400" and "2400", or for "12 v°" and "12v".

    The readings stand at `place` in `string` and at `other_place` in `other`, in characters. One mark of thousands may be
    one of decimals: then the language (a two-letter code) decides, and without one they differ. The numbers of sections and
    pages and addresses of the Internet have no marks of thousands: “pages 12 345” are two.
    """
    if not any(map(str.isdigit, string[slice(*place)])) or not any(map(str.isdigit, other[slice(*other_place)])):
        return False
    one, two = (_LEAF.sub(r"\1\2", words.strip()) for words in (string[slice(*place)], other[slice(*other_place)]))
    return one == two or _plain(string, place, language) == _plain(other, other_place, language)


def _plain(string: str, place: Span, language: Callable[[], str | None]) -> str:
    """A reading with its numerals without marks of thousands, and with its leaves written in one way."""

    def plain(match: re.Match[str]) -> str:
        numeral = match[0]
        grouped = _GROUPED.fullmatch(numeral)
        if grouped is None or _ADDRESS.fullmatch(numeral) or _is_reference(string, match.start()):
            return numeral
        mark = grouped[1]
        if mark in _AMBIGUOUS:
            spoken = language()
            if mark == _DECIMAL.get(spoken, ",") if spoken is not None else numeral.count(mark) == 1:
                return numeral
        return _SEPARATORS.sub("", numeral)

    parts, at = [], place.start
    for match in _NUMERAL.finditer(string, *place):
        parts += [string[at : match.start()], plain(match)]
        at = match.end()
    return _LEAF.sub(r"\1\2", "".join([*parts, string[at : place.end]]).strip())


def _is_reference(string: str, start: int) -> bool:
    """Whether a word before a numeral, perhaps with other numbers between them, says that it is that of a section or page."""
    return _REFERENCE.search(string[max(start - _NEAR, 0) : start]) is not None
