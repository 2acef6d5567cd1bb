"""Half-open spans in characters (Unicode code points), the only address used inside the program."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple


class Span(NamedTuple):
    """The characters from `start` up to, not including, `end`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of characters."""
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether the whole of `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character; an empty span is shared by a span that it stands strictly inside."""
        if self.start == self.end or other.start == other.end:
            return self.start < other.end and other.start < self.end
        return max(self.start, other.start) < min(self.end, other.end)


span_of: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
"""A span of its start and end, without a step of Python: for where very many are made."""
