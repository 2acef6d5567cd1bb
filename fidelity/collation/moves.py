"""Passages that stand elsewhere: left over on both sides and the same, also when they were edited a little on the way."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from fidelity.collation.chain import Run
from fidelity.collation.tokens import Tokens
from fidelity.model.late_pattern import late_pattern

LEAST_MOVED = 8
"""Words that a moved passage must have in common with where it came from; anything shorter is omitted here and added there."""
LEAST_LINE = 2
"""Words of a whole sentence or line that is known again close by."""
CLOSE_BY = 150
"""Words over which so short a passage is said to have been moved."""
_BORDER = late_pattern(r"[.!?…\n\u2028]")
_OPEN = 8
"""Passages that are followed at once from one place on."""
SHARED = 3
"""Words that a moved passage may begin with as others do, and be robbed of by what stands where it stood."""


class Moved(NamedTuple):
    """Words [canonical, canonical_end) stand in the edition as words [edition, edition_end), out of order."""

    canonical: int
    canonical_end: int
    edition: int
    edition_end: int


def with_moves(canonical: list[int], edition: list[int], runs: list[Run]) -> tuple[list[Run], list[Moved]]:
    """The moved passages, and the runs without those that only share their first words with two of them.

    "The mill …" that came to stand where "The rivers …" stood seems to leave the "The" behind; it moved with its passage.
    """
    moved = moved_passages(canonical, edition, runs)
    if not moved:
        return runs, moved
    lost = {move.canonical: move for move in moved}
    gained = {move.edition: move for move in moved}
    kept = []
    for run in runs:
        went = lost.get(run.canonical + run.length)
        came = gained.get(run.edition + run.length)
        words = canonical[run.canonical : run.canonical + run.length]
        shared = run.length <= SHARED and went is not None and came is not None and went is not came
        if not (
            shared and _begins(edition, went and went.edition, words) and _begins(canonical, came and came.canonical, words)
        ):
            kept.append(run)
    return (runs, moved) if len(kept) == len(runs) else (kept, moved_passages(canonical, edition, kept))


def moved_lines(
    canonical: Tokens, edition: Tokens, words: list[int], others: list[int], runs: Sequence[Run], *, moved: list[Moved]
) -> list[Moved]:
    """The moved passages, with the whole sentences and lines of fewer words that were left out and stand close by."""
    ends = [Run(0, 0, 0), *runs, Run(len(words), len(others), 0)]
    lost: list[tuple[int, int, int]] = []
    gained: dict[tuple[int, ...], list[int]] = {}
    for before, after in pairwise(ends):
        a, b = before.canonical + before.length, before.edition + before.length
        if LEAST_LINE <= after.canonical - a < LEAST_MOVED and _opens(canonical, a):
            lost.append((a, after.canonical, b))
        if LEAST_LINE <= after.edition - b < LEAST_MOVED and _opens(edition, b):
            gained.setdefault(tuple(others[b : after.edition]), []).append(b)
    here, there = {move.canonical for move in moved}, {move.edition for move in moved}
    found = []
    for start, end, at in lost if gained else ():
        places = [q for q in gained.get(tuple(words[start:end]), ()) if abs(q - at) <= CLOSE_BY and q not in there]
        if places and start not in here:
            q = min(places, key=lambda q: abs(q - at))
            there.add(q)
            found.append(Moved(start, end, q, q + end - start))
    return sorted([*moved, *found]) if found else moved


def _opens(tokens: Tokens, word: int) -> bool:
    """Whether a sentence or a line begins with a word."""
    return word == 0 or _BORDER.search(tokens.gap(word)) is not None


def _begins(sequence: list[int], at: int | None, words: list[int]) -> bool:
    """Whether a passage that begins at a word, or just behind its first words, begins with these."""
    return at is not None and words in (sequence[at : at + len(words)], sequence[max(at - len(words), 0) : at])


def moved_passages(canonical: list[int], edition: list[int], runs: Sequence[Run]) -> list[Moved]:
    """Passages left over on both sides that are the same passage, also when it was edited a little on the way."""
    lost, gained = _left_over(runs, len(canonical), len(edition))
    lost = [span for span in lost if span[1] - span[0] >= LEAST_MOVED]
    gained = [span for span in gained if span[1] - span[0] >= LEAST_MOVED]
    if not lost or not gained:
        return []
    places: dict[tuple[int, ...], list[int]] = {}
    for start, end in gained:
        for q in range(start, end - 3):
            places.setdefault(tuple(edition[q : q + 4]), []).append(q)
    ends = [end for _, end in gained]
    found: list[tuple[int, Moved]] = []
    for start, end in lost:
        open_: list[tuple[Moved, int]] = []
        for p in range(start, end - 3):
            for q in places.get(tuple(canonical[p : p + 4]), ())[:4]:
                home = bisect_left(ends, q + 4)
                for i in range(max(len(open_) - _OPEN, 0), len(open_)):
                    move, matched = open_[i]
                    near = 0 <= p - move.canonical_end + 4 <= 12 and 0 <= q - move.edition_end + 4 <= 12
                    if near and bisect_left(ends, move.edition_end) == home:
                        fresh = min(4, p + 4 - move.canonical_end, q + 4 - move.edition_end)
                        open_[i] = (Moved(move.canonical, p + 4, move.edition, q + 4), matched + max(fresh, 0))
                        break
                else:
                    open_.append((Moved(p, p + 4, q, q + 4), 4))
        found.extend((matched, move) for move, matched in open_ if matched >= LEAST_MOVED)
    taken: list[Moved] = []
    here, there = _Stretches(), _Stretches()
    for _, move in sorted(found, key=lambda item: (-item[0], item[1])):
        wide = _widened(move, lost, gained)
        for candidate in (wide, move):
            words, others = candidate[:2], candidate[2:]
            if here.is_clear(*words) and there.is_clear(*others):
                here.add(*words)
                there.add(*others)
                taken.append(candidate)
                break
    return sorted(taken)


class _Stretches:
    """Stretches of words that do not overlap, in order, so that whether another is clear of them is soon told."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def is_clear(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps none of these."""
        k = bisect_left(self._starts, end)
        return k == 0 or self._ends[k - 1] <= start

    def add(self, start: int, end: int) -> None:
        """Take in a stretch that is clear."""
        k = bisect_left(self._starts, start)
        self._starts.insert(k, start)
        self._ends.insert(k, end)


def _left_over(runs: Sequence[Run], length: int, edition_length: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    lost, gained = [], []
    for before, after in pairwise([Run(0, 0, 0), *runs, Run(length, edition_length, 0)]):
        if before.canonical + before.length < after.canonical:
            lost.append((before.canonical + before.length, after.canonical))
        if before.edition + before.length < after.edition:
            gained.append((before.edition + before.length, after.edition))
    return lost, gained


def _widened(move: Moved, lost: list[tuple[int, int]], gained: list[tuple[int, int]]) -> Moved:
    """The move with up to three words at either end that are left over beside it on both sides: edited on the way."""
    a0, a1 = lost[bisect_right(lost, move.canonical, key=itemgetter(0)) - 1]
    b0, b1 = gained[bisect_right(gained, move.edition, key=itemgetter(0)) - 1]
    start, end, edition_start, edition_end = move.canonical, move.canonical_end, move.edition, move.edition_end
    if start - a0 <= 3 and edition_start - b0 <= 3:
        start, edition_start = a0, b0
    if a1 - end <= 3 and b1 - edition_end <= 3:
        end, edition_end = a1, b1
    return Moved(start, end, edition_start, edition_end)
