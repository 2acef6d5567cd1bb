"""The numerals and signs of a text, each of which may label or call a note, and which of them are raised."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fidelity.language.note_signs import SYMBOLS
from fidelity.model.derived import derived
from fidelity.model.span import Span, span_of
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of
from fidelity.repairs.raised_characters import raised_in

FIGURES = 4
"""Figures of a numeral that may be a call, at most."""
NUMERAL = re.compile(rf"\d{{1,{FIGURES}}}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,{FIGURES}}}|([{re.escape(SYMBOLS)}])\1{{0,3}}")
SIGNS = re.compile(rf"[\d⁰¹²³⁴⁵⁶⁷⁸⁹{re.escape(SYMBOLS)}]+")
"""What numerals are made of: one set of characters is sought many times as fast as they are."""
SMALL, LEVEL = 0.75, 0.03
"""Calls that nobody raised have at most this part of the size of what they touch, and its baseline within so many ems."""


@derived(heeds=())
def numerals(text: Text) -> Sequence[tuple[Span, bool | None]]:
    """Each numeral or sign of a text and whether it is raised; a raised one behind a number ("46³") is one by itself."""
    found: list[tuple[Span, bool | None]] = []
    told = raised_in(text)
    for signs in SIGNS.finditer(text.string):
        start, end = signs.span()
        for first, last in ((start, end),) if end - start == 1 else _spans_of(signs):
            start, raised = first, told(first)
            if raised is False and last - start > 1 and text.string[start:last].isdigit():
                for middle in range(start + 1, last):
                    if told(middle):
                        found.append((Span(start, middle), raised))
                        start, raised = middle, True
                        break
            found.append((span_of((start, last)), raised))
    return found


def _spans_of(signs: re.Match[str]) -> Sequence[tuple[int, int]]:
    """Where the numerals and signs begin and end in figures and signs that touch."""
    if len(signs[0]) <= FIGURES and signs[0].isdecimal():
        return (signs.span(),)  # nearly always
    return [match.span() for match in NUMERAL.finditer(signs.string, *signs.span())]


def is_set_small(text: Text, offset: int) -> bool:
    """Whether a figure is set far smaller than what its numeral touches, on the same baseline: a superior that nobody raised.

    Subscripts stand lower, and the figures of a word in small type are as large as its letters.
    """
    glyphs, start = text.source.glyphs, offset
    if glyphs is None or not start or text.string[start - 1].isspace():
        return False  # nearly always
    while start and text.string[start - 1].isdigit() and _is_as_large(text, start - 1, offset):
        start -= 1
    here, before = glyph_of(text, offset), glyph_of(text, start - 1) if start else None
    if here is None or before is None or text.string[start - 1].isspace():
        return False
    size = glyphs.size[before]
    return bool(glyphs.size[here] <= SMALL * size and abs(glyphs.baseline[here] - glyphs.baseline[before]) <= LEVEL * size)


def _is_as_large(text: Text, one: int, two: int) -> bool:
    glyphs, first, second = text.source.glyphs, glyph_of(text, one), glyph_of(text, two)
    if glyphs is None or first is None or second is None:
        return False
    return abs(glyphs.size[first] - glyphs.size[second]) <= LEVEL * glyphs.size[second]


@derived(heeds=())
def raised_numerals(text: Text) -> Sequence[int]:
    """The offsets of the numerals and signs of a text that are raised, in order."""
    return [span.start for span, raised in numerals(text) if raised]
