"""Content streams run as pdfminer.six runs them, with what it passes over: opacity, shadings, the state that forms inherit."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import dict_value, resolve1, stream_value
from pdfminer.psparser import literal_name

from fidelity.readers.pdf.fast_parsing import content_tokens
from fidelity.readers.pdf.glyphs import Matrix
from fidelity.readers.pdf.unprinted import CLEAR

if TYPE_CHECKING:
    from pdfminer.pdfinterp import PDFStackT

LINE = "l"
"""The kind of a level or upright line."""
SLOPING = "c"
"""The kind of segment that is no stroke, whatever its ends."""


class GraphicState(PDFGraphicState):
    """What is painted with, the opacity of what is filled with it, which pdfminer.six passes over."""

    opacity = 1.0

    def copy(self) -> GraphicState:
        """Another one that is alike."""
        copied = GraphicState()
        copied.__dict__.update(self.__dict__)
        return copied


class ShadedDevice(PDFDevice):
    """A device that is told of shadings, too."""

    def shade(self) -> None:
        """A shading is painted on all that is not clipped."""


def opacity_of(resources: object, name: str) -> float:
    """The opacity of what is filled that a graphics state sets; nan where it sets none, or is damaged."""
    with suppress(Exception):  # whatever is wrong, nothing is set
        states = dict_value(dict_value(resources)["ExtGState"])
        return float(resolve1(dict_value(states[name])["ca"]))
    return math.nan


class TextInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter without what only painting needs: of paths only level lines are kept, no state is copied.

    Content streams are parsed by `fast_parsing` where that understands them.
    """

    device: ShadedDevice
    graphicstate: GraphicState

    def __init__(self, resources: PDFResourceManager, device: ShadedDevice) -> None:
        super().__init__(resources, device)
        self._operators: dict[bytes, tuple[Callable[..., None] | None, int]] = {}
        self._from: tuple[PDFStackT, PDFStackT] = (0.0, 0.0)
        self._given = GraphicState()
        """The state that content streams begin with: that of the page, or of what shows a form."""
        self._opacities: dict[str, float] = {}

    def dup(self) -> TextInterpreter:
        """What interprets a form, in the colours that are set, and transparent where it is shown so."""
        inner = TextInterpreter(self.rsrcmgr, self.device)
        inner._given = self.graphicstate.copy()
        return inner

    def init_state(self, ctm: Matrix) -> None:
        """The state at the beginning of a page or form."""
        super().init_state(ctm)
        self.graphicstate = self._given.copy()
        self._opacities.clear()

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

    def do_gs(self, name: PDFStackT) -> None:
        """Of a graphics state the opacity of what is filled is kept; in a transparent form nothing is to be seen."""
        key = literal_name(name)
        if key not in self._opacities:
            self._opacities[key] = opacity_of(self.resources, key)
        if not math.isnan(opacity := self._opacities[key]):
            self.graphicstate.opacity = min(opacity, 0.0 if self._given.opacity <= CLEAR else 1.0)

    def do_cs(self, name: PDFStackT) -> None:
        """A colour of another colour space is not known until it is set."""
        super().do_cs(name)
        self.graphicstate.ncolor = ""

    def do_sh(self, name: object) -> None:  # noqa: ARG002  given by pdfminer
        """A shading is painted."""
        self.device.shade()

    def do_m(self, x: PDFStackT, y: PDFStackT) -> None:
        """Only where a line of a path comes from is kept."""
        self._from = x, y

    def do_l(self, x: PDFStackT, y: PDFStackT) -> None:
        """Lines that are level or upright may be strokes."""
        is_straight = x == self._from[0] or y == self._from[1]
        self.curpath.append((LINE if is_straight else SLOPING, *self._from, x, y))  # type: ignore[arg-type]
        self._from = x, y

    def do_c(  # noqa: PLR0917  as many as the operator has
        self,
        x1: PDFStackT,  # noqa: ARG002  all of them on the way
        y1: PDFStackT,  # noqa: ARG002
        x2: PDFStackT,  # noqa: ARG002
        y2: PDFStackT,  # noqa: ARG002
        x3: PDFStackT,
        y3: PDFStackT,
    ) -> None:
        """Of a curve it is kept where it begins and ends."""
        self.curpath.append((SLOPING, *self._from, x3, y3))  # type: ignore[arg-type]
        self._from = x3, y3

    def do_v(self, x2: PDFStackT, y2: PDFStackT, x3: PDFStackT, y3: PDFStackT) -> None:
        """Of a curve it is kept where it begins and ends."""
        self.do_c(*self._from, x2, y2, x3, y3)

    def do_y(self, x1: PDFStackT, y1: PDFStackT, x3: PDFStackT, y3: PDFStackT) -> None:
        """Of a curve it is kept where it begins and ends."""
        self.do_c(x1, y1, x3, y3, x3, y3)

    def do_F(self) -> None:  # noqa: N802  pdfminer names its methods after the operators
        """The old operator fills, too."""
        self.do_f()

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
