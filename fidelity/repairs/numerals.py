"""The numerals and signs of a text, each of which may label or call a note, and which of them are raised."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fidelity.language.note_signs import SYMBOLS
from fidelity.model.derived import derived
from fidelity.model.span import Span, span_of
from fidelity.model.text import Text
from fidelity.repairs.printed_lines import raised_in

FIGURES = 4
"""Figures of a numeral that may be a call, at most."""
NUMERAL = re.compile(rf"\d{{1,{FIGURES}}}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,{FIGURES}}}|([{re.escape(SYMBOLS)}])\1{{0,3}}")
SIGNS = re.compile(rf"[\d⁰¹²³⁴⁵⁶⁷⁸⁹{re.escape(SYMBOLS)}]+")
"""What numerals are made of: one set of characters is sought many times as fast as they are."""


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


@derived(heeds=())
def raised_numerals(text: Text) -> Sequence[int]:
    """The offsets of the numerals and signs of a text that are raised, in order."""
    return [span.start for span, raised in numerals(text) if raised]
