"""Lines and columns of a decoded file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, chain, count
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


_STRIDE = 2_048
"""Characters between two places up to which lines are counted."""


@dataclass(frozen=True, slots=True)
class CountedLines:
    """The same of a file whose lines end in line feeds, for whoever asks for some places only: no line's place is kept."""

    content: str
    before: tuple[int, ...]
    """The lines that end before each stride of characters."""

    @classmethod
    def of(cls, content: str) -> CountedLines:
        """The lines of a decoded file without carriage returns."""
        strides = range(0, len(content) + 1, _STRIDE)
        counts = (content.count("\n", start, start + _STRIDE) for start in strides)
        return cls(content, tuple(accumulate(chain((0,), counts)))[:-1])

    def position(self, offset: int) -> Position:
        """As `Lines.position`."""
        offset = min(max(offset, 0), len(self.content))
        stride = offset // _STRIDE
        line = self.before[stride] + self.content.count("\n", stride * _STRIDE, offset)
        return Position(line + 1, offset - self.content.rfind("\n", 0, offset), offset)

    def place(self, path: str, span: Span) -> FilePlace:
        """As `Lines.place`."""
        return FilePlace(path, self.position(span.start), self.position(span.end))


def places_in(content: str) -> Lines | CountedLines:
    """What gives the lines and columns of places in a decoded file, whatever ends its lines."""
    return Lines.of(content) if "\r" in content else CountedLines.of(content)
