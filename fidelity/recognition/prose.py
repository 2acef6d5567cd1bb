"""The prose of a text as one string of the same length, with what is not prose blanked, so that offsets stay."""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.model.derived import derived
from fidelity.model.marks import Kind
from fidelity.model.span import Span
from fidelity.model.text import Text

BLANK = "\ue000"
"""Stands for each character of a note call, of code and of verbatim matter: neither letter, space nor mark."""


@derived(heeds=(Kind.NOTE_CALL, Kind.CODE, Kind.VERBATIM))
def prose(text: Text) -> str:
    """The string of a text with note calls, code and verbatim matter blanked, character by character."""
    parts: list[str] = []
    at = 0
    for mark in text.of_kind(Kind.NOTE_CALL, Kind.CODE, Kind.VERBATIM):
        if mark.end <= at:
            continue
        start = max(mark.start, at)
        parts.append(text.string[at:start])
        parts.append(BLANK * (mark.end - start))
        at = mark.end
    parts.append(text.string[at:])
    return "".join(parts)


def paragraphs(text: Text) -> Iterator[tuple[Span, bool]]:
    """The blocks of a text, and for each whether it begins a note's body or the running text: nothing goes on into it."""
    begins = {mark.start for mark in text.of_kind(Kind.NOTE_BODY)} | {0}
    for block in text.blocks:
        yield block, block.start in begins
