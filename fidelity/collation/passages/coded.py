"""The words of a short string, one character each, without numpy: the same words and the same characters as `words` gives.

A quotation, or the passage that it may have been taken from, has a few dozen words, for which arrays are too much ado; and a
check of few quotations is done before numpy is loaded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from fidelity.collation.passages.bins import BIN
from fidelity.language.letters import without_diacritics
from fidelity.model.late_pattern import late_pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places: TypeAlias = Sequence[int] | NDArray[np.int64]

NO_WORD, SKIPPED = 0, 1
FIRST_LETTER = 3
"""From here on up, a folded character that belongs to a word."""
PLANE = 1 << 16
"""Characters from here on up (emoji, historic scripts) are no words."""
FIRST_IDEOGRAPH, LAST_IDEOGRAPH = 0x3040, 0x9FFF
MULTIPLIER, MIX = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
"""Odd numbers that spread bits (the golden ratio of SplitMix64, Steele et al. 2014, and a mixer after it)."""
FIRST_CODE, LAST_CODE = 0x10000, 0xFFFFF
"""A word's character is the first, and of the bits of its hash as many as the last has."""
_INSIDE = frozenset(map(chr, (SKIPPED, *range(FIRST_LETTER, 256))))
"""What may stand within a word, once it is folded."""
_EAST_ASIAN = late_pattern("[^\\x00-\\u303f]")
_WORD = re.compile("[^\x00-\xff]|[\x03-\xff](?:\x01*[\x03-\xff])*")
"""A word, once it is folded: what is beyond Latin-1 then is an ideograph. (A class of all ideographs takes long to compile.)"""
_ALL = (1 << 64) - 1


class CodedWords(NamedTuple):
    """The words of a string as one character each, equal where the words are, and where each starts and ends in it."""

    code: str
    starts: Places
    ends: Places


def coded(string: str) -> CodedWords:
    """The words of a string, in order."""
    found = list(_WORD.finditer(string.translate(_FOLDED)))
    code = "".join([_CODES[key] for key in _keys(string, found)])
    return CodedWords(code, [match.start() for match in found], [match.end() for match in found])


def keys(string: str) -> set[str]:
    """What tells the words of a string apart."""
    return set(_keys(string, list(_WORD.finditer(string.translate(_FOLDED)))))


def keys_in_bins(string: str) -> list[set[str]]:
    """The same of the words that start in each bin of a string, bin by bin."""
    plain = string.translate(_FOLDED)
    if not string.isascii() and _EAST_ASIAN.search(string) is not None:
        bins: list[set[str]] = [set() for _ in range(0, len(plain), BIN)]
        found = list(_WORD.finditer(plain))
        for key, match in zip(_keys(string, found), found, strict=True):
            bins[match.start() // BIN].add(key)
        return bins
    bins, start = [], 0
    for border in range(BIN, len(plain) + BIN, BIN):
        end, last = border, border - 1
        while last >= start and plain[last : last + 1] == "\x01":
            last -= 1
        if last >= start and plain[last : last + 1] > "\x01":  # a word that may go on in the next bin
            while plain[end : end + 1] in _INSIDE:
                end += 1
        words = set(_WORD.findall(plain, start, end))
        bins.append({word.replace("\x01", "") for word in words} if "\x01" in plain else words)
        start = max(start, end)
    return bins


def _keys(string: str, found: list[re.Match[str]]) -> list[str]:
    """The folded letters of each word, and the first character of one that begins in the East Asian scripts."""
    words = [match[0] for match in found]
    if string.isascii():
        return words
    first = chr(FIRST_IDEOGRAPH)
    return [
        (word.replace("\x01", "") if "\x01" in word else word)
        + (string[match.start()] if string[match.start()] >= first else "")
        for word, match in zip(words, found, strict=True)
    ]


def hash_of(key: str) -> int:
    """The 64-bit hash of a word, from its letters taken eight at a time."""
    first = 0
    if key[-1] > "\xff":
        key, first = key[:-1], ord(key[-1])
    letters = bytes(ord(letter) if letter <= "\xff" else folded(letter) for letter in key)
    value = _mixed(int.from_bytes(letters[:8], "little"))
    for at in range(8, len(letters), 8):
        value = _mixed(value + int.from_bytes(letters[at : at + 8], "little"))
    return _mixed(value + first) if first else value


def _mixed(value: int) -> int:
    """A value whose every bit depends on every bit of what was given."""
    value = value * MULTIPLIER & _ALL
    value = (value ^ value >> 32) * MIX & _ALL
    return value ^ value >> 32


def folded(character: str) -> int:
    """The number of a character's folded letter, or what it is instead of a letter."""
    if unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}:
        return SKIPPED
    if not character.isalnum():
        return NO_WORD
    plain = without_diacritics(character.casefold())[:1] or character
    return FIRST_LETTER + ord(plain) % (256 - FIRST_LETTER)


class _Folded(dict[int, int]):
    """For `str.translate`: what each character is folded to, found out as characters are met; ideographs stay."""

    def __missing__(self, code: int) -> int:
        if FIRST_IDEOGRAPH <= code <= LAST_IDEOGRAPH and folded(chr(code)) >= FIRST_LETTER:
            self[code] = code
        else:
            self[code] = folded(chr(code)) if code < PLANE else NO_WORD
        return self[code]


class _Codes(dict[str, str]):
    """The character of each word, found out as words are met."""

    def __missing__(self, key: str) -> str:
        self[key] = chr(FIRST_CODE + (hash_of(key) & LAST_CODE))
        return self[key]


_FOLDED = _Folded()
_CODES = _Codes()
