"""The collecting device: what a PDF page paints, as columns of glyphs and runs. No object is made for a glyph."""

from __future__ import annotations

import math
import unicodedata
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import Matrix, apply_matrix_rect, mult_matrix

if TYPE_CHECKING:
    from pdfminer.pdfcolor import PDFColorSpace
    from pdfminer.pdfinterp import PDFStackT

UNMAPPED = "�"
"""Stands for a glyph that the file gives no character for."""

RUN_GAP = 0.7
"""Widest gap inside a run, in ems: narrower than LaTeX's default gutter (10 pt), so that no run bridges two columns."""
RUN_STEP_BACK = 0.3
"""How far a glyph may reach back over the one before, in ems (kerning, accents), without opening a new run."""
LEAST_SIZE = 0.1
"""Points; nobody can see text smaller than that."""
HIDDEN_MODES = (3, 7)
"""Text render modes that paint nothing (ISO 32000-1, table 106)."""
DEFAULT_ASCENT, DEFAULT_DESCENT = 0.75, -0.22
"""Ems above and below the baseline, for a font that declares nothing usable."""


@dataclass(slots=True)
class Run:
    """Glyphs painted one after another on one baseline in one size, left to right, without a wide gap.

    Lengths in points. x0 and x1 are those of the inked glyphs; white ones may stick out.
    """

    start: int
    """Index of its first glyph among the glyphs of the page."""
    stop: int
    x0: float
    x1: float
    baseline: float
    size: float
    font: int
    bottom: float
    top: float
    angle: int
    """Degrees, counter-clockwise, that the text is turned by; its coordinates are those of the page turned back."""
    hidden: bool
    inked: int
    """How many of its glyphs are not white."""


@dataclass(slots=True)
class PageGlyphs:
    """The glyphs of one page in the order of painting; points, origin at the bottom left of the page as shown."""

    width: float
    height: float
    characters: list[str] = field(default_factory=list)
    """What each glyph stands for: one character, several for some ligatures, or UNMAPPED."""
    x0: array[float] = field(default_factory=lambda: array("f"))
    x1: array[float] = field(default_factory=lambda: array("f"))
    runs: list[Run] = field(default_factory=list)


class Face:
    """A font of the file as the device needs it: characters and advances by character id, heights in ems."""

    def __init__(self, font: PDFFont, index: int) -> None:
        self.font = font  # kept, because faces are found by the identity of their font
        self.index = index
        self.name = _name_of(font)
        self.table: dict[int, tuple[str, float]] = {}
        self.em = _em_of(font)
        ascent, descent = font.get_ascent() / self.em, font.get_descent() / self.em
        self.ascent = ascent if 0.3 <= ascent <= 1.6 else DEFAULT_ASCENT
        self.descent = descent if -0.8 <= descent < 0 else DEFAULT_DESCENT

    def look_up(self, cid: int) -> tuple[str, float]:
        """The characters and the advance (in units of the font size) of a character id."""
        try:
            text = _readable(self.font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            text = UNMAPPED
        entry = self.table[cid] = (text, self.font.char_width(cid))
        return entry


def _name_of(font: PDFFont) -> str:
    name = font.fontname if isinstance(font.fontname, str) else str(getattr(font, "basefont", "") or "")
    if isinstance(font.fontname, bytes):
        name = font.fontname.decode("latin-1")
    head, plus, tail = name.partition("+")
    return tail if plus and len(head) == 6 and head.isupper() else name


def _em_of(font: PDFFont) -> float:
    """How many units of the font size make the em: 1, save for Type 3 fonts with coordinates of their own."""
    if not isinstance(font, PDFType3Font) or 0.0009 <= abs(font.vscale) <= 0.0011:
        return 1.0
    height = abs(font.bbox[3] - font.bbox[1]) * abs(font.vscale)
    return height if height > 0 else 1.0


def _readable(text: str) -> str:
    """A mapping fit for a transcript: every white character but a no-break one a space, nothing that is no character."""
    if not text:
        return UNMAPPED
    if text.isprintable() and (len(text) == 1 or " " not in text):
        return text
    kept = []
    for character in text:
        if character in "\t\n\v\f\r\x85\u2028\u2029":
            kept.append(" ")
        elif character.isprintable() or character.isspace() or unicodedata.category(character) in {"Cf", "Co"}:
            kept.append(character)  # soft hyphens and private characters are not "printable"
        else:
            kept.append(UNMAPPED)
    if len(kept) > 1:
        kept = [c for c in kept if c != UNMAPPED and not c.isspace()] or kept[:1]
    return "".join(kept)


class GlyphCollector(PDFDevice):
    """Collects the glyphs of one page after another; `page` holds the current one."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.page = PageGlyphs(0, 0)
        self.faces: list[Face] = []
        self._face_of: dict[int, Face] = {}
        self._crop = (0.0, 0.0, 0.0, 0.0)

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Opens an empty page."""
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.page = PageGlyphs(abs(x1 - x0), abs(y1 - y0))
        self._crop = apply_matrix_rect(ctm, page.cropbox)

    def face(self, font: PDFFont) -> Face:
        """The face of a font, made at first sight."""
        found = self._face_of.get(id(font))
        if found is None:
            found = self._face_of[id(font)] = Face(font, len(self.faces))
            self.faces.append(found)
        return found

    def render_string(
        self,
        textstate: PDFTextState,
        seq: PDFTextSeq,
        ncs: PDFColorSpace,  # noqa: ARG002  given by pdfminer
        graphicstate: PDFGraphicState,  # noqa: ARG002
    ) -> None:
        """Takes the glyphs of one text-showing operator; moves the text position as ISO 32000-1, 9.4.4, says."""
        font = textstate.font
        if font is None or self.ctm is None:
            return
        face = self.face(font)
        matrix = mult_matrix(textstate.matrix, self.ctm)
        font_size = textstate.fontsize
        scaling = textstate.scaling * 0.01
        upright = not font.is_vertical()
        along = (matrix[0], matrix[1]) if upright else (-matrix[2], -matrix[3])
        sign = math.copysign(1.0, font_size) * (math.copysign(1.0, scaling) if upright else 1.0)
        angle = round(math.degrees(math.atan2(along[1] * sign, along[0] * sign))) % 360
        if angle:
            matrix = mult_matrix(matrix, _turn(-angle, self.page.width / 2, self.page.height / 2))
        self._collect(textstate, seq, face, matrix=matrix, angle=angle, upright=upright, scaling=scaling)

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
        run = self._open(baseline, size, face, angle, state.render)
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
                    self._close(run)
                    run = self._open(baseline, size, face, angle, state.render)
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
        self._close(run)
        state.linematrix = (position, y) if upright else (x, position)

    def _open(self, baseline: float, size: float, face: Face, angle: int, render: int) -> Run:
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
        )

    def _close(self, run: Run) -> None:
        """Keeps a run, unless it is empty, of no size, or outside the part of the page that is shown."""
        page = self.page
        run.stop = len(page.characters)
        if run.stop == run.start:
            return
        if run.size < LEAST_SIZE or (run.angle == 0 and run.inked and not self._shown(run)):
            del page.characters[run.start :], page.x0[run.start :], page.x1[run.start :]
            return
        last = page.runs[-1] if page.runs else None
        if last is not None and self._continues(last, run):
            last.stop = run.stop
            last.inked += run.inked
            last.x0, last.x1 = min(last.x0, run.x0), max(last.x1, run.x1)
        else:
            page.runs.append(run)

    def _shown(self, run: Run) -> bool:
        x0, y0, x1, y1 = self._crop
        return run.x1 > x0 and run.x0 < x1 and run.top > y0 and run.bottom < y1

    def _continues(self, last: Run, run: Run) -> bool:
        if last.stop != run.start or last.angle != run.angle or last.hidden != run.hidden or last.font != run.font:
            return False
        if abs(last.baseline - run.baseline) > 0.02 * run.size or abs(last.size - run.size) > 0.02 * run.size:
            return False
        gap = self.page.x0[run.start] - self.page.x1[last.stop - 1]
        return -RUN_STEP_BACK * run.size <= gap <= RUN_GAP * run.size


def _turn(degrees: int, x: float, y: float) -> Matrix:
    """The matrix that turns about a point, counter-clockwise."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (cosine, sine, -sine, cosine, x - x * cosine + y * sine, y - x * sine - y * cosine)


class TextInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter without what only painting needs: paths cost nothing, states are not copied for every string."""

    def do_m(self, x: PDFStackT, y: PDFStackT) -> None:
        """Paths are not followed."""

    def do_l(self, x: PDFStackT, y: PDFStackT) -> None:
        """Paths are not followed."""

    def do_c(  # noqa: PLR0917  as many as the operator has
        self, x1: PDFStackT, y1: PDFStackT, x2: PDFStackT, y2: PDFStackT, x3: PDFStackT, y3: PDFStackT
    ) -> None:
        """Paths are not followed."""

    def do_v(self, x2: PDFStackT, y2: PDFStackT, x3: PDFStackT, y3: PDFStackT) -> None:
        """Paths are not followed."""

    def do_y(self, x1: PDFStackT, y1: PDFStackT, x3: PDFStackT, y3: PDFStackT) -> None:
        """Paths are not followed."""

    def do_re(self, x: PDFStackT, y: PDFStackT, w: PDFStackT, h: PDFStackT) -> None:
        """Paths are not followed."""

    def do_h(self) -> None:
        """Paths are not followed."""

    def do_TJ(self, seq: PDFStackT) -> None:  # noqa: N802  pdfminer names its methods after the operators
        """Shows text."""
        if self.textstate.font is not None and isinstance(seq, list):
            self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)

    def do_Do(self, xobjid_arg: PDFStackT) -> None:  # noqa: N802
        """Runs a form; afterwards the page's own matrix holds again, which pdfminer leaves to the next Q."""
        super().do_Do(xobjid_arg)
        self.device.set_ctm(self.ctm)
