"""Where each value of a TOML document stands. The standard library's reader does not say, and a person wants the line.

The document is valid already, so that this reads only as much of the syntax as places need.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from fidelity.model.late_pattern import late_pattern

Step = str | int
Steps = tuple[Step, ...]
"""The way to a value: keys, and indexes in arrays."""

_SPACE = late_pattern(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = late_pattern(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\'', re.S)
_BARE = late_pattern(r"[^\s\[\]{},=#\"'.]+")
_SCALAR = late_pattern(r"[^\s\[\]{},#]+(?: \d[^\s\[\]{},#]*)?")


def places_of(document: str) -> dict[Steps, int]:
    """The line (from 1) of every key, table and item of an array in a valid TOML document, by the way to it."""
    reading = _Reading(document)
    reading.run()
    return reading.lines


class _Reading:
    def __init__(self, document: str) -> None:
        self.document = document
        self.at = 0
        self.ends = [match.start() for match in re.finditer("\n", document)]
        self.lines: dict[Steps, int] = {}
        self.counts: dict[Steps, int] = {}
        """How many tables each array of tables has so far."""

    def run(self) -> None:
        table: Steps = ()
        self._space()
        while self.at < len(self.document):
            if self.document[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._space()

    def _space(self) -> None:
        match = _SPACE.match(self.document, self.at)
        assert match is not None
        self.at = match.end()

    def _line(self, offset: int) -> int:
        return bisect_left(self.ends, offset) + 1

    def _header(self) -> Steps:
        start = self.at
        many = self.document.startswith("[[", self.at)
        self.at += 2 if many else 1
        keys = self._keys()
        self.at += 2 if many else 1
        steps = self._within(keys[:-1])
        steps = (*steps, keys[-1])
        if many:
            index = self.counts.get(steps, 0)
            self.counts[steps] = index + 1
            self.lines.setdefault(steps, self._line(start))
            steps = (*steps, index)
        self.lines.setdefault(steps, self._line(start))
        return steps

    def _within(self, keys: Steps) -> Steps:
        """The way to a table, its last item where a key names an array of tables."""
        steps: Steps = ()
        for key in keys:
            steps = (*steps, key)
            if steps in self.counts:
                steps = (*steps, self.counts[steps] - 1)
        return steps

    def _keys(self) -> Steps:
        """A key, which may be dotted."""
        keys: list[Step] = []
        while True:
            self._space()
            match = _STRING.match(self.document, self.at) or _BARE.match(self.document, self.at)
            if match is None:
                return tuple(keys)
            keys.append(_plain(match.group()))
            self.at = match.end()
            self._space()
            if self.document[self.at : self.at + 1] != ".":
                return tuple(keys)
            self.at += 1

    def _pair(self, table: Steps) -> None:
        start = self.at
        keys = self._keys()
        if not keys or self.document[self.at : self.at + 1] != "=":
            self.at = len(self.document)  # no TOML that this knows: no more places
            return
        for length in range(1, len(keys) + 1):
            self.lines.setdefault((*table, *keys[:length]), self._line(start))
        self.at += 1
        self._space()
        self._value((*table, *keys))

    def _value(self, steps: Steps) -> None:
        opening = self.document[self.at : self.at + 1]
        if opening == "[":
            self._array(steps)
        elif opening == "{":
            self.at += 1
            self._space()
            while self.at < len(self.document) and self.document[self.at] != "}":
                self._pair(steps)
                self._separator()
            self.at += 1
        else:
            match = _STRING.match(self.document, self.at) or _SCALAR.match(self.document, self.at)
            self.at = match.end() if match is not None else len(self.document)

    def _array(self, steps: Steps) -> None:
        self.at += 1
        self._space()
        index = 0
        while self.at < len(self.document) and self.document[self.at] != "]":
            self.lines[*steps, index] = self._line(self.at)
            self._value((*steps, index))
            self._separator()
            index += 1
        self.at += 1

    def _separator(self) -> None:
        self._space()
        if self.document[self.at : self.at + 1] == ",":
            self.at += 1
            self._space()


def _plain(key: str) -> str:
    """A key without its quotation marks; escapes in one are resolved as the standard library does."""
    if key[0] not in "\"'":
        return key
    if "\\" not in key:
        return key[1:-1]
    import tomllib

    return next(iter(tomllib.loads(f"{key} = 0")))
