"""The index on disk: one SQLite file beside the canonical texts.

SQLite brings what would have to be written otherwise: updates in place that are whole or not at all, two programs at one
file, and free space used again.

Texts lie in blocks of 131,072 characters, compressed, each with its checksum; a volume begins with a block, some
bins behind the last volume's end. A character's address is its place in all blocks, one after another. Postings lie in segments
of some 32 million characters, which bounds the memory that building takes, in pages with checksums.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from zlib import crc32

import numpy as np
import zstandard
from numpy.typing import NDArray

from fidelity.collation.passages.postings import Terms, unpack
from fidelity.collation.passages.volume import Volume
from fidelity.model.counting import counted
from fidelity.model.span import Span
from fidelity.model.text import Text, View
from fidelity.model.work import UNKNOWN, Work

BLOCK = 1 << 17
"""Characters in a block."""
FORMAT = 5
"""Rises when an index that was written before cannot be read any more."""
_APPLICATION = 0x66_69_64_6C
"""Tells SQLite's file from those of other programs ("fidl")."""
_AROUND = 600
"""Characters of a text that are read on each side of a passage: enough for the sentence that goes on."""
_BLOCKS_KEPT = 1024
"""Blocks that are kept unpacked: a hundred million characters in blocks that are not all full, some hundred books."""
PAGE = 1 << 16
"""Bytes in a page of postings."""
_PATIENCE = 60.0
"""Seconds that one program waits for another which writes the same index."""

_NOTHING: Mapping[str, Work] = MappingProxyType({})

TABLES = """
CREATE TABLE volumes (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, identity TEXT, state TEXT, failure TEXT,
    first INTEGER, length INTEGER, work TEXT, content BLOB);
CREATE TABLE blocks (id INTEGER PRIMARY KEY, content BLOB);
CREATE TABLE segments (
    id INTEGER PRIMARY KEY, first INTEGER, last INTEGER, bins INTEGER, size INTEGER, terms BLOB);
CREATE TABLE pages (segment INTEGER, page INTEGER, content BLOB, checksum INTEGER, PRIMARY KEY (segment, page)) WITHOUT ROWID;
"""


class Damaged(Exception):
    """The file is no index, or not one that can be trusted."""


class Entry(NamedTuple):
    """A volume's row: where its file is (relative to the index's folder), what it was made from, and where its string lies."""

    number: int
    path: str
    identity: str
    """A hash of everything that its text depends on."""
    state: str
    """Sizes and times of the files when they were hashed: as long as these are the same, so is the hash."""
    failure: str
    """Why the file could not be read, as a sentence; "" where it was."""
    first: int
    """The address of its first character."""
    length: int
    work: Work
    """What the text is an edition of, as far as its file says."""


class Segment:
    """The postings of a stretch of bins; the pages of its lists are read when they are asked for."""

    def __init__(self, database: sqlite3.Connection, row: tuple[int, int, int, int, bytes]) -> None:
        self._number, self._first, self.bins, size, content = row
        with trusting():
            self.terms, self.starts = unpacked_terms(content)
        self._database = database
        self._lists = np.empty(size, dtype=np.uint8)
        self._read = np.zeros(-(-size // PAGE), dtype=np.bool_)

    def bins_of(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The bins of some terms, given by their numbers in order: how many each has, and all of them, term by term."""
        starts = self.starts[numbers].astype(np.int64)
        sizes = self.starts[numbers + 1].astype(np.int64) - starts
        self._load(starts, starts + sizes)
        before = np.cumsum(sizes) - sizes
        at = np.arange(int(sizes.sum())) + np.repeat(starts - before, sizes)
        return unpack(self._lists[at], sizes, self._first)

    def _load(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> None:
        if not len(starts):
            return
        touched = np.zeros(len(self._read) + 1, dtype=np.int64)
        np.add.at(touched, starts // PAGE, 1)
        np.add.at(touched, (ends - 1) // PAGE + 1, -1)
        for page in np.flatnonzero((np.cumsum(touched)[:-1] > 0) & ~self._read).tolist():
            row = self._database.execute(
                "SELECT content, checksum FROM pages WHERE segment = ? AND page = ?", (self._number, page)
            ).fetchone()
            if row is None or crc32(row[0]) != row[1]:
                raise Damaged("a page of postings does not have its checksum")
            content = np.frombuffer(row[0], dtype=np.uint8)
            self._lists[page * PAGE : page * PAGE + len(content)] = content
            self._read[page] = True


def packed_terms(terms: Terms, starts: Terms) -> bytes:
    """Terms, and where their lists start, as bytes with a checksum: differences, their lowest bytes first, then the next."""
    steps = [np.diff(column, prepend=np.uint32(0)).astype("<u4") for column in (terms, starts)]
    planes = [column.view(np.uint8).reshape(-1, 4).T.tobytes() for column in steps]
    return len(terms).to_bytes(8, "little") + zstandard.ZstdCompressor(level=3, write_checksum=True).compress(b"".join(planes))


def unpacked_terms(content: bytes) -> tuple[Terms, Terms]:
    """What `packed_terms` packed. Raises ZstdError or ValueError for anything else."""
    count = int.from_bytes(content[:8], "little")
    planes = np.frombuffer(zstandard.ZstdDecompressor().decompress(content[8:]), dtype=np.uint8)
    one, two = planes[: 4 * count], planes[4 * count :]
    terms, starts = (np.ascontiguousarray(part.reshape(4, -1).T).view("<u4").ravel() for part in (one, two))
    return np.cumsum(terms, dtype=np.uint32), np.cumsum(starts, dtype=np.uint32)


class Store:
    """An index that is only read. Raises Damaged, when it is opened or later, for whatever is not as it was written."""

    def __init__(
        self, path: Path, content: Callable[[str], str | None] = lambda _: None, declared: Mapping[str, Work] = _NOTHING
    ) -> None:
        """`content` gives the decoded file of a volume's path, for lines and columns in it.

        `declared` says for paths what their texts are editions of, and goes before what their files say.
        """
        self.path = path
        self._declared = declared
        self._folder = path.parent
        self._content = content
        self._database = opened(path, "ro")
        self._packing = zstandard.ZstdDecompressor()
        self._block: Callable[[int], str] = lru_cache(maxsize=_BLOCKS_KEPT)(self._unpacked_block)
        self._volume: Callable[[int], Volume] = lru_cache(maxsize=32)(self._unpacked_volume)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The volumes, in the order of their addresses."""
        found = entries_of(self._database)
        return tuple(entry._replace(work=self._declared.get(entry.path, entry.work)) for entry in found)

    def works(self) -> Sequence[tuple[Span, Work]]:
        """The addresses of each text, and what it is an edition of."""
        read = (entry for entry in self.entries if not entry.failure)
        return [(Span(entry.first, entry.first + entry.length), entry.work) for entry in read]

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The segments of postings."""
        with trusting():
            rows = self._database.execute("SELECT id, first, bins, size, terms FROM segments").fetchall()
        return tuple(Segment(self._database, row) for row in rows)

    def entry_at(self, address: int) -> Entry | None:
        """The volume that an address lies in; None where its volume is gone."""
        k = bisect_right(self._firsts, address) - 1
        found = self.entries[k] if k >= 0 else None
        return found if found is not None and address < found.first + found.length else None

    def extent(self, address: int) -> Span | None:
        """The addresses of the volume that an address lies in; None where its volume is gone."""
        entry = self.entry_at(address)
        return Span(entry.first, entry.first + entry.length) if entry is not None else None

    @cached_property
    def _firsts(self) -> list[int]:
        return [entry.first for entry in self.entries]

    def _unpacked_volume(self, number: int) -> Volume:
        with trusting():
            (content,) = self._database.execute("SELECT content FROM volumes WHERE id = ?", (number,)).fetchone()
            return Volume.unpacked(self._packing.decompress(content))

    def passage(self, place: Span) -> tuple[Text, View]:
        """An excerpt that holds a place and what stands around it, and the place as a part of it; cut where a section ends.

        Raises Damaged.
        """
        entry = self.entry_at(place.start)
        if entry is None:
            raise Damaged("a passage lies in no volume")
        volume = self._volume(entry.number)
        section, extent = volume.section_at(place.start - entry.first, entry.length)
        first, last = place.start - entry.first, min(place.end - entry.first, extent.end)
        start, end = max(first - _AROUND, extent.start), min(last + _AROUND, extent.end)
        string = self.read(entry.first + start, entry.first + end)
        name = str(self._folder / entry.path)
        content = self._content(entry.path) if len(volume.file_starts) else None
        text = volume.excerpt(name, string, start, section, content)
        text = replace(text, source=replace(text.source, work=entry.work))
        return text, View(string[first - start : last - start], counted(first - start, last - start), last - start)

    def read(self, start: int, end: int) -> str:
        """The characters from one address to another of one volume."""
        first, last = start // BLOCK, max(end - 1, start) // BLOCK
        if first == last:
            return self._block(first)[start - first * BLOCK : end - first * BLOCK]
        whole = "".join(self._block(number) for number in range(first, last + 1))
        return whole[start - first * BLOCK : end - first * BLOCK]

    def _unpacked_block(self, number: int) -> str:
        with trusting():
            row = self._database.execute("SELECT content FROM blocks WHERE id = ?", (number,)).fetchone()
            if row is None:
                raise Damaged("a block of text is not there")
            return self._packing.decompress(row[0]).decode("utf-8", "surrogatepass")


def opened(path: Path, mode: str) -> sqlite3.Connection:
    """The database of an index, "ro" to read or "rwc" to write. Raises Damaged for any other file, and for an older format."""
    with trusting():
        address = f"{path.absolute().as_uri()}?mode={mode}"
        database = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
        application, version = (database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        is_new = mode != "ro" and application == 0 and not database.execute("SELECT 1 FROM sqlite_master").fetchone()
        if not is_new and (application, version) != (_APPLICATION, FORMAT):
            database.close()
            raise Damaged("it is of another format")
        return database


def lay_out(database: sqlite3.Connection) -> None:
    """Make an empty database an index, as a part of the transaction that fills it."""
    for statement in TABLES.split(";"):
        database.execute(statement)
    database.execute(f"PRAGMA application_id = {_APPLICATION}")
    database.execute(f"PRAGMA user_version = {FORMAT}")


def entries_of(database: sqlite3.Connection) -> tuple[Entry, ...]:
    """The volumes of an index, in the order of their addresses."""
    with trusting():
        rows = database.execute(
            "SELECT id, path, identity, state, failure, first, length, work FROM volumes ORDER BY first"
        ).fetchall()
        return tuple(Entry(*row)._replace(work=unpacked_work(row[-1])) for row in rows)


def packed_work(work: Work) -> str:
    """A work as JSON; "" where nobody says what a text is."""
    return json.dumps([work.authors, work.title, work.year], ensure_ascii=False) if work else ""


def unpacked_work(content: str) -> Work:
    """What `packed_work` packed. Raises ValueError or TypeError for anything else."""
    if not content:
        return UNKNOWN
    authors, title, year = json.loads(content)
    return Work(tuple(map(str, authors)), str(title), str(year))


@contextmanager
def trusting() -> Iterator[None]:
    """Whatever a file that is not as it was written makes fail is said to be damage."""
    try:
        yield
    except (sqlite3.DatabaseError, zstandard.ZstdError, ValueError, KeyError, TypeError) as failure:
        if isinstance(failure, sqlite3.OperationalError) and "locked" in str(failure):
            raise
        raise Damaged(str(failure)) from failure
