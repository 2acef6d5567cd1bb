"""The thin level lines that a page has drawn, as PDFium knows its paths."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from fidelity.readers.pdf.glyphs import (
    LARGEST_SQUARE,
    MOST_PATHS,
    Box,
    Matrix,
    PageGlyphs,
    add_image_of_stroke,
    add_square,
    add_stroke,
    thick_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def bound_to_numbers(function: Any, restype: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of PDFium that takes and gives addresses as numbers: no object is made for a pointer."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(restype, *arguments)(address)


count_objects = bound_to_numbers(pdfium.FPDFPage_CountObjects, ctypes.c_int, ctypes.c_void_p)
object_at = bound_to_numbers(pdfium.FPDFPage_GetObject, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_int)
type_of = bound_to_numbers(pdfium.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_size_t)
bounds_of = bound_to_numbers(pdfium.FPDFPageObj_GetBounds, ctypes.c_int, ctypes.c_size_t, *[ctypes.c_void_p] * 4)
INFLATED = 3.0
"""Times its size that the bounds which PDFium gives for a line as thick as long measure, at most."""
_Four = ctypes.c_float * 4


def add_strokes(glyphs: PageGlyphs, page: Any, to_shown: Matrix) -> None:
    """Keeps the strokes of an open page in the order of painting, as `to_shown` shows them; none where paths make a picture."""
    handle = ctypes.cast(page, ctypes.c_void_p)
    objects = list(map(object_at, repeat(handle), range(count_objects(handle))))
    kinds = list(map(type_of, objects))
    if kinds.count(pdfium.FPDF_PAGEOBJ_PATH) > MOST_PATHS:
        return
    drawn = {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE}
    a, b, c, d, e, f = to_shown
    bounds = _Four()
    places = [ctypes.addressof(bounds) + k * ctypes.sizeof(ctypes.c_float) for k in range(4)]
    for path, kind in zip(objects, kinds, strict=True):
        if kind in drawn and bounds_of(path, *places):
            x0, y0, x1, y1 = bounds
            shown = (a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                add_image_of_stroke(glyphs, *shown)
                continue
            add_stroke(glyphs, *shown)
            longest = max(abs(shown[2] - shown[0]), abs(shown[3] - shown[1]))
            if longest <= LARGEST_SQUARE and _is_filled(path):
                add_square(glyphs, *shown)
            elif longest <= INFLATED * LARGEST_SQUARE and (line := _thick_line(path)) is not None:
                x0, y0, x1, y1 = line
                add_square(glyphs, a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f)


def _is_filled(path: int) -> bool:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(ctypes.cast(path, pdfium.FPDF_PAGEOBJECT), filled, stroked)
    return bool(filled.value)


def _thick_line(path: int) -> Box | None:
    """What a stroked path paints that is one level or upright line; None for every other path."""
    one = ctypes.cast(path, pdfium.FPDF_PAGEOBJECT)
    if pdfium.FPDFPath_CountSegments(one) != 2 or _is_filled(path):
        return None
    matrix, width, x, y = pdfium.FS_MATRIX(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPageObj_GetMatrix(one, matrix)
    pdfium.FPDFPageObj_GetStrokeWidth(one, width)
    ends: list[float] = []
    for i in range(2):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFPath_GetPathSegment(one, i), x, y)
        ends += [matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f]
    if matrix.b or matrix.c or (ends[0] != ends[2] and ends[1] != ends[3]):
        return None
    return thick_line(width.value * abs(matrix.a), *ends)
