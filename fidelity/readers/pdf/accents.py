"""Accents painted as glyphs of their own, put on the letters that they stand over: TeX's old fonts have no é, only ´ and e."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fidelity.readers.pdf.glyphs import PageGlyphs

Floats = npt.NDArray[np.float64]

COMBINING = frozenset(map(chr, range(0x300, 0x329)))
"""Combining characters that a file may have as glyphs: they follow their letter, and have no width."""
ACCENTS = {
    "`": "\u0300",
    "ˋ": "\u0300",
    "´": "\u0301",
    "ˊ": "\u0301",
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "¯": "\u0304",
    "ˉ": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "°": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
    **{mark: mark for mark in COMBINING},
}
"""What accents are mapped to when they are glyphs of their own, and the combining character of each."""
BELOW = "\u0323\u0324\u0325\u0326\u0327\u0328"
"""Combining characters under a letter; they leave the dot on an i."""
DOTLESS = {"ı": "i", "ȷ": "j"}
"""Letters that fonts have for the sake of accents."""
OVER = 0.6
"""An accent lies over its letter by so much of the narrower of both. A free-standing one does not reach over its neighbour;
over a dotless i, an accent reaches over the letters beside it by 0.4 of their width at most."""
HIGHEST, LOWEST = 0.6, -0.09
"""How far an accent's baseline may lie above and below its letter's, in ems: over capitals TeX raises it by 0.25, and
over small letters of bold fonts it lowers it a little."""
SIZES = 0.5
"""How far, in ems of the letter, the size of an accent may differ from it."""
SAME_PLACE = 0.1
"""Ems. Letters nearer than this are one letter, painted twice."""
NO_WIDTH = 0.001
"""Ems. A letter that takes no room is its accent alone, which a file may name as the letter that was typed with it."""
WIDEST_LETTER = 1.1
"""Ems. A ligature or an unmapped glyph may be wider; a letter with an accent is not."""


def has_bare_accents(page: PageGlyphs) -> bool:
    """Whether letters with accents take no room: they are the accents alone, under the name of what was typed."""
    bare = np.flatnonzero(np.frombuffer(page.x1, np.float32) <= np.frombuffer(page.x0, np.float32))
    return any(_accent_of(page.characters[i]) for i in bare.tolist())


def compose_accents(page: PageGlyphs) -> None:
    """Makes one character of each accent and the letter it stands over, as they are read, and takes the accent's glyph away.

    Place decides, not the order of painting, which PDFium changes. What stands over no letter stays as it is.
    """
    counts = [run.stop - run.start for run in page.runs]
    columns = _Columns(
        np.array(page.x0, float),
        np.array(page.x1, float),
        np.repeat([run.baseline for run in page.runs], counts),
        np.repeat([run.size for run in page.runs], counts),
        np.repeat([run.angle + 1000 * run.hidden for run in page.runs], counts),
    )
    taken: list[int] = []
    bare = set(np.flatnonzero(columns.x1 - columns.x0 <= NO_WIDTH * columns.size).tolist())
    for i, character in enumerate(page.characters):
        accent = ACCENTS.get(character) or (_accent_of(character) if i in bare else "")
        if not accent:
            continue
        alone = character in COMBINING or character not in ACCENTS
        for letter in _letters_under(columns, i) if not alone else _letter_before(columns, i):
            composed = _composed(page.characters[letter], accent)
            if composed is not None:
                page.characters[letter] = composed
                taken.append(i)
                break
    if taken:
        _take_away(page, taken)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The glyphs of a page in columns; points."""

    x0: Floats
    x1: Floats
    baseline: Floats
    size: Floats
    layer: Floats
    """Equal for glyphs of one direction that are all seen, or all hidden."""


def _letters_under(glyphs: _Columns, accent: int) -> list[int]:
    """The glyphs that an accent lies over, the one painted next first; none where it lies over two (a wide hat)."""
    x0, x1 = glyphs.x0[accent], glyphs.x1[accent]
    rise = glyphs.baseline[accent] - glyphs.baseline
    common = np.minimum(x1, glyphs.x1) - np.maximum(x0, glyphs.x0)
    under = (
        (common > 0)
        & (common >= OVER * np.minimum(x1 - x0, glyphs.x1 - glyphs.x0))
        & (rise >= LOWEST * glyphs.size)
        & (rise <= HIGHEST * glyphs.size)
        & (glyphs.x1 - glyphs.x0 <= WIDEST_LETTER * glyphs.size)
        & (np.abs(glyphs.size - glyphs.size[accent]) <= SIZES * glyphs.size)
        & (glyphs.layer == glyphs.layer[accent])
    )
    under[accent] = False
    found = np.flatnonzero(under)
    if len(found) and np.ptp(glyphs.x0[found]) > SAME_PLACE * glyphs.size[accent]:
        return []
    return sorted(found.tolist(), key=lambda i: (i < accent, abs(i - accent)))


def _accent_of(letter: str) -> str:
    """The accent of a letter that has one; nothing for any other character."""
    parts = unicodedata.normalize("NFD", letter)
    return parts[1] if len(parts) == 2 and parts[0].isalpha() and parts[1] in COMBINING else ""


def _letter_before(glyphs: _Columns, mark: int) -> list[int]:
    """The glyph before a combining character, if they stand together."""
    letter = mark - 1
    if letter < 0 or glyphs.layer[letter] != glyphs.layer[mark]:
        return []
    size = glyphs.size[letter]
    near = abs(glyphs.baseline[letter] - glyphs.baseline[mark]) <= HIGHEST * size
    return [letter] if near and glyphs.x0[letter] - size < glyphs.x0[mark] <= glyphs.x1[letter] + SAME_PLACE * size else []


def _composed(letter: str, accent: str) -> str | None:
    """The letter with the accent, in one character where there is one; None where they make no letter."""
    base = letter if accent in BELOW else DOTLESS.get(letter, letter)
    if letter in ACCENTS or not base.isalpha():
        return None
    composed = unicodedata.normalize("NFC", base + accent)
    # without a character of their own they are a formula's (x̂) or a transliteration's (m̐), over one plain letter
    return composed if len(composed) == 1 or (len(base) == 1 and base.isascii()) else None


def _take_away(page: PageGlyphs, taken: list[int]) -> None:
    """Removes glyphs (indexes in rising order) from a page and from its runs."""
    for i in reversed(taken):
        del page.characters[i], page.x0[i], page.x1[i]
    kept = []
    for run in page.runs:
        first, last = bisect_left(taken, run.start), bisect_left(taken, run.stop)
        run.start, run.stop, run.inked = run.start - first, run.stop - last, run.inked - (last - first)
        if run.start == run.stop:
            continue
        inked = [i for i in range(run.start, run.stop) if not page.characters[i].isspace()] if last > first else []
        if inked:
            run.x0, run.x1 = min(page.x0[i] for i in inked), max(page.x1[i] for i in inked)
        kept.append(run)
    page.runs = kept
