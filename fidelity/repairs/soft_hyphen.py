"""Soft hyphens inside words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Change, Edit
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text

INSIDE = re.compile(r"\u00ad(?!\u00ad|[^\S\n]*\n|$)")


def propose(text: Text) -> Iterator[Change]:
    """Each soft hyphen inside a line removed, or made a hyphen where it was printed; one at a line's end is a broken word's.

    Some producers (Typst) map every hyphen glyph to U+00AD: one that takes room on the page, or stands before a space, is a
    hyphen that the reader of the page sees.
    """
    for match in INSIDE.finditer(text.string):
        span = Span(*match.span())
        if text.string[span.end : span.end + 1].isspace() or _takes_room(text, span.start):
            yield Edit(span, "-", "a printed hyphen was mapped to the soft hyphen character", 0.95)
        else:
            yield Edit(span, "", "a soft hyphen inside a word is an instruction to a typesetter, not a character")


def _takes_room(text: Text, offset: int) -> bool:
    """Whether the glyph has a width and the next glyph begins behind it."""
    glyphs = text.source.glyphs
    if glyphs is None or text.origin[offset] < 0 or offset + 1 >= len(text.origin) or text.origin[offset + 1] < 0:
        return False
    here, after = text.source.file[text.origin[offset]], text.source.file[text.origin[offset + 1]]
    if here < 0 or after < 0:
        return False
    width = glyphs.x1[here] - glyphs.x0[here]
    return width > 0.1 * glyphs.size[here] and glyphs.x0[after] >= glyphs.x0[here] + 0.5 * width


REPAIR = Repair(
    code="A203",
    name="soft-hyphen",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a soft hyphen was left in the text",
)
