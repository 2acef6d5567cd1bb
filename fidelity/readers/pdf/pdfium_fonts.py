"""Fonts, glyphs and words as PDFium knows them, and its functions, bound so that a call costs little."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

from fidelity.readers.pdf.glyphs import Matrix, heights

LINE_END_HYPHEN = "\ufffe"
"""What PDFium makes of a hyphen or soft hyphen at the end of a line, with the line end left out."""
HYPHENS = ("-", LINE_END_HYPHEN)
"""PDFium has a hyphen for a soft one inside a line, too."""
NO_CHARACTER = "\u4e00"
"""A character that no font of a western text has: what its advance is said to be is that of a missing glyph."""
OVERHANG = 0.06
"""Ems; an advance may be said to differ from the distance to the next glyph by so much kerning."""


def bound(function: Any, restype: Any = ctypes.c_int) -> Callable[..., Any]:
    """A function of PDFium without the conversion of arguments that pypdfium2's prototypes ask for: three times as fast.

    The lock of the interpreter is held meanwhile, since these calls last less than giving it back would.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(restype)(address)


def handle_of(pointer: Any) -> Any:
    """A pointer of PDFium as ctypes passes it on as it is: a fifth of a call is spared."""
    return ctypes.c_void_p.from_param(ctypes.cast(pointer, ctypes.c_void_p).value)


char_origin = bound(pdfium.FPDFText_GetCharOrigin, None)
tight_box = bound(pdfium.FPDFText_GetCharBox, None)
loose_box = bound(pdfium.FPDFText_GetLooseCharBox, None)
text_object_of = bound(pdfium.FPDFText_GetTextObject, ctypes.c_size_t)
char_matrix = bound(pdfium.FPDFText_GetMatrix, None)
is_generated = bound(pdfium.FPDFText_IsGenerated)
is_unmapped = bound(pdfium.FPDFText_HasUnicodeMapError)
unicode_of = bound(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
font_of = bound(pdfium.FPDFTextObj_GetFont, ctypes.c_size_t)
font_size_of = bound(pdfium.FPDFTextObj_GetFontSize, None)
render_mode_of = bound(pdfium.FPDFTextObj_GetTextRenderMode)
fill_colour_of = bound(pdfium.FPDFPageObj_GetFillColor)


class Glyph:
    """A glyph of a font as its box on the page tells it from others of the same character; lengths in ems."""

    __slots__ = ("advance", "bound_by_ink", "declared", "is_sure", "text", "widest")

    def __init__(self, text: str, widest: float, declared: float | None, *, bound_by_ink: bool) -> None:
        self.text = text
        """What it stands for."""
        self.widest = widest
        """The right side of its box from its origin: its advance or its ink, whichever is wider."""
        self.bound_by_ink = bound_by_ink
        self.declared = declared
        """The advance that the font has for the character: that of this glyph, or of another one of the same character."""
        self.advance = widest
        self.is_sure = not bound_by_ink
        """Whether the distance to a next glyph has confirmed the advance, or none is needed."""

    def settle(self, step: float | None) -> None:
        """Works out the advance of a glyph whose box is its ink, given the usual distance to the next (None: it ends words)."""
        fits = self.declared is not None and self.declared <= self.widest + 0.01
        if fits and self.declared is not None and (step is None or abs(self.declared - step) <= OVERHANG):
            self.advance = self.declared
        elif step is not None and step > 0:
            self.advance = min(step, self.widest)
        self.is_sure = step is not None


class Face:
    """A font of the file as the engine needs it: characters and advances by what PDFium takes a glyph for."""

    def __init__(self, handle: int, index: int) -> None:
        self.handle = ctypes.cast(handle, pdfium.FPDF_FONT)
        self.index = index
        self.glyphs: dict[int, Glyph] = {}
        """By character and width, as one number; several glyphs of a font may share a character."""
        self.mapped = True
        """False from when on a glyph was met that the file gives no character for."""
        measure = ctypes.c_float()
        ascent = measure.value if pdfium.FPDFFont_GetAscent(self.handle, 1000.0, measure) else 0.0
        descent = measure.value if pdfium.FPDFFont_GetDescent(self.handle, 1000.0, measure) else 0.0
        self.ascent, self.descent = heights(ascent / 1000, descent / 1000)

    def declared(self, text: str) -> float | None:
        """The advance in ems of the glyph that the font has for a character; None when it seems to have none, or for several.

        Small capitals and superiors share their characters with other glyphs, so this need not be the glyph on the page.
        """
        width = self.width(text)
        return width if width != self.width(NO_CHARACTER) else None

    def width(self, text: str) -> float:
        """The advance in ems that the font has for a character, be it that of a missing glyph; half an em for several."""
        width = ctypes.c_float()
        if len(text) != 1 or not pdfium.FPDFFont_GetGlyphWidth(self.handle, ord(text), 1000.0, width):
            return 0.5
        return width.value / 1000

    def hyphen(self) -> str:
        """What the file maps its hyphen to. PDFium does not tell; but fonts that have both have U+00AD for other ends."""
        if self.declared("-") is None and self.declared("\u00ad") is not None:
            return "\u00ad"
        return "-"


class Style:
    """What the glyphs of one text object share."""

    __slots__ = ("angle", "face", "grounds", "hidden", "length", "level", "shear", "shown", "size")

    def __init__(
        self,
        face: Face,
        shown: Matrix,
        angle: int,
        length: float,
        size: float,
        *,
        shear: float,
        hidden: bool,
        grounds: int | None,
    ) -> None:
        self.face = face
        self.shown = shown
        """From the page's coordinates to those of the page as shown and turned until the text is upright."""
        self.angle = angle
        self.length = length
        """What an advance of one em measures along the line, in points: the size, condensed or extended."""
        self.size = size
        self.shear = shear
        """How far to the right of its place a point is painted for each point that it stands above the baseline: an italic
        that is made of an upright face."""
        self.hidden = hidden
        self.grounds = grounds
        """As a run has it."""
        self.level = angle == 0 and shown[1] == 0
        """Whether boxes, whose sides are those of the page, are boxes along the line."""


def font_name(handle: Any) -> str:
    """The PostScript name with its subset prefix; PDFium knows none for most Type 3 fonts."""
    size = pdfium.FPDFFont_GetBaseFontName(handle, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    pdfium.FPDFFont_GetBaseFontName(handle, buffer, size)
    return buffer.value.decode("utf-8", "replace")
