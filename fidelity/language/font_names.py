"""What the name of a font says of its style: foundries, TeX and producers each abbreviate in their own way."""

from __future__ import annotations

import re
from functools import cache

_SLANTED = re.compile(
    r"(?i:italic|oblique|slant|kursiv|cursiva|inclined)"
    r"|(?:[a-z]|[-_, ])(?:It|Ita|Ital|Obl|BdIt|BdI|BoldIta?)(?![a-z])"  # Adobe and Linotype: MinionPro-It, StoneSerif-SemIta
    r"|^(?:CM|SF|EC|TC|LA|cm|sf|ec|tc|la)(?i:bx?)?(?i:ti|sl|bi|bl|it|ci|so)\d{1,4}$"  # TeX: CMTI10, SFSL1095, ECBI1000
    r"|(?:Libertine|Biolinum)[OTM]?[BZ]?I(?![a-z])"  # LinLibertineTI
)
_MATHS = re.compile(r"(?i:math|cmmi|mtmi|\bmi\d|lmmi|symbol|eufm|msbm|msam)")
_BOLD = re.compile(
    r"(?i:bold|black|heavy|demi(?!light)|fett|negrita|gras\b)"
    r"|(?:[a-z]|[-_, ])(?:Bd|Blk|Hv|Sb|SemBd|BdIt|BdI)(?![a-z])"
    r"|^(?:CM|SF|EC|TC|LA|cm|sf|ec|tc|la)(?i:bx?|ss?bx|bxti|bxsl|bi|bl)\d{1,4}$"
    r"|(?:Libertine|Biolinum)[OTM]?[BZ]I?(?![a-z])"
)
_TYPEWRITER = re.compile(r"(?i:mono|courier|typewriter|consolas|menlo)|^(?:CM|SF|EC|TC|LA|cm|sf|ec|tc|la)(?i:tt|itt|sltt)\d")
_SMALL_CAPITALS = re.compile(
    r"(?i:small-?caps?|smcp|caps\d|allsmall)"
    r"|(?:[a-z\d]|[-_, ])(?:SC|Sc|RomanSC|ItalicSC|Caps)(?![a-z])"
    r"|^(?:CM|SF|EC|cm|sf|ec)(?i:csc|cc)\d{1,4}$"
)


@cache
def is_slanted(font: str) -> bool:
    """Whether a PostScript name is that of an italic or oblique face for text; one for maths is none."""
    return _SLANTED.search(font) is not None and _MATHS.search(font) is None


@cache
def is_bold(font: str) -> bool:
    """Whether a PostScript name is that of a bold face, the half-bold included."""
    return _BOLD.search(font) is not None


@cache
def is_small_capitals(font: str) -> bool:
    """Whether a PostScript name is that of a face whose small letters are small capitals."""
    return _SMALL_CAPITALS.search(font) is not None


@cache
def is_typewriter(font: str) -> bool:
    """Whether a PostScript name is that of a typewriter's face, in which commands and addresses are set."""
    return _TYPEWRITER.search(font) is not None
