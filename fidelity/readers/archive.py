"""Files that are ZIP archives of XML: read in memory, by name, within limits; nothing in them can reach outside of them."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from fidelity.model.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_MEMBERS, LARGEST_CONTENT, HIGHEST_RATIO = 10_000, 256_000_000, 200
"""Members of an archive; bytes of all that is read from it; bytes that one byte may become (small members are free of it)."""
_SMALL = 1_000_000


class Archive:
    """The members of an archive, by name. Every failure is an UnreadableFile that names the file."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self.left = LARGEST_CONTENT
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as damage:
            raise UnreadableFile(f"{name} is damaged: it is no whole ZIP archive.") from damage
        if len(self.zip.infolist()) > MOST_MEMBERS:
            raise UnreadableFile(f"{name} is not read: it has more than {MOST_MEMBERS} parts.")
        self.known: dict[str, bytes] = {}
        self.names = frozenset(self.zip.namelist())

    def read(self, member: str) -> bytes:
        """The bytes of a member. What a member says of its size is not believed: reading stops at the limit."""
        if member in self.known:
            return self.known[member]
        if member not in self.names:
            raise UnreadableFile(f"{self.name} is damaged: its part {member} is missing.")
        entry = self.zip.getinfo(member)
        if entry.flag_bits & 1:
            raise UnreadableFile(f"{self.name} is encrypted; save it without a password.")
        if entry.file_size > self.left or entry.file_size > max(_SMALL, HIGHEST_RATIO * entry.compress_size):
            raise UnreadableFile(f"{self.name} is not read: its part {member} would grow too large.")
        try:
            with self.zip.open(entry) as stream:
                content = stream.read(min(self.left, entry.file_size) + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as damage:
            raise UnreadableFile(f"{self.name} is damaged: its part {member} cannot be unpacked.") from damage
        if len(content) > entry.file_size:
            raise UnreadableFile(f"{self.name} is not read: its part {member} would grow too large.")
        self.left -= len(content)
        self.known[member] = content
        return content

    def xml(self, member: str) -> _Element:
        """The root of a member in XML. Entities are refused, nothing is fetched."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
        )
        try:
            root = etree.fromstring(self.read(member), parser)
        except (etree.XMLSyntaxError, ValueError) as damage:
            raise UnreadableFile(f"{self.name} is damaged: its part {member} is no whole XML.") from damage
        declared: Any = root.getroottree().docinfo.internalDTD
        if (declared is not None and any(True for _ in declared.iterentities())) or any(True for _ in root.iter(etree.Entity)):
            raise UnreadableFile(f"{self.name} is not read: its part {member} has entities, which may hide text.")
        return root
