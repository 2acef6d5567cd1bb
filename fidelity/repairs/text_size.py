"""The size that the text is set in, and that of each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from fidelity.language.font_names import is_typewriter
from fidelity.model.derived import derived
from fidelity.model.source import Source
from fidelity.model.text import Text
from fidelity.repairs.printed_lines import PrintedLine

MOST_TYPED = 0.75
"""The part of the lines of a text that a program takes at most; beyond it the text itself is typed."""
UPPER = 0.4
"""The part of a page's lines, from the top, that shows the size of its text: notes stand below it."""
TEXT_LINES = 8
"""Lines of one size that make the text of a page."""


def body_size(text: Text) -> float | None:
    """The size, in points to a tenth, that the text is set in; None where there is no geometry.

    Not simply the commonest size, since in a law review the notes outweigh the text: every page votes, with its lines, for
    the commonest size of its upper lines.
    """
    return size_of_text(text.source)


@derived()
def size_of_text(source: Source) -> float | None:
    """What `body_size` gives, of a source."""
    boxes, lines = source.boxes, source.lines
    if boxes is None or not lines:
        return None
    pages: dict[int, list[tuple[float, int]]] = {}
    typed = _typed_lines(source)
    for i, start in enumerate(lines):
        if i in typed:
            continue
        end = lines[i + 1] if i + 1 < len(lines) else len(source.transcript)
        pages.setdefault(boxes.page[i], []).append((round(boxes.size[i], 1), end - start))
    votes: Counter[float] = Counter()
    for printed in pages.values():
        size = _upper_size(printed)
        votes[size] += sum(1 for other, _ in printed if other == size)
    return votes.most_common(1)[0][0]


def _typed_lines(source: Source) -> frozenset[int]:
    """The lines whose middle is in a typewriter's face: a program that is printed beside the text; none where most are."""
    glyphs, file, starts = source.glyphs, source.file, source.lines
    faces = {i for i, font in enumerate(glyphs.fonts) if is_typewriter(font)} if glyphs is not None else set()
    if glyphs is None or not faces:
        return frozenset()
    places = [file[(one + two) // 2] for one, two in pairwise((*starts, len(source.transcript)))]
    typed = frozenset(i for i, place in enumerate(places) if glyphs.font[place if place >= 0 else ~place] in faces)
    return typed if len(typed) <= MOST_TYPED * len(starts) else frozenset()


def _upper_size(printed: Sequence[tuple[float, int]]) -> float:
    """The size in which most of the upper lines of a page are set; `printed` are the sizes and lengths of its lines."""
    upper: Counter[float] = Counter()
    for size, length in printed[: max(round(UPPER * len(printed)), 4)]:
        upper[size] += length
    return upper.most_common(1)[0][0]


def text_sizes(lines: Sequence[PrintedLine], usual: float) -> dict[int, float]:
    """For each page index the size of its text, in points: the usual one, or a larger one that most of the page is set in."""
    pages: dict[int, list[tuple[float, int]]] = {}
    for line in lines:
        if line.box is not None:
            pages.setdefault(line.page, []).append((round(line.box.size, 1), len(line.words)))
    sizes = {}
    for page, printed in pages.items():
        size = _upper_size(printed)
        count = sum(other == size for other, _ in printed)
        length = sum(length for other, length in printed if other == size)
        most = count >= TEXT_LINES and 2 * length > sum(length for _, length in printed)
        sizes[page] = max(size, usual) if most else usual
    return sizes
