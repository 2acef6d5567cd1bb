"""The log of a canonical text as JSON lines: a header on what it was made from, then one record for each emendation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from fidelity.model.changes import Emendation
from fidelity.model.marks import Mark
from fidelity.model.source import EXTRACTION_VERSION
from fidelity.model.text import Text

FORMAT = 1
"""The format of the log."""


def write_log(text: Text, decisions: tuple[str, str] | None = None) -> str:
    """The log of a text, all its lines in one: see `log_lines`."""
    return "".join(log_lines(text, decisions))


def log_lines(text: Text, decisions: tuple[str, str] | None = None) -> Iterator[str]:
    """The log of a text, one JSON object a line, each ending in a newline; that of a book takes more memory than the book.

    Header: the source's name and SHA-256, the engine that read it, the extraction version, the length of the transcript, the
    transcript offsets at which pages and lines start, the folios printed on the pages, and the SHA-256 of the text's string in
    UTF-8, by which a changed canonical file is known; what of a damaged source could not be read; and, where `decisions` were
    replayed, the name and SHA-256 of their file. A record holds the fields of `Emendation`; those without a value are
    left out. Spans are [start, end] in characters.
    """
    source = text.source
    header: dict[str, Any] = {
        "fidelity": "emendations",
        "format": FORMAT,
        "source": {"name": source.name, "sha256": source.sha256},
        "engine": source.engine,
        "extraction": EXTRACTION_VERSION,
        "length": len(source.transcript),
        "text_sha256": hashlib.sha256(text.string.encode()).hexdigest(),
        "pages": list(source.pages),
        "lines": list(source.lines),
        "page_labels": list(source.page_labels),
    }
    if source.losses:
        header["losses"] = list(source.losses)
    if decisions is not None:
        header["decisions"] = {"name": decisions[0], "sha256": decisions[1]}
    yield _line(header)
    yield from map(_line, map(_record, text.log))


_ENCODER = json.JSONEncoder(ensure_ascii=False)
"""One for all lines: `json.dumps` makes one for each."""


def _record(emendation: Emendation) -> dict[str, Any]:
    fields = {
        "step": emendation.step,
        "code": emendation.code,
        "action": emendation.action.value,
        "span": list(emendation.span),
        "source": [list(run) for run in emendation.source],
        "before": emendation.before,
        "after": emendation.after,
        "to": emendation.to,
        "mark": None if emendation.mark is None else _mark(emendation.mark),
        "certainty": emendation.certainty,
        "reason": emendation.reason,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _mark(mark: Mark) -> dict[str, Any]:
    return {"kind": mark.kind.value, "start": mark.start, "end": mark.end, "value": mark.value}


def _line(record: dict[str, Any]) -> str:
    line = _ENCODER.encode(record)
    # some programs end a line at these three, too
    return line.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n"
