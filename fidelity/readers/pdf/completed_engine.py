"""PDFium, and pdfminer.six where PDFium has no character for a glyph: the place of a glyph says which is the same one."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from fidelity.readers.pdf.glyphs import STRETCH, UNMAPPED, PageGlyphs
from fidelity.readers.pdf.pdfium_engine import PdfiumPages

if TYPE_CHECKING:
    from fidelity.readers.pdf.damage import Structure
    from fidelity.readers.pdf.pdfminer_engine import PdfminerPages

SAME_PLACE = 0.1
"""How far, in ems, origin and baseline of one glyph may differ between the engines together."""


class CompletedPages:
    """The pages as PDFium gives them; pdfminer.six is asked only of a page on which a glyph has no character.

    Sizes, places and fonts stay those of PDFium, so that such a page is as the others of its document.
    """

    def __init__(self, content: bytes, structure: Structure) -> None:
        self._pdfium = PdfiumPages(content, structure)
        self._pages = structure.pages
        self._in_vain: set[int] = set()
        """Fonts that pdfminer.six had no characters for either."""
        self.fonts = self._pdfium.fonts

    @cached_property
    def _pdfminer(self) -> PdfminerPages:
        from fidelity.readers.pdf.pdfminer_engine import PdfminerPages

        return PdfminerPages(self._pages)

    def glyphs(self, index: int) -> PageGlyphs:
        """The glyphs of a page (from 0). Raises PdfiumError when PDFium cannot load it."""
        if index % STRETCH == 0:
            self._in_vain.clear()
        page = self._pdfium.glyphs(index)
        if UNMAPPED in page.characters:
            lacking = _fonts_that_lack(page)
            if lacking - self._in_vain:
                with suppress(Exception):  # whatever pdfminer.six makes of a page that PDFium could read, that is what there is
                    complete(page, self._pdfminer.glyphs(index))
                if not page.completed:
                    self._in_vain |= lacking
        return page


def _fonts_that_lack(page: PageGlyphs) -> set[int]:
    return {run.font for run in page.runs if UNMAPPED in page.characters[run.start : run.stop]}


def complete(page: PageGlyphs, other: PageGlyphs) -> None:
    """Gives glyphs without a character the one that another engine has for the glyph at the same place."""
    places = _places(other)
    known = np.array([text != UNMAPPED for text in other.characters], bool)
    if not known.any():
        return
    for run in page.runs:
        for i in range(run.start, run.stop):
            if page.characters[i] != UNMAPPED:
                continue
            apart = np.abs(places - (page.x0[i], run.baseline)).sum(axis=1)
            near = np.flatnonzero(known & (apart <= SAME_PLACE * run.size))
            found = {other.characters[k] for k in near.tolist()}
            if len(found) > 1:  # an accent over its letter, say: the one that is as wide
                wide = np.abs(np.frombuffer(other.x1, np.float32)[near] - page.x1[i])
                found = {other.characters[k] for k in near[wide <= SAME_PLACE * run.size].tolist()}
            if len(found) == 1:
                text = page.characters[i] = found.pop()
                page.completed += 1
                run.inked -= text.isspace()


def _places(page: PageGlyphs) -> npt.NDArray[np.float64]:
    """Left side and baseline of each glyph; nan for one of no run."""
    places = np.full((len(page.characters), 2), np.nan)
    places[:, 0] = page.x0
    for run in page.runs:
        places[run.start : run.stop, 1] = run.baseline
    return places
