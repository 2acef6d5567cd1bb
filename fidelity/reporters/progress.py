"""A line on standard error that says how far a long job is; only at a terminal, and only when it takes more than a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from fidelity.reporters.printable import printable

_PATIENCE = 1.0
"""Seconds before anything is shown."""
_PAUSE = 0.1
"""Seconds between two updates."""


class Progress:
    """Called with the number of pages, or other units, done; `close` takes the line away again."""

    def __init__(self, name: str, stream: TextIO, clock: Callable[[], float] = time.monotonic, unit: str = "page") -> None:
        self._unit = unit
        self._name = printable(name)
        self._stream = stream
        self._clock = clock
        self._next = clock() + _PATIENCE
        self._shown = False
        self._wanted = stream.isatty()

    def __call__(self, done: int) -> None:
        """Say how far the job is, if it is time to."""
        if not self._wanted or self._clock() < self._next:
            return
        self._next = self._clock() + _PAUSE
        self._shown = True
        self._stream.write(f"\r\x1b[2Kreading {self._name}: {self._unit} {done}")
        self._stream.flush()

    def close(self) -> None:
        """Take the line away, if there was one."""
        if self._shown:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()
            self._shown = False
