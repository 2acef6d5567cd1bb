"""Words that a file states for what it shows (/ActualText), taken off the objects of a page before PDFium reads its text.

Apache FOP states the words of every line that ends in a hyphen, without the hyphen. PDFium then gives these words, all of
them at the place of the first glyph, and so no lines, no hyphens and no word spaces can be told.
"""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from fidelity.readers.pdf.page_contents import SHORTEST_STATED
from fidelity.readers.pdf.pdfium_strokes import count_objects, object_at, type_of

_KEY = b"ActualText"
_UNIT = 2
"""Bytes of a code unit as PDFium gives them; a zero ends the words."""


def take_off_stated_text(page: Any) -> bool:
    """Takes words that are stated for a line off the objects of an open page; whether there were any.

    A ligature, or a capital that stands for a small letter, keeps what is stated for it: there only the statement tells.
    """
    handle = ctypes.cast(page, ctypes.c_void_p)
    found = False
    for one in map(object_at, repeat(handle), range(count_objects(handle))):
        if type_of(one) == pdfium.FPDF_PAGEOBJ_TEXT:
            shown = ctypes.cast(one, pdfium.FPDF_PAGEOBJECT)
            for number in range(pdfium.FPDFPageObj_CountMarks(shown)):
                mark = pdfium.FPDFPageObj_GetMark(shown, number)
                length = ctypes.c_ulong()
                pdfium.FPDFPageObjMark_GetParamStringValue(mark, _KEY, None, 0, length)
                if length.value > _UNIT * SHORTEST_STATED:
                    found |= bool(pdfium.FPDFPageObjMark_RemoveParam(shown, mark, _KEY))
    return found
