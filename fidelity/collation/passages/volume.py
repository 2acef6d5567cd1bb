"""What the index keeps of one canonical text: its words as one string, and where each character stands in the file and in
print.

The string is the running text and then each note's body, without note calls, one after another on lines of their own. With it a
passage can be read, judged and shown as if the whole text had been read again.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import PurePath

import numpy as np
from numpy.typing import NDArray

from fidelity.model.counting import counted
from fidelity.model.marks import Kind, Mark, in_order
from fidelity.model.source import Printing, Source
from fidelity.model.span import Span
from fidelity.model.text import Text, View

Column = NDArray[np.int32]

_COLUMNS = ("sections", "file_starts", "file_places", "print_starts", "print_places", "pages", "lines", "emphasis", "blocks")
_EMPTY = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Volume:
    """One canonical text in the index. All offsets are those of its string, unless another space is named.

    `file_starts[i]` is where a stretch begins whose characters follow one another in the file from `file_places[i]` on (a
    negative number ~f: supplied at f); `print_*` say the same of the printed source's transcript, in which `pages` and
    `lines` are.
    """

    sha256: str
    title: str
    """The first heading."""
    labels: tuple[str, ...]
    """The label of each section: "" for the running text, else the note's."""
    printed: tuple[str, str, str, int]
    """Name, hash, engine and extraction version of the printed source; empty where unknown."""
    page_labels: tuple[str, ...]
    sections: Column
    """Where the running text and each note's body begin."""
    file_starts: Column
    file_places: Column
    print_starts: Column
    print_places: Column
    pages: Column
    lines: Column
    emphasis: Column
    """Where emphasis begins and ends, in turn."""
    blocks: Column
    """Where block quotations begin and end, in turn."""

    @classmethod
    def of(cls, text: Text) -> tuple[Volume, str]:
        """A text for the index, and its string."""
        views = _views(text)
        string = "\n".join(view.string for _, view in views)
        sections = list(accumulate((len(view.string) + 1 for _, view in views[:-1]), initial=0))
        source, printing = text.source, text.source.printing
        places = _of_all(text, views, source.file) if source.content is not None else _EMPTY
        if printing is not None:
            printed, names = _of_all(text, views, printing.origin), printing.page_labels
            about = (PurePath(printing.name).name, printing.sha256, printing.engine, printing.extraction)
        else:
            every = counted(0, len(source.transcript) + 1) if source.pages else array("i")
            printed, names = _of_all(text, views, every), source.page_labels
            about = (PurePath(source.name).name, source.sha256, source.engine, 0)
        pages, lines = (printing.pages, printing.lines) if printing is not None else (source.pages, source.lines)
        heading = next((text.string[mark.start : mark.end] for mark in text.of_kind(Kind.HEADING)), "")
        has_pages = len(pages) > 0
        volume = cls(
            source.sha256,
            heading,
            tuple(label for label, _ in views),
            about if has_pages else ("", "", "", 0),
            names if has_pages else (),
            np.array(sections, dtype=np.int32),
            *_runs(places),
            *(_runs(printed) if has_pages else (_EMPTY, _EMPTY)),
            np.array(pages, dtype=np.int32),
            np.array(lines if has_pages else [], dtype=np.int32),
            _marked(text, views, sections, Kind.EMPHASIS, Kind.STRONG),
            _marked(text, views, sections, Kind.QUOTATION),
        )
        return volume, string

    def section_at(self, offset: int, length: int) -> tuple[int, Span]:
        """The number and extent of the section that holds an offset, in a string of `length` characters."""
        k = max(int(np.searchsorted(self.sections, offset, side="right")) - 1, 0)
        end = int(self.sections[k + 1]) - 1 if k + 1 < len(self.sections) else length
        return k, Span(int(self.sections[k]), end)

    def excerpt(self, name: str, string: str, start: int, section: int, content: str | None) -> Text:
        """A stretch of the volume as a text of its own: `string` is what it holds from offset `start` of a section on.

        `name` is the path of its file. Its characters know their places in the file, whose decoded content may be given, and
        in print.
        """
        span = Span(start, start + len(string))
        printing = None
        if len(self.print_starts):
            origin = array("i", _spread(self.print_starts, self.print_places, span).tobytes())
            pages, lines = array("i", self.pages.tobytes()), array("i", self.lines.tobytes())
            printing = Printing(*self.printed, origin, pages, lines, self.page_labels)
        places = _spread(self.file_starts, self.file_places, span) if len(self.file_starts) else np.zeros(len(string), np.int32)
        file = array("i", places.astype(np.int32).tobytes())
        source = Source(name, self.sha256, "", string, file, content, printing=printing)
        marks = [Mark(Kind.PARAGRAPH, *block) for block in _blocks(string)]
        marks += [Mark(Kind.EMPHASIS, *one) for one in _within(self.emphasis, span)]
        marks += [Mark(Kind.QUOTATION, *one) for one in _within(self.blocks, span)]
        if self.labels[section]:
            marks.append(Mark(Kind.NOTE_BODY, 0, len(string), self.labels[section]))
        return Text(string, array("i", range(len(string))), in_order(marks), source)

    def packed(self) -> bytes:
        """The volume as bytes, which `unpacked` reads: a line of JSON, then the columns as differences."""
        columns = [np.asarray(getattr(self, name), dtype=np.int32) for name in _COLUMNS]
        head = {
            "sha256": self.sha256,
            "title": self.title,
            "labels": self.labels,
            "printed": self.printed,
            "page_labels": self.page_labels,
            "sizes": [len(column) for column in columns],
        }
        steps = [np.diff(column, prepend=np.int32(0)).astype("<i4").tobytes() for column in columns]
        return json.dumps(head).encode() + b"\n" + b"".join(steps)

    @classmethod
    def unpacked(cls, content: bytes) -> Volume:
        """The volume of some bytes. Raises ValueError or KeyError when they are not those of `packed`."""
        line, _, rest = content.partition(b"\n")
        head = json.loads(line)
        steps = np.frombuffer(rest, dtype="<i4")
        ends = np.cumsum(head["sizes"])
        columns = [np.cumsum(part, dtype=np.int32) for part in np.split(steps, ends[:-1])]
        printed = tuple(head["printed"])
        return cls(head["sha256"], head["title"], tuple(head["labels"]), printed, tuple(head["page_labels"]), *columns)


def _views(text: Text) -> list[tuple[str, View]]:
    """The running text and each note's body, with its label."""
    notes = [(note.label, text.note_view(note)) for note in text.notes if note.body is not None]
    return [("", text.running), *notes]


def _of_all(text: Text, views: list[tuple[str, View]], table: array[int]) -> Column:
    return np.concatenate([_behind(text, view, table) for _, view in views])


def _behind(text: Text, view: View, table: array[int]) -> Column:
    """For each character of a view, and the line end after it, what a table of the transcript says of it.

    What was supplied at a place, by a repair or by the reader, has a negative number.
    """
    if not table or not view.offsets:
        return np.zeros(1 if table else 0, dtype=np.int32)
    known = np.frombuffer(table, dtype=np.int32)
    first, last = view.offsets[0], view.offsets[-1]
    if text.log:
        origin = np.frombuffer(text.origin, dtype=np.int32)[np.frombuffer(view.offsets, dtype=np.int32)]
        found = known.take(np.where(origin < 0, ~origin, origin), mode="clip")
        found = np.where((origin < 0) & (found >= 0), ~found, found)
    elif last - first + 1 == len(view.offsets):  # a text as it was read is its transcript
        found = known[first : last + 1]
    else:
        found = known[np.frombuffer(view.offsets, dtype=np.int32)]
    end = found[-1:] + 1 if found[-1] >= 0 else found[-1:]  # the line end after it is never shown
    return np.concatenate((found, end))


def _runs(values: Column) -> tuple[Column, Column]:
    """Where stretches of numbers that rise by one begin, and their first numbers."""
    if not len(values):
        return _EMPTY, _EMPTY
    inner = np.flatnonzero(values[1:] - values[:-1] != 1) + 1
    starts = np.concatenate(([0], inner)).astype(np.int32)
    return starts, values[starts]


def _spread(starts: Column, places: Column, span: Span) -> Column:
    """The numbers of the characters of a stretch, from those of the stretches that `_runs` found."""
    at = np.arange(span.start, span.end)
    k = np.searchsorted(starts, at, side="right") - 1
    return (places[k] + (at - starts[k])).astype(np.int32)


def _within(bounds: Column, span: Span) -> Iterator[Span]:
    """The part that each of some stretches, given by their starts and ends in turn, has in a span; from its start on."""
    starts, ends = bounds[::2], bounds[1::2]
    for k in range(int(np.searchsorted(ends, span.start, side="right")), int(np.searchsorted(starts, span.end))):
        yield Span(max(int(starts[k]), span.start) - span.start, min(int(ends[k]), span.end) - span.start)


def _marked(text: Text, views: list[tuple[str, View]], sections: list[int], *kinds: Kind) -> Column:
    """Where marks of some kinds begin and end, in turn."""
    found: list[int] = []
    marks = text.of_kind(*kinds)
    for (_, view), start in zip(views, sections, strict=True):
        if not view.offsets:
            continue
        for mark in marks:
            if mark.start <= view.offsets[-1] and mark.end > view.offsets[0]:
                found += [view.from_text(mark.start) + start, view.from_text(mark.end) + start]
    return np.array(found, dtype=np.int32)


def _blocks(string: str) -> Iterator[Span]:
    start = 0
    for line in string.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1
