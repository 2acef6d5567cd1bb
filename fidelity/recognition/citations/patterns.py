"""The pieces from which patterns of citations are built: names, years, numerals, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from fidelity.language.citation_words import FOLLOWING, NO_DATE

_Letters = dict[str, Any]
"""What may follow a beginning, by its next letter; "" where a word may end."""


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first, none ending inside a longer word.

    Words that begin alike share their beginning, so that a pattern is compiled and fails in the time of one word, not of all.
    """
    return _any_of(tuple(words))


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> str:
    root: _Letters = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return f"(?:{_alternatives(root, '')})"


def _alternatives(node: _Letters, last: str) -> str:
    """The pattern of what may follow a beginning whose last letter is given: longer words before shorter."""
    parts: dict[str, list[str]] = {}
    for letter, after in node.items():
        if letter:
            parts.setdefault(_followed(after, letter), []).append(letter)
    found = []
    for rest, letters in parts.items():
        plain = [re.escape(letter) for letter in letters if letter != " "]
        space = r"\s\u00a0\u202f" if " " in letters else ""
        found.append((f"[{''.join(plain)}{space}]" if space or len(plain) > 1 else plain[0]) + rest)
    if "" in node:
        found.append(r"(?!\w)" if last.isalnum() else "")
    return "|".join(found)


def _followed(node: _Letters, last: str) -> str:
    rest = _alternatives(node, last)
    return f"(?:{rest})" if len(node) > 1 else rest


SPACE = r"[\s\u00a0\u202f]"
CAPITAL = r"[^\W\d_a-zß-öø-ÿāăąćčďđēėęěğīįıłńňőœřśşšťūůűųźżž]"
WORD = rf"(?:{CAPITAL}[^\W\d_]*(?:\s?[’'‐–-]\s?[^\W\d_]+)*)"
"""A capitalised word; a hyphen may have been set apart by whoever read the print."""
PARTICLE = (
    r"(?:(?:[Vv](?:on|an)|[Dd](?:e(?:[rns]|l(?:l[ae])?|i)?|i|as?|os|u)|[Ll][ae]|[Tt]e[nr]|[Dd]al|al|ibn|ben|zur?|vom|af|av|"
    r"[Ll]o|y|d)(?!\w))"
)
INITIALS = rf"(?:(?![\s-])(?:\s?-?{CAPITAL}[^\W\d_]?\.)++)"
"""F. W., J.-P., Ch."""
BARE_INITIALS = r"(?:(?!(?:II|III|IV|VI)\b)[A-ZÀ-Þ](?:-?[A-ZÀ-Þ])?[A-Z]?(?![\w.’']))"
"""WA, as medicine writes it."""
ARTICLE = rf"(?:(?:The|A|An|Der|Die|Das|Ein|Eine|Le|La|Les|El|Los|Las|Il|Gli|Une|Un|Una){SPACE}|L[’'])"
"""What a title may open with, and a name does not."""
FAMILY = rf"(?:(?:{PARTICLE}(?:{SPACE}?[’']\s?|{SPACE}\s?)){{0,6}}{WORD})"
GIVEN = (
    rf"(?:{INITIALS}(?:{SPACE}(?:(?:de|von|van|da|di|du){SPACE})?{WORD}(?=[.,;:({SPACE}]))?|"
    rf"{WORD}(?:{SPACE}(?:(?:de|von|van|da|di|du){SPACE})?(?![^\W\d_]\.){WORD}){{0,2}}(?:{SPACE}{INITIALS}"
    rf")?(?:{SPACE}(?:de|von|van|da|di)(?=[.,;:]))?)"
)
DIRECT = (
    rf"(?:(?:{INITIALS}{SPACE}?|{WORD}{SPACE}){{0,4}}(?:(?:(?!y{SPACE}){PARTICLE}{SPACE}){{1,5}}{WORD}{SPACE})?(?:{PARTICLE}{SPACE}|[dD][’']){{0,5}}(?!{CAPITAL}\.{SPACE}?{CAPITAL}){WORD}"
    rf"(?:{SPACE}{INITIALS})?(?:{SPACE}Jr\.|{SPACE}III?)?)"
)
"""Given name first: J. Powell, Ludwig van Beethoven, João da Silva Prado."""
INVERTED = rf"(?:{FAMILY}(?:{SPACE}{WORD})?{SPACE}?,{SPACE}?(?!{ARTICLE}){GIVEN}(?:,{SPACE}(?:Jr\.|Sr\.|II|III))?)"
TRAILING = (
    rf"(?:{FAMILY}(?:{SPACE}{WORD}){{0,2}}{SPACE}(?:{INITIALS}|{BARE_INITIALS}|(?<=[A-ZÀ-Þ]{{2}}"
    rf"\s)[a-z]\.)(?!{SPACE}{CAPITAL}(?:[^\W\d_]|[’'])))"
)
"""Hasegawa T.; Yu WA."""
AND_WORD = rf"(?:,?{SPACE}(?:and|und|et|y|e|ed|&|u\.){SPACE})"
AND = rf"(?:,?{SPACE}(?:and|und|et|y|e|ed|&|u\.){SPACE}|{SPACE}?[/;&]{SPACE}?|{SPACE}[–-]{SPACE})"
ET_AL = rf"(?:,?{SPACE}(?:et{SPACE}al(?:ii|\.)?|u\.{SPACE}?a\.|y{SPACE}otros|et{SPACE}alii|e{SPACE}altri|and{SPACE}others))"

BARE_YEAR = r"(?:1[4-9]|20)\d\d"
YEAR = (
    rf"(?:(?:(?:ca?\.|circa|um){SPACE})?[¹²³⁴-⁹]{{0,2}}(?:\[{SPACE}?{BARE_YEAR}{SPACE}?\]{SPACE}?)?{BARE_YEAR}"
    rf"(?:\s?[–/-]\s?(?:{BARE_YEAR}|\d\d?)(?!\d))?(?:[a-z]?(?!\w)|[¹²³⁴-⁹]{{1,2}}(?!\w))(?:{SPACE}\[{SPACE}?{BARE_YEAR}{SPACE}?\])?|\[{SPACE}?{BARE_YEAR}{SPACE}?\]|{any_of(NO_DATE)})"
)
"""A year of the age of print, a range, or what is written for want of one; an edition's number may be raised beside it."""
ROMAN = r"(?:(?=[IVXLC])(?:C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?![\w.]))"
NUMERAL = r"(?:[A-Za-z]?\d{1,6}[a-z]?(?![\w])|(?=[ivxlc])(?:c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))(?!\w))"
RANGE = rf"(?:\d{{1,5}}(?:ff?|sqq?|ss)(?!\w)\.?|{NUMERAL}(?:\s?[–—‐-]+\s?{NUMERAL})?(?:{SPACE}?{any_of(FOLLOWING)})?)"
RANGES = rf"(?:{RANGE}(?:(?:,|{SPACE}(?:and|und|et|y|e|u\.|&)){SPACE}(?!{BARE_YEAR}(?![\d–-])){RANGE}(?!{SPACE}\())*)"
ADDRESS = (
    r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:)\]”’»]"
    r"|\b(?<!-)(?<!@)(?:[a-z0-9-]{1,63}\.){1,8}(?:org|com|net|edu|gov|info|de|fr|es|it|uk|br|ve|"
    r"ch|at)\b(?:/[^\s<>]*[^\s<>.,;:)\]”’»])?"
)
DOI = (
    r"(?:doi:?\s?(?:https?://(?:dx\.)?doi\.org/)?|https?://(?:dx\.)?doi\.org/|(?<![\w/]))10\.\d{4,9}/[^\s<>]*[^\s<>.,;:)\]”’»]"
)
