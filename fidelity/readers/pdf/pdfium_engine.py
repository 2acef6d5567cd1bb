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
from contextlib import ExitStack
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from fidelity.readers.pdf.glyphs import (
    FILLING_MODES,
    HIDDEN_MODES,
    STRETCH,
    FontNames,
    PageGlyphs,
    as_shown,
    product,
    turn,
)
from fidelity.readers.pdf.pdfium_calls import Calls, Characters, Flags, Floats, Whole
from fidelity.readers.pdf.pdfium_fonts import (
    LINE_END_HYPHEN,
    Face,
    Style,
    font_name,
    handle_of,
    unicode_of,
)
from fidelity.readers.pdf.pdfium_grounds import FAINTEST, LIGHTEST, Grounds
from fidelity.readers.pdf.pdfium_measure import Measure
from fidelity.readers.pdf.pdfium_runs import add_runs
from fidelity.readers.pdf.pdfium_stated_text import take_off_stated_text
from fidelity.readers.pdf.pdfium_strokes import add_strokes
from fidelity.readers.pdf.type3_names import Type3Names, width_of
from fidelity.readers.pdf.unprinted import paints_patterns

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage
    from pypdfium2 import PdfDocument

    from fidelity.readers.pdf.damage import Structure
    from fidelity.readers.pdf.page_contents import PageContent

MAXIMUM = 0x10FFFF
"""The last code point."""
SPACE = ord(" ")
WHITE_CODES = np.array([chr(code) in " \r\n" for code in range(SPACE + 2)])
"""By code point whether it is what PDFium writes between words and lines; the last stands for all that follow."""
SURROGATE_BITS, HIGH_SURROGATES, LOW_SURROGATES = 10, 0xD800 >> 10, 0xDC00 >> 10
"""Of a character beyond the basic plane PDFium counts each half, as UTF-16 has it, at the same place."""
LOW_BITS = (1 << SURROGATE_BITS) - 1
BASIC_PLANE = 0x10000
JOINED = -1
"""Stands for the second half of such a character, which the first one has become."""
NO_GROUNDS = -1.0
"""Stands for the number of grounds of text that is neither white nor transparent."""
TOGETHER = 8
"""Pages that stand open at once. A stretch holds them so many times that whoever reads it reads the same pages at once."""


class OpenPage:
    """A page and its text, open until it is closed."""

    def __init__(self, document: PdfDocument, index: int, page: PDFPage, content: PageContent) -> None:
        """Raises PdfiumError when PDFium cannot load the page."""
        self._load(document, index)
        if content.states_lines and take_off_stated_text(self._page):
            pdfium.FPDFText_ClosePage(self._text)
            self._load_text(index)
            if not self.codes()[:-1].all():  # glyphs without a character: what is stated is all that is known of them
                self.close()
                self._load(document, index)
        self.boxes = page
        """The page as pdfminer.six has it."""
        self.to_shown, width, height, crop = as_shown(page)
        self.geometry = (*self.to_shown, width, height)
        self.glyphs = PageGlyphs(width, height, crop)
        self.content = content
        if content.shows_more:
            add_strokes(self.glyphs, self._page, self.to_shown)

    def _load(self, document: PdfDocument, index: int) -> None:
        # without the objects of pypdfium2 for pages, which would last as long as what is asked of them
        self._page = pdfium.FPDF_LoadPage(document.raw, index)
        if not self._page:
            raise pypdfium2.PdfiumError(f"page {index + 1} cannot be loaded")
        self._load_text(index)

    def _load_text(self, index: int) -> None:
        self._text = pdfium.FPDFText_LoadPage(self._page)
        if not self._text:
            pdfium.FPDF_ClosePage(self._page)
            raise pypdfium2.PdfiumError(f"the text of page {index + 1} cannot be loaded")
        self.handle = handle_of(self._text)

    def close(self) -> None:
        """Nothing of the page is asked any more."""
        pdfium.FPDFText_ClosePage(self._text)
        pdfium.FPDF_ClosePage(self._page)

    def grounds(self, objects: Whole, white: Flags, clear: Flags) -> Floats:
        """For each text object how many grounds were painted before it, if it is white, or it or its form is transparent."""
        patterned = paints_patterns(self.boxes.resources)
        walked = Grounds(self._page, self.to_shown, patterned=patterned)
        self.glyphs.grounds = walked.boxes
        counts = [
            walked.before.get(address, len(walked.boxes)) if is_pale or address in walked.transparent else NO_GROUNDS
            for address, is_pale in zip(objects.tolist(), (clear | (white & (not patterned))).tolist(), strict=True)
        ]
        return np.array(counts, np.float64)

    def codes(self) -> Whole:
        """The code points of the page, one for each character that PDFium counts, and a zero behind them."""
        count = pdfium.FPDFText_CountChars(self._text)
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._text, 0, count, buffer)
        units = np.frombuffer(buffer, np.uint16).astype(np.int64)
        if written == count + 1 and not ((units >= 0xD800) & (units < 0xE000)).any():
            return units
        # characters without a code, or beyond the basic plane: the string and the count do not go together
        codes = np.array([*(unicode_of(self.handle, i) for i in range(count)), 0], np.int64)
        codes[(codes < 0) | (codes > MAXIMUM)] = 0
        first = np.flatnonzero(codes[:-1] >> SURROGATE_BITS == HIGH_SURROGATES)
        first = first[codes[first + 1] >> SURROGATE_BITS == LOW_SURROGATES]
        codes[first] = ((codes[first] & LOW_BITS) << SURROGATE_BITS) + (codes[first + 1] & LOW_BITS) + BASIC_PLANE
        codes[first + 1] = JOINED
        codes[codes == 2] = ord(LINE_END_HYPHEN)  # as the string has it
        return codes


class PdfiumPages:
    """The glyphs of a document's pages as PDFium paints them."""

    def __init__(self, content: bytes, structure: Structure) -> None:
        """`structure` tells the boxes and the rotation of pages, since PDFium knows no box that a page inherits."""
        self._document: PdfDocument = pypdfium2.PdfDocument(content)
        self._structure = structure
        self._pages = structure.pages
        self.fonts = FontNames()
        self.calls = Calls()
        self._faces: dict[int, Face] = {}
        self._type3 = Type3Names()
        self._ahead: dict[int, PageGlyphs | Exception] = {}
        """Pages that were read with one that was asked for, and what went wrong with them."""

    def glyphs(self, index: int) -> PageGlyphs:
        """The glyphs of a page (from 0), and with it the next ones are read. Raises PdfiumError when it cannot be loaded."""
        if index not in self._ahead:
            if index % STRETCH == 0:
                self._faces.clear()
            self._ahead = self._read(range(index, min(index - index % TOGETHER + TOGETHER, len(self._pages))))
        found = self._ahead.pop(index)
        if isinstance(found, Exception):
            raise found
        return found

    def _read(self, indexes: range) -> dict[int, PageGlyphs | Exception]:
        with ExitStack() as closing_all:
            try:
                pages = []
                for index in indexes:
                    pages.append(OpenPage(self._document, index, self._pages[index], self._structure.content(index)))
                    closing_all.callback(pages[-1].close)
                return dict(zip(indexes, PageCollector(pages, self).collect(), strict=True))
            except Exception as error:  # noqa: BLE001  whatever it is, one of the pages is to blame
                if len(indexes) == 1:
                    return {indexes[0]: error}
        return {index: page for alone in indexes for index, page in self._read(range(alone, alone + 1)).items()}

    def face(self, handle: int, page: OpenPage) -> Face:
        """The face of a font, made at first sight on a page; PDFium keeps fonts, and so their addresses, with the document."""
        found = self._faces.get(handle)
        if found is None:
            self._type3.page = page.boxes
            font = ctypes.cast(handle, pdfium.FPDF_FONT)
            name = font_name(font) or self._type3.name(width_of(pdfium.FPDFFont_GetGlyphWidth, font))
            place = self.fonts.place(name, flags=pdfium.FPDFFont_GetFlags(font))
            found = self._faces[handle] = Face(handle, place)
        return found


class PageCollector:
    """Collects the glyphs of pages that stand open at once: numpy takes as long for one page as for several."""

    def __init__(self, pages: Sequence[OpenPage], document: PdfiumPages) -> None:
        self._pages = pages
        self._document = document
        self._styles: list[Style] = []
        self._known: dict[tuple[float, ...], int] = {}

    def collect(self) -> list[PageGlyphs]:
        """All glyphs of the pages. Spaces and line ends that PDFium supplies are left out: the gaps will tell."""
        codes, calls = [page.codes() for page in self._pages], self._document.calls
        all_codes = np.concatenate(codes)
        characters = Characters([page.handle for page in self._pages], list(map(len, codes)))
        characters.exist &= all_codes != JOINED
        white = WHITE_CODES[np.minimum(all_codes, len(WHITE_CODES) - 1)]
        blanks = np.flatnonzero(white & characters.exist)
        painted = blanks[~characters.ask(calls.generated, blanks)]
        is_space = all_codes[painted] == SPACE
        white[painted[~is_space]] = False
        place = np.flatnonzero(~white & characters.exist)
        objects = characters.ask(calls.objects, place)
        if not objects.all():
            place, objects = place[objects != 0], objects[objects != 0]
        glyphs = [page.glyphs for page in self._pages]
        if len(place):
            style = self._styles_of(characters, place, objects)
            measured = Measure(characters, calls, self._styles).painted(place, all_codes[place], objects, style)
            add_runs(glyphs, measured, self._styles, painted[is_space], characters.page)
        return glyphs

    def _styles_of(self, characters: Characters, place: Whole, objects: Whole) -> Whole:
        """The index of each glyph's style; every text object is asked once."""
        first = np.flatnonzero(np.append(True, objects[1:] != objects[:-1]))
        page, calls = characters.page[place[first]], self._document.calls
        states = characters.ask(calls.states, place[first], objects[first])
        modes = np.zeros(len(first))
        unsure = np.flatnonzero(np.array([page.content.sets_render_modes for page in self._pages])[page])
        modes[unsure] = characters.ask(calls.modes, place[first[unsure]], objects[first[unsure]])
        grounds = np.full(len(first), NO_GROUNDS)
        for number, of in enumerate(self._pages):
            if of.content.fills_white or of.content.fills_clear:
                here = np.flatnonzero(page == number)
                asked = characters.ask(calls.colours, place[first[here]], objects[first[here]])
                clear = asked[:, 3] <= FAINTEST
                white = (asked[:, :3].min(axis=1) >= LIGHTEST) & np.isin(modes[here], FILLING_MODES)
                if of.content.fills_clear or clear.any() or white.any():
                    grounds[here] = of.grounds(objects[first[here]], white, clear)
        states = np.column_stack([states, modes, grounds])
        changes = np.flatnonzero(np.append(True, (states[1:] != states[:-1]).any(axis=1) | (page[1:] != page[:-1])))
        numbers = [
            self._style(self._pages[number], state)
            for number, state in zip(page[changes].tolist(), states[changes].tolist(), strict=True)
        ]
        return np.repeat(np.array(numbers, np.int64), np.diff(np.append(first[changes], len(place))))

    def _style(self, page: OpenPage, state: list[float]) -> int:
        """The index of the style of text objects that are in such a state on a page."""
        number = self._known.setdefault((*page.geometry, *state), len(self._styles))
        if number == len(self._styles):
            size, a, b, c, d, font, mode, grounds = state
            face = self._document.face(int(font), page)
            known = None if grounds == NO_GROUNDS else int(grounds)
            self._styles.append(_new_style(page, face, size, (a, b, c, d), hidden=int(mode) in HIDDEN_MODES, grounds=known))
        return number


def _new_style(
    page: OpenPage,
    face: Face,
    size: float,
    four: tuple[float, float, float, float],
    *,
    hidden: bool,
    grounds: int | None,
) -> Style:
    matrix = product((*four, 0.0, 0.0), page.to_shown)
    sign = math.copysign(1.0, size)
    angle = round(math.degrees(math.atan2(matrix[1] * sign, matrix[0] * sign))) % 360
    shown = page.to_shown
    if angle:
        shown = product(shown, turn(-angle, page.glyphs.width / 2, page.glyphs.height / 2))
    return Style(
        face,
        shown,
        angle,
        abs(size) * math.hypot(matrix[0], matrix[1]),
        abs(size) * math.hypot(matrix[2], matrix[3]),
        shear=matrix[2] / matrix[3] if matrix[3] else 0.0,
        hidden=hidden,
        grounds=grounds,
    )
