"""What lies under text that is white or transparent, as PDFium knows the objects of a page."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from fidelity.readers.pdf.glyphs import Box, Matrix, product
from fidelity.readers.pdf.pdfium_strokes import bound_to_numbers, count_objects, object_at, type_of
from fidelity.readers.pdf.unprinted import CLEAR, DEEPEST, EVERYWHERE, WHITE, add_ground, bounds_of

LIGHTEST, FAINTEST = WHITE * 255, CLEAR * 255
"""The least of red, green and blue of what is white, and the greatest opacity of what is transparent, as PDFium counts them."""

_inside = bound_to_numbers(pdfium.FPDFFormObj_GetObject, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_ulong)


class Grounds:
    """Walks the objects of an open page once, in the order of painting."""

    def __init__(self, page: Any, to_shown: Matrix, *, patterned: bool) -> None:
        """`patterned` says that there are patterns, which PDFium takes for white: then no path is."""
        self.boxes: list[Box] = []
        self.before: dict[int, int] = {}
        """By the address of a text object, how many of the boxes were painted before it."""
        self.transparent: set[int] = set()
        """The text objects in forms that are transparent as a whole."""
        self._patterned = patterned
        handle = ctypes.cast(page, ctypes.c_void_p)
        objects = list(map(object_at, repeat(handle), range(count_objects(handle))))
        self._walk(objects, to_shown, transparent=False, depth=0)

    def _walk(self, objects: list[int], to_shown: Matrix, *, transparent: bool, depth: int) -> None:
        for one, kind in zip(objects, map(type_of, objects), strict=True):
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.before[one] = len(self.boxes)
                if transparent:
                    self.transparent.add(one)
            elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
                add_ground(self.boxes, EVERYWHERE)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                form, matrix = ctypes.cast(one, pdfium.FPDF_PAGEOBJECT), pdfium.FS_MATRIX()
                pdfium.FPDFPageObj_GetMatrix(form, matrix)
                own: Matrix = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
                inside = list(map(_inside, repeat(one), range(pdfium.FPDFFormObj_CountObjects(form))))
                clear = transparent or _colour(pdfium.FPDFPageObj_GetFillColor, form)[3] <= FAINTEST
                self._walk(inside, product(own, to_shown), transparent=clear, depth=depth + 1)
            elif kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH}:
                thing = ctypes.cast(one, pdfium.FPDF_PAGEOBJECT)
                box = [ctypes.c_float() for _ in range(4)]
                if (kind == pdfium.FPDF_PAGEOBJ_IMAGE or self._is_dark(thing)) and pdfium.FPDFPageObj_GetBounds(thing, *box):
                    add_ground(self.boxes, bounds_of([side.value for side in box], to_shown))

    def _is_dark(self, path: Any) -> bool:
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
        asked = [(filled, pdfium.FPDFPageObj_GetFillColor), (stroked, pdfium.FPDFPageObj_GetStrokeColor)]
        return any(painted.value and (self._patterned or min(_colour(ask, path)[:3]) < LIGHTEST) for painted, ask in asked)


def _colour(ask: Any, one: Any) -> list[int]:
    """Red, green, blue and opacity; black where PDFium does not know."""
    four = [ctypes.c_uint(number) for number in (0, 0, 0, 255)]
    ask(one, *four)
    return [number.value for number in four]
