"""The fast engine: PDFium through pypdfium2. Text comes a page at a time, fonts once per text object, origins twice a word.

A call through ctypes costs about half a microsecond however little it asks, so glyphs are not asked one by one: a word is
measured once in each font, and again only where its last glyph does not stand where the first measurement puts it. Tight boxes
are asked for figures alone: some producers set note calls as small high glyphs of the same font, size and baseline, which
nothing else shows.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from fidelity.readers.pdf.glyphs import (
    HIDDEN_MODES,
    RUN_GAP,
    RUN_STEP_BACK,
    STRETCH,
    UNMAPPED,
    FontNames,
    Matrix,
    PageGlyphs,
    Run,
    product,
    readable,
    turn,
)
from fidelity.readers.pdf.pdfium_fonts import (
    HYPHENS,
    LINE_END_HYPHEN,
    OVERHANG,
    Face,
    Glyph,
    Shape,
    Style,
    char_matrix,
    char_origin,
    font_name,
    font_of,
    font_size_of,
    is_generated,
    is_unmapped,
    loose_box,
    render_mode_of,
    text_object_of,
    tight_box,
    unicode_of,
)

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage
    from pypdfium2 import PdfDocument

SLACK = 0.005
"""How far, in ems, the last glyph of a word may lie from where the measure of the word puts it."""
DIGIT_HEIGHT, DIGIT_ADVANCE = 0.65, 0.5
"""Height and advance of lining figures in ems, common to text faces; from them the size of a superior figure is judged."""
LARGEST_SUPERIOR = 0.8
"""The size of a superior figure in ems of its line, at most."""
LOWEST_SUPERIOR, HIGHEST_INFERIOR = 0.2, -0.06
"""Where the ink of a superior figure begins, and that of an inferior one, in ems above the baseline."""
TALLEST_SUPERIOR = 0.56
"""The height of its ink: less than that of a lining figure, more than that of any superior one."""
ENOUGH_GAPS = 50
"""After so many words of a font parted by gaps alone it is not asked again whether a space stands there: TeX paints none."""

_WORD = re.compile(r"[^ \r\n]+")
_FIGURE = re.compile(r"[0-9]")


class PdfiumPages:
    """The glyphs of a document's pages as PDFium paints them."""

    def __init__(self, content: bytes, pages: Sequence[PDFPage]) -> None:
        """`pages` tell the boxes and the rotation, since PDFium knows no box that a page inherits."""
        self._document: PdfDocument = pypdfium2.PdfDocument(content)
        self._pages = pages
        self.fonts = FontNames()
        self._faces: dict[int, Face] = {}

    def glyphs(self, index: int) -> PageGlyphs:
        """The glyphs of a page (from 0). Raises PdfiumError when PDFium cannot load it."""
        if index % STRETCH == 0:
            self._faces.clear()
        page = self._document[index]
        try:
            text = page.get_textpage()
            try:
                return PageCollector(self._pages[index], text, self).collect()
            finally:
                text.close()
        finally:
            page.close()

    def face(self, handle: int) -> Face:
        """The face of a font, made at first sight; PDFium keeps fonts, and so their addresses, as long as the document."""
        found = self._faces.get(handle)
        if found is None:
            name = font_name(ctypes.cast(handle, pdfium.FPDF_FONT))
            found = self._faces[handle] = Face(handle, self.fonts.place(name))
        return found


class PageCollector:
    """Collects the glyphs of one page."""

    def __init__(self, page: PDFPage, text: Any, document: PdfiumPages) -> None:
        self._document = document
        self._text = text  # kept, since its handle dies with it
        self._handle = ctypes.c_void_p(ctypes.cast(text.raw, ctypes.c_void_p).value)
        self._count = pdfium.FPDFText_CountChars(text.raw)
        self._to_shown, width, height, crop = _as_shown(page)
        self.page = PageGlyphs(width, height, crop)
        self._styles: dict[int, Style] = {}
        self._styles_by_value: dict[tuple[float, ...], Style] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._place = (ctypes.byref(self._x), ctypes.byref(self._y))
        self._edges = (ctypes.c_double * 4)()
        self._tight = tuple(ctypes.byref(self._edges, 8 * i) for i in range(4))
        self._loose = (ctypes.c_float * 4)()
        self._six = (ctypes.c_float * 6)()
        self._object: int | None = None
        """The text object of the last glyph."""
        self._run: Run | None = None
        self._style: Style | None = None
        self._end = 0.0

    def collect(self) -> PageGlyphs:
        """All glyphs of the page. Spaces and line ends that PDFium supplies are left out: the gaps will tell."""
        characters = self._characters()
        white = 0
        for match in _WORD.finditer(characters):
            start, stop = match.span()
            if white < start:
                self._whites(characters, white, start)
            self._word(characters, start, stop)
            white = stop
        self._whites(characters, white, len(characters))
        if self._run is not None:
            self.page.keep(self._run)
        return self.page

    def _characters(self) -> str:
        """The characters of the page, one for each that PDFium counts."""
        count, handle = self._count, self._handle
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._text.raw, 0, count, buffer)
        if written == count + 1:
            string = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
            if len(string) == count:
                return string
        # characters without a code, or beyond the basic plane: the string and the count do not go together
        return "".join(
            LINE_END_HYPHEN if code == 2 else chr(code) if 0 < code <= 0x10FFFF else "\0"
            for code in (unicode_of(handle, i) for i in range(count))
        )

    def _whites(self, characters: str, start: int, stop: int) -> None:
        """Takes the spaces that stand in the file; their widths do not matter."""
        face = self._style.face if self._style is not None else None
        if stop - start == 1 and characters[start] == " " and face is not None and face.gaps > ENOUGH_GAPS:
            return
        for i in range(start, stop):
            if is_generated(self._handle, i) != 0:
                if face is not None and face.gaps >= 0:
                    face.gaps += 1
            else:
                if face is not None:
                    face.gaps = -1
                if characters[i] != " ":
                    self._word(characters, i, i + 1)
                elif self._run is not None:
                    page = self.page
                    page.characters.append(" ")
                    page.x0.append(self._end)
                    page.x1.append(self._end)

    def _word(self, characters: str, start: int, stop: int) -> None:
        """Takes characters that PDFium sees no space between: the parts of a word, or of several, by text objects."""
        handle = self._handle
        last = text_object_of(handle, stop - 1)
        # an object is painted in one go: with its glyphs on both sides, all between are its own
        if last == self._object or stop - start == 1 or text_object_of(handle, start) == last:
            self._part(characters, start, stop, last)
        else:
            i, current = start, text_object_of(handle, start)
            while i < stop:
                j, following = i + 1, current
                while j < stop and (following := text_object_of(handle, j)) == current:
                    j += 1
                self._part(characters, i, j, current)
                i, current = j, following
        self._object = last

    def _part(self, characters: str, start: int, stop: int, address: int | None) -> None:
        """Takes glyphs of one text object."""
        if address is None:
            return
        style = self._styles.get(address)
        if style is None:
            style = self._styles[address] = self._style_of(start, address)
        a, b, c, d, e, f = style.shown
        char_origin(self._handle, start, *self._place)
        x, y = self._x.value, self._y.value
        left = a * x + c * y + e
        baseline = b * x + d * y + f
        word, face = characters[start:stop], style.face
        shape = face.words.get(word) if style.level else None
        if shape is not None:
            if not self._is_shaped(shape, left, stop - 1, style):
                shape = face.words[word] = self._shape(word, start, style)
        else:
            figures = _FIGURE.search(word) is not None
            shape = None if figures or not style.level else face.unkerned(word)
            if shape is None or not self._is_shaped(shape, left, stop - 1, style):
                shape = self._shape(word, start, style)
            if face.mapped and style.level:
                if figures:
                    self._with_figures(shape, left, start, baseline, style)
                    return
                face.words[word] = shape
        self._show(shape, left, baseline, style.size, style)

    def _is_shaped(self, shape: Shape, left: float, index: int, style: Style) -> bool:
        """Whether the last glyph of a word that begins at `left` ends it as in other places."""
        loose_box(self._handle, index, self._loose)
        length, slack = style.length, SLACK * style.length
        start = left - style.shown[4]
        return (
            -slack <= self._loose[0] - start - shape.end[0] * length <= slack
            and -slack <= self._loose[2] - start - shape.end[1] * length <= slack
        )

    def _shape(self, word: str, start: int, style: Style) -> Shape:
        """Measures a word, part of one text object; the letters of a ligature, which share a place, become one glyph."""
        handle, place, face = self._handle, self._place, style.face
        a, _, c, _, e, _ = style.shown
        length = style.length or 1.0
        places = []
        for i in range(start, start + len(word)):
            char_origin(handle, i, *place)
            places.append((a * self._x.value + c * self._y.value + e) / length)
        texts: list[str] = []
        lefts: list[float] = []
        rights: list[float] = []
        last = len(word) - 1
        end = (0.0, 0.0)
        if style.level:
            loose_box(handle, start + last, self._loose)
            end = ((self._loose[0] + e) / length - places[0], (self._loose[2] + e) / length - places[0])
        for i, character in enumerate(word):
            left = places[i] - places[0]
            if i and places[i] == places[i - 1] and style.level and self._one_glyph(start + i - 1, start + i):
                texts[-1] += face.glyphs[character].text if character in face.glyphs else readable(character)
                rights[-1] = (self._edges[1] + e) / length - places[0]
                continue
            glyph = face.glyphs.get(character)
            step = places[i + 1] - places[i] if i < last else None
            if glyph is not None:
                if step is not None:
                    if abs(step - glyph.advance) > OVERHANG:
                        glyph = None
                elif style.level and abs(end[1] - end[0] - glyph.box[1] + glyph.box[0]) > SLACK:
                    glyph = None
            if glyph is None:
                glyph = self._glyph(character, start + i, step, style)
            text = glyph.text
            if not face.mapped and is_unmapped(handle, start + i) == 1:
                text = UNMAPPED
            texts.append(text)
            lefts.append(left)
            rights.append(left + glyph.advance)
        close = all(-RUN_STEP_BACK < left - right < RUN_GAP for left, right in zip(lefts[1:], rights, strict=False))
        return Shape(texts, lefts, rights, end, close)

    def _one_glyph(self, first: int, second: int) -> bool:
        """Whether two characters at one place are a ligature: PDFium gives its box to each letter, or divides it among them."""
        tight_box(self._handle, first, *self._tight)
        left, right = self._edges[0], self._edges[1]
        tight_box(self._handle, second, *self._tight)
        if self._edges[1] - self._edges[0] < 0.001:
            return False
        return abs(self._edges[0] - right) < 0.001 or (
            abs(self._edges[0] - left) < 0.001 and abs(self._edges[1] - right) < 0.001
        )

    def _glyph(self, character: str, index: int, step: float | None, style: Style) -> Glyph:
        """Measures a glyph; `step` is the distance in ems to the next of its word.

        PDFium's loose box is as wide as the advance or the ink, whichever is wider; where it may be the ink, the font's word is
        taken for the advance, if the next glyph does not contradict it.
        """
        handle, face, length = self._handle, style.face, style.length
        known = face.glyphs.get(character)
        if known is None:
            if is_unmapped(handle, index) == 1:
                face.mapped = False
            text = face.hyphen() if character in HYPHENS else readable(character)
            declared = face.declared(text)
        else:
            text, declared = known.text, known.declared
        if not style.level or length <= 0:
            advance = face.width(text) if declared is None else declared
            box = (0.0, advance)
        else:
            char_origin(handle, index, *self._place)
            loose_box(handle, index, self._loose)
            tight_box(handle, index, *self._tight)
            advance = widest = (self._loose[2] - self._x.value) / length
            box = ((self._loose[0] - self._x.value) / length, widest)
            if self._loose[2] <= self._edges[1] + 0.001 * length:
                if declared is not None and declared <= widest + 0.01 and (step is None or abs(declared - step) <= OVERHANG):
                    advance = declared
                elif step is not None and step > 0:
                    advance = min(step, widest)
                elif step is None and known is not None and known.advance <= widest + 0.01:
                    advance = known.advance
        # the latest of the glyphs that share a character is the likeliest to come next
        glyph = face.glyphs[character] = Glyph(text, advance, box, declared)
        return glyph

    def _show(self, shape: Shape, left: float, baseline: float, size: float, style: Style) -> None:
        """Adds glyphs to the page: to the run before, when they go on where it ends, or to new ones."""
        page, run, length = self.page, self._run, style.length
        lefts = [left + place * length for place in shape.lefts]
        rights = [left + place * length for place in shape.rights]
        if (
            run is None
            or (style is not self._style and not self._alike(style, run))
            or not -0.02 * size <= baseline - run.baseline <= 0.02 * size
            or not -0.02 * size <= size - run.size <= 0.02 * size
            or not -RUN_STEP_BACK * size <= lefts[0] - self._end <= RUN_GAP * size
        ):
            run = self._open(baseline, size, style)
        self._style = style
        if shape.close:
            page.characters.extend(shape.texts)
            page.x0.extend(lefts)
            page.x1.extend(rights)
            run.inked += len(lefts)
            run.x0 = min(run.x0, lefts[0])
            run.x1 = max(run.x1, rights[-1])
        else:
            end = lefts[0]
            for text, begin, stop in zip(shape.texts, lefts, rights, strict=True):
                if not -RUN_STEP_BACK * size <= begin - end <= RUN_GAP * size:
                    run = self._open(baseline, size, style)
                end = stop
                page.characters.append(text)
                page.x0.append(begin)
                page.x1.append(stop)
                run.inked += 1
                run.x0 = min(run.x0, begin)
                run.x1 = max(run.x1, stop)
        self._end = rights[-1]

    @staticmethod
    def _alike(style: Style, run: Run) -> bool:
        return style.angle == run.angle and style.hidden == run.hidden and style.face.index == run.font

    def _open(self, baseline: float, size: float, style: Style) -> Run:
        if self._run is not None:
            self.page.keep(self._run)
        start = len(self.page.characters)
        self._run = Run(
            start=start,
            stop=start,
            x0=math.inf,
            x1=-math.inf,
            baseline=baseline,
            size=size,
            font=style.face.index,
            bottom=baseline + style.face.descent * size,
            top=baseline + style.face.ascent * size,
            angle=style.angle,
            hidden=style.hidden,
            inked=0,
        )
        return self._run

    def _style_of(self, index: int, address: int) -> Style:
        pointer = ctypes.c_void_p(address)
        font = font_of(pointer)
        measure = ctypes.c_float()
        font_size_of(pointer, ctypes.byref(measure))
        char_matrix(self._handle, index, self._six)
        size, six = measure.value, tuple(self._six)
        mode = render_mode_of(pointer)
        key = (font, size, mode, *six[:4])
        style = self._styles_by_value.get(key)
        if style is None:
            style = self._styles_by_value[key] = self._new_style(self._document.face(font), size, six, mode)
        return style

    def _new_style(self, face: Face, size: float, six: tuple[float, ...], mode: int) -> Style:
        a, b, c, d, e, f = six
        matrix = product((a, b, c, d, e, f), self._to_shown)
        sign = math.copysign(1.0, size)
        angle = round(math.degrees(math.atan2(matrix[1] * sign, matrix[0] * sign))) % 360
        shown = self._to_shown
        if angle:
            shown = product(shown, turn(-angle, self.page.width / 2, self.page.height / 2))
        return Style(
            face,
            shown,
            angle,
            abs(size) * math.hypot(matrix[0], matrix[1]),
            abs(size) * math.hypot(matrix[2], matrix[3]),
            hidden=mode in HIDDEN_MODES,
        )

    def _with_figures(self, shape: Shape, left: float, start: int, baseline: float, style: Style) -> None:
        """Adds glyphs among which are figures: those that are plainly small and high, or low, with their own size."""
        if sum(map(len, shape.texts)) != len(shape.texts):
            self._show(shape, left, baseline, style.size, style)
            return
        figures = [self._figure(text, start + i, baseline, style) for i, text in enumerate(shape.texts)]
        i = 0
        while i < len(figures):
            first = figures[i]
            j = i + 1
            bottom, size = first or (baseline, style.size)
            if first is None:
                while j < len(figures) and figures[j] is None:
                    j += 1
            else:
                while j < len(figures) and (other := figures[j]) is not None and abs(other[0] - bottom) < 0.05 * style.size:
                    size = max(size, other[1])
                    j += 1
            part = Shape(shape.texts[i:j], shape.lefts[i:j], shape.rights[i:j], shape.end, shape.close)
            self._show(part, left, bottom, size, style)
            i = j

    def _figure(self, text: str, index: int, baseline: float, style: Style) -> tuple[float, float] | None:
        """The baseline and size, in points, of a superior or inferior figure; None for every other glyph."""
        if not text.isdecimal() or not style.level:
            return None
        tight_box(self._handle, index, *self._tight)
        size = style.size
        shift = style.shown[5]
        bottom, top = self._edges[2] + shift, self._edges[3] + shift
        height = (top - bottom) / size
        if not 0.2 <= height <= TALLEST_SUPERIOR:
            return None
        if bottom >= baseline + LOWEST_SUPERIOR * size or (
            bottom <= baseline + HIGHEST_INFERIOR * size and top < baseline + 0.4 * size
        ):
            advance = style.face.glyphs[text].advance if text in style.face.glyphs else 0.0
            return bottom, size * min(max(height / DIGIT_HEIGHT, advance / DIGIT_ADVANCE), LARGEST_SUPERIOR)
        return None


def _as_shown(page: PDFPage) -> tuple[Matrix, float, float, tuple[float, float, float, float]]:
    """The matrix from a page's coordinates to the page as shown, its width and height, and the part that is shown; points."""
    x0, y0, x1, y1 = page.mediabox
    rotation = page.rotate % 360
    matrix: Matrix
    if rotation == 90:
        matrix = (0, -1, 1, 0, -y0, x1)
    elif rotation == 180:
        matrix = (-1, 0, 0, -1, x1, y1)
    elif rotation == 270:
        matrix = (0, 1, -1, 0, y1, -x0)
    else:
        matrix = (1, 0, 0, 1, -x0, -y0)
    width, height = (abs(y1 - y0), abs(x1 - x0)) if rotation in {90, 270} else (abs(x1 - x0), abs(y1 - y0))
    a, b, c, d, e, f = matrix
    left, low, right, high = page.cropbox
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (low, high)]
    crop = (min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners))
    return matrix, width, height, crop
