"""Pictures of places on the pages of a PDF, drawn by PDFium around the glyphs that a stretch of the transcript came from."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from fidelity.model.picture import Picture
from fidelity.model.source import Glyphs, LineBoxes, Source
from fidelity.model.span import Span

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

RESOLUTION = 150
"""Dots per inch: footnote figures can be read, and a line of a book is about 15 kB."""
MOST_PIXELS = 2400
"""The longest side of a picture; larger places are drawn at a lower resolution."""
MOST_LINES = 8
"""Printed lines of one place that are shown: the beginning of a long note is enough to know it."""
MOST_PARTS = 3
"""Pictures of one place, whose lines may stand in several columns and on several pages."""
_ABOVE, _ASIDE = 1.6, 2.5
"""What is shown around the lines, in ems: the line above and below; at the side a drop cap or an indent."""
_SAME_WORDS = 0.6
"""Share of the characters of a line that must be where the line is said to be; engines differ in ligatures and hyphens."""
_SHORT = 3
"""Printed characters; so short a place, such as a hyphen at a line end, is shown with what stands before and after it."""
_SEARCHED = 200
"""Characters of the transcript that are looked through for a printed neighbour of what has no glyph."""

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points, origin at the bottom left of the page as shown, turned so that the text stands upright."""


class Part(NamedTuple):
    """What one picture shows."""

    page: int
    """From 0."""
    region: Box
    meant: tuple[Box, ...]
    """A box for each printed line of the place; empty where the lines are there for company."""
    line: Box
    """The first of its printed lines, and what it says: by these it is found how the text is turned."""
    words: str


def draw_places(content: bytes, source: Source, places: Sequence[Sequence[Span]]) -> list[tuple[Picture, ...]]:
    """The pictures of each place, which is given as runs of the transcript; an empty run is the place between two characters.

    A place has no picture when the source has no glyphs for it, PDFium cannot draw the page, or is not installed.
    """
    glyphs, boxes = source.glyphs, source.boxes
    if glyphs is None or boxes is None:
        return [()] * len(places)
    parts = [_parts(source, glyphs, boxes, runs) for runs in places]
    drawn = _drawn(content, {part for row in parts for part in row})
    return [tuple(drawn[part] for part in row if part in drawn) for row in parts]


def _parts(source: Source, glyphs: Glyphs, boxes: LineBoxes, runs: Iterable[Span]) -> list[Part]:
    """What to show of a place: its lines, each a part of the page; lines that stand together are shown together."""
    meant: dict[int, list[int]] = {}
    for run in runs:
        inside = [c for c in range(run.start, run.end) if _is_printed(source, c)]
        for c in (*inside, *(_neighbours(source, run) if len(inside) <= _SHORT else ())):
            line = source.line_of(c)
            if line >= 0 and (line in meant or len(meant) < MOST_LINES):
                meant.setdefault(line, []).extend([source.file[c]] if run.start <= c < run.end else [])
    parts: list[Part] = []
    for line in sorted(meant):
        size = boxes.size[line]
        hull: Box = (boxes.x0[line], boxes.bottom[line], boxes.x1[line], boxes.top[line])
        box = _around(glyphs, meant[line])
        region = _grown(hull if box is None else _union(hull, box), _ASIDE * size, _ABOVE * size)
        start = source.lines[line]
        words = source.transcript[start : source.transcript.find("\n", start)]
        part = Part(boxes.page[line], region, () if box is None else (box,), hull, words)
        if parts and parts[-1].page == part.page and _overlap(parts[-1].region, region):
            last = parts[-1]
            parts[-1] = last._replace(region=_union(last.region, region), meant=last.meant + part.meant)
        elif len(parts) < MOST_PARTS:
            parts.append(part)
    return parts


def _neighbours(source: Source, run: Span) -> list[int]:
    """The printed characters on both sides of a run: what has no glyph of its own, such as a line end, is between them."""
    before = next((c for c in range(run.start - 1, max(run.start - _SEARCHED, 0) - 1, -1) if _is_printed(source, c)), None)
    end = min(run.end + _SEARCHED, len(source.transcript))
    after = next((c for c in range(run.end, end) if _is_printed(source, c)), None)
    first_printed = run.length and _is_printed(source, run.start)
    last_printed = run.length and _is_printed(source, run.end - 1)
    return [c for c, known in ((before, first_printed), (after, last_printed)) if c is not None and not known]


def _is_printed(source: Source, c: int) -> bool:
    return source.file[c] >= 0 and not source.transcript[c].isspace()


def _around(glyphs: Glyphs, indexes: Sequence[int]) -> Box | None:
    if not indexes:
        return None
    return (
        min(glyphs.x0[k] for k in indexes),
        min(glyphs.y0[k] for k in indexes),
        max(glyphs.x1[k] for k in indexes),
        max(glyphs.y1[k] for k in indexes),
    )


def _grown(box: Box, aside: float, above: float) -> Box:
    return box[0] - aside, box[1] - above, box[2] + aside, box[3] + above


def _union(one: Box, two: Box) -> Box:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _drawn(content: bytes, parts: set[Part]) -> dict[Part, Picture]:
    """The parts as pictures, page after page, so that one page is open at a time."""
    drawn: dict[Part, Picture] = {}
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError:  # pypdfium2 has no wheels for some systems
        return drawn
    if not parts:
        return drawn
    try:
        document = PdfDocument(content)
    except PdfiumError:
        return drawn
    try:
        for index in sorted({part.page for part in parts}):
            try:
                page = document[index]
            except (PdfiumError, IndexError):
                continue
            for part in sorted(part for part in parts if part.page == index):
                picture = _draw(page, part)
                if picture is not None:
                    drawn[part] = picture
            page.close()
    finally:
        document.close()
    return drawn


def _draw(page: PdfPage, part: Part) -> Picture | None:
    """The part of the page as a picture in shades of grey; None where nothing of it is shown."""
    turned = _turned(page, part)
    width, height = page.get_size()
    if turned in {90, 270}:
        width, height = height, width
    frame = _Frame.of(page, turned)
    x0, y0, x1, y1 = frame.place(part.region)
    x0, x1 = max(x0, 0.0), min(x1, width)
    y0, y1 = max(y0, 0.0), min(y1, height)
    if x1 - x0 < 1 or y1 - y0 < 1:
        return None
    scale = min(RESOLUTION / 72, MOST_PIXELS / max(x1 - x0, y1 - y0))
    crop = (x0, y0, width - x1, height - y1)
    try:
        bitmap = page.render(scale=scale, rotation=turned, crop=crop, grayscale=True)
    except ValueError:  # too narrow to have a pixel
        return None
    boxes = tuple(
        ((a - x0) * scale, (y1 - d) * scale, (c - a) * scale, (d - b) * scale) for a, b, c, d in map(frame.place, part.meant)
    )
    png = _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    picture = Picture(part.page + 1, png, bitmap.width, bitmap.height, boxes)
    bitmap.close()
    return picture


def _turned(page: PdfPage, part: Part) -> int:
    """How far clockwise the page as shown must be turned for the part to stand upright: 0, 90, 180 or 270 degrees.

    The evidence of glyphs does not say; it is where PDFium finds the words of the line.
    """
    wanted = Counter("".join(part.words.split()))
    text = page.get_textpage()

    def found(turned: int) -> float:
        there = Counter("".join(text.get_text_bounded(*_Frame.of(page, turned).on_page(part.line)).split()))
        return (wanted & there).total() / max(wanted.total(), there.total(), 1)

    try:
        return 0 if found(0) > _SAME_WORDS else max((0, 90, 180, 270), key=found)
    finally:
        text.close()


class _Frame(NamedTuple):
    """A page turned clockwise, in points from the corner of what is shown of it."""

    rotation: int
    """That of the page itself included."""
    media: Box
    shift: tuple[float, float]
    """From the coordinates of glyphs to the frame whose origin is the corner of the media box."""
    corner: tuple[float, float]
    """Where what is shown begins in that frame."""

    @classmethod
    def of(cls, page: PdfPage, turned: int) -> _Frame:
        rotation = (page.get_rotation() + turned) % 360
        m0, n0, m1, n1 = page.get_mediabox()
        c0, d0, c1, d1 = page.get_cropbox()
        c0, d0, c1, d1 = max(c0, m0), max(d0, n0), min(c1, m1), min(d1, n1)
        corners = {0: (c0 - m0, d0 - n0), 90: (d0 - n0, m1 - c1), 180: (m1 - c1, n1 - d1), 270: (n1 - d1, c0 - m0)}
        # text that stands aslant is turned back about the middle of the page; a page that is turned has another middle
        width, height = (m1 - m0, n1 - n0) if rotation in {0, 180} else (n1 - n0, m1 - m0)
        shift = ((width - height) / 2, (height - width) / 2) if turned in {90, 270} else (0.0, 0.0)
        return cls(rotation, (m0, n0, m1, n1), shift, corners[rotation])

    def place(self, box: Box) -> Box:
        """A box of glyph coordinates in what is shown."""
        x, y = self.shift[0] - self.corner[0], self.shift[1] - self.corner[1]
        return box[0] + x, box[1] + y, box[2] + x, box[3] + y

    def on_page(self, box: Box) -> Box:
        """A box of glyph coordinates in the coordinates that the page has in the file."""
        x0, y0, x1, y1 = (value + self.shift[k % 2] for k, value in enumerate(box))
        m0, n0, m1, n1 = self.media
        return {
            0: (x0 + m0, y0 + n0, x1 + m0, y1 + n0),
            90: (m1 - y1, x0 + n0, m1 - y0, x1 + n0),
            180: (m1 - x1, n1 - y1, m1 - x0, n1 - y0),
            270: (y0 + m0, n1 - x1, y1 + m0, n1 - x0),
        }[self.rotation]


def _png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Eight-bit shades of grey as PNG (W3C PNG, third edition, 11.2); rows are `stride` bytes apart."""
    rows = b"".join(b"\0" + pixels[y * stride : y * stride + width] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
