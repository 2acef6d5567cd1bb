"""Pure omissions and additions slid to where a sentence or clause begins.

Which of several equal words went is not known from the words: "The dog. The cat. The end" without "The cat." could as well lack
"cat. The". Of all readings that the words allow, the one that a person would give is taken.
"""

from __future__ import annotations

from typing import NamedTuple

from fidelity.collation.chain import Run
from fidelity.collation.tokens import ELLIPSIS, MARKED_OMISSION, Tokens, form, same_gap, signs

_CLOSING = {"(": ")", "[": "]"}
FURTHEST = 40
"""Words that a change may slide either way."""


def slid(runs: list[Run], canonical: Tokens, edition: Tokens) -> list[Run]:
    """The runs with the borders of one-sided changes moved to the neatest place."""
    for k in range(len(runs) - 1):
        before, after = runs[k], runs[k + 1]
        a, b = before.canonical + before.length, before.edition + before.length
        if a < after.canonical and b < after.edition:
            continue
        if a < after.canonical:
            change = _Change(canonical, a, after.canonical, edition, b)
        else:
            change = _Change(edition, b, after.edition, canonical, a)
        key, start, end = change.near.key, change.start, change.end
        # at the very beginning and end of both texts no word need stay
        least = 0 if (before.canonical, before.edition) == (0, 0) else 1
        whole = (after.canonical + after.length, after.edition + after.length) == (len(canonical), len(edition))
        left = 0
        while left < min(before.length - least, FURTHEST) and key(start - 1 - left) == key(end - 1 - left):
            left += 1
        right = 0
        while right < min(after.length - (0 if whole else 1), FURTHEST) and key(start + right) == key(end + right):
            right += 1
        if left or right:
            shift = max((change.neatness(s), -abs(s), s) for s in range(-left, right + 1))[2]
            runs[k] = Run(before.canonical, before.edition, before.length + shift)
            runs[k + 1] = Run(after.canonical + shift, after.edition + shift, after.length - shift)
    return [run for run in runs if run.length]


class _Change(NamedTuple):
    """Words [start, end) of `near` that `far` lacks before its word `at`."""

    near: Tokens
    start: int
    end: int
    far: Tokens
    at: int

    def neatness(self, shift: int) -> int:
        """How well the change begins at a border of sense when slid by `shift` words, less the faults that sliding makes.

        A fault is a word that faces one in other capitals or accents; sliding may also mend one.
        """
        near, far = self.near, self.far
        faults = 0
        for k in range(min(shift, 0), max(shift, 0)):
            word = form(far.word(self.at + k))
            then, now = (self.start, self.end) if shift > 0 else (self.end, self.start)
            faults += (form(near.word(then + k)) != word) - (form(near.word(now + k)) != word)
        gap, after, other = near.gap(self.start + shift), near.gap(self.end + shift), far.gap(self.at + shift)
        same = same_gap(gap, other) or same_gap(after, other)
        symbols = {sign.symbol for sign in signs(other)}
        # dots that the other text has, too, say nothing of what went
        marked = MARKED_OMISSION in symbols or (ELLIPSIS in symbols and not same)
        fits = marked or same or _is_bracketed(gap, after, other)
        return _strength(gap) + 3 * fits + 4 * marked - 6 * faults


def _strength(gap: str) -> int:
    """How strong a border of sense a gap is."""
    if "\n" in gap:
        return 4
    if not gap:
        return 3
    marks = {sign.symbol for sign in signs(gap)}
    if marks & {".", "!", "?"}:
        return 3
    return 1 if marks else 0


def _is_bracketed(before: str, after: str, other: str) -> bool:
    """Whether words between two gaps stand in brackets, and the text without them has what else stands in both gaps."""
    first, last = ([sign.symbol for sign in signs(gap)] for gap in (before, after))
    pair = bool(first and last) and _CLOSING.get(first[-1]) == last[0]
    return pair and first[:-1] + last[1:] == [sign.symbol for sign in signs(other)]
