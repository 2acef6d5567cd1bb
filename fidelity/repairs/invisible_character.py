"""Characters that cannot be seen and mean nothing between the letters that surround them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Change, Edit
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text

INVISIBLE = re.compile("[\u200b\u2060\ufeff\u200c\u200d\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000e-\u001f\u007f]")
JOINERS = "\u200c\u200d"
DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def propose(text: Text) -> Iterator[Change]:
    """Each invisible character removed, except joiners and direction marks where the script around them uses them."""
    right_to_left: bool | None = None
    for match in INVISIBLE.finditer(text.string):
        beside = text.string[max(match.start() - 1, 0) : match.start()] + text.string[match.end() : match.end() + 1]
        if match.group() in JOINERS and any(_uses_joiners(c) for c in beside):
            continue
        if match.group() in DIRECTIONS:
            if right_to_left is None:
                right_to_left = any(unicodedata.bidirectional(c) in ("R", "AL") for c in set(text.everything))
            if right_to_left:
                continue
        name = unicodedata.name(match.group(), f"U+{ord(match.group()):04X}").lower()
        yield Edit(Span(*match.span()), "", f"an invisible character ({name}) stands in the text")


def _uses_joiners(character: str) -> bool:
    """Whether joiners are spelling or shape beside this character: no in Latin, Greek and Cyrillic, yes elsewhere."""
    return not unicodedata.name(character, "").startswith(("LATIN", "GREEK", "CYRILLIC", "SPACE", "DIGIT")) and (
        character.isalpha() or unicodedata.category(character) in ("So", "Mn", "Mc", "Sk")
    )


REPAIR = Repair(
    code="A201",
    name="invisible-character",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="an invisible character stands in the text",
)
