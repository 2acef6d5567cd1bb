"""A table of keys and values in SQLite. Whatever goes wrong with it costs time and never a result."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

FINDINGS, PAGES, TEXTS = "cache-1.sqlite3", "pages-1.sqlite3", "texts-1.sqlite3"
"""The files of the tables; their numbers rise when the tables change."""
_LARGEST = 256_000_000
"""Bytes; a cache that is larger is begun anew."""
_PATIENCE = 2.0
"""Seconds to wait for another process that writes."""
_AT_ONCE = 500
"""Keys in one question; SQLite takes at least 999 parameters."""


def default_folder() -> Path:
    """Where caches belong on this system; FIDELITY_CACHE_DIR says otherwise."""
    named = os.environ.get("FIDELITY_CACHE_DIR")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "fidelity" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "fidelity"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fidelity"


Value = TypeVar("Value", str, bytes)


class Store(Generic[Value]):
    """The table, whose values are strings or bytes. It is readable by its owner alone, since it holds words of the texts."""

    def __init__(self, folder: Path, name: str, kind: type[Value]) -> None:
        self._path = folder / name
        self._kind: type[Value] = kind
        self._connection: sqlite3.Connection | None = None
        self._broken = False

    def get(self, keys: Iterable[str]) -> dict[str, Value]:
        """The values of those keys that have one."""
        wanted = list(keys)
        found: dict[str, Value] = {}
        if not self._path.is_file() or not self._open():
            return found
        assert self._connection is not None
        try:
            for first in range(0, len(wanted), _AT_ONCE):
                part = wanted[first : first + _AT_ONCE]
                marks = ",".join("?" * len(part))
                rows = self._connection.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", part)
                found.update((key, value) for key, value in rows if isinstance(key, str) and isinstance(value, self._kind))
        except sqlite3.DatabaseError as failure:
            self._give_up(failure)
            return {}
        return found

    def put(self, values: Mapping[str, Value]) -> None:
        """Keep some values, all or none."""
        if not values or not self._open():
            return
        assert self._connection is not None
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", values.items())
        except sqlite3.DatabaseError as failure:
            self._give_up(failure)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _open(self) -> bool:
        if self._connection is not None or self._broken:
            return self._connection is not None
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._path.is_file() and self._path.stat().st_size > _LARGEST:
                self._path.unlink()
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
            self._connection = sqlite3.connect(self._path, timeout=_PATIENCE)
            # a power cut may lose what was kept last, which is found again
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
        except (OSError, sqlite3.Error) as failure:
            self._give_up(failure)
        return self._connection is not None

    def _give_up(self, failure: Exception) -> None:
        """Go on without; a file that is damaged is thrown away, one that is only busy is not."""
        self.close()
        self._broken = True
        if isinstance(failure, sqlite3.DatabaseError) and not isinstance(failure, sqlite3.OperationalError):
            with suppress(OSError):
                self._path.unlink()
