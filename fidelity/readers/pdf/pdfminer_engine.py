"""The engine of pure Python: pdfminer.six interprets the file, and a collecting device of our own takes the glyphs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from pdfminer.encodingdb import EncodingDB
from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import stream_value
from pdfminer.utils import apply_matrix_rect, decode_text

from fidelity.readers.pdf.fast_parsing import content_tokens
from fidelity.readers.pdf.glyphs import (
    HIDDEN_MODES,
    MOST_PATHS,
    RUN_GAP,
    RUN_STEP_BACK,
    UNMAPPED,
    FontNames,
    Matrix,
    PageGlyphs,
    Run,
    heights,
    product,
    readable,
    stroke_of,
    turn,
)

if TYPE_CHECKING:
    from pdfminer.pdfcolor import PDFColorSpace
    from pdfminer.pdfinterp import PDFStackT
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
        entry = self.table[cid] = (text, self.font.char_width(shown))
        return entry


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


class GlyphCollector(PDFDevice):
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

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Opens an empty page."""
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.page = PageGlyphs(abs(x1 - x0), abs(y1 - y0), apply_matrix_rect(ctm, page.cropbox))
        self._spans.clear()
        self._paths = 0

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
        graphicstate: PDFGraphicState,  # noqa: ARG002  given by pdfminer
        stroke: bool,  # noqa: ARG002
        fill: bool,  # noqa: ARG002
        evenodd: bool,  # noqa: ARG002
        path: Sequence[PathSegment],
    ) -> None:
        """Takes the strokes of a path; none of a page with so many paths that they are a picture's."""
        self._paths += 1
        if self.ctm is None or self._paths > MOST_PATHS:
            self.page.strokes.clear()
            return
        a, b, c, d, e, f = self.ctm
        for _, x0, y0, x1, y1 in path:  # type: ignore[misc]  # the interpreter keeps no other segments
            with suppress(TypeError):  # operands that are no numbers
                found = stroke_of(a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f)
                if found is not None:
                    self.page.strokes.append(found)

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
        ncs: PDFColorSpace,  # noqa: ARG002  given by pdfminer
        graphicstate: PDFGraphicState,  # noqa: ARG002
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
                    self.page.keep(run)
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
        self.page.keep(run)
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


class TextInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter without what only painting needs: of paths only level lines are kept, no state is copied.

    Content streams are parsed by `fast_parsing` where that understands them.
    """

    def __init__(self, resources: PDFResourceManager, device: PDFDevice) -> None:
        super().__init__(resources, device)
        self._operators: dict[bytes, tuple[Callable[..., None] | None, int]] = {}
        self._from: tuple[PDFStackT, PDFStackT] = (0.0, 0.0)

    def execute(self, streams: Sequence[object]) -> None:
        """Runs content streams, one behind the other."""
        operations, numbers = None, []
        with suppress(Exception):  # whatever is wrong, pdfminer.six runs what stands before it
            contents = [stream_value(stream) for stream in streams]
            numbers = [content.objid for content in contents if content.objid is not None]
            if len(numbers) == len(contents) and self.parent_stream_ids.isdisjoint(numbers):
                operations = content_tokens(b"\n".join(content.get_data() for content in contents))
        if operations is None:
            super().execute(streams)
            return
        self.stream_ids.clear()
        self.stream_ids.update(numbers)
        for name, operands in operations:
            function, count = self._operators.get(name) or self._operator(name)
            if not self.argstack and count == len(operands) and function is not None:
                function(*operands)
                continue
            self.argstack.extend(operands)
            if function is not None and len(taken := self.pop(count)) == count:
                function(*taken)

    def _operator(self, name: bytes) -> tuple[Callable[..., None] | None, int]:
        """What runs an operator, None for one that is not known, and how many operands it takes."""
        method = name.decode("utf-8", "ignore").replace("*", "_a").replace('"', "_w").replace("'", "_q")
        function = getattr(self, f"do_{method}", None)
        found = self._operators[name] = (function, function.__code__.co_argcount - 1 if function is not None else 0)
        return found

    def do_m(self, x: PDFStackT, y: PDFStackT) -> None:
        """Only where a line of a path comes from is kept."""
        self._from = x, y

    def do_l(self, x: PDFStackT, y: PDFStackT) -> None:
        """Lines that are level or upright are kept: a stroke may be one of them."""
        if x == self._from[0] or y == self._from[1]:
            self.curpath.append(("l", *self._from, x, y))  # type: ignore[arg-type]
        self._from = x, y

    def do_c(  # noqa: PLR0917  as many as the operator has
        self, x1: PDFStackT, y1: PDFStackT, x2: PDFStackT, y2: PDFStackT, x3: PDFStackT, y3: PDFStackT
    ) -> None:
        """Curves are not followed."""

    def do_v(self, x2: PDFStackT, y2: PDFStackT, x3: PDFStackT, y3: PDFStackT) -> None:
        """Curves are not followed."""

    def do_y(self, x1: PDFStackT, y1: PDFStackT, x3: PDFStackT, y3: PDFStackT) -> None:
        """Curves are not followed."""

    def do_re(self, x: PDFStackT, y: PDFStackT, w: PDFStackT, h: PDFStackT) -> None:
        """The corners of a rectangle are kept: rules are filled rectangles, too."""
        with suppress(TypeError):
            self.curpath.append(("re", x, y, x + w, y + h))  # type: ignore[arg-type, operator]

    def do_h(self) -> None:
        """Paths are not closed."""

    def do_TJ(self, seq: PDFStackT) -> None:  # noqa: N802  pdfminer names its methods after the operators
        """Shows text."""
        if self.textstate.font is not None and isinstance(seq, list):
            self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)

    def do_Do(self, xobjid_arg: PDFStackT) -> None:  # noqa: N802
        """Runs a form; afterwards the page's own matrix holds again, which pdfminer leaves to the next Q."""
        super().do_Do(xobjid_arg)
        self.device.set_ctm(self.ctm)


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
