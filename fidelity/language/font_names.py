"""What the name of a font says of its style: foundries, TeX and producers each abbreviate in their own way."""

from __future__ import annotations

import re
from functools import cache

_SLANTED = re.compile(
    r"(?i:italic|oblique|slant|kursiv|cursiva|inclined)"
    r"|(?:[a-z]|[-_, ])(?:It|Ita|Ital|Obl|BdIt|BdI|BoldIta?)(?![a-z])"  # Adobe and Linotype: MinionPro-It, StoneSerif-SemIta
    r"|^(?i:cm|sf|ec|tc|la|cs|pl)(?i:bx?)?(?i:ti|sl|bi|bl|it|ci|so)\d{1,4}$"  # TeX: CMTI10, Cmti10, SFSL1095, ECBI1000, csti10
    r"|(?:Libertine|Biolinum)[OTM]?[BZ]?I(?![a-z])"  # LinLibertineTI
    r"|^Adv\w*\.B?I(?![a-z])"  # 3B2: AdvOT863180fb.I
)
_MATHS = re.compile(r"(?i:math|cmmi|mtmi|\bmi\d|lmmi|symbol|eufm|msbm|msam)")
_BOLD = re.compile(
    r"(?i:bold|black|heavy|demi(?!light)|fett|negrita|gras\b)"
    r"|(?:[a-z]|[-_, ])(?:Bd|Blk|Hv|Sb|SemBd|BdIt|BdI)(?![a-z])"
    r"|^(?i:cm|sf|ec|tc|la|cs|pl)(?i:bx?|ss?bx|sx|so|rb|bxti|bxsl|bi|bl)\d{1,4}$"
    r"|(?:Libertine|Biolinum)[OTM]?[BZ]I?(?![a-z])"
    r"|^Adv\w*\.BI?(?![a-z])|^Nimbus\w*-Medi(?!um)"  # 3B2: AdvOT863180fb.B; URW's Times: NimbusRomNo9L-Medi
)
_MEDIUM = re.compile(r"[-, ](?:Medium|Med|Md)(?:It|Ital|Italic|Oblique)?$")
_LIGHTER = re.compile(r"(?:-(?:Regular|Roman|Book|Light|Rg|Rm|Bk|Lt))?$")
_TYPEWRITER = re.compile(r"(?i:mono|courier|typewriter|consolas|menlo)|^(?i:cm|sf|ec|tc|la|cs|pl)(?i:tt|itt|sltt)\d")
_SMALL_CAPITALS = re.compile(
    r"(?i:small-?caps?|smcp|caps\d|allsmall)"
    r"|^(?:rtx|rpx|txf|pxf)[bi]*sc$"  # txfonts and pxfonts of TeX
    r"|(?:[a-z\d]|[-_, ])(?:SC|Sc|RomanSC|ItalicSC|Caps)(?![a-z])"
    r"|^(?i:cm|sf|ec|cs|pl)(?i:csc|cc)\d{1,4}$"
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
def is_heavier(font: str, other: str) -> bool:
    """Whether a PostScript name is that of the medium weight of a family of which another name is the regular or a light face.

    A face that is called medium says nothing by itself: much is set in one throughout.
    """
    medium, lighter = _MEDIUM.search(font), _LIGHTER.search(other)
    return medium is not None and lighter is not None and font[: medium.start()] == other[: lighter.start()]


@cache
def is_small_capitals(font: str) -> bool:
    """Whether a PostScript name is that of a face whose small letters are small capitals."""
    return _SMALL_CAPITALS.search(font) is not None


@cache
def is_typewriter(font: str) -> bool:
    """Whether a PostScript name is that of a typewriter's face, in which commands and addresses are set."""
    return _TYPEWRITER.search(font) is not None
