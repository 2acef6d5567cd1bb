"""Consecutive numbers as an array, for texts of millions of characters."""

from __future__ import annotations

import sys
from array import array

FEW = 200_000
"""Up to so many the standard library is quicker than loading numpy."""


def counted(start: int, end: int) -> array[int]:
    """The numbers from `start` up to, not including, `end`."""
    if end - start <= FEW and "numpy" not in sys.modules:
        return array("i", range(start, end))
    import numpy

    numbers: array[int] = array("i")
    numbers.frombytes(numpy.arange(start, end, dtype=f"i{numbers.itemsize}").data.cast("B"))
    return numbers
