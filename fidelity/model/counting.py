"""Consecutive numbers as an array, for texts of millions of characters."""

from __future__ import annotations

import sys
from array import array

FEW, MANY = 200_000, 2_000_000
"""Up to so many the standard library is quicker than numpy, and than loading numpy."""
_WORDS = 100
"""So many are counted sooner than numpy is asked."""
_FIRST: array[int] = array("i")
"""The first numbers, as far as they were asked for: copying them is many times as quick as counting again for each file."""


def counted(start: int, end: int) -> array[int]:
    """The numbers from `start` up to, not including, `end`."""
    most = FEW if "numpy" in sys.modules else MANY
    if 0 <= start <= end <= most:
        if end > len(_FIRST):
            _FIRST.extend(range(len(_FIRST), min(max(end, 2 * len(_FIRST)), most)))
        return _FIRST[start:end]
    if end - start <= _WORDS or (end - start <= most and "numpy" not in sys.modules):
        return array("i", range(start, end))
    import numpy

    numbers: array[int] = array("i")
    numbers.frombytes(numpy.arange(start, end, dtype=f"i{numbers.itemsize}").data.cast("B"))
    return numbers
