"""What stands behind a text: the file it was read from, its transcript, and where everything was printed."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from fidelity.model.counting import counted
from fidelity.model.span import Span
from fidelity.model.work import UNKNOWN, Work

MARGIN_COLUMN = 64
"""The column of lines that stand in the margin beside the text; columns of text are counted from 0."""
NUMBER_COLUMN = -2
"""The column of the numbers of lines, which stand in the margin and are no text."""
EXTRACTION_VERSION = 2
"""Written into the log of a canonical text; rises only when the same source can give another text."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Glyph evidence in columns, one entry a glyph, in points with the origin at the bottom left of the page.

    A character of the transcript finds its glyph through `Source.file`.
    """

    x0: array[float]
    y0: array[float]
    x1: array[float]
    y1: array[float]
    baseline: array[float]
    size: array[float]
    font: array[int]
    """Index into `fonts`."""
    page: array[int]
    """Page index from 0."""
    fonts: tuple[str, ...]
    """PostScript names as the file gives them, subset prefix removed."""


class Box(NamedTuple):
    """Where a printed line stands on its page; a row of `LineBoxes`."""

    page: int
    column: int
    x0: float
    x1: float
    baseline: float
    size: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class LineBoxes:
    """Geometry of the printed lines, in columns parallel to `Source.lines`; points, origin at the bottom left."""

    page: array[int]
    column: array[int]
    """Index from 0 of the column on the page that the line stands in; -1 for a line that spans columns. NUMBER_COLUMN and
    MARGIN_COLUMN are none."""
    x0: array[float]
    x1: array[float]
    baseline: array[float]
    size: array[float]
    """The size that most characters of the line have."""
    top: array[float]
    bottom: array[float]


@dataclass(frozen=True, slots=True)
class Strokes:
    """Thin level lines drawn on pages (rules over notes, lines of tables, underlines), in columns; in points, as glyphs."""

    page: array[int]
    """Page index from 0."""
    x0: array[float]
    x1: array[float]
    y: array[float]


@dataclass(frozen=True, slots=True)
class PlaceLinks:
    """Links from one place of a file to another, in columns, one entry a link, in the order of the pages."""

    start: array[int]
    """Transcript offset of the first character that is shown of it."""
    end: array[int]
    """The offset after the last."""
    page: array[int]
    """Page index from 0 of the place that it leads to."""
    x: array[float]
    y: array[float]
    """That place in points, as glyphs have theirs: the top left of what is meant; NaN where the file does not say."""


class OutlineEntry(NamedTuple):
    """An entry of a file's outline (its bookmarks)."""

    title: str
    level: int
    """Counted from 1."""
    page: int
    """Page index from 0 of the place that it leads to."""
    y: float
    """The height of that place in points, as glyphs have theirs; NaN where the file does not say."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What a tagged file says that its printed lines are, in columns parallel to `Source.lines`."""

    role: tuple[str, ...]
    """The structure type that tells most ("Note", "Table", "H1" to "H6", "BlockQuote", "LI", "TOC", "P"); "" for none."""
    element: array[int]
    """A number for the paragraph, heading or cell that the line begins in, the same for all its lines; -1 for none."""
    last: array[int]
    """The same for the end of the line."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Where paragraphs and runs begin in a format of several parts: columns, one entry a stretch, in the order of the file.

    Their places are those that `Source.file` gives: characters of all parts, one behind the other.
    """

    starts: array[int]
    part: array[int]
    """Index into `names`."""
    paragraph: array[int]
    """Counted from 1 in its part."""
    run: array[int]
    """Counted from 1 in its paragraph; 0 where paragraphs have none."""
    names: tuple[str, ...]

    def at(self, place: int) -> tuple[str, int, int | None]:
        """(part, paragraph, run) of a place of the file."""
        i = max(bisect_right(self.starts, place) - 1, 0)
        return self.names[self.part[i]], self.paragraph[i], self.run[i] or None


@dataclass(frozen=True, slots=True)
class Printing:
    """Where the characters of a canonical file were printed, known from its log without the source.

    `origin` has an entry for each character of the file's text: an offset s in the source's transcript, or ~s when supplied.
    """

    name: str
    sha256: str
    engine: str
    extraction: int
    """The extraction version: rises only when output can change."""
    origin: array[int]
    pages: array[int]
    lines: array[int]
    page_labels: tuple[str, ...] = ()
    decisions: tuple[str, str] | None = None
    """Name and SHA-256 of the file of decisions that was replayed; None where there was none."""
    losses: tuple[str, ...] = ()
    """As in `Source`."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The stretches of a file that an abridged text was read from, laid end to end."""

    begins: tuple[int, ...]
    """Where each begins among them."""
    shifts: tuple[int, ...]
    """What must be added there to come to its place in the file."""

    @classmethod
    def of(cls, stretches: Sequence[tuple[int, int]]) -> Kept:
        """Those that begin and end at some places of the file, in order."""
        begins = [0, *accumulate(end - start for start, end in stretches)][:-1]
        return cls(tuple(begins), tuple(start - begin for (start, _), begin in zip(stretches, begins, strict=True)))

    def place(self, at: int) -> int:
        """The place in the file of a character of the stretches."""
        return at + self.shifts[bisect_right(self.begins, at) - 1]


@dataclass(frozen=True)
class Source:
    """A file and its transcript.

    `file` has an entry for each character of the transcript: the place f in the file it was copied from (a code point of the
    decoded content; in a PDF the glyph index), or ~f when the reader made the character (an entity decoded, a line end).
    `pages` and `lines` are transcript offsets; only lines that hold something are listed. Both are empty where unknown.
    """

    name: str
    sha256: str
    engine: str
    transcript: str
    file: array[int]
    content: str | None = field(default=None, repr=False)
    """The decoded file, for formats that have lines and columns."""
    pages: array[int] = field(default_factory=lambda: array("i"))
    lines: array[int] = field(default_factory=lambda: array("i"))
    page_labels: tuple[str, ...] = ()
    """The folio printed on each page, "" where none is known."""
    glyphs: Glyphs | None = field(default=None, repr=False)
    boxes: LineBoxes | None = field(default=None, repr=False)
    strokes: Strokes | None = field(default=None, repr=False)
    links: PlaceLinks | None = field(default=None, repr=False)
    """None where the format has none, or none were read."""
    outline: tuple[OutlineEntry, ...] = ()
    tags: Tags | None = field(default=None, repr=False)
    """What a structure tree says; None where the file has none, or none can be read."""
    printing: Printing | None = field(default=None, repr=False)
    """For a canonical file: what its log says of the source."""
    stretches: Stretches | None = field(default=None, repr=False)
    """For formats of several parts, which have no lines."""
    wrapped: bool = False
    """Whether line ends may be the typesetter's rather than the author's: the layout repairs apply."""
    losses: tuple[str, ...] = ()
    """What of a file could not be read, such as "page 7 of 12 is damaged; the text has nothing of it"."""
    work: Work = UNKNOWN
    """What the text is an edition of, where its file or the configuration says so."""
    kept: Kept | None = None
    """Of an abridged text, the stretches of the file that were read, in which the places in `file` count; None: all of it."""
    left_out: str = field(default="", repr=False)
    """The words of the paragraphs that an abridged text lacks, its canonical text or edition having the same."""
    notes_left_out: frozenset[int] = field(default=frozenset(), repr=False)
    """The numbers of the notes that it lacks with them, each called once, in rising order with those that it has."""

    def __reduce__(self) -> tuple[type[Source], tuple[object, ...]]:
        """What another process needs to have the same source: nothing that was derived from it."""
        return Source, tuple(getattr(self, one.name) for one in fields(self))

    @cached_property
    def rows(self) -> tuple[Box, ...]:
        """`boxes` as one row a printed line; empty where there is no geometry."""
        b = self.boxes
        if b is None:
            return ()
        return tuple(map(Box, b.page, b.column, b.x0, b.x1, b.baseline, b.size, b.top, b.bottom))

    @cached_property
    def derivations(self) -> dict[Callable[..., object], object]:
        """What was derived from this source, by the functions that did so: see `derived`."""
        return {}

    def place(self, offset: int) -> tuple[int, int] | None:
        """(page, line) from 1 of a transcript offset; the line counts printed lines on that page. None where unknown."""
        return _place(self.pages, self.lines, offset)

    def line_of(self, offset: int) -> int:
        """Index into `lines` of the line that holds the transcript offset; -1 before the first."""
        return bisect_right(self.lines, offset) - 1

    def file_span(self, span: Span) -> Span | None:
        """The stretch of the file behind a stretch of the transcript; None where it is not contiguous there.

        An empty span gives the empty place before the character that follows it.
        """
        if span.start == span.end:
            if span.start < len(self.file):
                at = self.file_place(span.start)
            else:
                at = self.file_place(-1) + (self.file[-1] >= 0) if self.file else 0
            return Span(at, at)
        first, last = self.file[span.start], self.file[span.end - 1]
        if first < 0 or last < 0 or last - first != span.end - 1 - span.start:
            return None
        if self.file[span.start : span.end] != counted(first, last + 1):
            return None
        if self.kept is None:
            return Span(first, last + 1)
        there = Span(self.kept.place(first), self.kept.place(last) + 1)
        return there if there.length == span.length else None

    def file_place(self, offset: int) -> int:
        """The place in the file of a transcript character, copied or supplied there."""
        place = self.file[offset]
        place = place if place >= 0 else ~place
        return place if self.kept is None else self.kept.place(place)

    def file_hull(self, places: Sequence[int]) -> Span:
        """The smallest stretch of the file that holds some of the places in `file`."""
        if min(places) < 0:
            places = [place if place >= 0 else ~place for place in places]
        first, last = min(places), max(places)
        return Span(first, last + 1) if self.kept is None else Span(self.kept.place(first), self.kept.place(last) + 1)


def _place(pages: array[int], lines: array[int], offset: int) -> tuple[int, int] | None:
    if not pages or not lines:
        return None
    page = max(bisect_right(pages, offset) - 1, 0)
    line = bisect_right(lines, offset) - 1
    first = bisect_right(lines, pages[page] - 1)
    return page + 1, max(line - first, 0) + 1


@dataclass(frozen=True, slots=True)
class Locator:
    """The human address of a place in a printed source."""

    name: str
    page: int | None
    """Page index from 1."""
    line: int | None
    label: str = ""
    """The folio printed on that page, where it is known."""
    note: str = ""
    offset: int = 0
    """Transcript offset."""

    def __str__(self) -> str:
        parts = []
        if self.page is not None:
            parts.append(f"p. {self.label or self.page}")
        if self.line is not None:
            parts.append(f"l. {self.line}")
        if self.note:
            parts.append(f"n. {self.note}")
        return ", ".join(parts)


def locate(source: Source, offset: int, *, printed_offset: int | None = None, note: str = "") -> Locator | None:
    """The address of a transcript offset: from the source itself, or through the log of a canonical file."""
    printing = source.printing
    if printing is not None:
        if printed_offset is None:
            if not printing.origin:
                return None
            value = printing.origin[min(offset, len(printing.origin) - 1)]
            printed_offset = value if value >= 0 else ~value
        place = _place(printing.pages, printing.lines, printed_offset)
        labels, name, offset = printing.page_labels, printing.name, printed_offset
    else:
        place = source.place(offset)
        labels, name = source.page_labels, source.name
    if place is None:
        return None
    page, line = place
    label = labels[page - 1] if page <= len(labels) else ""
    return Locator(name, page, line, label, note, offset)
