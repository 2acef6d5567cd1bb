"""Roman numerals up to 399: folios of front matter, items of lists, labels of end notes."""

from __future__ import annotations

import re

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_WELL_FORMED = re.compile(r"(?=.)c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\Z")


def value_of_roman(letters: str) -> int:
    """The number that a Roman numeral in either case means. Raises KeyError for a letter that is none of its figures."""
    values = [_VALUES[letter] for letter in letters.lower()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def is_small_roman(letters: str) -> bool:
    """Whether letters are a numeral in small letters as people write them: "iv", not "iiii" or "vix"."""
    return _WELL_FORMED.match(letters) is not None


def value_of(numeral: str) -> int:
    """The number that Arabic or Roman figures mean."""
    return int(numeral) if numeral.isdigit() else value_of_roman(numeral)
