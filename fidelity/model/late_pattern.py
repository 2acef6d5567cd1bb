"""A regular expression that is compiled when it is first used.

Those that tell what a citation is made of take a fifth of a second to compile together, which a text without citations need
not wait for. Many of them ask for a word that few citations have: where none of these is there, nothing is compiled, nor
searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from sys import maxsize
from typing import Any, cast


class _Late:
    """Stands in for a compiled pattern: whatever is asked of it is asked of the pattern, and kept."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found


class _Needing:
    """Stands in for a pattern that matches nothing without one of some words."""

    def __init__(self, pattern: str, flags: int, needs: Iterable[str]) -> None:
        self.pattern = pattern
        self._late = _Late(pattern, flags)
        self._ignores_case = bool(flags & re.IGNORECASE)
        self._needs = tuple(needs)
        self._signs: tuple[str, ...] = ()

    def _may_match(self, string: str, start: int, end: int) -> bool:
        if not self._signs:
            self._signs = _signs(word.casefold() if self._ignores_case else word for word in self._needs)
        if start or end < len(string):
            string = string[start:end]
        if self._ignores_case:
            string = string.casefold()
        for sign in self._signs:  # noqa: SIM110 - a generator takes longer than all of it
            if sign in string:
                return True
        return False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._late, name)

    def search(self, string: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        return self._late.search(string, start, end) if self._may_match(string, start, end) else None

    def match(self, string: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        return self._late.match(string, start, end) if self._may_match(string, start, end) else None

    def finditer(self, string: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        return self._late.finditer(string, start, end) if self._may_match(string, start, end) else iter(())


def _signs(words: Iterable[str]) -> tuple[str, ...]:
    """What every one of some words begins with, up to its first space, each beginning once."""
    found: list[str] = []
    for sign in sorted({word.split(" ")[0] for word in words}, key=len):
        if not any(shorter in sign for shorter in found):
            found.append(sign)
    return tuple(found)


def late_pattern(pattern: str, flags: int = 0, needs: Iterable[str] = ()) -> re.Pattern[str]:
    """What `re.compile` gives, or what does the same when it searches or matches.

    `needs` are words one of which whatever matches has, in the case in which they are given, unless the flags ignore it.
    """
    return cast("re.Pattern[str]", _Needing(pattern, flags, needs) if needs else _Late(pattern, flags))
