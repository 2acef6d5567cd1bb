"""The size that the text is set in, and that of each page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
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
SMALLER, SMALLEST = 0.94, 0.6
"""Times the size of the text that notes are set in, at most and at least."""
LEAST_NOTES = 2
"""Notes that show, where they fill most of a page, that the larger type above them is its text: it calls them."""
RAISED = 0.85
"""Times the size of its line that the figures of a call have, at most."""
_LABEL = re.compile(r"\s*(\d{1,4})(?=[.)\s]|[^\W\d])")
_FIGURES = re.compile(r"\d{1,4}")


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
    pages: dict[int, list[int]] = {}
    typed = _typed_lines(source)
    for i in range(len(lines)):
        if i not in typed:
            pages.setdefault(boxes.page[i], []).append(i)
    ends = (*lines[1:], len(source.transcript))
    votes: Counter[float] = Counter()
    for page in pages.values():
        printed = [(round(boxes.size[i], 1), ends[i] - lines[i]) for i in page]
        size = _upper_size(printed)
        outweighed = _size_over_notes(source, page)
        counted = (size,) if outweighed is None else (size, size := outweighed)
        votes[size] += sum(1 for other, _ in printed if other in counted)
    return votes.most_common(1)[0][0]


def _size_over_notes(source: Source, page: Sequence[int]) -> float | None:
    """The size of the lines at the top of a page whose notes fill most of it; None where it is no such page.

    All lines below them are smaller, labels open some of these, and raised figures above are those labels. `page` are the
    indexes of its lines.
    """
    boxes, starts = source.boxes, source.lines
    assert boxes is not None
    ends = [starts[i + 1] if i + 1 < len(starts) else len(source.transcript) for i in page]
    size = round(boxes.size[page[0]], 1)
    first = next((k for k, i in enumerate(page) if boxes.size[i] <= SMALLER * size), len(page))
    smaller = [boxes.size[i] for i in page[first:-1]]  # the last one may be a folio
    if len(smaller) < max(first, TEXT_LINES) or not all(SMALLEST * size <= other <= SMALLER * size for other in smaller):
        return None
    labels = [_LABEL.match(source.transcript[starts[i] : end]) for i, end in zip(page[first:], ends[first:], strict=True)]
    opened = {label[1] for label in labels if label is not None}
    called = {
        figures for i, end in zip(page[:first], ends, strict=False) for figures in _raised_figures(source, starts[i], end)
    }
    return size if len(opened & called) >= LEAST_NOTES else None


def _raised_figures(source: Source, start: int, end: int) -> Iterator[str]:
    """The numbers within a line of the transcript that are set smaller than it, or higher, as calls are."""
    glyphs, boxes, file = source.glyphs, source.boxes, source.file
    if glyphs is None or boxes is None:
        return
    line = bisect_right(source.lines, start) - 1
    size, baseline = boxes.size[line], boxes.baseline[line]
    for figures in _FIGURES.finditer(source.transcript, start, end):
        place = file[figures.start()]
        if place >= 0 and glyphs.size[place] <= RAISED * size and glyphs.baseline[place] > baseline:
            yield figures[0]


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
