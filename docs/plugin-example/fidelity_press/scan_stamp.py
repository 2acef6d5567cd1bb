"""The stamp that a library prints on the pages that it scans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Change, Edit
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text

STAMP = re.compile(r" *\bDigiti[sz]ed by (?:Google|the Internet Archive)\b\.?")


def propose(text: Text) -> Iterator[Change]:
    """Each stamp taken out of the text, with the space before it."""
    for match in STAMP.finditer(text.string):
        whole_block = match.start() == 0 or text.string[match.start()] == "\n"
        if not whole_block:
            yield Edit(Span(*match.span()), "", "a library's stamp on its scans", 0.9)


REPAIR = Repair(
    code="A901",
    name="scan-stamp",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a library's stamp was left in the text",
)
