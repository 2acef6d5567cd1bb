"""The pieces from which patterns of citations are built: names, years, numerals, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fidelity.language.citation_words import FOLLOWING, NO_DATE


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first, none ending inside a longer word."""
    return (
        "(?:"
        + "|".join(
            re.escape(word).replace(r"\ ", r"[\s\u00a0\u202f]") + (r"(?!\w)" if word[-1].isalnum() else "")
            for word in sorted(set(words), key=lambda word: (-len(word), word))
        )
        + ")"
    )


SPACE = r"[\s\u00a0\u202f]"
CAPITAL = r"[^\W\d_a-zß-öø-ÿāăąćčďđēėęěğīįıłńňőœřśşšťūůűųźżž]"
WORD = rf"(?:{CAPITAL}[^\W\d_]*(?:\s?[’'‐–-]\s?[^\W\d_]+)*)"
"""A capitalised word; a hyphen may have been set apart by whoever read the print."""
PARTICLE = (
    r"(?:(?:[Vv]on|[Vv]an|[Dd]er|[Dd]en|[Dd]e|[Dd]el|[Dd]ella|[Dd]elle|[Dd]ei|[Dd]i|[Dd]a|"
    r"[Dd]os|[Dd]as|[Dd]u|[Dd]es|[Ll]a|[Ll]e|"
    r"al|ibn|ben|zu|zur|vom|[Tt]en|[Tt]er|af|av|[Dd]al|[Ll]o|y|d)(?!\w))"
)
INITIALS = rf"(?:{CAPITAL}[^\W\d_]?\.(?:\s?-?{CAPITAL}[^\W\d_]?\.)*)"
"""F. W., J.-P., Ch."""
BARE_INITIALS = r"(?:(?!(?:II|III|IV|VI)\b)[A-ZÀ-Þ](?:-?[A-ZÀ-Þ])?[A-Z]?(?![\w.’']))"
"""WA, as medicine writes it."""
ARTICLE = rf"(?:(?:The|A|An|Der|Die|Das|Ein|Eine|Le|La|Les|El|Los|Las|Il|Gli|Une|Un|Una){SPACE}|L[’'])"
"""What a title may open with, and a name does not."""
FAMILY = rf"(?:(?:{PARTICLE}{SPACE}?[’']?\s?)*{WORD})"
GIVEN = (
    rf"(?:{INITIALS}(?:{SPACE}(?:(?:de|von|van|da|di|du){SPACE})?{WORD}(?=[.,;:({SPACE}]))?|"
    rf"{WORD}(?:{SPACE}(?:(?:de|von|van|da|di|du){SPACE})?{WORD}){{0,2}}(?:{SPACE}{INITIALS}"
    rf")?(?:{SPACE}(?:de|von|van|da|di)(?=[.,;:]))?)"
)
DIRECT = (
    rf"(?:(?:{INITIALS}{SPACE}?|{WORD}{SPACE}){{0,4}}(?:{PARTICLE}{SPACE}|[dD][’'])*{WORD}"
    rf"(?:{SPACE}{INITIALS})?(?:{SPACE}Jr\.|{SPACE}III?)?)"
)
"""Given name first: J. Powell, Ludwig van Beethoven."""
INVERTED = rf"(?:{FAMILY}(?:{SPACE}{WORD})?{SPACE}?,{SPACE}?(?!{ARTICLE}){GIVEN}(?:,{SPACE}(?:Jr\.|Sr\.|II|III))?)"
TRAILING = (
    rf"(?:{FAMILY}(?:{SPACE}{WORD}){{0,2}}{SPACE}(?:{INITIALS}|{BARE_INITIALS}|(?<=[A-ZÀ-Þ]{{2}}"
    rf"\s)[a-z]\.)(?!{SPACE}{CAPITAL}[^\W\d_]+))"
)
"""Hasegawa T.; Yu WA."""
AND_WORD = rf"(?:,?{SPACE}(?:and|und|et|y|e|ed|&|u\.){SPACE})"
AND = rf"(?:,?{SPACE}(?:and|und|et|y|e|ed|&|u\.){SPACE}|{SPACE}?[/;&]{SPACE}?|{SPACE}[–-]{SPACE})"
ET_AL = rf"(?:,?{SPACE}(?:et{SPACE}al(?:ii|\.)?|u\.{SPACE}?a\.|y{SPACE}otros|et{SPACE}alii|e{SPACE}altri|and{SPACE}others))"

BARE_YEAR = r"(?:1[4-9]|20)\d\d"
YEAR = (
    rf"(?:(?:(?:ca?\.|circa|um){SPACE})?(?:\[{SPACE}?{BARE_YEAR}{SPACE}?\]{SPACE}?)?{BARE_YEAR}"
    rf"(?:\s?[–/-]\s?(?:{BARE_YEAR}|\d\d?)(?!\d))?[a-z]?(?![\w])|\[{SPACE}?{BARE_YEAR}{SPACE}?\]|{any_of(NO_DATE)})"
)
"""A year of the age of print, a range, or what is written for want of one."""
ROMAN = r"(?:(?=[IVXLC])(?:C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?![\w.]))"
NUMERAL = r"(?:[A-Za-z]?\d{1,6}[a-z]?(?![\w])|[ivxlc]+(?!\w))"
RANGE = rf"(?:{NUMERAL}(?:\s?[–—‐-]+\s?{NUMERAL})?(?:{SPACE}?{any_of(FOLLOWING)})?)"
RANGES = rf"(?:{RANGE}(?:(?:,|{SPACE}(?:and|und|et|y|e|u\.|&)){SPACE}(?!{BARE_YEAR}(?![\d–-])){RANGE}(?!{SPACE}\())*)"
ADDRESS = (
    r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:)\]”’»]"
    r"|\b(?<!-)(?<!@)(?:[a-z0-9-]{1,63}\.){1,8}(?:org|com|net|edu|gov|info|de|fr|es|it|uk|br|ve|"
    r"ch|at)\b(?:/[^\s<>]*[^\s<>.,;:)\]”’»])?"
)
DOI = (
    r"(?:doi:?\s?(?:https?://(?:dx\.)?doi\.org/)?|https?://(?:dx\.)?doi\.org/|(?<![\w/]))10\.\d{4,9}/[^\s<>]*[^\s<>.,;:)\]”’»]"
)
