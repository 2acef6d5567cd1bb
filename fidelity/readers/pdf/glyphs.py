"""What a page paints, as columns of glyphs and runs, whichever engine reads it. No object is made for a glyph."""

from __future__ import annotations

import math
import unicodedata
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fidelity.language.font_names import is_bold, is_slanted

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage

Stroke = tuple[float, float, float]
"""A thin level line drawn on a page: its left end, its right end, its height; points."""
Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 of something on a page; points."""
Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f of ISO 32000-1, 8.3.3: (x, y) goes to (ax + cy + e, bx + dy + f)."""

UNMAPPED = "\ufffd"
"""Stands for a glyph that the file gives no character for."""

RUN_GAP = 0.7
"""Widest gap inside a run, in ems: narrower than LaTeX's default gutter (10 pt), so that no run bridges two columns."""
RUN_STEP_BACK = 0.3
"""How far a glyph may reach back over the one before, in ems (kerning, accents), without opening a new run."""
SHORTEST_STROKE, THICKEST_STROKE = 20.0, 3.0
"""Points: a drawn line that is shorter may be of a letter or a formula, and one that is thicker a bar of a picture."""
THICKEST_IMAGE = 1.2
"""Points: a thicker picture may be a strip of a scanned page."""
SMALLEST_SQUARE, LARGEST_SQUARE, UNEVEN = 1.2, 9.0, 1.3
"""Points that the side of a bullet measures, and how many times its height it is as wide, at most, or the reverse."""
MOST_PATHS = 2000
"""Paths of a page beyond which they are a picture's, and are not looked at: Word draws each side of each cell of a table."""
LEAST_SIZE = 0.1
"""Points; nobody can see text smaller than that."""
HIDDEN_MODES = (3, 7)
"""Text render modes that paint nothing (ISO 32000-1, table 106)."""
FILLING_MODES = (0, 4)
"""Those that only fill, so that the fill colour alone is seen."""
DEFAULT_ASCENT, DEFAULT_DESCENT = 0.75, -0.22
"""Ems above and below the baseline, for a font that declares nothing usable."""

ITALIC, FORCE_BOLD = 1 << 6, 1 << 18
"""Bits of a font descriptor's flags (ISO 32000-1, table 123)."""
STRETCH = 64
"""Pages after which an engine forgets what it knows of fonts and words. A measure is right to a tolerance only, and depends on
where a word came first; so that pages read in other processes come out the same, everybody begins anew at the same pages."""


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
    """Index into the names of the document's fonts."""
    bottom: float
    top: float
    angle: int
    """Degrees, counter-clockwise, that the text is turned by; its coordinates are those of the page turned back."""
    hidden: bool
    inked: int
    """How many of its glyphs are not white."""
    grounds: int | None = None
    """Of white or transparent text, how many of the page's grounds were painted before it; None for all other."""


@dataclass(slots=True)
class PageGlyphs:
    """The glyphs of one page in the order of painting; points, origin at the bottom left of the page as shown."""

    width: float
    height: float
    crop: tuple[float, float, float, float] = (-math.inf, -math.inf, math.inf, math.inf)
    """x0, y0, x1, y1 of the part that is shown."""
    characters: list[str] = field(default_factory=list)
    """What each glyph stands for: one character, several for some ligatures, or UNMAPPED."""
    x0: array[float] = field(default_factory=lambda: array("f"))
    x1: array[float] = field(default_factory=lambda: array("f"))
    runs: list[Run] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    short_strokes: list[Stroke] = field(default_factory=list)
    """Those that are too short to be a line of the page; they may be underscores."""
    squares: list[Box] = field(default_factory=list)
    """Filled paths as high as wide, and small; they may be bullets."""
    grounds: list[Box] = field(default_factory=list)
    """Where paths that are not white, pictures and shadings are painted, in the order of painting, if that is to be known."""
    completed: int = 0
    """How many of the characters a second engine gave."""

    def keep(self, run: Run) -> None:
        """Ends a run at the last glyph and keeps it, unless it is empty, of no size, or outside the part that is shown."""
        run.stop = len(self.characters)
        if run.stop == run.start:
            return
        if run.size < LEAST_SIZE or (run.angle == 0 and run.inked and not self.shows(run)):
            del self.characters[run.start :], self.x0[run.start :], self.x1[run.start :]
            return
        last = self.runs[-1] if self.runs else None
        if last is not None and self._continues(last, run):
            last.stop = run.stop
            last.inked += run.inked
            last.x0, last.x1 = min(last.x0, run.x0), max(last.x1, run.x1)
        else:
            self.runs.append(run)

    def shows(self, run: Run) -> bool:
        """Whether some of a run lies in the part of the page that is shown."""
        x0, y0, x1, y1 = self.crop
        return run.x1 > x0 and run.x0 < x1 and run.top > y0 and run.bottom < y1

    def _continues(self, last: Run, run: Run) -> bool:
        if last.stop != run.start or last.angle != run.angle or last.hidden != run.hidden or last.font != run.font:
            return False
        if last.grounds != run.grounds:
            return False
        if abs(last.baseline - run.baseline) > 0.02 * run.size or abs(last.size - run.size) > 0.02 * run.size:
            return False
        gap = self.x0[run.start] - self.x1[last.stop - 1]
        return -RUN_STEP_BACK * run.size <= gap <= RUN_GAP * run.size


class FontNames:
    """The names of a document's fonts in the order of their first glyphs, each once."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, name: str, flags: int = 0) -> int:
        """The index of a PostScript name, its subset prefix left out.

        `flags` are those of the font's descriptor (ISO 32000-1, table 123). Where they say that it is italic and the name does
        not, ",Italic" is added, as names of TrueType fonts have it (ISO 32000-1, 9.6.3); likewise ",Bold".
        """
        head, plus, tail = name.partition("+")
        name = tail if plus and len(head) == 6 and head.isupper() else name
        if flags & ITALIC and not is_slanted(name):
            name += ",Italic"
        if flags & FORCE_BOLD and not is_bold(name):
            name += ",Bold"
        return self._places.setdefault(name, len(self._places))

    def all(self) -> tuple[str, ...]:
        """The names, each at its index."""
        return tuple(self._places)


def heights(ascent: float, descent: float) -> tuple[float, float]:
    """Ascent and descent in ems as a font declares them, or the usual ones where those cannot be right."""
    return (
        ascent if 0.3 <= ascent <= 1.6 else DEFAULT_ASCENT,
        descent if -0.8 <= descent < 0 else DEFAULT_DESCENT,
    )


def readable(text: str) -> str:
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


def product(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does what the first does, then what the second does."""
    a, b, c, d, e, f = first
    a1, b1, c1, d1, e1, f1 = second
    return (
        a * a1 + b * c1,
        a * b1 + b * d1,
        c * a1 + d * c1,
        c * b1 + d * d1,
        e * a1 + f * c1 + e1,
        e * b1 + f * d1 + f1,
    )


def turn(degrees: float, x: float, y: float) -> Matrix:
    """The matrix that turns about a point, counter-clockwise."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (cosine, sine, -sine, cosine, x - x * cosine + y * sine, y - x * sine - y * cosine)


def add_stroke(page: PageGlyphs, x0: float, y0: float, x1: float, y1: float) -> None:
    """Keeps the stroke that a painted path with these bounds is, in any order of its corners, if it is one."""
    left, right = min(x0, x1), max(x0, x1)
    if abs(y1 - y0) <= THICKEST_STROKE and right - left > abs(y1 - y0):
        kept = page.strokes if right - left >= SHORTEST_STROKE else page.short_strokes
        kept.append((left, right, (y0 + y1) / 2))


def add_image_of_stroke(page: PageGlyphs, x0: float, y0: float, x1: float, y1: float) -> None:
    """Keeps a picture with these bounds as a stroke, if it is thin: Distiller makes pictures of dvips’s rules."""
    if abs(y1 - y0) <= THICKEST_IMAGE:
        add_stroke(page, x0, y0, x1, y1)


def add_square(page: PageGlyphs, x0: float, y0: float, x1: float, y1: float) -> None:
    """Keeps what a filled path with these bounds paints, in any order of its corners, if it is a small square or disc."""
    width, height = abs(x1 - x0), abs(y1 - y0)
    if min(width, height) >= SMALLEST_SQUARE and max(width, height) <= min(LARGEST_SQUARE, UNEVEN * min(width, height)):
        page.squares.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def thick_line(width: float, x0: float, y0: float, x1: float, y1: float) -> Box:
    """The bounds of what a level or upright line of a width paints, whose ends are cut off: a rule may be as thick as long."""
    half = width / 2
    across, up = (half, 0.0) if x0 == x1 else (0.0, half)
    return min(x0, x1) - across, min(y0, y1) - up, max(x0, x1) + across, max(y0, y1) + up


def as_shown(page: PDFPage) -> tuple[Matrix, float, float, tuple[float, float, float, float]]:
    """The matrix from a page's coordinates to the page as shown, its width and height, and the part that is shown; points."""
    x0, y0, x1, y1 = page.mediabox
    rotation = page.rotate % 360
    matrix: Matrix
    if rotation == 90:
        matrix = (0, -1, 1, 0, -y0, x1)
    elif rotation == 180:
        matrix = (-1, 0, 0, -1, x1, y1)
    elif rotation == 270:
        matrix = (0, 1, -1, 0, y1, -x0)
    else:
        matrix = (1, 0, 0, 1, -x0, -y0)
    width, height = (abs(y1 - y0), abs(x1 - x0)) if rotation in {90, 270} else (abs(x1 - x0), abs(y1 - y0))
    a, b, c, d, e, f = matrix
    left, low, right, high = page.cropbox
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (low, high)]
    crop = (min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners))
    return matrix, width, height, crop
