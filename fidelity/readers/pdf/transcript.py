"""Lines to the transcript: words, spaces, line ends, and the tables that lead back to pages, lines and glyphs."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import chain
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from fidelity.model.ruled_grid import ruled_grids
from fidelity.model.source import NUMBER_COLUMN, Glyphs, LineBoxes, Strokes
from fidelity.readers.pdf.accents import ACCENTS, compose_accents, has_bare_accents
from fidelity.readers.pdf.columns import Line
from fidelity.readers.pdf.drawn_bullets import draw_bullets
from fidelity.readers.pdf.drawn_underscores import draw_underscores
from fidelity.readers.pdf.drop_caps import DropCap, drop_caps
from fidelity.readers.pdf.glyphs import STRETCH, UNMAPPED, PageGlyphs, Run
from fidelity.readers.pdf.gutters import LEAST_LINES
from fidelity.readers.pdf.line_numbers import NumberedMargin, line_numbers, numbered_margins
from fidelity.readers.pdf.lines import segment_of, segments
from fidelity.readers.pdf.lowered_marks import LOW, restore_lowered_marks
from fidelity.readers.pdf.margin_notes import lines_in_order, text_size
from fidelity.readers.pdf.ruled_cells import by_cells
from fidelity.readers.pdf.unprinted import printed
from fidelity.readers.pdf.words import NONE, SEVERAL, SUPPLIED, Codes, Words, code_points, words

NO_BREAK_SPACE = "\u00a0"


_GLYPHS = ("x0", "y0", "x1", "y1", "baseline", "size", "page")
"""The columns of glyphs that are the same whatever other pages there are."""
TOGETHER = 16
"""Pages that are written at once."""
MOST_MARGINS = 8
"""Places of numbers of lines that are remembered; a document has two, or as many again where its margins change."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that waits to be written, and its inked runs by direction of writing."""

    glyphs: PageGlyphs
    runs: Sequence[Sequence[Run]]
    number: int
    damaged: bool


class Transcript:
    """The transcript in the making. Of a page only its characters, offsets and columns of evidence are kept."""

    def __init__(self, first_page: int = 0) -> None:
        """Of a document's pages from `first_page` (from 0) on."""
        self._next_page = first_page
        self._waiting: list[_Page] = []
        self._gutters: tuple[float, ...] = ()
        """Those of the last page that has any."""
        self._margins: tuple[NumberedMargin, ...] = ()
        """Where pages had the numbers of their lines."""
        self._parts: list[str] = []
        self._length = 0
        self.file = array("i")
        self.pages = array("i")
        self.lines = array("i")
        self.inked = 0
        """Glyphs transcribed, white ones not counted."""
        self.unmapped = 0
        """Those among them that the file gives no character for."""
        self.completed = 0
        """Glyphs whose character a second engine gave."""
        self.boxes = LineBoxes(array("H"), array("b"), array("f"), array("f"), array("f"), array("f"), array("f"), array("f"))
        self.strokes = Strokes(array("H"), array("f"), array("f"), array("f"))
        self.damaged: dict[int, int] = {}
        """The damaged pages (from 0), and how many glyphs of each could be read all the same."""
        self.fonts: tuple[str, ...] = ()
        """The names of the fonts, which runs point into."""
        self._glyphs = Glyphs(
            array("f"), array("f"), array("f"), array("f"), array("f"), array("f"), array("H"), array("H"), ()
        )

    def add(self, page: PageGlyphs, *, damaged: bool = False) -> None:
        """Appends a page: its lines in reading order, then its evidence. `finish` has to be called after the last."""
        self.completed += page.completed
        for x0, x1, y in page.strokes:
            self.strokes.page.append(self._next_page)
            self.strokes.x0.append(x0)
            self.strokes.x1.append(x1)
            self.strokes.y.append(y)
        painted = frozenset(page.characters)
        if not ACCENTS.keys().isdisjoint(painted) or has_bare_accents(page):
            compose_accents(page)
        if not LOW.keys().isdisjoint(painted):
            restore_lowered_marks(page)
        if page.short_strokes:
            draw_underscores(page)
        if page.squares:
            draw_bullets(page)
        runs = printed(page)
        visible = [run for run in runs if not run.hidden]
        # a page recognised from a picture is all hidden text; elsewhere hidden text is a second copy
        if 2 * sum(run.inked for run in visible) < sum(run.inked for run in runs):
            visible = runs
        self._waiting.append(_Page(page, _by_angle(visible), self._next_page, damaged))
        self._next_page += 1
        if len(self._waiting) == TOGETHER:
            self._write_waiting()

    def finish(self, fonts: tuple[str, ...]) -> None:
        """Ends the transcript. `fonts` are the names of the fonts that runs point into."""
        self._write_waiting()
        self.fonts = fonts

    @property
    def parts(self) -> Sequence[str]:
        """The string in parts."""
        return self._parts

    def columns(self) -> dict[str, array[int] | array[float]]:
        """The columns that grow with the pages, by name."""
        boxes = {f"box {column.name}": getattr(self.boxes, column.name) for column in fields(LineBoxes)}
        glyphs = {f"glyph {name}": getattr(self._glyphs, name) for name in (*_GLYPHS, "font")}
        strokes = {f"stroke {column.name}": getattr(self.strokes, column.name) for column in fields(Strokes)}
        return {"places": self.file, "pages": self.pages, "lines": self.lines, **boxes, **strokes, **glyphs}

    def restore(
        self,
        *,
        inked: int,
        unmapped: int,
        completed: int,
        damaged: Sequence[tuple[int, int]],
        fonts: Sequence[str],
        parts: Sequence[str],
    ) -> None:
        """Makes a transcript whose columns are filled whole again. Raises ValueError where they do not fit."""
        self.inked, self.unmapped, self.completed = inked, unmapped, completed
        self.damaged, self.fonts, self._parts = dict(damaged), tuple(fonts), list(parts)
        self._length = sum(map(len, parts))
        if len(self.file) != self._length or len(self.boxes.x0) != len(self.lines):
            raise ValueError("columns of one transcript differ in length")

    def join(self, after: Transcript) -> None:
        """Appends the transcript of the pages that follow."""
        shift, glyphs, fonts = self._length, len(self._glyphs.x0), {name: i for i, name in enumerate(self.fonts)}
        places = [fonts.setdefault(name, len(fonts)) for name in after.fonts]
        self.fonts = tuple(fonts)
        self._parts.extend(after._parts)
        self._length += after._length
        file = np.asarray(after.file)
        self.file.frombytes((file + np.where(file >= 0, np.int32(glyphs), np.int32(-glyphs))).tobytes())
        for offsets, added in ((self.pages, after.pages), (self.lines, after.lines)):
            offsets.frombytes((np.asarray(added) + np.int32(shift)).tobytes())
        self.damaged |= after.damaged
        self.inked += after.inked
        self.unmapped += after.unmapped
        self.completed += after.completed
        for column in fields(LineBoxes):
            getattr(self.boxes, column.name).extend(getattr(after.boxes, column.name))
        for column in fields(Strokes):
            getattr(self.strokes, column.name).extend(getattr(after.strokes, column.name))
        for name in _GLYPHS:
            getattr(self._glyphs, name).extend(getattr(after._glyphs, name))
        self._glyphs.font.frombytes(np.array(places, np.uint16)[np.asarray(after._glyphs.font)].tobytes())

    def string(self) -> str:
        """The whole transcript.

        A file that has no ordinary spaces, only no-break ones, has one glyph for both and mapped it so: they are supplied as
        ordinary spaces.
        """
        text = "".join(self._parts)
        if text.count(NO_BREAK_SPACE) > 4 * text.count(" "):
            self.file = array("i", (f if f < 0 or text[i] != NO_BREAK_SPACE else ~f for i, f in enumerate(self.file)))
            text = text.replace(NO_BREAK_SPACE, " ")
        return text

    def glyphs(self) -> Glyphs:
        """The evidence of all glyphs in the order of painting."""
        g = self._glyphs
        return Glyphs(g.x0, g.y0, g.x1, g.y1, g.baseline, g.size, g.font, g.page, self.fonts)

    def _write_waiting(self) -> None:
        """Writes the pages that wait, all at once: numpy takes as long for one page as for several."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        lines_of_pages = self._in_lines(waiting)
        whole = PageGlyphs(0, 0)
        for page in waiting:
            before = len(whole.characters)
            for run in page.glyphs.runs:
                run.start += before
                run.stop += before
            whole.characters += page.glyphs.characters
            whole.x0 += page.glyphs.x0
            whole.x1 += page.glyphs.x1
            whole.runs += page.glyphs.runs
        lines = [line for page in lines_of_pages for line in page]
        numbers = np.array([page.number for page in waiting], np.int64)
        page_of_line = np.repeat(numbers, [len(page) for page in lines_of_pages])
        first_line = len(self.lines)
        codes = code_points(whole.characters)
        found = words(whole, codes, [line.segment for line in lines])
        self._write(whole.characters, codes, lines, found, page_of_line)
        # a page begins with its first line that holds something, or where the next page does
        starts = np.append(np.array(self.lines[first_line:], np.int64), self._length)
        written = page_of_line[found.line[np.append(True, np.diff(found.line) != 0)[: len(found.line)]]]
        self.pages.extend(starts[np.searchsorted(written, numbers)].tolist())
        inked = np.bincount(page_of_line[found.line] - numbers[0], minlength=len(waiting)).tolist()
        self.damaged.update({page.number: count for page, count in zip(waiting, inked, strict=True) if page.damaged})
        self._keep(whole, np.repeat(numbers.astype(np.uint16), [len(page.glyphs.x0) for page in waiting]))

    def _in_lines(self, waiting: Sequence[_Page]) -> list[list[Line]]:
        """The lines of each page that waits, as what is known of the pages before, and of all that wait, shows them."""
        if waiting[0].number % STRETCH == 0:
            self._gutters, self._margins = (), ()  # stretches may be read by several processes
        seen = numbered_margins([(page.glyphs, runs) for page in waiting for runs in page.runs])
        self._margins = (*dict.fromkeys((*seen, *self._margins)),)[:MOST_MARGINS]
        found: list[list[Line]] = []
        for page in waiting:
            lines = [line for runs in page.runs for line in _with_drop_caps(page.glyphs, runs, self._gutters, self._margins)]
            self._gutters = _gutters_of(lines) or self._gutters
            found.append(lines)
        return found

    def _write(
        self,
        characters: Sequence[str],
        codes: Codes,
        lines: Sequence[Line],
        found: Words,
        page_of_line: npt.NDArray[np.int64],
    ) -> None:
        """Writes the lines of several pages, which are as one to it."""
        first = len(self._glyphs.x0)
        count = len(found.glyph)
        if not count:
            return
        parted = found.space != NONE
        ends = np.append(np.diff(found.line) != 0, True)
        # each glyph after the space that parts it from the one before; a newline after the last of a line
        place = np.arange(count) + np.cumsum(parted) + np.append(0, np.cumsum(ends)[:-1])
        pieces = np.full(int(place[-1]) + 2, ord(" "), np.uint32)
        files = np.zeros(len(pieces), np.int32)
        pieces[place] = codes[found.glyph]
        files[place] = first + found.glyph
        copied = found.space >= 0
        pieces[place[copied] - 1] = codes[found.space[copied]]
        files[place[copied] - 1] = first + found.space[copied]
        # where there is no space glyph, the space is supplied before the glyph that follows
        supplied = found.space == SUPPLIED
        files[place[supplied] - 1] = ~(first + found.glyph[supplied])
        pieces[place[ends] + 1] = ord("\n")
        files[place[ends] + 1] = ~(first + found.glyph[ends])
        string = pieces.tobytes().decode("utf-32-le", "surrogatepass")
        starts = np.append(0, place[ends][:-1] + 2)
        several = np.flatnonzero(pieces == SEVERAL)
        if len(several):
            texts = [characters[glyph] for glyph in (files[several] - first).tolist()]
            parts = string.split(chr(SEVERAL))
            string = "".join(chain.from_iterable(zip(parts, [*texts, ""], strict=True)))
            lengths = np.ones(len(pieces), np.int64)
            lengths[several] = list(map(len, texts))
            files = np.repeat(files, lengths)
            starts = (np.cumsum(lengths) - lengths)[starts]
        self.inked += count
        self.unmapped += int((codes[found.glyph] == ord(UNMAPPED)).sum())
        self.lines.extend((self._length + starts).tolist())
        self._parts.append(string)
        self.file.frombytes(files.tobytes())
        self._length += len(string)
        boxes, filled = self.boxes, found.line[ends]
        boxes.page.extend(page_of_line[filled].tolist())
        boxes.column.extend([lines[i].column for i in filled.tolist()])
        segments = [lines[i].segment for i in filled.tolist()]
        for name in ("x0", "x1", "baseline", "size", "top", "bottom"):
            getattr(boxes, name).extend(map(attrgetter(name), segments))

    def _keep(self, page: PageGlyphs, numbers: npt.NDArray[np.uint16]) -> None:
        """Keeps the evidence of glyphs, given the page of each."""
        columns = self._glyphs
        columns.x0.extend(page.x0)
        columns.x1.extend(page.x1)
        counts = np.array([run.stop - run.start for run in page.runs], np.int64)
        for column, kept in (
            (columns.y0, [run.bottom for run in page.runs]),
            (columns.y1, [run.top for run in page.runs]),
            (columns.baseline, [run.baseline for run in page.runs]),
            (columns.size, [run.size for run in page.runs]),
        ):
            column.frombytes(np.repeat(np.array(kept, np.float32), counts).tobytes())
        columns.font.frombytes(np.repeat(np.array([run.font for run in page.runs], np.uint16), counts).tobytes())
        columns.page.frombytes(numbers.tobytes())


def _gutters_of(lines: Sequence[Line]) -> tuple[float, ...]:
    """The left edges, in points, of a page's second and further columns that have lines enough to be known as such."""
    edges: dict[int, list[float]] = {}
    for line in lines:
        edges.setdefault(line.column, []).append(line.segment.x0)
    return tuple(min(starts) for column, starts in sorted(edges.items()) if column > 0 and len(starts) >= LEAST_LINES)


def _by_angle(runs: Sequence[Run]) -> list[list[Run]]:
    """The inked runs by direction of writing: first the one that most of the page has, then whatever stands on its side."""
    groups: dict[int, list[Run]] = {}
    for run in runs:
        if run.inked:
            groups.setdefault(run.angle, []).append(run)
    return sorted(groups.values(), key=lambda group: -sum(run.inked for run in group))


def _with_drop_caps(
    page: PageGlyphs, runs: Sequence[Run], gutters: Sequence[float], margins: Sequence[NumberedMargin]
) -> list[Line]:
    """The lines of a page in reading order, each drop cap a line of its own before the first line beside it.

    The numbers of lines come last, each a line of its own.
    """
    numbers, runs = line_numbers(page, runs, margins)
    return [*_in_order(page, runs, gutters), *(Line(segment_of([number]), NUMBER_COLUMN) for number in numbers)]


def _in_order(page: PageGlyphs, runs: Sequence[Run], gutters: Sequence[float]) -> list[Line]:
    caps, rest = drop_caps(page, runs)
    pieces = segments(rest)
    size = text_size(pieces)
    grids = ruled_grids(page.strokes) if page.strokes and runs[0].angle == 0 else []
    lines = by_cells(pieces, grids, lambda part: lines_in_order(part, size, gutters)) if rest else []
    if not caps:
        return lines
    before: dict[int, list[DropCap]] = {}
    for cap in caps:
        before.setdefault(id(cap.beside), []).append(cap)
    ordered: list[Line] = []
    for line in lines:
        for run in line.segment.runs:
            ordered.extend(Line(cap.segment, line.column) for cap in before.get(id(run), ()))
        ordered.append(line)
    return ordered
