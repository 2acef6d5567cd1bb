"""Characters much larger than the text, and where the drop caps that open lines end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from fidelity.model.derived import derived
from fidelity.model.source import Source
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_size
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.text_size import size_of_text

TALL = 1.5
"""A drop cap is at least this many times the size of the text."""


def after_cap(text: Text, line: PrintedLine, size: float) -> float | None:
    """Where, in points from the left, the drop cap that opens a line ends; None where none does."""
    glyphs, tall = text.source.glyphs, tall_characters(text)
    at = bisect_left(tall, line.start_of_words)
    if glyphs is None or at == len(tall) or tall[at] >= min(line.start_of_words + 5, line.end_of_words):
        return None
    edge = None
    for offset in range(line.start_of_words, min(line.start_of_words + 5, line.end_of_words)):
        height = glyph_size(text, offset)
        if height is not None and height >= TALL * size:
            edge = glyphs.x1[text.source.file[text.origin[offset]]]
        elif edge is not None and not text.string[offset].isspace():
            return edge
    return None


def edges_of_caps(text: Text, lines: Sequence[PrintedLine], size: float) -> dict[int, float]:
    """What `after_cap` gives for those lines that a drop cap opens, by their indexes, which rise."""
    found: dict[int, float] = {}
    for offset in tall_characters(text):
        i = bisect_right(lines, offset, key=_start_of_words) - 1
        if i >= 0 and i not in found and (edge := after_cap(text, lines[i], size)) is not None:
            found[i] = edge
    return found


def _start_of_words(line: PrintedLine) -> int:
    return line.start_of_words


@derived(heeds=())
def tall_characters(text: Text) -> Sequence[int]:
    """Offsets of the characters that are much larger than the text, in order."""
    large = _large(text.source)
    if not large or not text.origin:
        return ()
    import numpy as np

    return np.frombuffer(large, bool)[np.maximum(np.frombuffer(text.origin, np.int32), -1)].nonzero()[0].tolist()


@derived()
def _large(source: Source) -> bytes:
    """Which characters of a transcript are much larger than the text, and one more that is not; empty where none is."""
    size, glyphs = size_of_text(source), source.glyphs
    if size is None or glyphs is None:
        return b""
    import numpy as np

    # one more at the end, for what is none's
    large = np.append(np.asarray(glyphs.size).astype(float) >= TALL * size, False)
    if not large.any():
        return b""
    return np.append(large[np.maximum(np.asarray(source.file), -1)], False).tobytes()
