"""The glyphs behind the characters of a text: which one, how large, in which font."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fidelity.model.text import Text

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def white_space(string: str) -> npt.NDArray[np.bool_]:
    """Which characters of a string are white space."""
    import numpy as np

    signs = [ord(sign) for sign in set(string) if sign.isspace()]
    parts = [string[start : start + AT_ONCE] for start in range(0, len(string), AT_ONCE)] or [""]
    codes = (np.frombuffer(part.encode("utf-32-le", "surrogatepass"), np.uint32) for part in parts)
    parted = []
    for column in codes:
        white = np.zeros(len(column), bool)
        for sign in signs:
            white |= column == sign
        parted.append(white)
    return np.concatenate(parted)


def glyphs_at(text: Text, offsets: npt.NDArray[np.integer] | slice = slice(None)) -> npt.NDArray[np.int32]:
    """For the characters at offsets of a text, or all, what `glyph_of` gives, in a column; -1 where it gives None."""
    import numpy as np

    origin, file = np.asarray(text.origin)[offsets], np.asarray(text.source.file)
    if text.source.glyphs is None or not len(file):
        return np.full(len(origin), -1, np.int32)
    at = np.where(origin >= 0, origin, ~origin)
    found: npt.NDArray[np.int32] = np.maximum(file[np.minimum(at, len(file) - 1)], -1)
    found[at >= len(file)] = -1
    return found


def glyph_of(text: Text, offset: int) -> int | None:
    """The index of the glyph of the character at a text offset; for letters that a repair made of one glyph, that glyph."""
    if text.source.glyphs is None or offset >= len(text.origin):
        return None
    origin = text.origin[offset]
    at = origin if origin >= 0 else ~origin
    glyph = text.source.file[at] if at < len(text.source.file) else -1
    return glyph if glyph >= 0 else None


def glyph_size(text: Text, offset: int) -> float | None:
    """The size in points of the character at a text offset; None where there is no geometry."""
    glyph = glyph_of(text, offset)
    return text.source.glyphs.size[glyph] if glyph is not None and text.source.glyphs is not None else None


def font_name(text: Text, offset: int) -> str:
    """The PostScript name of the font that the character at a text offset is set in, one that a repair made of a glyph that of
    the glyph; "" where it is not known.
    """
    glyph, glyphs = glyph_of(text, offset), text.source.glyphs
    return glyphs.fonts[glyphs.font[glyph]] if glyph is not None and glyphs is not None else ""


AT_ONCE = 200_000
"""Characters whose columns are worked on at once, so that those of a long book need not all be there."""
