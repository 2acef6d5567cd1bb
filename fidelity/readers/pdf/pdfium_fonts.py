"""Fonts, glyphs and words as PDFium knows them, and its functions, bound so that a call costs little."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, NamedTuple

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


char_origin = bound(pdfium.FPDFText_GetCharOrigin)
tight_box = bound(pdfium.FPDFText_GetCharBox)
loose_box = bound(pdfium.FPDFText_GetLooseCharBox)
text_object_of = bound(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
char_matrix = bound(pdfium.FPDFText_GetMatrix)
is_generated = bound(pdfium.FPDFText_IsGenerated)
is_unmapped = bound(pdfium.FPDFText_HasUnicodeMapError)
unicode_of = bound(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
font_of = bound(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p)
font_size_of = bound(pdfium.FPDFTextObj_GetFontSize)
render_mode_of = bound(pdfium.FPDFTextObj_GetTextRenderMode)


class Glyph(NamedTuple):
    """A glyph of a font; lengths in ems."""

    text: str
    """What it stands for."""
    advance: float
    box: tuple[float, float]
    """Left and right side of its box from its origin, the ink included."""
    declared: float | None
    """The advance that the font has for the character: that of this glyph, or of another one of the same character."""


class Shape(NamedTuple):
    """A word as it is set in one font; lengths in ems from the origin of its first glyph."""

    texts: list[str]
    """What its glyphs stand for."""
    lefts: list[float]
    rights: list[float]
    end: tuple[float, float]
    """Left and right side of its last glyph's box, the ink included."""
    close: bool
    """Whether no gap inside it is wide enough to part two runs."""


class Face:
    """A font of the file as the engine needs it: characters and advances by what PDFium takes a glyph for."""

    def __init__(self, handle: int, index: int) -> None:
        self.handle = ctypes.cast(handle, pdfium.FPDF_FONT)
        self.index = index
        self.glyphs: dict[str, Glyph] = {}
        """The latest glyph by its character as PDFium has it; several glyphs of a font may share one."""
        self.words: dict[str, Shape] = {}
        self.mapped = True
        """False from when on a glyph was met that the file gives no character for."""
        measure = ctypes.c_float()
        ascent = measure.value if pdfium.FPDFFont_GetAscent(self.handle, 1000.0, measure) else 0.0
        descent = measure.value if pdfium.FPDFFont_GetDescent(self.handle, 1000.0, measure) else 0.0
        self.ascent, self.descent = heights(ascent / 1000, descent / 1000)
        self.gaps = 0
        """How many spaces after words of the font were PDFium's own; below zero when one stood in the file."""

    def unkerned(self, word: str) -> Shape | None:
        """A word not met before, as it is set when nothing is kerned in it; None when not all of its glyphs are known."""
        glyphs = [self.glyphs.get(character) for character in word]
        texts: list[str] = []
        lefts: list[float] = []
        rights: list[float] = []
        place = 0.0
        for glyph in glyphs:
            if glyph is None:
                return None
            texts.append(glyph.text)
            lefts.append(place)
            place += glyph.advance
            rights.append(place)
        last = glyphs[-1]
        assert last is not None
        return Shape(texts, lefts, rights, (lefts[-1] + last.box[0], lefts[-1] + last.box[1]), close=True)

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

    __slots__ = ("angle", "face", "hidden", "length", "level", "shown", "size")

    def __init__(self, face: Face, shown: Matrix, angle: int, length: float, size: float, *, hidden: bool) -> None:
        self.face = face
        self.shown = shown
        """From the page's coordinates to those of the page as shown and turned until the text is upright."""
        self.angle = angle
        self.length = length
        """What an advance of one em measures along the line, in points: the size, condensed or extended."""
        self.size = size
        self.hidden = hidden
        self.level = angle == 0 and shown[1] == 0
        """Whether boxes, whose sides are those of the page, are boxes along the line."""


def font_name(handle: Any) -> str:
    """The PostScript name with its subset prefix; PDFium knows none for most Type 3 fonts."""
    size = pdfium.FPDFFont_GetBaseFontName(handle, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    pdfium.FPDFFont_GetBaseFontName(handle, buffer, size)
    return buffer.value.decode("utf-8", "replace")
