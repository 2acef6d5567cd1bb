"""The names of Type 3 fonts, which PDFium does not give: found in the file by the widths of their glyphs."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pdfminer.pdffont import PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFObjRef, dict_value, resolve1

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage

ENOUGH = 40
"""Glyphs of a font that are compared: its whole alphabet."""
ALIKE = 0.7
"""Thousandths of an em by which one width may be told differently."""

Widths = dict[str, float]
"""Thousandths of an em by character."""


class Type3Names:
    """The Type 3 fonts of the pages of a document."""

    def __init__(self) -> None:
        self.page: PDFPage | None = None
        """The page whose fonts are asked for."""
        self._resources = PDFResourceManager(caching=False)
        self._known: dict[int, tuple[str, Widths] | None] = {}

    def name(self, width: Callable[[str], float]) -> str:
        """The name of the page's only font whose glyphs have the widths (in ems) that `width` tells; "" where there is none."""
        names = {
            name
            for name, widths in self._of_page()
            if widths and all(abs(1000 * width(character) - there) <= ALIKE for character, there in widths.items())
        }
        return names.pop() if len(names) == 1 else ""

    def _of_page(self) -> list[tuple[str, Widths]]:
        fonts = dict_value((self.page.resources if self.page is not None else {}).get("Font", {}))
        found = []
        for reference in fonts.values():
            number = reference.objid if isinstance(reference, PDFObjRef) else id(reference)
            if number not in self._known:
                self._known[number] = self._read(dict_value(reference))
            known = self._known[number]
            if known is not None:
                found.append(known)
        return found

    def _read(self, spec: dict[str, Any]) -> tuple[str, Widths] | None:
        if getattr(resolve1(spec.get("Subtype")), "name", "") != "Type3":
            return None
        font = self._resources.get_font(None, spec)
        descriptor = dict_value(spec.get("FontDescriptor", {}))
        name = getattr(resolve1(descriptor.get("FontName")), "name", "")
        if not isinstance(font, PDFType3Font) or not name:
            return None
        widths: Widths = {}
        for code in sorted(font.widths):
            if isinstance(code, int) and len(widths) < ENOUGH:
                try:
                    character = font.to_unichr(code)
                except PDFUnicodeNotDefined:
                    continue
                width = 1000 * font.char_width(code)
                if (
                    len(character) == 1 and character.isalnum() and width > 0
                ):  # others are those of an encoding, not of the font
                    widths.setdefault(character, width)
        return str(name), widths


def width_of(function: Callable[..., Any], handle: Any) -> Callable[[str], float]:
    """The advance in ems of a font's glyph for a character, as PDFium's `function` tells it."""

    def width(character: str) -> float:
        measure = ctypes.c_float()
        return measure.value / 1000 if function(handle, ord(character), 1000.0, measure) else 0.0

    return width
