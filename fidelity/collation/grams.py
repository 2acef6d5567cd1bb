"""Sequences of words that each of two texts has once: found with dictionaries in short texts, with arrays in long ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fidelity.collation.chain import Run

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.uint64]

_SHORT = 20_000
"""Words of both texts up to which dictionaries take less time than numpy takes to load."""


def runs_in_common(canonical: Sequence[int], edition: Sequence[int], size: int) -> list[Run]:
    """The runs that sequences of `size` words make which each text has once, in the order of the canonical text.

    Words are numbers, equal where the words are. Runs may overlap on either side by less than `size` words.
    """
    if len(canonical) + len(edition) <= _SHORT:
        return _in_dictionaries(canonical, edition, size)
    return _in_arrays(canonical, edition, size)


def _once(words: Sequence[int], size: int) -> dict[tuple[int, ...], int]:
    """The sequences that stand there once, with their places, in order."""
    places: dict[tuple[int, ...], int] = {}
    again: set[tuple[int, ...]] = set()
    for at, gram in enumerate(zip(*(words[k:] for k in range(size)), strict=False)):
        if places.setdefault(gram, at) != at:
            again.add(gram)
    for gram in again:
        del places[gram]
    return places


def _in_dictionaries(canonical: Sequence[int], edition: Sequence[int], size: int) -> list[Run]:
    there = _once(edition, size)
    runs: list[Run] = []
    start = other = length = 0
    for gram, p in _once(canonical, size).items():
        q = there.get(gram)
        if q is None:
            continue
        if length and p == start + length - size + 1 and q == other + length - size + 1:
            length += 1
            continue
        if length:
            runs.append(Run(start, other, length))
        start, other, length = p, q, size
    if length:
        runs.append(Run(start, other, length))
    return runs


def _in_arrays(canonical: Sequence[int], edition: Sequence[int], size: int) -> list[Run]:
    import numpy as np

    one, two = np.asarray(canonical, dtype=np.uint64), np.asarray(edition, dtype=np.uint64)
    p, q = _unique_in_both(_hashes(one, size), _hashes(two, size))
    for k in range(size):  # two sequences of one hash are not believed
        same = one[p + k] == two[q + k]
        p, q = p[same], q[same]
    if not len(p):
        return []
    breaks = np.flatnonzero((np.diff(p) != 1) | (np.diff(q) != 1)) + 1
    first = np.concatenate(([0], breaks))
    last = np.concatenate((breaks, [len(p)])) - 1
    lengths = (p[last] - p[first] + size).tolist()
    return [Run(*start) for start in zip(p[first].tolist(), q[first].tolist(), lengths, strict=True)]


def _hashes(ids: Ids, size: int) -> Ids:
    """A 64-bit hash of each sequence of `size` words."""
    import numpy as np

    count = len(ids) - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    hashes = np.zeros(count, dtype=np.uint64)
    for k in range(size):
        # multiply and mix (the odd constants are those of SplitMix64, Steele et al. 2014)
        hashes = (hashes ^ (ids[k : k + count] + np.uint64(1))) * np.uint64(0x9E3779B97F4A7C15)
        hashes ^= hashes >> np.uint64(29)
    return hashes


def _unique_in_both(one: Ids, two: Ids) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions of the values that occur exactly once in each, in the order of the first."""
    import numpy as np

    values1, index1, counts1 = np.unique(one, return_index=True, return_counts=True)
    values2, index2, counts2 = np.unique(two, return_index=True, return_counts=True)
    once1, once2 = counts1 == 1, counts2 == 1
    _, i, j = np.intersect1d(values1[once1], values2[once2], assume_unique=True, return_indices=True)
    p, q = index1[once1][i], index2[once2][j]
    order = np.argsort(p)
    return p[order], q[order]
