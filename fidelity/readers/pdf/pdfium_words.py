"""Measures words on a page through PDFium: where their glyphs stand, and which figures are superiors by their shape."""

from __future__ import annotations

import ctypes

from fidelity.readers.pdf.glyphs import RUN_GAP, RUN_STEP_BACK, UNMAPPED, readable
from fidelity.readers.pdf.pdfium_fonts import (
    HYPHENS,
    OVERHANG,
    Glyph,
    Shape,
    Style,
    char_origin,
    is_unmapped,
    loose_box,
    tight_box,
)

SLACK = 0.005
"""How far, in ems, the last glyph of a word may lie from where the measure of the word puts it."""
DIGIT_HEIGHT, DIGIT_ADVANCE = 0.65, 0.5
"""Height and advance of lining figures in ems, common to text faces; from them the size of a superior figure is judged."""
LARGEST_SUPERIOR = 0.8
"""The size of a superior figure in ems of its line, at most."""
LOWEST_SUPERIOR, HIGHEST_INFERIOR = 0.2, -0.06
"""Where the ink of a superior figure begins, and that of an inferior one, in ems above the baseline."""
TALLEST_SUPERIOR = 0.56
"""The height of its ink: less than that of a lining figure, more than that of any superior one."""


class Ruler:
    """Measures the glyphs of one page. `handle` is its text page, which the caller keeps open."""

    def __init__(self, handle: ctypes.c_void_p) -> None:
        self._handle = handle
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._place = (ctypes.byref(self._x), ctypes.byref(self._y))
        self._edges = (ctypes.c_double * 4)()
        self._tight = tuple(ctypes.byref(self._edges, 8 * i) for i in range(4))
        self._loose = (ctypes.c_float * 4)()

    def origin(self, index: int) -> tuple[float, float]:
        """Where a glyph stands, in the coordinates of the page."""
        char_origin(self._handle, index, *self._place)
        return self._x.value, self._y.value

    def is_shaped(self, shape: Shape, left: float, index: int, style: Style) -> bool:
        """Whether the last glyph of a word that begins at `left` ends it as in other places."""
        loose_box(self._handle, index, self._loose)
        length, slack = style.length, SLACK * style.length
        start = left - style.shown[4]
        return (
            -slack <= self._loose[0] - start - shape.end[0] * length <= slack
            and -slack <= self._loose[2] - start - shape.end[1] * length <= slack
        )

    def shape(self, word: str, start: int, style: Style) -> Shape:
        """Measures a word, part of one text object; the letters of a ligature, which share a place, become one glyph."""
        handle, place, face = self._handle, self._place, style.face
        a, _, c, _, e, _ = style.shown
        length = style.length or 1.0
        places = []
        for i in range(start, start + len(word)):
            char_origin(handle, i, *place)
            places.append((a * self._x.value + c * self._y.value + e) / length)
        texts: list[str] = []
        lefts: list[float] = []
        rights: list[float] = []
        last = len(word) - 1
        end = (0.0, 0.0)
        if style.level:
            loose_box(handle, start + last, self._loose)
            end = ((self._loose[0] + e) / length - places[0], (self._loose[2] + e) / length - places[0])
        for i, character in enumerate(word):
            left = places[i] - places[0]
            if i and places[i] == places[i - 1] and style.level and self._one_glyph(start + i - 1, start + i):
                texts[-1] += face.glyphs[character].text if character in face.glyphs else readable(character)
                rights[-1] = (self._edges[1] + e) / length - places[0]
                continue
            glyph = face.glyphs.get(character)
            step = places[i + 1] - places[i] if i < last else None
            if glyph is not None:
                if step is not None:
                    if abs(step - glyph.advance) > OVERHANG:
                        glyph = None
                elif style.level and abs(end[1] - end[0] - glyph.box[1] + glyph.box[0]) > SLACK:
                    glyph = None
            if glyph is None:
                glyph = self._glyph(character, start + i, step, style)
            text = glyph.text
            if not face.mapped and is_unmapped(handle, start + i) == 1:
                text = UNMAPPED
            texts.append(text)
            lefts.append(left)
            rights.append(left + glyph.advance)
        close = all(-RUN_STEP_BACK < left - right < RUN_GAP for left, right in zip(lefts[1:], rights, strict=False))
        return Shape(texts, lefts, rights, end, close)

    def _one_glyph(self, first: int, second: int) -> bool:
        """Whether two characters at one place are a ligature: PDFium gives its box to each letter, or divides it among them."""
        tight_box(self._handle, first, *self._tight)
        left, right = self._edges[0], self._edges[1]
        tight_box(self._handle, second, *self._tight)
        if self._edges[1] - self._edges[0] < 0.001:
            return False
        return abs(self._edges[0] - right) < 0.001 or (
            abs(self._edges[0] - left) < 0.001 and abs(self._edges[1] - right) < 0.001
        )

    def _glyph(self, character: str, index: int, step: float | None, style: Style) -> Glyph:
        """Measures a glyph; `step` is the distance in ems to the next of its word.

        PDFium's loose box is as wide as the advance or the ink, whichever is wider; where it may be the ink, the font's word is
        taken for the advance, if the next glyph does not contradict it.
        """
        handle, face, length = self._handle, style.face, style.length
        known = face.glyphs.get(character)
        if known is None:
            if is_unmapped(handle, index) == 1:
                face.mapped = False
            text = face.hyphen() if character in HYPHENS else readable(character)
            declared = face.declared(text)
        else:
            text, declared = known.text, known.declared
        if not style.level or length <= 0:
            advance = face.width(text) if declared is None else declared
            box = (0.0, advance)
        else:
            char_origin(handle, index, *self._place)
            loose_box(handle, index, self._loose)
            tight_box(handle, index, *self._tight)
            advance = widest = (self._loose[2] - self._x.value) / length
            box = ((self._loose[0] - self._x.value) / length, widest)
            if self._loose[2] <= self._edges[1] + 0.001 * length:
                if declared is not None and declared <= widest + 0.01 and (step is None or abs(declared - step) <= OVERHANG):
                    advance = declared
                elif step is not None and step > 0:
                    advance = min(step, widest)
                elif step is None and known is not None and known.advance <= widest + 0.01:
                    advance = known.advance
        # the latest of the glyphs that share a character is the likeliest to come next
        glyph = face.glyphs[character] = Glyph(text, advance, box, declared)
        return glyph

    def figure(self, text: str, index: int, baseline: float, style: Style) -> tuple[float, float] | None:
        """The baseline and size, in points, of a superior or inferior figure; None for every other glyph."""
        if not text.isdecimal() or not style.level:
            return None
        tight_box(self._handle, index, *self._tight)
        size = style.size
        shift = style.shown[5]
        bottom, top = self._edges[2] + shift, self._edges[3] + shift
        height = (top - bottom) / size
        if not 0.2 <= height <= TALLEST_SUPERIOR:
            return None
        if bottom >= baseline + LOWEST_SUPERIOR * size or (
            bottom <= baseline + HIGHEST_INFERIOR * size and top < baseline + 0.4 * size
        ):
            advance = style.face.glyphs[text].advance if text in style.face.glyphs else 0.0
            return bottom, size * min(max(height / DIGIT_HEIGHT, advance / DIGIT_ADVANCE), LARGEST_SUPERIOR)
        return None
