"""The one door through which text that somebody else wrote reaches a terminal."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"
"""They shape letters in Persian, Indic scripts and emoji, and do nothing to a terminal."""


def printable(string: str) -> str:
    r"""The string with everything shown that would otherwise act on a terminal or hide from the eye.

    C0 controls become their pictures (ESC is shown as ␛, a tab as ␉), other controls, bidirectional overrides, line
    separators, format characters, lone surrogates, private and unassigned characters their escapes (\u202e). Printing it
    twice changes nothing more.

    >>> printable("a\x1b[31mb\u202e")
    'a␛[31mb\\u202e'
    """
    if string.isascii() and string.isprintable():
        return string
    return "".join(_shown(character) for character in string)


def _shown(character: str) -> str:
    if character.isprintable() or character in _JOINERS or unicodedata.category(character) == "Zs":
        return character
    number = ord(character)
    if number < 0x20:
        return chr(0x2400 + number)
    if number == 0x7F:
        return "␡"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def width(string: str) -> int:
    """How many terminal cells a printable string fills: two for wide characters, none for combining ones."""
    if string.isascii():
        return len(string)
    cells = 0
    for character in string:
        if unicodedata.combining(character) or character in _JOINERS:
            continue
        cells += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return cells
