"""Words that a file states for what it shows (/ActualText), taken off the objects of a page before PDFium reads its text.

Apache FOP states the words of every line that ends in a hyphen, without the hyphen. PDFium then gives these words, all of
them at the place of the first glyph, and so no lines, no hyphens and no word spaces can be told.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2.raw as pdfium

from fidelity.readers.pdf.page_contents import SHORTEST_STATED
from fidelity.readers.pdf.pdfium_strokes import count_objects, object_at, type_of

if TYPE_CHECKING:
    from fidelity.readers.pdf.pdfium_calls import Whole
    from fidelity.readers.pdf.pdfium_runs import Painted

_KEY = b"ActualText"
_UNIT = 2
"""Bytes of a code unit as PDFium gives them; a zero ends the words."""
_SHARP_S = ord("ß")
_AS_WIDE = 0.08
"""Ems by which two S differ from twice the first of them at most."""


def take_off_stated_text(page: Any) -> bool:
    """Takes words that are stated for a line off the objects of an open page; whether there were any.

    A ligature, or a capital that stands for a small letter, keeps what is stated for it: there only the statement tells.
    """
    handle = ctypes.cast(page, ctypes.c_void_p)
    found = False
    for one in map(object_at, repeat(handle), range(count_objects(handle))):
        if type_of(one) == pdfium.FPDF_PAGEOBJ_TEXT:
            shown = ctypes.cast(one, pdfium.FPDF_PAGEOBJECT)
            for mark, length in _stating(shown):
                if length > SHORTEST_STATED:
                    found |= bool(pdfium.FPDFPageObjMark_RemoveParam(shown, mark, _KEY))
    return found


def _stating(shown: Any) -> Iterator[tuple[Any, int]]:
    """The marks of a text object that state words for it, and how many characters each states."""
    for number in range(pdfium.FPDFPageObj_CountMarks(shown)):
        mark = pdfium.FPDFPageObj_GetMark(shown, number)
        length = ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetParamStringValue(mark, _KEY, None, 0, length)
        if length.value > _UNIT:
            yield mark, length.value // _UNIT - 1


def widen_doubled_s(painted: Painted, codes: Whole, objects: Whole) -> None:
    """Lets an ß that is painted as two S, and stated as one letter, reach to the next letter: small capitals have no ß.

    PDFium gives it the width of the first S alone, so that a word space would be seen behind it. `codes` are the code points of
    the glyphs, `objects` the addresses of their text objects.
    """
    for i in np.flatnonzero(codes[:-1] == _SHARP_S).tolist():
        own, gap = painted.right[i] - painted.left[i], painted.left[i + 1] - painted.right[i]
        level = painted.baseline[i] == painted.baseline[i + 1]
        if (
            level
            and abs(gap - own) <= _AS_WIDE * painted.size[i]
            and any(True for _ in _stating(ctypes.cast(int(objects[i]), pdfium.FPDF_PAGEOBJECT)))
        ):
            painted.right[i] = painted.left[i + 1]
