"""Letters without their diacritics."""

from __future__ import annotations

import unicodedata

_FOLDED = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE"}
    | {"œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ħ": "h", "ŧ": "t", "İ": "I"}
)


def without_diacritics(word: str) -> str:
    """The word as a keyboard without diacritics would write it: "Chávez" as "Chavez", "Løgstrup" as "Logstrup"."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    return "".join(c for c in letters if not unicodedata.combining(c)).translate(_FOLDED)
