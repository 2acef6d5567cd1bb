"""The engine of pure Python: pdfminer.six interprets the file, and a collecting device of our own takes the glyphs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from pdfminer.encodingdb import EncodingDB
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import apply_matrix_rect, decode_text

from fidelity.readers.pdf.glyphs import (
    FILLING_MODES,
    HIDDEN_MODES,
    MOST_PATHS,
    RUN_GAP,
    RUN_STEP_BACK,
    UNMAPPED,
    Box,
    FontNames,
    Matrix,
    PageGlyphs,
    Run,
    add_image_of_stroke,
    add_square,
    add_stroke,
    heights,
    product,
    readable,
    thick_line,
    turn,
)
from fidelity.readers.pdf.pdfminer_interpreter import LINE, SLOPING, ShadedDevice, TextInterpreter
from fidelity.readers.pdf.unprinted import CLEAR, EVERYWHERE, MOST_GROUNDS, add_ground, bounds_of, is_white, paints_patterns

if TYPE_CHECKING:
    from pdfminer.pdfcolor import PDFColorSpace
    from pdfminer.pdfinterp import PDFStackT
    from pdfminer.pdftypes import PDFStream
    from pdfminer.psparser import PSLiteral
    from pdfminer.utils import PathSegment


BULLET = 0x95
"""The code of the bullet in WinAnsiEncoding, which has bullets in all unused places behind the SPACE (ISO 32000-1, D.2)."""
SPACE = 0x20


class Face:
    """A font of the file as the device needs it: characters and advances by character id, heights in ems."""

    def __init__(self, font: PDFFont, index: int) -> None:
        self.font = font  # kept, because faces are found by the identity of their font
        self.index = index
        self.table: dict[int, tuple[str, float]] = {}
        self.em = _em_of(font)
        self.ascent, self.descent = heights(font.get_ascent() / self.em, font.get_descent() / self.em)

    def look_up(self, cid: int) -> tuple[str, float]:
        """The characters and the advance (in units of the font size) of a character id."""
        shown = cid
        try:
            text = readable(self.font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            text = UNMAPPED
            if isinstance(self.font, PDFSimpleFont) and self.font.cid2unicode is EncodingDB.win2unicode and cid > SPACE:
                text, shown = "\u2022", BULLET
        entry = self.table[cid] = (text, self.font.char_width(shown) or _width_by_encoding(self.font, shown))
        return entry


def _width_by_encoding(font: PDFFont, cid: int) -> float:
    """The width of a glyph of a standard font as its encoding names it (in units of the font size), 0 where there is none.

    pdfminer.six has those metrics by characters and asks for what a glyph is read as: none for a ligature read as letters.
    """
    named = font.cid2unicode.get(cid) if isinstance(font, PDFSimpleFont) else None
    width = font.widths.get(named) if named is not None else None
    return width * font.hscale if isinstance(width, (int, float)) else 0.0


def _name_of(font: PDFFont) -> str:
    name = font.fontname if isinstance(font.fontname, str) else str(getattr(font, "basefont", "") or "")
    if isinstance(font.fontname, bytes):
        name = font.fontname.decode("latin-1")
    return name


def _em_of(font: PDFFont) -> float:
    """How many units of the font size make the em: 1, save for Type 3 fonts with coordinates of their own."""
    if not isinstance(font, PDFType3Font) or 0.0009 <= abs(font.vscale) <= 0.0011:
        return 1.0
    height = abs(font.bbox[3] - font.bbox[1]) * abs(font.vscale)
    return height if height > 0 else 1.0


class GlyphCollector(ShadedDevice):
    """Collects the glyphs of one page after another; `page` holds the current one."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.page = PageGlyphs(0, 0)
        self.fonts = FontNames()
        self._face_of: dict[int, Face] = {}
        self._paths = 0
        """How many paths of the page were painted."""
        self._spans: list[tuple[int, str | None]] = []
        """The marked stretches that are open: where each begins among the glyphs, and what is to be read for it."""
        self._resources: object = None
        self._patterned: bool | None = None
        """Whether the page has patterns, once that was asked: the other engine takes them for white."""

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Opens an empty page."""
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.page = PageGlyphs(abs(x1 - x0), abs(y1 - y0), apply_matrix_rect(ctm, page.cropbox))
        self._spans.clear()
        self._paths = 0
        self._resources, self._patterned = page.resources, None

    def begin_tag(self, tag: PSLiteral, props: PDFStackT | None = None) -> None:
        """Notes what stands for the glyphs of a span, where the file says so (ISO 32000-1, 14.9.4)."""
        meant = props.get("ActualText") if isinstance(props, dict) and tag.name == "Span" else None
        self._spans.append((len(self.page.characters), decode_text(meant) if isinstance(meant, bytes) else None))

    def end_tag(self) -> None:
        """Gives the one glyph of a span what the span stands for, where it has no character, a private one, or a sign's.

        A font may have one sign (№) for the letters of an abbreviation ("Nr."). Browsers say so that capitals made small stand
        for small letters.
        """
        start, meant = self._spans.pop() if self._spans else (0, None)
        characters = self.page.characters
        if meant and len(meant) == len(characters) - start and meant.isalpha():
            shown = characters[start:]
            if meant.islower() and shown == [letter.upper() for letter in meant]:
                characters[start:] = meant
        if meant and len(characters) == start + 1:
            own = characters[start]
            if own == UNMAPPED or category(own[0]) == "Co" or (len(own) == 1 and len(normalize("NFKC", own)) > 1):
                characters[start] = readable(meant)

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,  # noqa: ARG002  given by pdfminer
        path: Sequence[PathSegment],
    ) -> None:
        """Takes where a path lies, and its strokes; none of a page with so many paths that they are a picture's."""
        self._paths += 1
        if self.ctm is not None and path and len(self.page.grounds) <= MOST_GROUNDS:
            self._add_path(graphicstate, path, fill=fill, stroke=stroke)
        if self.ctm is None or self._paths > MOST_PATHS:
            self.page.strokes.clear()
            self.page.short_strokes.clear()
            self.page.squares.clear()
            return
        a, b, c, d, e, f = self.ctm
        if fill and path:
            with suppress(TypeError):  # operands that are no numbers
                add_square(self.page, *bounds_of(_ends_of(path), self.ctm))
        elif stroke and len(path) == 1 and path[0][0] == LINE:
            with suppress(TypeError):
                add_square(self.page, *bounds_of(thick_line(graphicstate.linewidth, *path[0][1:]), self.ctm))
        for kind, x0, y0, x1, y1 in path:  # type: ignore[misc]  # the interpreter keeps no other segments
            if kind == SLOPING:
                continue
            with suppress(TypeError):  # operands that are no numbers
                add_stroke(self.page, a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f)

    def _add_path(self, state: PDFGraphicState, path: Sequence[PathSegment], *, fill: bool, stroke: bool) -> None:
        stroke = stroke and not is_white(state.scolor, state.scs.name)
        if not stroke and (not fill or is_white(state.ncolor, state.ncs.name)):
            return
        with suppress(TypeError):  # operands that are no numbers
            wide = state.linewidth / 2 if stroke else 0.0
            x0, y0, x1, y1 = _ends_of(path)
            box = (x0 - wide, y0 - wide, x1 + wide, y1 + wide)
            add_ground(self.page.grounds, bounds_of(box, self.ctm))  # type: ignore[arg-type]  # asked before

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002  given by pdfminer
        """Takes where a picture lies, and a stroke that is one."""
        if self.ctm is not None:
            bounds = bounds_of((0, 0, 1, 1), self.ctm)
            add_ground(self.page.grounds, bounds)
            if self._paths <= MOST_PATHS:
                add_image_of_stroke(self.page, *bounds)

    def shade(self) -> None:
        """A shading fills all that is not clipped, and clips are not followed."""
        add_ground(self.page.grounds, EVERYWHERE)

    def _grounds(self, state: PDFGraphicState, space: PDFColorSpace, render: int) -> int | None:
        """What a run has for the grounds before it: their number if it is white or transparent."""
        if getattr(state, "opacity", 1.0) > CLEAR:
            if render not in FILLING_MODES or not is_white(state.ncolor, space.name):
                return None
            if self._patterned is None:
                self._patterned = paints_patterns(self._resources)
            if self._patterned:
                return None
        return len(self.page.grounds)

    def face(self, font: PDFFont) -> Face:
        """The face of a font, made at first sight."""
        found = self._face_of.get(id(font))
        if found is None:
            found = self._face_of[id(font)] = Face(font, self.fonts.place(_name_of(font), flags=int(font.flags)))
        return found

    def render_string(
        self,
        textstate: PDFTextState,
        seq: PDFTextSeq,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> None:
        """Takes the glyphs of one text-showing operator; moves the text position as ISO 32000-1, 9.4.4, says."""
        font = textstate.font
        if font is None or self.ctm is None:
            return
        face = self.face(font)
        matrix = product(textstate.matrix, self.ctm)
        font_size = textstate.fontsize
        scaling = textstate.scaling * 0.01
        upright = not font.is_vertical()
        along = (matrix[0], matrix[1]) if upright else (-matrix[2], -matrix[3])
        sign = math.copysign(1.0, font_size) * (math.copysign(1.0, scaling) if upright else 1.0)
        angle = round(math.degrees(math.atan2(along[1] * sign, along[0] * sign))) % 360
        if angle:
            matrix = product(matrix, turn(-angle, self.page.width / 2, self.page.height / 2))
        grounds = self._grounds(graphicstate, ncs, textstate.render)
        self._collect(textstate, seq, face, matrix=matrix, angle=angle, upright=upright, scaling=scaling, grounds=grounds)

    def _collect(
        self,
        state: PDFTextState,
        seq: PDFTextSeq,
        face: Face,
        *,
        matrix: Matrix,
        angle: int,
        upright: bool,
        scaling: float,
        grounds: int | None,
    ) -> None:
        a, b, c, d, e, f = matrix
        font_size = state.fontsize
        x, y = state.linematrix
        if upright:
            unit = font_size * scaling
            character_space, word_space = state.charspace * scaling, state.wordspace * scaling
            scale, position, base_x = a, x, c * (y + state.rise) + e
            baseline = b * x + d * (y + state.rise) + f
            size = abs(font_size) * math.hypot(c, d) * face.em
        else:  # vertical writing: advances (negative) go down; turned, they go right
            unit, character_space, word_space = font_size, state.charspace, state.wordspace
            scale, position, base_x = c, y, a * x + e
            baseline = b * x + d * y + f
            size = abs(font_size) * math.hypot(a, b) * face.em
        if state.font is not None and state.font.is_multibyte():
            word_space = 0
        kern = unit * 0.001
        table, look_up = face.table, face.look_up
        page = self.page
        characters, lefts, rights = page.characters, page.x0, page.x1
        widest, furthest_back = RUN_GAP * size, -RUN_STEP_BACK * size
        run = self._open(baseline, size, face, angle, state.render, grounds)
        end = None
        for item in seq:
            if isinstance(item, int | float):
                position -= item * kern
                continue
            if not isinstance(item, bytes):
                continue
            for cid in face.font.decode(item):
                text, width = table.get(cid) or look_up(cid)
                advance = width * unit
                left = scale * position + base_x
                right = left + scale * advance
                if right < left:
                    left, right = right, left
                if end is not None and not furthest_back <= left - end <= widest:
                    self.page.keep(run)
                    run = self._open(baseline, size, face, angle, state.render, grounds)
                end = right
                characters.append(text)
                lefts.append(left)
                rights.append(right)
                if not text.isspace():
                    run.inked += 1
                    run.x0 = min(run.x0, left)
                    run.x1 = max(run.x1, right)
                position += advance + character_space
                if cid == 32:
                    position += word_space
        self.page.keep(run)
        state.linematrix = (position, y) if upright else (x, position)

    def _open(self, baseline: float, size: float, face: Face, angle: int, render: int, grounds: int | None) -> Run:  # noqa: PLR0917
        start = len(self.page.characters)
        return Run(
            start=start,
            stop=start,
            x0=math.inf,
            x1=-math.inf,
            baseline=baseline,
            size=size,
            font=face.index,
            bottom=baseline + face.descent * size,
            top=baseline + face.ascent * size,
            angle=angle,
            hidden=render in HIDDEN_MODES,
            inked=0,
            grounds=grounds,
        )


class PdfminerPages:
    """The glyphs of a document's pages as pdfminer.six interprets them."""

    def __init__(self, pages: Sequence[PDFPage]) -> None:
        resources = PDFResourceManager()
        self._pages = pages
        self._device = GlyphCollector(resources)
        self._interpreter = TextInterpreter(resources, self._device)
        self.fonts = self._device.fonts

    def glyphs(self, index: int) -> PageGlyphs:
        """The glyphs of a page (from 0). Raises whatever pdfminer raises for a damaged one."""
        self._interpreter.process_page(self._pages[index])
        return self._device.page


def _ends_of(path: Sequence[PathSegment]) -> Box:
    """The bounds of the ends of a path's segments."""
    across = [x for _, x0, _, x1, _ in path for x in (x0, x1)]  # type: ignore[misc]
    up = [y for _, _, y0, _, y1 in path for y in (y0, y1)]  # type: ignore[misc]
    return min(across), min(up), max(across), max(up)
