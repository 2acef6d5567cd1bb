"""The structure tree of a tagged PDF: what it says that each printed line is, and which lines it says are of one paragraph.

PDFium reads tree and page, whichever engine reads the glyphs, and only of documents that are short enough to leave doubts: a
marked content id leads from an element to the text objects of its page, and the place of a line to one of these. Nothing is
judged here; trees are often wrong.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from fidelity.model.source import LineBoxes, Tags
from fidelity.readers.pdf.glyphs import Matrix, as_shown
from fidelity.readers.pdf.pdfium_fonts import bound, handle_of

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage

MOST_PAGES = 64
"""Longer documents are read without their trees: a page costs half of what reading its glyphs does, and the layout of so many
shows often enough what it means."""
DEEPEST = 64
"""Levels of a tree that are followed; a damaged one may lead into itself."""
MOST_CHILDREN = 1_000_000
"""Children of elements that are looked at in a document, as often as they are shown with a page; a tree of more is not used."""
LONGEST_NAME = 64
"""Bytes of the name of a structure type."""
_count_children = bound(pdfium.FPDF_StructElement_CountChildren)
_child = bound(pdfium.FPDF_StructElement_GetChildAtIndex, ctypes.c_size_t)
_content_of_child = bound(pdfium.FPDF_StructElement_GetChildMarkedContentID)
_count_contents = bound(pdfium.FPDF_StructElement_GetMarkedContentIdCount)
_content = bound(pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex)
_type = bound(pdfium.FPDF_StructElement_GetType)
_first_child = bound(pdfium.FPDF_StructTree_GetChildAtIndex, ctypes.c_size_t)
_object = bound(pdfium.FPDFPage_GetObject, ctypes.c_size_t)
_content_of_object = bound(pdfium.FPDFPageObj_GetMarkedContentID)
_bounds = bound(pdfium.FPDFPageObj_GetBounds)
HEIGHT = 0.5
"""Ems above its baseline in which every glyph of a line has a part, be it a comma or a quotation mark."""
SLACK = 0.15
"""Ems by which the end of a line may lie outside the rectangle of its text, which is that of the ink."""
HEADINGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
_ROLES = {
    "Note": "Note",
    "FENote": "Note",
    "Table": "Table",
    **{name: name for name in HEADINGS},
    "H": "H1",
    "BlockQuote": "BlockQuote",
    "TOC": "TOC",
    "TOCI": "TOC",
    "Caption": "Caption",
    "LI": "LI",
    "P": "P",
}
"""Types that tell what a line is, the one that tells most first."""
_RANK = {role: rank for rank, role in enumerate(dict.fromkeys(_ROLES.values()))}
_OF_BLOCKS = HEADINGS | {"P", "Note", "FENote", "BlockQuote", "LBody", "LI", "TD", "TH", "TOCI", "Caption"}
"""Types of elements whose text is one paragraph, unless another of them is inside."""

Places = npt.NDArray[np.float64]


def tags_of(content: bytes, pages: Sequence[PDFPage], boxes: LineBoxes) -> Tags | None:
    """What the tree says of the lines in `boxes`; None where it says nothing of any. Raises what PDFium raises."""
    if len(pages) > MOST_PAGES:
        return None
    count = len(boxes.page)
    role, element, last = [""] * count, array("i", [-1]) * count, array("i", [-1]) * count
    columns = np.array(boxes.page, np.int64)
    elements = _Elements()
    document = pypdfium2.PdfDocument(content)
    try:
        for index in np.unique(columns).tolist():
            with _OpenPage(document, index) as page:
                if page is None:
                    continue
                known = elements.of_page(page)
                if elements.left < 0:
                    return None
                if not known:
                    continue
                rectangles, ids = _objects(page, known, as_shown(pages[index])[0])
                for line in np.flatnonzero(columns == index).tolist():
                    bottom, top = boxes.baseline[line], boxes.baseline[line] + HEIGHT * boxes.size[line]
                    slack = SLACK * boxes.size[line]
                    begin = _at(rectangles, ids, boxes.x0[line], (bottom, top), slack)
                    end = _at(rectangles, ids, boxes.x1[line], (bottom, top), slack)
                    if begin is not None:
                        element[line], role[line] = known[begin]
                    if end is not None:
                        last[line] = known[end][0]
    finally:
        document.close()
    return Tags(tuple(role), element, last) if any(role) else None


class _OpenPage:
    """A page open in PDFium; None where it cannot be loaded."""

    def __init__(self, document: pypdfium2.PdfDocument, index: int) -> None:
        self._page = pdfium.FPDF_LoadPage(document.raw, index)

    def __enter__(self) -> Any:
        return self._page or None

    def __exit__(self, *raised: object) -> None:
        if self._page:
            pdfium.FPDF_ClosePage(self._page)


@dataclass(slots=True)
class _Page:
    """What the tree says of one page."""

    found: dict[int, tuple[int, str]] = field(default_factory=dict)
    """The number of its element and its role, for each marked content."""
    goes_on: dict[tuple[int, ...], int] = field(default_factory=dict)
    """Elements that have content on other pages, by how much they have and its ids, which are the same on these pages."""
    visited: set[int] = field(default_factory=set)
    """The addresses of the elements that were taken down: a damaged tree may name a child more than once."""


@dataclass(slots=True)
class _Elements:
    """Numbers for the elements of a document, which PDFium shows page by page."""

    count: int = 0
    left: int = MOST_CHILDREN
    """Children that may still be looked at; below 0 when there were too many."""
    open: dict[tuple[int, ...], int] = field(default_factory=dict)
    """What goes on behind the last page, as `_Page.goes_on` has it."""

    def of_page(self, page: Any) -> dict[int, tuple[int, str]]:
        """For each marked content of the page the number of its element and its role."""
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        if not tree:
            return {}
        this = _Page()
        try:
            for child in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                self._walk(_first_child(handle_of(tree), child), (-1, ""), this, DEEPEST)
        finally:
            pdfium.FPDF_StructTree_Close(tree)
        self.open = this.goes_on
        return this.found

    def _walk(self, address: int, inherited: tuple[int, str], page: _Page, depth: int) -> None:
        """Takes down an element and what is below it; `inherited` are the number and the role that surround it."""
        if not address or not depth or address in page.visited:
            return
        page.visited.add(address)
        element = ctypes.c_void_p.from_param(address)
        number, role = inherited
        name = _type_of(element)
        own = _ROLES.get(name, "")
        if own and (not role or _RANK[own] < _RANK[role]):
            role = own
        here, below, elsewhere = [], [], 0
        children = _count_children(element)
        self.left -= children
        if self.left < 0:
            return
        for child in range(children):
            content = _content_of_child(element, child)
            if content >= 0:
                here.append(content)
            elif one := _child(element, child):
                below.append(one)
            else:
                elsewhere += 1
        if name in _OF_BLOCKS:
            number = self.count
            self.count += 1
            if elsewhere and (here or below):
                number = self._goes_on((children, *_contents_of(element)), number, page)
        elif elsewhere and here:
            number = self._goes_on(tuple(_contents_of(element)), number, page)
        page.found.update((content, (number, role)) for content in here)
        for one in below:
            self._walk(one, (number, role), page, depth - 1)

    def _goes_on(self, key: tuple[int, ...], number: int, page: _Page) -> int:
        """The number of an element that has content on other pages: that which it had on the page before."""
        return page.goes_on.setdefault(key, self.open.get(key, number))


def _type_of(element: Any) -> str:
    buffer = ctypes.create_string_buffer(LONGEST_NAME)
    length = _type(element, buffer, ctypes.c_ulong(LONGEST_NAME))
    return buffer.raw[: max(min(length, LONGEST_NAME) - 2, 0)].decode("utf-16-le", "replace")


def _contents_of(element: Any) -> Iterator[int]:
    """The marked contents of an element on all pages."""
    for i in range(_count_contents(element)):
        content = _content(element, i)
        if content >= 0:
            yield content


def _objects(page: Any, known: Collection[int], matrix: Matrix) -> tuple[Places, list[int]]:
    """The rectangles (x0, y0, x1, y1 as shown) and the marked contents of the objects of a page that an element has."""
    count = pdfium.FPDFPage_CountObjects(page)
    objects = list(map(ctypes.c_void_p.from_param, map(_object, repeat(handle_of(page)), range(count))))
    contents = list(map(_content_of_object, objects))
    kept = [i for i, content in enumerate(contents) if content in known]
    room = np.zeros((len(kept), 4), np.float32)
    address = room.ctypes.data
    for place, i in enumerate(kept):
        _bounds(objects[i], *(ctypes.c_void_p(address + 4 * (4 * place + side)) for side in range(4)))
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = room.astype(np.float64).T
    ax, ay, bx, by = a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f
    return np.array([np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)]), [
        contents[i] for i in kept
    ]


def _at(rectangles: Places, ids: Sequence[int], x: float, height: tuple[float, float], slack: float) -> int | None:
    """The marked content at the end of a line: the nearest one, or None where there is none within `slack` points."""
    x0, y0, x1, y1 = rectangles
    bottom, top = height
    away = np.maximum(np.maximum(x0 - x, x - x1), 0.0)
    away[(y0 > top) | (y1 < bottom)] = np.inf
    if not len(away):
        return None
    nearest = int(away.argmin())
    return ids[nearest] if away[nearest] <= slack else None
