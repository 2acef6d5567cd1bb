"""The longest part of a sequence that rises: what is left out of it is out of order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_rise(numbers: Sequence[int]) -> frozenset[int]:
    """The indexes of a longest increasing subsequence (patience sorting, Fredman 1975)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for i, number in enumerate(numbers):
        k = bisect_left(ends, number)
        if k == len(ends):
            ends.append(number)
            at.append(i)
        else:
            ends[k] = number
            at[k] = i
        before.append(at[k - 1] if k else -1)
    kept = set()
    i = at[-1] if at else -1
    while i >= 0:
        kept.add(i)
        i = before[i]
    return frozenset(kept)
