"""The lines of a transcript with the geometry behind them: what the repairs of layout look at."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from fidelity.language.font_names import is_typewriter
from fidelity.model.derived import derived
from fidelity.model.marks import Kind, Mark
from fidelity.model.source import Box, Source
from fidelity.model.span import Span
from fidelity.model.text import Text

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MOST_TYPED = 0.75
"""The part of the lines of a text that a program takes at most; beyond it the text itself is typed."""
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


UPPER = 0.4
"""The part of a page's lines, from the top, that shows the size of its text: notes stand below it."""


TALL = 1.5
"""A drop cap is at least this many times the size of the text."""


TEXT_LINES = 8
"""Lines of one size that make the text of a page."""


def body_size(text: Text) -> float | None:
    """The size, in points to a tenth, that the text is set in; None where there is no geometry.

    Not simply the commonest size, since in a law review the notes outweigh the text: every page votes, with its lines, for
    the commonest size of its upper lines.
    """
    return _body_size(text.source)


@derived()
def _body_size(source: Source) -> float | None:
    boxes, lines = source.boxes, source.lines
    if boxes is None or not lines:
        return None
    pages: dict[int, list[tuple[float, int]]] = {}
    typed = _typed_lines(source)
    for i, start in enumerate(lines):
        if i in typed:
            continue
        end = lines[i + 1] if i + 1 < len(lines) else len(source.transcript)
        pages.setdefault(boxes.page[i], []).append((round(boxes.size[i], 1), end - start))
    votes: Counter[float] = Counter()
    for printed in pages.values():
        size = _upper_size(printed)
        votes[size] += sum(1 for other, _ in printed if other == size)
    return votes.most_common(1)[0][0]


def _typed_lines(source: Source) -> frozenset[int]:
    """The lines whose middle is in a typewriter's face: a program that is printed beside the text; none where most are."""
    glyphs, file, starts = source.glyphs, source.file, source.lines
    faces = {i for i, font in enumerate(glyphs.fonts) if is_typewriter(font)} if glyphs is not None else set()
    if glyphs is None or not faces:
        return frozenset()
    places = [file[(one + two) // 2] for one, two in pairwise((*starts, len(source.transcript)))]
    typed = frozenset(i for i, place in enumerate(places) if glyphs.font[place if place >= 0 else ~place] in faces)
    return typed if len(typed) <= MOST_TYPED * len(starts) else frozenset()


def _upper_size(printed: Sequence[tuple[float, int]]) -> float:
    """The size in which most of the upper lines of a page are set; `printed` are the sizes and lengths of its lines."""
    upper: Counter[float] = Counter()
    for size, length in printed[: max(round(UPPER * len(printed)), 4)]:
        upper[size] += length
    return upper.most_common(1)[0][0]


def text_sizes(lines: Sequence[PrintedLine], usual: float) -> dict[int, float]:
    """For each page index the size of its text, in points: the usual one, or a larger one that most of the page is set in."""
    pages: dict[int, list[tuple[float, int]]] = {}
    for line in lines:
        if line.box is not None:
            pages.setdefault(line.page, []).append((round(line.box.size, 1), len(line.words)))
    sizes = {}
    for page, printed in pages.items():
        size = _upper_size(printed)
        count = sum(other == size for other, _ in printed)
        length = sum(length for other, length in printed if other == size)
        most = count >= TEXT_LINES and 2 * length > sum(length for _, length in printed)
        sizes[page] = max(size, usual) if most else usual
    return sizes


def white_space(string: str) -> npt.NDArray[np.bool_]:
    """Which characters of a string are white space."""
    import numpy as np

    signs = [ord(sign) for sign in set(string) if sign.isspace()]
    parts = [string[start : start + AT_ONCE] for start in range(0, len(string), AT_ONCE)] or [""]
    codes = (np.frombuffer(part.encode("utf-32-le", "surrogatepass"), np.uint32) for part in parts)
    parted = []
    for column in codes:
        white = np.zeros(len(column), bool)
        for sign in signs:
            white |= column == sign
        parted.append(white)
    return np.concatenate(parted)


def glyphs_at(text: Text, offsets: npt.NDArray[np.integer] | slice = slice(None)) -> npt.NDArray[np.int32]:
    """For the characters at offsets of a text, or all, what `glyph_of` gives, in a column; -1 where it gives None."""
    import numpy as np

    origin, file = np.asarray(text.origin)[offsets], np.asarray(text.source.file)
    if text.source.glyphs is None or not len(file):
        return np.full(len(origin), -1, np.int32)
    at = np.where(origin >= 0, origin, ~origin)
    found: npt.NDArray[np.int32] = np.maximum(file[np.minimum(at, len(file) - 1)], -1)
    found[at >= len(file)] = -1
    return found


def glyph_of(text: Text, offset: int) -> int | None:
    """The index of the glyph of the character at a text offset; for letters that a repair made of one glyph, that glyph."""
    if text.source.glyphs is None or offset >= len(text.origin):
        return None
    origin = text.origin[offset]
    at = origin if origin >= 0 else ~origin
    glyph = text.source.file[at] if at < len(text.source.file) else -1
    return glyph if glyph >= 0 else None


def glyph_size(text: Text, offset: int) -> float | None:
    """The size in points of the character at a text offset; None where there is no geometry."""
    glyph = glyph_of(text, offset)
    return text.source.glyphs.size[glyph] if glyph is not None and text.source.glyphs is not None else None


def after_cap(text: Text, line: PrintedLine, size: float) -> float | None:
    """Where, in points from the left, the drop cap that opens a line ends; None where none does."""
    glyphs, tall = text.source.glyphs, tall_characters(text)
    at = bisect_left(tall, line.start_of_words)
    if glyphs is None or at == len(tall) or tall[at] >= min(line.start_of_words + 5, line.end_of_words):
        return None
    edge = None
    for offset in range(line.start_of_words, min(line.start_of_words + 5, line.end_of_words)):
        height = glyph_size(text, offset)
        if height is not None and height >= TALL * size:
            edge = glyphs.x1[text.source.file[text.origin[offset]]]
        elif edge is not None and not text.string[offset].isspace():
            return edge
    return None


def edges_of_caps(text: Text, lines: Sequence[PrintedLine], size: float) -> dict[int, float]:
    """What `after_cap` gives for those lines that a drop cap opens, by their indexes, which rise."""
    found: dict[int, float] = {}
    for offset in tall_characters(text):
        i = bisect_right(lines, offset, key=_start_of_words) - 1
        if i >= 0 and i not in found and (edge := after_cap(text, lines[i], size)) is not None:
            found[i] = edge
    return found


def _start_of_words(line: PrintedLine) -> int:
    return line.start_of_words


@derived(heeds=())
def tall_characters(text: Text) -> Sequence[int]:
    """Offsets of the characters that are much larger than the text, in order."""
    large = _large(text.source)
    if not large or not text.origin:
        return ()
    import numpy as np

    return np.frombuffer(large, bool)[np.maximum(np.frombuffer(text.origin, np.int32), -1)].nonzero()[0].tolist()


@derived()
def _large(source: Source) -> bytes:
    """Which characters of a transcript are much larger than the text, and one more that is not; empty where none is."""
    size, glyphs = _body_size(source), source.glyphs
    if size is None or glyphs is None:
        return b""
    import numpy as np

    # one more at the end, for what is none's
    large = np.append(np.asarray(glyphs.size).astype(float) >= TALL * size, False)
    if not large.any():
        return b""
    return np.append(large[np.maximum(np.asarray(source.file), -1)], False).tobytes()


def font_name(text: Text, offset: int) -> str:
    """The PostScript name of the font that the character at a text offset is set in; "" where it is not known."""
    glyphs = text.source.glyphs
    if glyphs is None or offset >= len(text.origin) or text.origin[offset] < 0:
        return ""
    glyph = text.source.file[text.origin[offset]]
    return glyphs.fonts[glyphs.font[glyph]] if glyph >= 0 else ""


def is_raised(text: Text, offset: int) -> bool | None:
    """Whether the character at a text offset is printed small and high beside its line; None where there is no geometry.

    Small is under 0.85 of the line's size and high is a baseline a tenth of that size above the line's: typesetters set
    superiors at 0.58 to 0.75 and raise them by a quarter to a half. A renderer of HTML sets them at up to 0.9 of the size; that
    high, they are raised all the same. What opens a line may be larger than it, as the number before an address in small type.
    Superior glyphs of the font itself have the size and baseline of the line; `narrow_digits.py` knows them. A figure that
    stands for a private character is printed as that is.
    """
    return raised_in(text)(offset)


@derived(heeds=())
def raised_in(text: Text) -> Callable[[int], bool | None]:
    """What `is_raised` says of the characters of a text: for those who ask about very many."""
    origins, source, raised = text.origin, text.source, _raised(text.source)
    if not raised:
        return _is_unknown

    def told(offset: int) -> bool | None:
        origin = origins[offset]
        if origin < 0:
            if source.transcript[~origin : ~origin + 1] not in _PRIVATE_FIGURES:
                return None
            origin = ~origin
        return _RAISED[raised[origin]]

    return told


def _is_unknown(_offset: int) -> bool | None:
    return None


_PRIVATE_FIGURES = frozenset(map(chr, range(0xF730, 0xF73A)))
"""Old-style figures in the corporate use area of the Adobe Glyph List."""


_RAISED = (None, False, True)
LARGEST_LABEL, HIGH_LABEL = 1.15, 0.35
"""Times the size of its line that the sign which opens it may be set in, and ems of rise that make it raised then."""
LONGEST_LABEL = 3
"""Figures of such a sign."""
AT_ONCE = 200_000
"""Characters whose columns are worked on at once, so that those of a long book need not all be there."""


@derived()
def _raised(source: Source) -> bytes:
    """For each character of a transcript an index into `_RAISED`; empty where there is no geometry."""
    glyphs, boxes = source.glyphs, source.boxes
    if glyphs is None or boxes is None or not source.lines:
        return b""
    import numpy as np

    sizes, baselines = np.asarray(boxes.size).astype(float), np.asarray(boxes.baseline).astype(float)
    columns = np.asarray(glyphs.size), np.asarray(glyphs.baseline)
    parts = []
    for start in range(0, len(source.file), AT_ONCE):
        file = np.asarray(source.file[start : start + AT_ONCE])
        line = _lines_of(source, start, start + len(file))
        of_line, glyph = sizes[line], np.maximum(file, 0)
        small = columns[0][glyph].astype(float) / of_line
        first = np.diff(line, prepend=source.line_of(start - 1) if start else -1) != 0
        opens = first.copy()
        for figures in range(1, LONGEST_LABEL):
            opens[figures:] |= first[:-figures]
        few = np.flatnonzero((small < 0.93) | (opens & (small < LARGEST_LABEL)))
        rise = (columns[1][glyph[few]].astype(float) - baselines[line[few]]) / of_line[few]
        raised = ((small[few] < 0.85) & (rise > 0.1)) | (rise > np.where(small[few] < 0.93, 0.25, HIGH_LABEL))
        part = (file >= 0).astype(np.uint8)
        part[few[raised & (file[few] >= 0)]] = 2
        parts.append(part.tobytes())
    return b"".join(parts)


def _lines_of(source: Source, start: int, end: int) -> npt.NDArray[np.int64]:
    """Which printed line each of the characters of a transcript from one offset to another is in."""
    import numpy as np

    first, last = max(source.line_of(start), 0), max(source.line_of(end - 1), 0)
    edges = np.append(np.asarray(source.lines[first + 1 : last + 1], np.int64), end)
    return np.repeat(np.arange(first, last + 1), np.diff(edges, prepend=start))


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
