"""Where a PDF links one place of itself with another: what is shown of each link, and the place that it leads to.

Only links inside the document are read, since a call is linked with its note and a note with its call. The page objects are
pdfminer.six's, whichever engine reads the glyphs.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

from fidelity.model.source import Glyphs, PlaceLinks
from fidelity.readers.pdf.glyphs import Matrix, as_shown

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage

DEEPEST = 32
"""Levels of a tree of names that are followed; a damaged one may lead into itself."""
MIDDLE = 0.25
"""How far above its baseline, in ems, the middle of a glyph is taken to be."""
SLACK = 0.5
"""Points by which a glyph may stand outside the rectangle of its link."""
TOGETHER = 32
"""Links of a page that are sought among its glyphs at once."""
_NUMBERS = frozenset({int, float})
_NUMBER = (int, float)
_FITS_WITH_TOP = frozenset({"FitH", "FitBH"})

Place = tuple[int, float, float]
"""Page index from 0, and the point on it; NaN where the link does not say."""


class _Link(NamedTuple):
    """A rectangle of a page, x0, y0, x1, y1 in points of the page as shown, and the place that it leads to."""

    rectangle: tuple[float, float, float, float]
    place: Place


def place_links(document: PDFDocument, pages: Sequence[PDFPage], glyphs: Glyphs, file: array[int]) -> PlaceLinks:
    """The links from one place of a document to another, in the order of its pages; what is damaged is passed over.

    `file` leads from each character of the transcript to its glyph.
    """
    found = PlaceLinks(array("i"), array("i"), array("i"), array("f"), array("f"))
    places = Places(document, pages)
    first, last = _glyphs_of_pages(glyphs, len(pages))
    columns = (np.frombuffer(column, np.float32) for column in (glyphs.x0, glyphs.x1, glyphs.baseline, glyphs.size))
    left, right, baseline, size = columns
    transcript: npt.NDArray[np.int64] | None = None
    for index, page in enumerate(pages):
        links = list(_links_of(page, places))
        if not links:
            continue
        if transcript is None:
            transcript = _places_in_transcript(file, len(glyphs.x0))
        here = slice(first[index], last[index])
        middle, height = (left[here] + right[here]) / 2, baseline[here] + MIDDLE * size[here]
        shown = transcript[here]
        for several in (links[i : i + TOGETHER] for i in range(0, len(links), TOGETHER)):
            corners = np.array([link.rectangle for link in several]) + np.array([-SLACK, -SLACK, SLACK, SLACK])
            x0, y0, x1, y1 = corners.astype(np.float32).T[:, :, None]
            inside = (middle >= x0) & (middle <= x1) & (height >= y0) & (height <= y1)
            held: list[list[int]] = [[] for _ in several]
            of_link, glyph = inside.nonzero()
            for number, place in zip(of_link.tolist(), shown[glyph].tolist(), strict=True):
                if place >= 0:
                    held[number].append(place)
            for places_held, (_, (target, x, y)) in zip(held, several, strict=True):
                if places_held:
                    found.start.append(min(places_held))
                    found.end.append(max(places_held) + 1)
                    found.page.append(target)
                    found.x.append(x)
                    found.y.append(y)
    return found


def _glyphs_of_pages(glyphs: Glyphs, count: int) -> tuple[list[int], list[int]]:
    """Where the glyphs of each page begin and end."""
    pages = np.array(glyphs.page, np.int64)
    indexes = np.arange(count)
    return np.searchsorted(pages, indexes).tolist(), np.searchsorted(pages, indexes, side="right").tolist()


def _places_in_transcript(file: array[int], count: int) -> npt.NDArray[np.int64]:
    """For each glyph the first character of the transcript that was copied from it; -1 for none."""
    places = np.full(count, -1, np.int64)
    glyph = np.frombuffer(file, np.int32)[::-1]
    copied = glyph >= 0
    places[glyph[copied]] = np.arange(len(glyph))[::-1][copied]
    return places


def _links_of(page: PDFPage, places: Places) -> Iterator[_Link]:
    """The links of a page that lead to a place in the document."""
    annotations = resolve1(page.annots)
    if not isinstance(annotations, list):
        return
    matrix: Matrix = as_shown(page)[0]
    for reference in annotations:
        annotation = resolve1(reference)
        if not isinstance(annotation, dict) or _name(annotation.get("Subtype")) != "Link":
            continue
        action = resolve1(annotation.get("A"))
        target = annotation.get("Dest")
        if target is None and isinstance(action, dict) and _name(action.get("S")) == "GoTo":
            target = action.get("D")
        place = places.of(target) if target is not None else None
        corners = _numbers(annotation.get("Rect"))
        if place is not None and corners is not None and len(corners) == 4:
            (ax, ay), (bx, by) = _moved(matrix, corners[0], corners[1]), _moved(matrix, corners[2], corners[3])
            yield _Link((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)), place)


class Places:
    """The places that a document's destinations name (ISO 32000-1, 12.3.2)."""

    def __init__(self, document: PDFDocument, pages: Sequence[PDFPage]) -> None:
        self._document, self._pages = document, pages
        self._index = {page.pageid: index for index, page in enumerate(pages)}
        self._named: dict[bytes, object] | None = None
        self._matrices: dict[int, Matrix] = {}

    def _matrix(self, index: int) -> Matrix:
        """From the coordinates of a page to those of the page as shown."""
        if index not in self._matrices:
            self._matrices[index] = as_shown(self._pages[index])[0]
        return self._matrices[index]

    def of(self, target: object) -> Place | None:
        """The place of a destination: an array, or the name of one; None where there is none in the document."""
        found = resolve1(target)
        if isinstance(found, PSLiteral | bytes | str):
            if self._named is None:
                self._named = _names(self._document)
            found = resolve1(self._named.get(_bytes(found)))
        if isinstance(found, dict):
            found = resolve1(found.get("D"))
        if not isinstance(found, list) or not found:
            return None
        page = found[0]
        index = self._index.get(page.objid) if isinstance(page, PDFObjRef) else page
        if not isinstance(index, int) or not 0 <= index < len(self._pages):
            return None
        x, y = _point(found)
        if math.isnan(y):
            return index, math.nan, math.nan
        shown_x, shown_y = _moved(self._matrix(index), 0.0 if math.isnan(x) else x, y)
        return index, math.nan if math.isnan(x) else shown_x, shown_y


def _point(target: list[object]) -> tuple[float, float]:
    """The point that a destination shows at the top left; NaN for what it leaves open."""
    kind = _name(resolve1(target[1])) if len(target) > 1 else ""
    given = [resolve1(value) if isinstance(value, PDFObjRef) else value for value in target[2:]]
    numbers = [float(value) if isinstance(value, _NUMBER) else math.nan for value in given]
    if kind == "XYZ" and len(numbers) >= 2:
        return numbers[0], numbers[1]
    if kind in _FITS_WITH_TOP and numbers:
        return math.nan, numbers[0]
    if kind == "FitR" and len(numbers) >= 4:
        return numbers[0], numbers[3]
    return math.nan, math.nan


def _names(document: PDFDocument) -> dict[bytes, object]:
    """All named destinations of a document: those of the tree of names, and of the dictionary that older files have."""
    found: dict[bytes, object] = {}
    old = resolve1(document.catalog.get("Dests"))
    if isinstance(old, dict):
        found.update((_bytes(name), target) for name, target in old.items())
    names = resolve1(document.catalog.get("Names"))
    level = [names.get("Dests")] if isinstance(names, dict) else []
    for _ in range(DEEPEST):
        below: list[object] = []
        for reference in level:
            node = resolve1(reference)
            if not isinstance(node, dict):
                continue
            kids, leaves = resolve1(node.get("Kids")), resolve1(node.get("Names"))
            below.extend(kids if isinstance(kids, list) else ())
            if isinstance(leaves, list):
                for name, target in zip(leaves[::2], leaves[1::2], strict=False):
                    found.setdefault(_bytes(resolve1(name)), target)
        level = below
    return found


def _bytes(name: object) -> bytes:
    value = name.name if isinstance(name, PSLiteral) else name
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogateescape")


def _name(value: object) -> str:
    return str(value.name) if isinstance(value, PSLiteral) else ""


def _numbers(value: object) -> list[float] | None:
    numbers = resolve1(value)
    if not isinstance(numbers, list):
        return None
    if not all(map(_NUMBERS.__contains__, map(type, numbers))):
        numbers = [resolve1(number) for number in numbers]
    return [float(number) for number in numbers] if all(isinstance(number, _NUMBER) for number in numbers) else None


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
