"""Signs that say something by themselves, as a word does: of arithmetic, of money, of measure, of reference."""

from __future__ import annotations

import unicodedata

_MEASURES = frozenset("%‰‱°˚′″§№")
_NO_SIGNS = frozenset("|~⁄")
"""Mathematical by Unicode's categories, and drawn as rules, bullets and strokes as well."""
_ALIKE = str.maketrans("˚∙⋅−", "°··-")


def is_sign(character: str) -> bool:
    """Whether a character is a sign such as £, %, °, § or ±; a hyphen is none, whatever it stands for."""
    return character not in _NO_SIGNS and (character in _MEASURES or unicodedata.category(character) in {"Sm", "Sc"})


def plain_sign(character: str) -> str:
    """The same for every way of writing one sign: a true minus and a hyphen, a ring and a degree sign."""
    return character.translate(_ALIKE)
