"""Stretches of pages that were read, as bytes that somebody keeps: a run that was interrupted does not read them again."""

from __future__ import annotations

import io
import json
from typing import Any, Protocol

import numpy as np

from fidelity.readers.pdf.transcript import Transcript


class KeptPages(Protocol):
    """Keeps bytes by key; what was kept may be gone, or damaged, when it is asked for."""

    def get(self, key: str) -> bytes | None:
        """What was kept; None where there is nothing."""

    def put(self, key: str, content: bytes) -> None:
        """Keeps something, or not."""


def packed(transcript: Transcript, key: str) -> bytes:
    """A finished transcript and the key it is kept under, as numpy's archive of its columns, which has a checksum for each."""
    facts = {
        "key": key,
        "inked": transcript.inked,
        "unmapped": transcript.unmapped,
        "completed": transcript.completed,
        "damaged": list(transcript.damaged.items()),
        "fonts": transcript.fonts,
        "parts": transcript.parts,
    }
    buffer = io.BytesIO()
    columns: dict[str, Any] = {name: np.asarray(column) for name, column in transcript.columns().items()}
    np.savez(buffer, facts=np.frombuffer(json.dumps(facts).encode(), np.uint8), **columns)
    return buffer.getvalue()


def unpacked(content: bytes, key: str) -> Transcript | None:
    """The transcript that was packed with a key; None where the bytes are not that."""
    transcript = Transcript()
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            facts = json.loads(archive["facts"].tobytes())
            if facts.pop("key") != key:
                return None
            for name, column in transcript.columns().items():
                column.frombytes(archive[name].astype(column.typecode, casting="no").tobytes())
        transcript.restore(**facts)
    except Exception:  # noqa: BLE001  a damaged archive raises errors of a dozen kinds; the pages are read again
        return None
    return transcript
