"""Lines to the transcript: words, spaces, line ends, and the tables that lead back to pages, lines and glyphs."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise

from fidelity.model.source import Glyphs, LineBoxes
from fidelity.readers.pdf.columns import Line, reading_order
from fidelity.readers.pdf.glyphs import UNMAPPED, Face, PageGlyphs, Run
from fidelity.readers.pdf.lines import DropCap, Segment, drop_caps, segments

TIGHTEST_SPACE, SAFE_SPACE = 0.11, 0.15
"""From which gap on two glyphs belong to two words, in ems. TeX's tightest spaces measure 0.13 and French thin ones 0.17;
kerns and italic corrections reach 0.12, but stand beside word spaces that are wider: half of those decides in between."""
LETTERSPACE = 0.04
"""When three gaps in four are wider than this, in ems, the line is letterspaced, and words count from its usual gap on."""
DOUBLED = 0.08
"""A glyph painted again no further away than this, in ems, is the same glyph made bold."""
NO_BREAK_SPACE = "\u00a0"


class Transcript:
    """The transcript in the making. Of a page only its characters, offsets and columns of evidence are kept."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.file = array("i")
        self.pages = array("i")
        self.lines = array("i")
        self.inked = 0
        """Glyphs transcribed, white ones not counted."""
        self.unmapped = 0
        """Those among them that the file gives no character for."""
        self.boxes = LineBoxes(
            array("H"), array("b"), array("f"), array("f"), array("f"), array("f"), array("f"), array("f")
        )
        self._glyphs = Glyphs(
            array("f"), array("f"), array("f"), array("f"), array("f"), array("f"), array("H"), array("H"), ()
        )

    def add(self, page: PageGlyphs) -> None:
        """Appends a page: its lines in reading order, then its evidence."""
        first = len(self._glyphs.x0)
        number = len(self.pages)
        self.pages.append(self._length)
        visible = [run for run in page.runs if not run.hidden]
        # a page recognised from a picture is all hidden text; elsewhere hidden text is a second copy
        if 2 * sum(run.inked for run in visible) < sum(run.inked for run in page.runs):
            visible = page.runs
        for runs in _by_angle(visible):
            for line in _with_drop_caps(page, runs):
                self._write(page, line, first, number)
        self._keep(page, number)

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

    def glyphs(self, faces: Sequence[Face]) -> Glyphs:
        """The evidence of all glyphs in the order of painting."""
        g = self._glyphs
        return Glyphs(g.x0, g.y0, g.x1, g.y1, g.baseline, g.size, g.font, g.page, tuple(face.name for face in faces))

    def _write(self, page: PageGlyphs, line: Line, first: int, number: int) -> None:
        written: list[str] = []
        places: list[int] = []
        for glyph, space in _words(page, line.segment):
            if space is not None and written:
                # a space glyph is copied; where there is none, the space is supplied before the glyph that follows
                written.append(page.characters[space] if space >= 0 else " ")
                places.append(first + space if space >= 0 else ~(first + glyph))
            text = page.characters[glyph]
            self.inked += 1
            self.unmapped += text == UNMAPPED
            written.append(text)
            places.extend([first + glyph] * len(text))
        if not written:
            return
        written.append("\n")
        last = places[-1]
        places.append(~last if last >= 0 else last)
        self.lines.append(self._length)
        self._parts.append("".join(written))
        self.file.extend(places)
        self._length += len(places)
        boxes, segment = self.boxes, line.segment
        boxes.page.append(number)
        boxes.column.append(line.column)
        boxes.x0.append(segment.x0)
        boxes.x1.append(segment.x1)
        boxes.baseline.append(segment.baseline)
        boxes.size.append(segment.size)
        boxes.top.append(segment.top)
        boxes.bottom.append(segment.bottom)

    def _keep(self, page: PageGlyphs, number: int) -> None:
        columns = self._glyphs
        columns.x0.extend(page.x0)
        columns.x1.extend(page.x1)
        for run in page.runs:
            count = run.stop - run.start
            columns.y0.extend([run.bottom] * count)
            columns.y1.extend([run.top] * count)
            columns.baseline.extend([run.baseline] * count)
            columns.size.extend([run.size] * count)
            columns.font.extend([run.font] * count)
            columns.page.extend([number] * count)


def _by_angle(runs: Sequence[Run]) -> list[list[Run]]:
    """The inked runs by direction of writing: first the one that most of the page has, then whatever stands on its side."""
    groups: dict[int, list[Run]] = {}
    for run in runs:
        if run.inked:
            groups.setdefault(run.angle, []).append(run)
    return sorted(groups.values(), key=lambda group: -sum(run.inked for run in group))


def _with_drop_caps(page: PageGlyphs, runs: Sequence[Run]) -> list[Line]:
    """The lines of a page in reading order, each drop cap a line of its own before the first line beside it."""
    caps, rest = drop_caps(page, runs)
    lines = reading_order(segments(rest)) if rest else []
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


def _words(page: PageGlyphs, segment: Segment) -> list[tuple[int, int | None]]:
    """The inked glyphs of a line from left to right, each with what parts it from the one before.

    That is None for nothing, the index of a space glyph, or -1 for a gap that is as wide as a space and holds none.
    """
    sequence = _left_to_right(page, segment.runs)
    x0, x1, characters = page.x0, page.x1, page.characters
    inked: list[tuple[int, float, int | None]] = []
    space: int | None = None
    for glyph, size in sequence:
        text = characters[glyph]
        if text.isspace():
            if space is None:
                space = glyph
            continue
        if inked:
            before, before_size, _ = inked[-1]
            if text == characters[before] and abs(x0[glyph] - x0[before]) <= DOUBLED * size and abs(size - before_size) < 0.1:
                space = None
                continue
        inked.append((glyph, size, space))
        space = None
    threshold = _word_gap(
        [(x0[after[0]] - x1[before[0]]) / max(after[1], before[1]) for before, after in pairwise(inked) if after[2] is None]
    )
    result: list[tuple[int, int | None]] = []
    edge, edge_size = 0.0, 0.0
    for glyph, size, between in inked:
        if between is None and result and x0[glyph] - edge > threshold * max(size, edge_size):
            between = -1
        result.append((glyph, between))
        edge, edge_size = x1[glyph], size
    return result


def _word_gap(gaps: list[float]) -> float:
    """From which gap on, in ems, two glyphs of a line belong to two words, given the line's gaps that hold no space glyph."""
    gaps.sort()
    usual = 0.0
    if len(gaps) > 3 and gaps[len(gaps) // 4] > LETTERSPACE:
        usual = gaps[len(gaps) // 2]
    wide = [gap - usual for gap in gaps if gap - usual > 0.1]
    if not wide:
        return usual + SAFE_SPACE
    return usual + min(max(0.45 * wide[len(wide) // 2], TIGHTEST_SPACE), SAFE_SPACE)


def _left_to_right(page: PageGlyphs, runs: Sequence[Run]) -> list[tuple[int, float]]:
    """The glyphs of a line with their sizes, in the order of their places.

    Glyphs keep the order of painting inside a run, so that an accent stays with its letter; where runs lie over one another
    by more than an em, place alone decides.
    """
    sequence = [(glyph, run.size) for run in runs for glyph in range(run.start, run.stop)]
    if any(before.x1 - after.x0 > before.size for before, after in pairwise(runs)):
        sequence.sort(key=lambda entry: page.x0[entry[0]])
    return sequence
