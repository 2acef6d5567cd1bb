"""Canonical texts that were extracted from PDFs, kept, so that an edition that changes does not have its source read again."""

from __future__ import annotations

import json
import zlib
from array import array
from base64 import b64decode, b64encode
from typing import Any

from fidelity.cache.store import TEXTS, Store, default_folder
from fidelity.model.marks import Kind, Mark
from fidelity.model.source import Source
from fidelity.model.text import Text

_LEVEL = 1
"""Of compression: more takes longer than it saves."""


def kept_text(key: str) -> Text | None:
    """The text that was kept under a key; None where there is none, or what is there is no text."""
    store = Store(default_folder(), TEXTS, bytes)
    try:
        found = store.get([key]).get(key)
    finally:
        store.close()
    return read_text(found) if found is not None else None


def keep_text(key: str, text: Text) -> None:
    """Keep a text under a key, or, where that fails, do not."""
    store = Store(default_folder(), TEXTS, bytes)
    try:
        store.put({key: write_text(text)})
    finally:
        store.close()


def write_text(text: Text) -> bytes:
    """All of a text that comparing it needs: without the log and the glyphs, which only the repairs have looked at."""
    source = text.source
    record = {
        "string": text.string,
        "origin": _packed(text.origin),
        "marks": [[str(mark.kind), mark.start, mark.end, mark.value] for mark in text.marks],
        "source": [source.name, source.sha256, source.engine, source.transcript],
        "columns": [_packed(column) for column in (source.file, source.pages, source.lines)],
        "labels": source.page_labels,
        "wrapped": source.wrapped,
        "losses": source.losses,
    }
    return zlib.compress(json.dumps(record).encode("ascii"), _LEVEL)


def read_text(content: bytes) -> Text | None:
    """A text read back; None when the content is none."""
    try:
        record = json.loads(zlib.decompress(content))
        name, sha256, engine, transcript = record["source"]
        file, pages, lines = map(_unpacked, record["columns"])
        source = Source(
            name=name,
            sha256=sha256,
            engine=engine,
            transcript=transcript,
            file=file,
            pages=pages,
            lines=lines,
            page_labels=tuple(record["labels"]),
            wrapped=record["wrapped"],
            losses=tuple(record["losses"]),
        )
        marks = tuple(Mark(Kind(kind), start, end, value) for kind, start, end, value in record["marks"])
        return Text(record["string"], _unpacked(record["origin"]), marks, source)
    except (zlib.error, ValueError, TypeError, KeyError):
        return None


def _packed(column: array[int]) -> str:
    return b64encode(column.tobytes()).decode("ascii")


def _unpacked(column: Any) -> array[int]:
    numbers: array[int] = array("i")
    numbers.frombytes(b64decode(column))
    return numbers
