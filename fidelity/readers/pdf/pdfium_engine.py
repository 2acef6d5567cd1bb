"""The fast engine: PDFium through pypdfium2. Each property of a page's glyphs is asked for all of them in one go.

A call through ctypes costs a quarter of a microsecond when nothing is done between two, so origins and boxes are gathered by
C's own loops into buffers, and numpy works on whole pages: a glyph costs no line of Python. Fonts are asked once per text
object. Tight boxes are asked for figures alone: some producers set note calls as small high glyphs of the same font, size and
baseline, which nothing else shows.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from fidelity.readers.pdf.glyphs import (
    HIDDEN_MODES,
    STRETCH,
    FontNames,
    PageGlyphs,
    as_shown,
    product,
    turn,
)
from fidelity.readers.pdf.pdfium_calls import Calls, Whole
from fidelity.readers.pdf.pdfium_fonts import (
    LINE_END_HYPHEN,
    Face,
    Style,
    font_name,
    handle_of,
    unicode_of,
)
from fidelity.readers.pdf.pdfium_measure import Measure
from fidelity.readers.pdf.pdfium_runs import add_runs
from fidelity.readers.pdf.type3_names import Type3Names, width_of

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage
    from pypdfium2 import PdfDocument

MAXIMUM = 0x10FFFF
"""The last code point."""
WHITE = np.array([ord(c) for c in " \r\n"])
"""What PDFium writes between words and lines."""


class PdfiumPages:
    """The glyphs of a document's pages as PDFium paints them."""

    def __init__(self, content: bytes, pages: Sequence[PDFPage]) -> None:
        """`pages` tell the boxes and the rotation, since PDFium knows no box that a page inherits."""
        self._document: PdfDocument = pypdfium2.PdfDocument(content)
        self._pages = pages
        self.fonts = FontNames()
        self.calls = Calls()
        self._faces: dict[int, Face] = {}
        self._type3 = Type3Names()

    def glyphs(self, index: int) -> PageGlyphs:
        """The glyphs of a page (from 0). Raises PdfiumError when PDFium cannot load it."""
        if index % STRETCH == 0:
            self._faces.clear()
        self._type3.page = self._pages[index]
        # without the objects of pypdfium2 for pages, which would last as long as what is asked of them
        page = pdfium.FPDF_LoadPage(self._document.raw, index)
        if not page:
            raise pypdfium2.PdfiumError(f"page {index + 1} cannot be loaded")
        try:
            text = pdfium.FPDFText_LoadPage(page)
            if not text:
                raise pypdfium2.PdfiumError(f"the text of page {index + 1} cannot be loaded")
            try:
                return PageCollector(self._pages[index], text, self).collect()
            finally:
                pdfium.FPDFText_ClosePage(text)
        finally:
            pdfium.FPDF_ClosePage(page)

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
        self._text = text
        self._handle = handle_of(text)
        self._count = pdfium.FPDFText_CountChars(text)
        self._to_shown, width, height, crop = as_shown(page)
        self.page = PageGlyphs(width, height, crop)
        self._styles: list[Style] = []

    def collect(self) -> PageGlyphs:
        """All glyphs of the page. Spaces and line ends that PDFium supplies are left out: the gaps will tell."""
        codes, calls = self._codes(), self._document.calls
        white = np.isin(codes, WHITE)
        blanks = np.flatnonzero(white)
        painted = blanks[~calls.generated(self._handle, blanks.tolist())]
        spaces = painted[codes[painted] == WHITE[0]]
        white[painted[codes[painted] != WHITE[0]]] = False
        place = np.flatnonzero(~white)
        objects = calls.objects(self._handle, place.tolist())
        place, objects = place[objects != 0], objects[objects != 0]
        if not len(place):
            return self.page
        style = self._styles_of(place, objects)
        glyphs = Measure(self._handle, calls, self._styles).painted(place, codes[place], objects, style)
        add_runs(self.page, glyphs, self._styles, spaces)
        return self.page

    def _codes(self) -> Whole:
        """The code points of the page, one for each character that PDFium counts."""
        count, handle = self._count, self._handle
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._text, 0, count, buffer)
        units = np.frombuffer(buffer, np.uint16)[:count].astype(np.int64)
        if written == count + 1 and not ((units >= 0xD800) & (units < 0xE000)).any():
            return units
        # characters without a code, or beyond the basic plane: the string and the count do not go together
        codes = np.array([unicode_of(handle, i) for i in range(count)], np.int64)
        codes[(codes < 0) | (codes > MAXIMUM)] = 0
        codes[codes == 2] = ord(LINE_END_HYPHEN)  # as the string has it
        return codes

    def _styles_of(self, place: Whole, objects: Whole) -> Whole:
        """The index of each glyph's style; every text object is asked once."""
        first = np.flatnonzero(np.append(True, np.diff(objects) != 0))
        states = self._document.calls.states(self._handle, place[first].tolist(), objects[first].tolist())
        changes = np.flatnonzero(np.append(True, (states[1:] != states[:-1]).any(axis=1)))
        known: dict[tuple[float, ...], int] = {}
        numbers = []
        for state in map(tuple, states[changes].tolist()):
            number = known.setdefault(state, len(known))
            if number == len(self._styles):
                size, a, b, c, d, mode, font = state
                self._styles.append(self._new_style(self._document.face(int(font)), size, (a, b, c, d), int(mode)))
            numbers.append(number)
        return np.repeat(np.array(numbers, np.int64), np.diff(np.append(first[changes], len(place))))

    def _new_style(self, face: Face, size: float, four: tuple[float, float, float, float], mode: int) -> Style:
        matrix = product((*four, 0.0, 0.0), self._to_shown)
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
