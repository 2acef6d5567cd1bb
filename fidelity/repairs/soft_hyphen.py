"""Soft hyphens inside words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Change, Edit
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text

INSIDE = re.compile(r"\u00ad(?![\u00ad\s]|$)")


def propose(text: Text) -> Iterator[Change]:
    """Each soft hyphen that is not at the end of a line removed; one at a line's end is the broken word's affair."""
    for match in INSIDE.finditer(text.string):
        yield Edit(Span(*match.span()), "", "a soft hyphen inside a word is an instruction to a typesetter, not a character")


REPAIR = Repair(
    code="A203",
    name="soft-hyphen",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a soft hyphen was left in the text",
)
