"""Lines and columns of a decoded file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, count
from operator import add

from fidelity.model.finding import FilePlace, Position
from fidelity.model.span import Span

_LINE_END = re.compile(r"\r\n|\n|\r")
"""What editors count as the end of a line; U+2028 and form feeds do not end one."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a decoded file begin; offsets and columns in code points."""

    length: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    """The offset of each line's end mark."""

    @classmethod
    def of(cls, content: str) -> Lines:
        """The lines of a decoded file; an empty file has one empty line."""
        if "\r" not in content:
            # nothing here is done line by line in Python: a book has a hundred thousand
            ends = tuple(map(add, accumulate(map(len, content.split("\n"))), count()))
            return cls(len(content), (0, *map((1).__add__, ends[:-1])), ends)
        marks = [match.span() for match in _LINE_END.finditer(content)]
        return cls(len(content), (0, *(end for _, end in marks)), (*(start for start, _ in marks), len(content)))

    def position(self, offset: int) -> Position:
        """Line and column from 1 of an offset; an offset beyond the file is its end."""
        offset = min(max(offset, 0), self.length)
        line = bisect_right(self.starts, offset) - 1
        return Position(line + 1, offset - self.starts[line] + 1, offset)

    def place(self, path: str, span: Span) -> FilePlace:
        """A stretch of the file with lines and columns."""
        return FilePlace(path, self.position(span.start), self.position(span.end))

    def span(self, line: int) -> Span:
        """The characters of a line (from 1), without its end mark."""
        return Span(self.starts[line - 1], self.ends[line - 1])
