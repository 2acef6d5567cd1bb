"""Drop caps that a browser cut in two at the end of a page: both pages have the whole letter, and show a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from fidelity.model.changes import Edit
from fidelity.model.source import Glyphs
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of
from fidelity.repairs.printed_lines import box_at, printed_lines
from fidelity.repairs.tall_characters import tall_characters

HEIGHT = 0.66
"""Of a capital, in ems."""
BELOW = 0.1
"""Ems below its baseline from which on a line counts as below a cap."""
LONGEST = 4
"""Characters of a cap with its marks, at most."""
SAME_SIZE, SAME_EDGE = 0.01, 0.05
"""Ems by which the sizes and the left edges of the two differ at most."""


def caps_cut_by_page_ends(text: Text) -> Iterator[Edit]:
    """One of two caps taken out: the same letter at the foot of a page and at the head of the next, one alone beside text."""
    glyphs = text.source.glyphs
    if glyphs is None or text.settled:
        return
    for one, two in pairwise(_caps(text)):
        shorter, longer = sorted((one, two), key=lambda cap: cap.length)
        at = text.string[slice(*longer)].find(text.string[slice(*shorter)])
        if at < 0 or not any(letter.isupper() for letter in text.string[slice(*longer)]):
            continue
        within = longer.start + at
        first, second = (within, shorter.start) if longer == one else (shorter.start, within)
        if not _is_same_cap(text, glyphs, first, second):
            continue
        beside = [_stands_beside_text(text, glyphs, cap) for cap in (one, two)]
        if sum(beside) == 1 and _is_at_edges(text, glyphs, first, second):
            yield _removal(text, two if beside[0] else one)


def _caps(text: Text) -> list[Span]:
    """Each run of a few characters much larger than the text: a letter with the opening marks before it, or a mark alone."""
    caps: list[Span] = []
    for offset in tall_characters(text):
        if caps and caps[-1].end == offset:
            caps[-1] = Span(caps[-1].start, offset + 1)
        elif not text.string[offset].isspace():
            caps.append(Span(offset, offset + 1))
    return [cap for cap in caps if cap.length <= LONGEST]


def _is_same_cap(text: Text, glyphs: Glyphs, one: int, two: int) -> bool:
    """Whether two letters on pages that follow one another have one font, one size and one left edge."""
    first, second = glyph_of(text, one), glyph_of(text, two)
    if first is None or second is None:
        return False
    size = glyphs.size[first]
    return (
        glyphs.page[second] == glyphs.page[first] + 1
        and glyphs.font[first] == glyphs.font[second]
        and abs(glyphs.size[second] - size) <= SAME_SIZE * size
        and abs(glyphs.x0[second] - glyphs.x0[first]) <= SAME_EDGE * size
        and glyphs.baseline[first] < glyphs.baseline[second]
    )


def _is_at_edges(text: Text, glyphs: Glyphs, one: int, two: int) -> bool:
    """Whether nothing of the first page stands below its cap, and nothing of the second above the top of its own."""
    first, second = glyph_of(text, one), glyph_of(text, two)
    assert first is not None
    assert second is not None
    lowest = glyphs.baseline[first] - BELOW * glyphs.size[first]
    highest = glyphs.baseline[second] + HEIGHT * glyphs.size[second]
    boxes = [line.box for line in printed_lines(text) if line.box is not None]
    below = any(box.page == glyphs.page[first] and box.baseline < lowest for box in boxes)
    return not below and not any(box.page == glyphs.page[second] and box.baseline > highest for box in boxes)


def _stands_beside_text(text: Text, glyphs: Glyphs, cap: Span) -> bool:
    """Whether a cap has a line of its own, as the reader gives it, before the first line that stands beside it."""
    line_end = text.string.find("\n", cap.end)
    if line_end < 0 or text.string[cap.end : line_end].strip("’'") or line_end + 1 >= len(text.string):
        return False
    last, box = glyph_of(text, cap.end - 1), box_at(text, text.transcript_offset(line_end + 1))
    if last is None or box is None or box.page != glyphs.page[last]:
        return False
    return box.x0 >= glyphs.x1[last] - 0.5 * box.size and glyphs.baseline[last] < box.baseline


def _removal(text: Text, cap: Span) -> Edit:
    """The cap taken out with the space or line end behind it, or with the space before it where it does not begin its line."""
    start, end = cap
    if not start or text.string[start - 1] == "\n":
        while end < len(text.string) and text.string[end] in " \n":
            end += 1
    elif text.string[start - 1] == " ":
        start -= 1
    printed = text.string[slice(*cap)]
    return Edit(Span(start, end), "", f"the drop cap {printed} is painted on two pages, and each shows a part of it", 0.9)
