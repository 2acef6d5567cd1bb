"""Letters of ordinals and abbreviations that Unicode has as raised ones: "1ˢᵗ" is "1st", "XIXᵉ" is "XIXe", "nᵒ" is "no".

A raised letter behind any other word is no such form: "2ⁿ" is not "2n", and "xᵃ" not "xa".
"""

from __future__ import annotations

import unicodedata

from fidelity.model.late_pattern import late_pattern

_SIGNS = "\u02b0-\u02b8\u02e1-\u02e3\u1d43-\u1d61\u1d9c-\u1dbf\u207f\u00aa\u00ba\u0300\u0301"
RAISED = late_pattern(rf"([^\W\d_]*?|[0-9]+)([{_SIGNS}]+)")
"""A word that ends with raised letters, with the accents on them (Phonetic Extensions and others of the Unicode standard)."""
ENDINGS = frozenset("st nd rd th d e er re ère ers res es me ème mes èmes o os a as".split())
"""What stands behind the figures of an ordinal in English, French, Spanish, Italian and Portuguese."""
ABBREVIATIONS = frozenset(
    "no nos mr mrs mme mmes mlle mlles me mgr dr drs st ste sts cie ve vve pr fo fos ro vo do da sr sra".split()
)
"""Words of which print raises the last letters."""
ROMAN = late_pattern("[IVXLCDM]+|[ivxlc]{2,}")
"""Figures of an ordinal; a small letter alone is one of a formula."""


def is_ending(word: str, letters: str) -> bool:
    """Whether raised letters behind a word make an ordinal or an abbreviation of it."""
    counted = word.isdigit() or ROMAN.fullmatch(word) is not None
    return (counted and letters in ENDINGS) or (word + letters).casefold() in ABBREVIATIONS


def on_the_line(word: str) -> str:
    """An ordinal or abbreviation with its raised letters on the line; any other word as it is."""
    match = RAISED.fullmatch(word)
    if match is None or not match[1]:
        return word
    ending = unicodedata.normalize("NFKC", match[2])
    return match[1] + ending if is_ending(match[1], ending) else word
