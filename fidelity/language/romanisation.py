"""Names of other scripts in Latin letters: one name, as the systems of several languages and times write it."""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e iu ia i i e g".split(" "),
        strict=True,
    )
)
_SIGNS = re.compile(r"['’‘ʹʺ`´ʿʾʼ]")
"""The soft sign, hamza and ayn."""
_SOUNDS = (
    (re.compile(r"shch|schtsch|chtch|šč"), "shch"),
    (re.compile(r"tsch|tch|tsh|č"), "ch"),
    (re.compile(r"sch|š"), "sh"),
    (re.compile(r"ž"), "zh"),
    (re.compile(r"x|kh"), "h"),
    (re.compile(r"tz|c(?!h)"), "ts"),
    (re.compile(r"w|ff"), "v"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"(?:(?<=[aeiou])|\b)ie|ie(?=va?\b)|io(?=r)|ë"), "e"),  # no ie but where systems write ye for one letter
    (re.compile(r"i+"), "i"),
    (re.compile(r"(?<=[cs]h)ov"), "ev"),
    (re.compile(r"\bch(?=r)"), "h"),
)
_SLAVIC = re.compile(r"(?:sk(?:i|ai|aia|oi)|st(?:oi|aia)|[oe]va?|enko|[oe]vich|(?<=\bil)ich|[oe]vna)\Z")
"""Endings, after the sounds are made one, of names that come from Cyrillic letters."""


def _sounds(name: str) -> str:
    plain = _SIGNS.sub("", "".join(_CYRILLIC.get(letter, letter) for letter in unicodedata.normalize("NFC", name).casefold()))
    for sound, written in _SOUNDS:
        plain = sound.sub(written, plain)
    return "".join(letter for letter in unicodedata.normalize("NFD", plain) if letter.isalpha())


def same_romanised(one: str, two: str) -> bool:
    """Whether two words are one name that is romanised in two ways, or once left in its own letters: Dostoevsky, Dostoyevskii.

    Only names that show where they come from are judged so: Cyrillic letters, a Slavic ending, or a sign for ayn or hamza.
    """
    if one == two:
        return True
    here, there = _sounds(one), _sounds(two)
    if here != there or len(here) < 2:
        return False
    return (
        any(letter in _CYRILLIC for letter in (one + two).casefold())
        or _SLAVIC.search(here) is not None
        or _SIGNS.sub("", one).casefold() == _SIGNS.sub("", two).casefold()
    )
