"""The lines of a transcript with the geometry behind them: what the repairs of layout look at."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from fidelity.model.derived import derived
from fidelity.model.marks import Kind, Mark
from fidelity.model.source import Box
from fidelity.model.span import Span
from fidelity.model.text import Text

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

TERMINAL = ".!?…:;"
CLOSING = "”’\"'»«›‹)]}“‘"


class PrintedLine(NamedTuple):
    """A line of a text that is not settled yet; `span` is without the newline. `box` is None where there is no geometry."""

    span: Span
    words: str
    """The line without white space around it, and without note calls that are marked already."""
    page: int
    """Page index from 0 of its first character; 0 throughout where pages are unknown."""
    last_page: int
    """Page index of its last character: another one after lines were joined over a page end."""
    box: Box | None
    """Where it was printed; `Measure` knows the edges of its column."""
    tail: Box | None
    """The box of the printed line that its last character stands in (another one after lines were joined)."""
    start_of_words: int
    """The offset of the first character that is not white space."""
    end_of_words: int
    """The offset after the last character that is not white space."""
    after_blank: bool
    """Whether an empty line stands before it."""

    @property
    def indent(self) -> int:
        """White space before the words, in characters."""
        return self.start_of_words - self.span.start


_SPAN: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
_LINE: Callable[[tuple[object, ...]], PrintedLine] = partial(tuple.__new__, PrintedLine)
"""Rows of columns as records: without a step of Python for each."""


@derived(heeds={Kind.NOTE_CALL})
def printed_lines(text: Text) -> tuple[PrintedLine, ...]:
    """The lines that hold something, in order."""
    import numpy as np

    lines = text.string.split("\n")
    words = list(map(str.strip, lines))
    kept = np.fromiter(map(bool, words), bool, len(words)).nonzero()[0]
    lengths, of_words = (np.fromiter(map(len, column), np.int64, len(column)) for column in (lines, words))
    starts = (np.cumsum(lengths + 1) - lengths - 1)[kept]
    begins = starts.copy()
    for k in np.flatnonzero(lengths[kept] != of_words[kept]).tolist():
        line = lines[kept[k]]
        begins[k] += len(line) - len(line.lstrip())
    ends = begins + of_words[kept]
    held = [words[i] for i in kept.tolist()]
    calls = text.of_kind(Kind.NOTE_CALL)
    at = np.array([call.start for call in calls], np.int64)
    first, last = np.searchsorted(at, begins), np.searchsorted(at, ends)
    for k in np.flatnonzero(first < last).tolist():
        held[k] = _without_calls(held[k], int(begins[k]), calls[first[k] : last[k]])
    spans = list(map(_SPAN, zip(starts.tolist(), (starts + lengths[kept]).tolist(), strict=True)))
    blanks = (np.diff(kept, prepend=kept[:1] - 1) > 1).tolist()
    printed = _printed_at(text, spans, begins, ends)
    return tuple(map(_LINE, zip(spans, held, *printed, begins.tolist(), ends.tolist(), blanks, strict=True)))


def _printed_at(
    text: Text, spans: Sequence[Span], begins: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
) -> tuple[Sequence[int], Sequence[int], Sequence[Box | None], Sequence[Box | None]]:
    """For lines the pages of their first and last characters, and the boxes of the printed lines that these stand in."""
    import numpy as np

    source = text.source
    origin = np.frombuffer(text.origin, np.int32) if text.origin else np.zeros(0, np.int32)
    first, last = origin[begins], origin[ends - 1]
    for i in np.flatnonzero((first < 0) | (last < 0)).tolist():
        first[i] = _transcript_of_edge(text, spans[i], forward=True)
        last[i] = _transcript_of_edge(text, spans[i], forward=False)
    first_page, last_page = (_holding(source.pages, places).tolist() for places in (first, last))
    if not source.rows:
        return first_page, last_page, [None] * len(spans), [None] * len(spans)
    boxes, tails = (map(source.rows.__getitem__, _holding(source.lines, places).tolist()) for places in (first, last))
    return first_page, last_page, list(boxes), list(tails)


def _holding(starts: array[int], places: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
    """Which of the stretches that begin at `starts` each place is in; the first where it is before all."""
    import numpy as np

    return np.maximum(np.searchsorted(starts, places, side="right") - 1, 0)


@derived(heeds={Kind.NOTE_CALL, Kind.NOTE_BODY})
def running_lines(text: Text) -> tuple[PrintedLine, ...]:
    """The printed lines of the running text, without those of the note bodies."""
    lines = printed_lines(text)
    return lines[: bisect_left(lines, text.running_end, key=_start)]


def _start(line: PrintedLine) -> int:
    return line.span.start


def _without_calls(words: str, begin: int, calls: Sequence[Mark]) -> str:
    """Words that begin at an offset, without the calls that begin in them."""
    parts, at = [], begin
    for call in calls:
        parts.append(words[at - begin : call.start - begin])
        at = max(at, call.end)
    return "".join([*parts, words[at - begin :]])


def lines_in(lines: Sequence[PrintedLine], marks: Sequence[Mark]) -> frozenset[int]:
    """The lines that marks lie on, by the offset of their words."""
    starts = [line.start_of_words for line in lines]
    found: set[int] = set()
    for mark in marks:
        first = max(bisect_right(starts, mark.start) - 1, 0)
        found.update(
            line.start_of_words for line in lines[first : bisect_left(starts, mark.end)] if line.span.overlaps(mark.span)
        )
    return frozenset(found)


def _transcript_of_edge(text: Text, span: Span, *, forward: bool) -> int:
    places = range(span.start, span.end) if forward else range(span.end - 1, span.start - 1, -1)
    for i in places:
        if text.origin[i] >= 0 and not text.string[i].isspace():
            return text.origin[i]
    return text.transcript_offset(span.start)


def box_at(text: Text, transcript_offset: int) -> Box | None:
    """The geometry of the printed line that holds a transcript offset."""
    rows = text.source.rows
    return rows[max(text.source.line_of(transcript_offset), 0)] if rows else None


def ends_sentence(words: str) -> bool:
    """Whether a line's words end where a sentence or clause may end, closing marks and brackets passed over."""
    stripped = words.rstrip(CLOSING + " \u00a0\u202f")  # French sets a space before »
    return bool(stripped) and stripped[-1] in TERMINAL


def is_full(line: PrintedLine, width: float) -> bool:
    """Whether a line reaches (nearly) the given width in characters, as lines inside a paragraph do."""
    return len(line.words) >= 0.8 * width


def typical_width(lines: Sequence[PrintedLine]) -> float:
    """The length in characters that the longer half of the lines have; 0 where there are no lines."""
    lengths = sorted(len(line.words) for line in lines)
    return float(lengths[len(lengths) * 3 // 4]) if lengths else 0.0
