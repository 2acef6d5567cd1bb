"""Runs of equal things in two sequences, and the heaviest increasing chain of them."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple


class Run(NamedTuple):
    """`length` words (or sentences) from `canonical` on equal as many from `edition` on."""

    canonical: int
    edition: int
    length: int


def heaviest_chain(runs: list[Run]) -> list[Run]:
    """Of runs in canonical order, the increasing chain with the most words (Fenwick tree over the edition's order)."""
    ranks = sorted(run.edition for run in runs)
    tree: list[tuple[int, int]] = [(0, -1)] * (len(runs) + 1)
    before: list[int] = []
    best = (0, -1)
    for k, run in enumerate(runs):
        rank = bisect_left(ranks, run.edition)
        top, i = (0, -1), rank
        while i:
            top = max(top, tree[i])
            i &= i - 1
        before.append(top[1])
        here = (top[0] + run.length, k)
        best = max(best, here)
        i = rank + 1
        while i <= len(runs):
            tree[i] = max(tree[i], here)
            i += i & -i
    chain: list[Run] = []
    at = best[1]
    while at >= 0:
        chain.append(runs[at])
        at = before[at]
    return chain[::-1]
