"""A folder of canonical texts and its passage index: built when it is missing, brought up to date by content, searched.

The index lies in the folder, in one file. A text is read again only when its content, or that of its log or decisions, is
another; whether it may be is told by sizes and times, as git does.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from fidelity.collation.passages.builder import Builder
from fidelity.collation.passages.loaded import Loaded
from fidelity.collation.passages.shelves import Narrowed, Shelves
from fidelity.collation.passages.store import FORMAT, Damaged, Store
from fidelity.collation.quoted import Shelf
from fidelity.formats import MARKDOWN, is_read, is_utf8, read_bytes
from fidelity.model.errors import FidelityError
from fidelity.model.source import EXTRACTION_VERSION
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.model.work import Work

INDEX = ".fidelity-index"
"""The name of the index in its folder."""

Found = TypeVar("Found")
Read = Callable[[Path], Text]
Say = Callable[[str], None]
Progress = Callable[[int, int], None]
"""Told the number of texts done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Update:
    """What bringing an index up to date came to."""

    index: Path
    texts: int
    characters: int
    size: int
    """Bytes of the index."""
    added: int
    changed: int
    dropped: int
    failures: tuple[str, ...]
    """Why files could not be read, each in a sentence."""

    def __str__(self) -> str:
        changes = ((self.added, "new"), (self.changed, "changed"), (self.dropped, "gone"))
        parts = [f"{number:,} {what}" for number, what in changes if number] or ["nothing changed"]
        texts = f"{self.texts:,} text{'' if self.texts == 1 else 's'} of {_amount(self.characters)} characters"
        return f"{', '.join(parts)}; {texts}; index of {_size(self.size)}."


def _amount(number: int) -> str:
    return f"{number:,}" if number < 1_000_000 else f"{number / 1e6:,.1f} million"


def _size(number: int) -> str:
    """A number of bytes, in the unit that suits it."""
    return f"{number / 1e6:,.1f} MB" if number >= 1_000_000 else f"{-(-number // 1000)} kB"


def texts_in(folder: Path) -> Iterator[Path]:
    """The texts and sources in a folder and those below it, in order of name.

    Hidden ones are left out, what Word keeps beside an open document, and what has its canonical text beside it under its name.
    """
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        stems = {Path(name).stem for name in names if Path(name).suffix.lower() in MARKDOWN}
        for name in sorted(names):
            path = Path(name)
            if name.startswith((".", "~$")) or not is_read(path.suffix.lower()):
                continue
            if path.suffix.lower() in MARKDOWN or path.stem not in stems:
                yield Path(here) / name


def bring_up_to_date(folder: Path, read: Read, say: Say, progress: Progress | None = None) -> Update:
    """Index the texts of a folder that are new or changed, and drop those that are gone.

    `read` gives the canonical text of a file. What is wrong with an index that cannot be used is said, and it is built anew.
    Raises FidelityError when the folder or the index cannot be used, or no text in the folder can be read.
    """
    if not folder.is_dir():
        raise FidelityError(f"{folder} is no folder; name the folder that the canonical texts are in.")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise FidelityError(f"{folder} may not be looked into: you do not have the permission.")
    index = folder / INDEX
    try:
        return _updated(folder, index, read, progress)
    except Damaged as damage:
        say(f"the index {index} could not be used ({damage}); it is built anew.")
    try:
        for path in (index, index.with_name(f"{INDEX}-journal")):
            path.unlink(missing_ok=True)
        return _updated(folder, index, read, progress)
    except Damaged as damage:
        raise FidelityError(f"the index {index} cannot be used: {damage}.") from damage
    except OSError as failure:
        raise FidelityError(f"the index {index} cannot be written: {failure.strerror or failure}.") from failure


class Library:
    """Folders with their indexes, and texts in memory: what the quotations of a text are looked up in."""

    def __init__(
        self,
        folders: Sequence[Path],
        texts: Sequence[Text],
        read: Read,
        say: Say,
        *,
        progress: Progress | None,
        works: Mapping[Path, Work],
    ) -> None:
        """Bring the indexes of the folders up to date, and say what was done.

        `works` says of files, by their absolute paths, what they are, and goes before what they say themselves.
        """
        self._works = works
        self._folders, self._read, self._say, self._progress = tuple(folders), read, say, progress
        self._loaded = (Loaded(texts),) if texts else ()
        self._stores: tuple[Store, ...] = ()
        self.failures: tuple[str, ...] = ()
        """Why files of the folders could not be read, each in a sentence."""
        for folder in self._folders:
            self._refresh(folder)

    def searched(self, work: Callable[[Shelf], Found], without: Path | None = None) -> Found:
        """What some work on the library finds; `without` a file, since a text that lies in it does not confirm itself.

        An index that turns out to be damaged is built anew, once, and searched again.
        """
        try:
            return work(self._shelf(without))
        except Damaged as damage:
            for folder in self._folders:
                self._say(f"the index {folder / INDEX} could not be used ({damage}); it is built anew.")
                (folder / INDEX).unlink(missing_ok=True)
                self._refresh(folder)
        try:
            return work(self._shelf(without))
        except Damaged as damage:
            raise FidelityError(f"the index cannot be used: {damage}.") from damage

    def _shelf(self, without: Path | None) -> Shelf:
        for store in self._stores:
            store.close()
        # passages of one text share its characters
        self._stores = tuple(
            Store(folder / INDEX, cache(partial(_decoded, folder)), self._declared_in(folder)) for folder in self._folders
        )
        own = without.resolve() if without is not None else None
        return Shelves([*map(partial(_others, own), self._folders, self._stores), *self._loaded])

    def _declared_in(self, folder: Path) -> dict[str, Work]:
        """What is said of the files of a folder, by their paths in it."""
        within = Path(os.path.normpath(folder.absolute()))
        return {path.relative_to(within).as_posix(): work for path, work in self._works.items() if path.is_relative_to(within)}

    def _refresh(self, folder: Path) -> None:
        update = bring_up_to_date(folder, self._read, self._say, self._progress)
        self.failures = tuple(dict.fromkeys((*self.failures, *update.failures)))
        if update.added or update.changed or update.dropped:
            self._say(f"indexed {folder}: {update}")


def _others(own: Path | None, folder: Path, store: Store) -> Shelf:
    """The texts of a folder but one file."""
    read = [entry for entry in store.entries if not entry.failure]
    others = [entry for entry in read if (folder / entry.path).resolve() != own] if own is not None else read
    if len(others) == len(read):
        return store
    return Narrowed(store, [Span(entry.first, entry.first + entry.length) for entry in others])


def _decoded(folder: Path, path: str) -> str | None:
    """The characters of a text file in a folder; None when it cannot be read any more."""
    from fidelity.readers.decoding import decode

    try:
        return decode(read_bytes(folder / path), path)
    except FidelityError:
        return None


def _updated(folder: Path, index: Path, read: Read, progress: Progress | None) -> Update:
    """See `bring_up_to_date`."""
    known = {}
    if _is_there(index):
        store = Store(index)
        known = {entry.path: entry for entry in store.entries}
        store.close()
    texts = list(texts_in(folder))
    states = {path.relative_to(folder).as_posix(): _state(path) for path in texts if is_utf8(path)}
    unnamed = tuple(f"{path} is left out: its name is not UTF-8; rename it." for path in texts if not is_utf8(path))
    if not states:
        raise _without_texts(folder, *unnamed)
    if _is_there(index) and {path: entry.state for path, entry in known.items()} == states:
        return _report(folder, index, (0, 0, 0), unnamed)
    if not os.access(folder, os.W_OK):
        raise FidelityError(
            f"{folder} may not be written to, and its index is missing or out of date; index a copy of the folder."
        )
    counts = [0, 0, 0]
    try:
        with Builder(index) as builder:
            known = {entry.path: entry for entry in builder.entries}
            gone = [path for path in known if path not in states]
            builder.drop(gone)
            counts[2] = len(gone)
            for done, (path, state) in enumerate(states.items()):
                if progress is not None:
                    progress(done, len(states))
                entry = known.get(path)
                if entry is not None and entry.state == state:
                    continue
                identity = _identity(folder / path)
                if entry is not None and entry.identity == identity:
                    builder.note_state(path, state)
                    continue
                counts[0 if entry is None else 1] += 1
                try:
                    builder.add(path, identity, state, read(folder / path))
                except FidelityError as failure:
                    builder.add_failure(path, identity, state, str(failure))
    except sqlite3.OperationalError as failure:
        raise FidelityError(f"the index {index} cannot be written: {failure}.") from failure
    return _report(folder, index, (counts[0], counts[1], counts[2]), unnamed)


def _is_there(index: Path) -> bool:
    """Whether there is an index; a first one that was interrupted, or is just being made, is an empty file."""
    return index.exists() and index.stat().st_size > 0


def _report(folder: Path, index: Path, counts: tuple[int, int, int], unnamed: tuple[str, ...]) -> Update:
    store = Store(index)
    entries = store.entries
    store.close()
    read = [entry for entry in entries if not entry.failure]
    failures = (*unnamed, *(entry.failure for entry in entries if entry.failure))
    if not read:
        raise _without_texts(folder, *failures)
    return Update(index, len(read), sum(entry.length for entry in read), index.stat().st_size, *counts, failures)


def _without_texts(folder: Path, *failures: str) -> FidelityError:
    """What is said of a folder that nothing can be looked up in, after why its files could not be read."""
    known = "Markdown, HTML, DOCX, EPUB, plain text or PDF; save others, such as ODT, as DOCX"
    return FidelityError(*failures, f"{folder} holds no text that can be read ({known}); put canonical texts there.")


def _belonging(path: Path) -> list[Path]:
    """The files that a text depends on: its own, its log, and the decisions about it."""
    return [path, path.with_name(f"{path.stem}.emendations.jsonl"), path.with_name(f"{path.stem}.decisions.toml")]


def _state(path: Path) -> str:
    """Sizes and times of a text's files, as one string."""
    found = []
    for one in _belonging(path):
        try:
            about = one.stat()
        except OSError:
            found.append("-")
        else:
            found.append(f"{about.st_size}:{about.st_mtime_ns}")
    return f"{FORMAT}.{EXTRACTION_VERSION} " + " ".join(found)


def _identity(path: Path) -> str:
    """A hash of everything that a text depends on."""
    digest = sha256(f"{FORMAT}.{EXTRACTION_VERSION}".encode())
    for one in _belonging(path):
        try:
            with one.open("rb") as file:
                while part := file.read(1 << 20):
                    digest.update(part)
        except OSError:
            pass
        digest.update(b"\0\0end\0\0")
    return digest.hexdigest()
