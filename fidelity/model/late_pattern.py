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
    """Stands in for a pattern that matches nothing without one of some words, or without what a lesser pattern finds."""

    def __init__(self, pattern: str, flags: int, needs: Iterable[str], shape: str) -> None:
        self.pattern = pattern
        self._late = _Late(pattern, flags)
        self._ignores_case = bool(flags & re.IGNORECASE)
        self._needs = tuple(needs)
        self._signs: tuple[str, ...] = ()
        self._shape = _Late(shape, 0) if shape else None

    def _may_match(self, string: str, start: int, end: int) -> bool:
        if self._shape is not None:
            return self._shape.search(string, start, end) is not None
        if not self._signs:
            self._signs = _signs(word.casefold() if self._ignores_case else word for word in self._needs)
        if start or end < len(string):
            string = string[start:end]
        if self._ignores_case:
            if "İ" in string or "ı" in string:
                return True  # they match an i, and fold to none
            string = string.casefold()
        return any(_opens_word(string, sign) for sign in self._signs if sign in string)

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
        if not sign.startswith(tuple(found)):
            found.append(sign)
    return tuple(found)


def _opens_word(string: str, sign: str) -> bool:
    """Whether a beginning stands somewhere behind no letter."""
    at = string.find(sign)
    while at > 0 and string[at - 1].isalpha():
        at = string.find(sign, at + 1)
    return at >= 0


def late_pattern(pattern: str, flags: int = 0, needs: Iterable[str] = (), shape: str = "") -> re.Pattern[str]:
    """What `re.compile` gives, or what does the same when it searches or matches.

    `needs` are words one of which whatever matches has, behind no letter, in the case in which they are given unless the flags
    ignore it; `shape` is a lesser pattern that finds something in whatever matches.
    """
    return cast("re.Pattern[str]", _Needing(pattern, flags, needs, shape) if needs or shape else _Late(pattern, flags))
