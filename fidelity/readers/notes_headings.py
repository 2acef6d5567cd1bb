"""Headings over end notes: "Notes", in one of many languages."""

from __future__ import annotations

from fidelity.language.note_signs import NOTES_HEADINGS
from fidelity.model.marks import Kind
from fidelity.readers.blocks import Block

_LONGEST = max(map(len, NOTES_HEADINGS)) + 4
_FOLDED = frozenset(heading.casefold() for heading in NOTES_HEADINGS)


def is_notes_heading(block: Block) -> bool:
    """Whether a block says no more than "Notes", in one of many languages, and every letter of it stands so in the file."""
    if block.kind not in (Kind.HEADING, Kind.PARAGRAPH) or len(block.string) > _LONGEST:
        return False
    return block.string.strip(" :.").casefold() in _FOLDED and all(place >= 0 for place in block.file)
