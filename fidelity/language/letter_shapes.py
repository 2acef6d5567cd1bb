"""Letters that look alike in print, and that optical character recognition and tired eyes take for each other."""

from __future__ import annotations

SHAPES = (
    ("rn", "m"),
    ("nn", "m"),
    ("cl", "d"),
    ("vv", "w"),
    ("ii", "n"),
    ("ri", "n"),
    ("li", "h"),
    ("tl", "d"),
    ("ſ", "f"),
    ("l", "1"),
    ("I", "l"),
    ("I", "1"),
    ("i", "1"),
    ("O", "0"),
    ("o", "0"),
    ("S", "5"),
    ("B", "8"),
    ("Z", "2"),
    ("|", "l"),
    ("|", "I"),
)
"""Pairs that are confused in either direction."""
SURE = frozenset({("rn", "m"), ("cl", "d"), ("vv", "w"), ("ſ", "f")})
"""Pairs that are a misreading even where both readings are words: "modern" and "modem"."""


def confused(one: str, two: str) -> tuple[str, str] | None:
    """The letters of `one` and of `two` that were taken for each other, if all that differs is one such pair, once or more."""
    for pair in SHAPES:
        for before, after in (pair, pair[::-1]):
            if before in one and _exchanged(one, two, before, after):
                return before, after
    return None


def _exchanged(one: str, two: str, before: str, after: str) -> bool:
    """Whether two is one with some of the `before` as `after`."""
    i = j = 0
    changed = False
    while i < len(one) and j < len(two):
        if one[i] == two[j]:
            i, j = i + 1, j + 1
        elif one.startswith(before, i) and two.startswith(after, j):
            i, j, changed = i + len(before), j + len(after), True
        else:
            return False
    return changed and i == len(one) and j == len(two)
