"""Bytes to characters, for every format that is plain text on disk."""

from __future__ import annotations

import codecs
from contextlib import suppress

from fidelity.model.errors import UnreadableFile

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (such as DOCX, ODT or EPUB)"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
"""How files of other kinds begin, where the mistake is worth naming."""


def decode(content: bytes, name: str, declared: str = "") -> str:
    """The characters of a text file: UTF-8 with or without a byte order mark, UTF-16 with one, else as the file says.

    The mark itself is not part of the result; line ends are left as they are, so that an offset into the result counts the
    code points of the file. `declared` is the encoding that the file names; it counts only where the bytes are no UTF-8. Raises
    UnreadableFile when the file is empty, of another kind, or in another encoding.
    """
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableFile(f"{name} is not a text file: it is {kind}.")
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableFile(f"{name} is encoded in UTF-32; save it as UTF-8 and try again.")
    characters = _decoded(content, name, declared)
    if "\0" in characters:
        raise UnreadableFile(f"{name} is not a text file: it holds NUL bytes, as programs and pictures do.")
    if not characters or characters.isspace():
        raise UnreadableFile(f"{name} is empty.")
    return characters


def _decoded(content: bytes, name: str, declared: str) -> str:
    """The characters, whatever they are."""
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with suppress(UnicodeDecodeError):  # what most files are, and long ones are decoded once
            return content.decode("utf-8-sig")
    encoding = encoding_of(content, declared)
    if encoding == "utf-16":
        return _utf16(content, name)
    return _utf8(content, name) if encoding == "utf-8-sig" else content.decode(encoding)


def encoding_of(content: bytes, declared: str = "") -> str:
    """The encoding of a text file, as Python calls it: "utf-16" (with a mark), "utf-8-sig" (mark or none), or the declared one.

    Where a file is neither and declares nothing that fits, it is "utf-8-sig", whose damage `decode` can name.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # browsers read what calls itself Latin-1 or ASCII as Windows-1252, which has typographic marks besides
        wanted = _BROWSERS.get(declared.casefold(), declared)
        try:
            known = codecs.lookup(wanted).name if wanted else ""
            if known and not known.startswith(("utf", "idna", "punycode", "unicode", "raw")):
                content.decode(known)
                return known
        except (LookupError, UnicodeDecodeError, ValueError, TypeError):
            pass
    return "utf-8-sig"


_BROWSERS = dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii", "iso8859-1"), "cp1252")


def _utf16(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as damage:
        raise UnreadableFile(
            f"{name} begins as UTF-16 but is damaged at byte {damage.start}; save it again as UTF-8."
        ) from damage


def _utf8(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as damage:
        if b"\0" in content:
            raise UnreadableFile(f"{name} is not a text file: it holds NUL bytes, as programs and pictures do.") from damage
        line = content.count(b"\n", 0, damage.start) + 1
        sentence = f"{name} is not encoded in UTF-8 (line {line} holds a byte that UTF-8 does not allow); save it as UTF-8."
        raise UnreadableFile(sentence) from damage
