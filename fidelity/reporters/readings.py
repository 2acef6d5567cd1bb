"""Two readings compared word by word, so that a person sees at once what changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"\s+|\w+(?:['’\-]\w+)*|[^\w\s]")
"""White space, words with inner apostrophes and hyphens, or a single other character."""

_TOO_MANY = 4_000
"""Words above which only the common beginning and end are found: an exact comparison takes quadratic time."""

Stretch = tuple[str, bool]
"""Characters, and whether they are changed."""


def changed_words(canonical: str, edition: str) -> tuple[list[Stretch], list[Stretch]]:
    """The two readings cut into stretches that they share and stretches in which they differ.

    The stretches of each joined are the reading. Words are whole: a changed letter marks its word.
    """
    one, two = _WORD.findall(canonical), _WORD.findall(edition)
    left: list[Stretch] = []
    right: list[Stretch] = []
    for same, i, j, k, m in _runs(one, two):
        if i < j:
            left.append(("".join(one[i:j]), not same))
        if k < m:
            right.append(("".join(two[k:m]), not same))
    return left, right


def _runs(one: Sequence[str], two: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    inner_one, inner_two = one[start : len(one) - end], two[start : len(two) - end]
    runs = [(True, 0, start, 0, start)] if start else []
    if len(inner_one) + len(inner_two) > _TOO_MANY or not inner_one or not inner_two:
        if inner_one or inner_two:
            runs.append((False, start, start + len(inner_one), start, start + len(inner_two)))
    else:
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(lambda word: word.isspace(), inner_one, inner_two, autojunk=False)
        for tag, i, j, k, m in matcher.get_opcodes():
            runs.append((tag == "equal", start + i, start + j, start + k, start + m))
    if end:
        runs.append((True, len(one) - end, len(one), len(two) - end, len(two)))
    return runs


def shortened(string: str, limit: int) -> str:
    """A string of at most about `limit` characters: a longer one loses its middle, and says so with " … "."""
    if len(string) <= limit:
        return string
    head, tail = limit * 2 // 3, limit // 3
    return f"{string[:head].rstrip()} … {string[-tail:].lstrip()}"
