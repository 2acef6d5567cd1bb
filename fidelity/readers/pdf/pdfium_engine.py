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
    FontNames,
    Matrix,
    PageGlyphs,
    Run,
    product,
    turn,
)
from fidelity.readers.pdf.pdfium_fonts import (
    LINE_END_HYPHEN,
    Face,
    Shape,
    Style,
    char_matrix,
    font_name,
    font_of,
    font_size_of,
    is_generated,
    render_mode_of,
    text_object_of,
    unicode_of,
)
from fidelity.readers.pdf.pdfium_words import Ruler
from fidelity.readers.pdf.type3_names import Type3Names, width_of

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage
    from pypdfium2 import PdfDocument

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
        self._type3 = Type3Names()

    def glyphs(self, index: int) -> PageGlyphs:
        """The glyphs of a page (from 0). Raises PdfiumError when PDFium cannot load it."""
        if index % STRETCH == 0:
            self._faces.clear()
        self._type3.page = self._pages[index]
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
            font = ctypes.cast(handle, pdfium.FPDF_FONT)
            name = font_name(font) or self._type3.name(width_of(pdfium.FPDFFont_GetGlyphWidth, font))
            place = self.fonts.place(name, flags=pdfium.FPDFFont_GetFlags(font))
            found = self._faces[handle] = Face(handle, place)
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
        self._ruler = Ruler(self._handle)
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
        x, y = self._ruler.origin(start)
        left = a * x + c * y + e
        baseline = b * x + d * y + f
        word, face = characters[start:stop], style.face
        shape = face.words.get(word) if style.level else None
        if shape is not None:
            if not self._ruler.is_shaped(shape, left, stop - 1, style):
                shape = face.words[word] = self._ruler.shape(word, start, style)
        else:
            figures = _FIGURE.search(word) is not None
            shape = None if figures or not style.level else face.unkerned(word)
            if shape is None or not self._ruler.is_shaped(shape, left, stop - 1, style):
                shape = self._ruler.shape(word, start, style)
            if face.mapped and style.level:
                if figures:
                    self._with_figures(shape, left, start, baseline, style)
                    return
                face.words[word] = shape
        self._show(shape, left, baseline, style.size, style)

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
        figures = [self._ruler.figure(text, start + i, baseline, style) for i, text in enumerate(shape.texts)]
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
