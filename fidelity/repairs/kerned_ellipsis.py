"""Ellipses set as three full stops with white between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from fidelity.model.changes import Change, Edit
from fidelity.model.repair import Repair
from fidelity.model.source import Glyphs
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of

DOTS = re.compile(r"(?<!\.)\.[^\S\n]?\.[^\S\n]?\.(?![^\S\n]?\.)")
CLOSEST, WIDEST = 0.03, 0.24
"""White between the stops of an ellipsis, in ems: TeX sets a sixth of an em; a typed ". . ." has word spaces of a quarter."""
EVEN = 0.03


def propose(text: Text) -> Iterator[Change]:
    """Three full stops that a typesetter kerned into one sign made the ellipsis character; only the page's geometry shows them.

    Full stops that touch ("...") or stand a word space apart (". . .") are left as they were typed.
    """
    glyphs = text.source.glyphs
    if glyphs is None or text.settled:
        return
    for match in DOTS.finditer(text.string):
        stops = [glyph_of(text, match.start() + i) for i, c in enumerate(match.group()) if c == "."]
        whites = _whites(glyphs, stops)
        if whites is None or not all(CLOSEST <= white <= WIDEST for white in whites) or max(whites) - min(whites) > EVEN:
            continue
        end = match.end()
        if text.string[end : end + 1] == " " and text.source.file[text.origin[end]] < 0:
            # the kern after the last stop looks like a narrow word space
            after = _whites(glyphs, [stops[-1], glyph_of(text, end + 1)])
            end += int(after is not None and after[0] <= max(whites) + EVEN)
        yield Edit(Span(match.start(), end), "…", "three full stops kerned into one sign are an ellipsis", 0.9)


def _whites(glyphs: Glyphs, indexes: list[int | None]) -> list[float] | None:
    """White between neighbouring glyphs, in ems; None where one of them is not known or stands on another line."""
    whites = []
    for one, two in pairwise(indexes):
        if one is None or two is None or abs(glyphs.baseline[one] - glyphs.baseline[two]) > 0.5:
            return None
        whites.append((glyphs.x0[two] - glyphs.x1[one]) / glyphs.size[one])
    return whites


REPAIR = Repair(
    code="A117",
    name="kerned-ellipsis",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="an ellipsis was left as three full stops",
    transcript_only=True,
)
