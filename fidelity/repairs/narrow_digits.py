"""Figures that are superiors by their advance alone."""

from __future__ import annotations

from fidelity.model.derived import derived
from fidelity.model.late_pattern import late_pattern
from fidelity.model.source import Source
from fidelity.model.text import Text

_DIGIT = late_pattern(r"[\d\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]")
"""Figures, superior and inferior ones included."""


def narrow_digits(text: Text) -> frozenset[int]:
    """Indexes of digit glyphs that are narrower than 0.8 of the usual digit of their font: superior glyphs of that font.

    Typst and some OpenType layouts set superiors as glyphs of the same size on the same baseline; their advance betrays
    them. Fonts whose digits differ among themselves (proportional figures) are compared digit by digit.
    """
    return _narrow_digits(text.source)


@derived()
def _narrow_digits(source: Source) -> frozenset[int]:
    glyphs = source.glyphs
    if glyphs is None:
        return frozenset()
    import numpy as np

    digits = [ord(sign) for sign in set(source.transcript) if _DIGIT.match(sign)]
    codes = np.frombuffer(source.transcript.encode("utf-32-le", "surrogatepass"), np.uint32)
    places = np.flatnonzero(np.isin(codes, digits))
    codes = codes[places].astype(np.int64)
    glyph = np.array(source.file, np.int32)[places]
    size = np.array(glyphs.size, float)[glyph]
    known = (glyph >= 0) & (size > 0)
    glyph, size = glyph[known], size[known]
    width = (np.array(glyphs.x1, float)[glyph] - np.array(glyphs.x0, float)[glyph]) / size
    _, digit = np.unique(np.array(glyphs.font, np.int64)[glyph] * 0x110000 + codes[known], return_inverse=True)
    widest = np.zeros(len(digit))
    np.maximum.at(widest, digit, width)
    return frozenset(glyph[width < 0.8 * widest[digit]].tolist())
