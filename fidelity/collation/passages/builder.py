"""Writing the index: volumes are added and taken out in one transaction, so that a reader sees the old index or the new one.

Memory is bounded by one text and one segment: words of texts are gathered until a segment is full, and then written. When
much of the index belongs to texts that are gone, or segments are many and small, the postings are written anew from the texts
that the index holds; no file is read again for that.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from zlib import crc32

import numpy as np
import zstandard

from fidelity.collation.passages.bins import BIN, FURTHEST
from fidelity.collation.passages.postings import each_once, pack, postings_of
from fidelity.collation.passages.store import (
    BLOCK,
    PAGE,
    Entry,
    entries_of,
    lay_out,
    opened,
    packed_terms,
    packed_work,
    trusting,
)
from fidelity.collation.passages.volume import Volume
from fidelity.collation.passages.words import Hashes
from fidelity.model.text import Text

SEGMENT = 1 << 25
"""Characters in a segment, after which its postings are written."""
_LEVEL = 4
"""Of compression: some 100 MB a second, to 0.36 of an English text."""
_MOST_SMALL_SEGMENTS = 8
"""With more segments below half their size, all are written anew."""
_DEAD = 0.3
"""Share of the bins in postings that may belong to texts that are gone."""


class Builder:
    """A transaction on an index: what was added and dropped is there when the `with` ends well, else nothing has happened."""

    def __init__(self, path: Path) -> None:
        self._database = opened(path, "rwc")
        self._packing = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        self._pairs: list[Hashes] = []
        self._gathered = 0
        self._first = 0

    def __enter__(self) -> Builder:
        with trusting():
            # a first build has nothing to keep, and an update keeps its old pages in a journal until it is whole
            self._database.execute("BEGIN IMMEDIATE")
            if not self._database.execute("SELECT 1 FROM sqlite_master").fetchone():
                lay_out(self._database)
            found = entries_of(self._database)
            (last,) = self._database.execute("SELECT max(last) FROM segments").fetchone()
        self._next = max((_block_after(entry.first + entry.length) for entry in found), default=0)
        if last is not None:  # words of texts that are gone are still in the postings
            self._next = max(self._next, _block_after((last + 1) * BIN))
        return self

    def __exit__(self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._write_segment()
                self._tidy()
                self._database.execute("COMMIT")
            else:
                self._database.execute("ROLLBACK")
        finally:
            self._database.close()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The volumes that are there now."""
        return entries_of(self._database)

    def add(self, path: str, identity: str, state: str, text: Text) -> None:
        """Add a text under its file's path, in place of the one that had this path before."""
        self.drop([path])
        volume, string = Volume.of(text)
        first = self._next
        rows = (
            (first + k, self._packing.compress(string[at : at + BLOCK].encode("utf-8", "surrogatepass")))
            for k, at in enumerate(range(0, len(string), BLOCK))
        )
        self._database.executemany("INSERT INTO blocks VALUES (?, ?)", rows)
        self._next = _block_after(first * BLOCK + len(string))
        content = self._packing.compress(volume.packed())
        self._database.execute(
            "INSERT INTO volumes (path, identity, state, failure, first, length, work, content) "
            "VALUES (?, ?, ?, '', ?, ?, ?, ?)",
            (path, identity, state, first * BLOCK, len(string), packed_work(text.source.work), content),
        )
        self._gather(string, first * BLOCK)

    def add_failure(self, path: str, identity: str, state: str, failure: str) -> None:
        """Keep that a file could not be read, so that it is not tried again before it changes."""
        self.drop([path])
        self._database.execute(
            "INSERT INTO volumes (path, identity, state, failure, first, length, work) VALUES (?, ?, ?, ?, ?, 0, '')",
            (path, identity, state, failure, self._next * BLOCK),
        )
        self._next += 1

    def drop(self, paths: Iterable[str]) -> None:
        """Take out the volumes of some paths."""
        for path in paths:
            row = self._database.execute("SELECT id, first, length FROM volumes WHERE path = ?", (path,)).fetchone()
            if row is not None:
                number, first, length = row
                self._database.execute(
                    "DELETE FROM blocks WHERE id BETWEEN ? AND ?", (first // BLOCK, (first + max(length, 1) - 1) // BLOCK)
                )
                self._database.execute("DELETE FROM volumes WHERE id = ?", (number,))

    def note_state(self, path: str, state: str) -> None:
        """Keep the new sizes and times of files whose content is what it was."""
        self._database.execute("UPDATE volumes SET state = ? WHERE path = ?", (state, path))

    def _gather(self, string: str, address: int) -> None:
        """Gather the words of a string, in stretches of a segment at most."""
        for at in range(0, len(string), SEGMENT):
            stretch = string[at : at + SEGMENT]
            if self._gathered + len(stretch) > SEGMENT:
                self._write_segment()
            if not self._pairs:
                self._first = (address + at) // BIN
            self._pairs.append(postings_of(stretch, (address + at) // BIN))
            self._gathered += len(stretch)

    def _write_segment(self) -> None:
        if not self._pairs:
            return
        # those that hold something: a short text leaves the rest of its block empty
        bins = self._gathered // BIN + 1
        pairs = each_once(np.concatenate(self._pairs))
        last = int(pairs.astype(np.uint32).max(initial=self._first))
        found = pack(pairs, self._first, bins)
        self._pairs.clear()
        self._gathered = 0
        terms = packed_terms(found.terms, found.starts)
        number = self._database.execute(
            "INSERT INTO segments (first, last, bins, size, terms) VALUES (?, ?, ?, ?, ?)",
            (self._first, last, bins, len(found.lists), terms),
        ).lastrowid
        content = found.lists.tobytes()
        pages = ((k, content[at : at + PAGE]) for k, at in enumerate(range(0, len(content), PAGE)))
        self._database.executemany(
            "INSERT INTO pages VALUES (?, ?, ?, ?)", ((number, k, page, crc32(page)) for k, page in pages)
        )

    def _tidy(self) -> None:
        """Write all postings anew when too many belong to no text, or too many segments are small."""
        sizes = [bins for (bins,) in self._database.execute("SELECT bins FROM segments")]
        alive = sum(-(-entry.length // BIN) for entry in self.entries)
        small = sum(bins * BIN < SEGMENT // 2 for bins in sizes)
        if small <= _MOST_SMALL_SEGMENTS and alive >= (1 - _DEAD) * sum(sizes):
            return
        self._database.execute("DELETE FROM segments")
        self._database.execute("DELETE FROM pages")
        unpacking = zstandard.ZstdDecompressor()
        for entry in self.entries:
            first = entry.first // BLOCK
            blocks = self._database.execute(
                "SELECT content FROM blocks WHERE id BETWEEN ? AND ? ORDER BY id",
                (first, (entry.first + max(entry.length, 1) - 1) // BLOCK),
            )
            with trusting():
                string = "".join(unpacking.decompress(content).decode("utf-8", "surrogatepass") for (content,) in blocks)
            self._gather(string, entry.first)
        self._write_segment()


def _block_after(end: int) -> int:
    """The first block for another text behind one that ends at an address, with bins between them that hold no word."""
    return -(-(end + FURTHEST * BIN) // BLOCK)
