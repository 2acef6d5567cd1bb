"""Characters printed small and high beside their line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fidelity.model.derived import derived
from fidelity.model.source import Source
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import AT_ONCE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def is_raised(text: Text, offset: int) -> bool | None:
    """Whether the character at a text offset is printed small and high beside its line; None where there is no geometry.

    Small is under 0.85 of the line's size and high is a baseline a tenth of that size above the line's: typesetters set
    superiors at 0.58 to 0.75 and raise them by a quarter to a half. A renderer of HTML sets them at up to 0.9 of the size; that
    high, they are raised all the same. What opens a line may be larger than it, as the number before an address in small type.
    Superior glyphs of the font itself have the size and baseline of the line; `narrow_digits.py` knows them. A figure that
    stands for a private character is printed as that is.
    """
    return raised_in(text)(offset)


@derived(heeds=())
def raised_in(text: Text) -> Callable[[int], bool | None]:
    """What `is_raised` says of the characters of a text: for those who ask about very many."""
    origins, source, raised = text.origin, text.source, _raised(text.source)
    if not raised:
        return _is_unknown

    def told(offset: int) -> bool | None:
        origin = origins[offset]
        if origin < 0:
            if source.transcript[~origin : ~origin + 1] not in _PRIVATE_FIGURES:
                return None
            origin = ~origin
        return _RAISED[raised[origin]]

    return told


def _is_unknown(_offset: int) -> bool | None:
    return None


_PRIVATE_FIGURES = frozenset(map(chr, range(0xF730, 0xF73A)))
"""Old-style figures in the corporate use area of the Adobe Glyph List."""
_RAISED = (None, False, True)
LARGEST_LABEL, HIGH_LABEL = 1.15, 0.35
"""Times the size of its line that the sign which opens it may be set in, and ems of rise that make it raised then."""
LONGEST_LABEL = 3
"""Figures of such a sign."""


@derived()
def _raised(source: Source) -> bytes:
    """For each character of a transcript an index into `_RAISED`; empty where there is no geometry."""
    glyphs, boxes = source.glyphs, source.boxes
    if glyphs is None or boxes is None or not source.lines:
        return b""
    import numpy as np

    sizes, baselines = np.asarray(boxes.size).astype(float), np.asarray(boxes.baseline).astype(float)
    columns = np.asarray(glyphs.size), np.asarray(glyphs.baseline)
    parts = []
    for start in range(0, len(source.file), AT_ONCE):
        file = np.asarray(source.file[start : start + AT_ONCE])
        line = _lines_of(source, start, start + len(file))
        of_line, glyph = sizes[line], np.maximum(file, 0)
        small = columns[0][glyph].astype(float) / of_line
        first = np.diff(line, prepend=source.line_of(start - 1) if start else -1) != 0
        opens = first.copy()
        for figures in range(1, LONGEST_LABEL):
            opens[figures:] |= first[:-figures]
        few = np.flatnonzero((small < 0.93) | (opens & (small < LARGEST_LABEL)))
        rise = (columns[1][glyph[few]].astype(float) - baselines[line[few]]) / of_line[few]
        raised = ((small[few] < 0.85) & (rise > 0.1)) | (rise > np.where(small[few] < 0.93, 0.25, HIGH_LABEL))
        part = (file >= 0).astype(np.uint8)
        part[few[raised & (file[few] >= 0)]] = 2
        parts.append(part.tobytes())
    return b"".join(parts)


def _lines_of(source: Source, start: int, end: int) -> npt.NDArray[np.int64]:
    """Which printed line each of the characters of a transcript from one offset to another is in."""
    import numpy as np

    first, last = max(source.line_of(start), 0), max(source.line_of(end - 1), 0)
    edges = np.append(np.asarray(source.lines[first + 1 : last + 1], np.int64), end)
    return np.repeat(np.arange(first, last + 1), np.diff(edges, prepend=start))
