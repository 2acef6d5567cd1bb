"""Presentation ligatures: ﬁ for fi."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Change, Edit
from fidelity.model.finding import Severity
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"}
"""The Latin presentation forms U+FB00 to U+FB06. Letters such as æ, œ, ĳ and ß are spelling, not typesetting."""

PATTERN = re.compile("[ﬀ-ﬆ]")


def propose(text: Text) -> Iterator[Change]:
    """Each ligature character opened into its letters."""
    for match in PATTERN.finditer(text.string):
        letters = LIGATURES[match.group()]
        yield Edit(Span(*match.span()), letters, f"the ligature {match.group()} is the letters {letters}")


REPAIR = Repair(
    code="A204",
    name="presentation-ligature",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    severity=Severity.INFO,  # an accidental: editions may have ligatures
    message="the ligature character {before} stands for the letters {after}",
)
