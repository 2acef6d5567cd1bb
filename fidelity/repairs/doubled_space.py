"""Doubled spaces between words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Change, Edit
from fidelity.model.marks import Kind
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text

DOUBLED = re.compile(r"(?<=[^\s])( {2,})(?=[^\s])")


def propose(text: Text) -> Iterator[Change]:
    """Two or more spaces between words made one, except in code and tables."""
    if text.settled and not text.source.wrapped and text.source.engine == "markdown":
        # Markdown shows any run of spaces as one
        return
    if "  " not in text.string:
        return
    barred = [mark.span for mark in text.of_kind(Kind.CODE, Kind.VERBATIM, Kind.TABLE)]
    for match in DOUBLED.finditer(text.string):
        span = Span(*match.span())
        if not any(bar.overlaps(span) for bar in barred):
            yield Edit(Span(span.start + 1, span.end), "", "one space parts words")


REPAIR = Repair(
    code="A115",
    name="doubled-space",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="two spaces stand where one would",
    transcript_only=True,
)
