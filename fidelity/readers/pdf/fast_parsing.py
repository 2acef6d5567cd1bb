"""Operators, operands and objects of a PDF, told apart by one regular expression instead of pdfminer.six's state machine.

Only what pages and their dictionaries are made of is understood; for anything else (comments, inline images, damage) nothing is
given, and pdfminer.six's own parser has to read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import ESC_STRING, LIT, PSLiteral, literal_name

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument

_TOKEN = re.compile(
    rb"[\s\x00]*(?:"
    rb"([+-]?\d+)(?=[\s/\[\]()<>]|\Z)"
    rb"|([+-]?(?:\d+\.\d*|\.\d+))(?=[\s/\[\]()<>]|\Z)"
    rb"|([A-Za-z][^#/%\[\]()<>{}\s\x00]*|['\"])"
    rb"|\(([^()\\]*)\)"
    rb"|\(((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*)\)"
    rb"|(\[|<<)"
    rb"|(\]|>>)"
    rb"|/([^#/%\[\]()<>{}\s\x00]*+)(?![#%{}\x00])"
    rb"|<([0-9A-Fa-f\s]*)>"
    rb"|(\Z)"
    rb"|([\s\S]))"
)
"""White space, then one of the groups: integer, real, operator, string, string with escapes, opening, closing, name,
hexadecimal string, end, anything else."""
_INTEGER, _REAL, _OPERATOR, _STRING, _ESCAPED, _OPENING, _CLOSING, _NAME, _HEX, _END = range(1, 11)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|([\s\S]))")
_HEADER = re.compile(rb"[\s\x00]*(\d+)\s+\d+\s+obj(?![A-Za-z])")
_NAME_OF = rb"/([^#/%\[\]()<>{}\s\x00]++)"
_NUMBER = rb"[+-]?+(?:\d++(?:\.\d*+)?+|\.\d++)"
_ENTRY = re.compile(
    rb"\s*+" + _NAME_OF + rb"\s*+(?:" + _NAME_OF + rb"|(\d++)\s++\d++\s++R(?=[\s/>])"
    rb"|([+-]?+\d++)(?=[\s/>])|(" + _NUMBER + rb")(?=[\s/>])|\[((?:\s*+" + _NUMBER + rb"(?=[\s\]]))*+)\s*+\])"
)
"""An entry of a flat dictionary: its name, then a name, a reference, an integer, a real or an array of numbers."""
_FLAT = re.compile(rb"\s*+<<((?:" + re.sub(rb"\((?!\?)", b"(?:", _ENTRY.pattern) + rb")*+)\s*+>>\s*+(?:endobj\b|(stream\r?\n))")
"""A dictionary that holds nothing else, as links and the nodes of a structure tree are: most of the objects of a large file.
A stream may follow, as the operators of a page do."""
_END_OF_STREAM = re.compile(rb"\s*+endstream\s*+endobj\b")
_INLINE_IMAGE = b"BI"
_IN_USE = ord("n")
_TABLE, _TRAILER = re.compile(rb"\s*xref\s*(?=\d)"), re.compile(rb"\s*(trailer\b)")
_SECTION = re.compile(rb"(\d+) (\d+) ?(?:\r\n|\r|\n)")
ROW = 20
"""Bytes of a row of a table of objects."""
_ROWS = re.compile(rb"(?:\d{10} \d{5} [fn](?: \r| \n|\r\n))*+")
MOST_SECTIONS = 16
"""Sections of a table of objects; one of more is left to pdfminer.six, since each is looked at for each object."""
_END_OF_SECTION = re.compile(rb"(?=\d|\s*trailer\b)")
_WORDS = {b"true": True, b"false": False}

Tokens = list[tuple[bytes, list[Any]]]
"""Each operator with the operands before it."""
_Keyword = Callable[[bytes, list[Any], bool], list[Any] | None]
"""Given a keyword, the operands before it, and whether an array or dictionary is open: the operands then, None to stop."""


def content_tokens(content: bytes) -> Tokens | None:
    """The operators of a content stream with their operands, as pdfminer.six's types; None where it has to read them itself."""
    found: Tokens = []

    def keyword(name: bytes, operands: list[Any], inside: bool) -> list[Any] | None:
        if inside or name == _INLINE_IMAGE:
            return None
        found.append((name, operands))
        return []

    return found if _scanned(content, 0, keyword) is not None else None


def object_at(content: bytes, place: int, number: int, document: PDFDocument) -> list[Any] | None:
    """The object of a number at a place of a file, alone in a list; None where pdfminer.six has to read it itself."""
    header = _HEADER.match(content, place)
    if header is None or int(header[1]) != number:
        return None
    flat = _FLAT.match(content, header.end())
    if flat is not None and (entries := _flat_entries(flat[1], document)) is not None:
        return [entries] if flat[2] is None else _stream_at(content, flat.end(), entries, document)
    found: list[Any] = []

    def keyword(name: bytes, operands: list[Any], inside: bool) -> list[Any] | None:
        if name == b"R":
            return _referred(operands, document)
        if name == b"null":
            return [*operands, None]
        if name == b"endobj" and not inside:
            found.extend(operands)
        return None

    _scanned(content, header.end(), keyword)
    return found if len(found) == 1 else None


def _flat_entries(entries: bytes, document: PDFDocument) -> dict[str, Any] | None:
    """What a flat dictionary holds; None where a name is not in UTF-8, or has no value."""
    found: dict[str, Any] = {}
    pairs = _ENTRY.findall(entries + b" ")
    # Python before 3.11.5 takes a name without a value for part of what a possessive group repeats
    if entries.count(b"/") != len(pairs) + sum(1 for pair in pairs if pair[1]):
        return None
    try:
        for key, name, reference, integer, real, numbers in pairs:
            value: Any
            if name:
                value = LIT(name.decode())
            elif reference:
                value = PDFObjRef(document, int(reference))
            elif integer:
                value = int(integer)
            elif real:
                value = float(real)
            else:
                value = [float(number) if b"." in number else int(number) for number in numbers.split()]
            found[key.decode()] = value
    except UnicodeDecodeError:
        return None
    return found


def _stream_at(content: bytes, place: int, entries: dict[str, Any], document: PDFDocument) -> list[Any] | None:
    """The stream of a dictionary whose bytes begin at a place, alone in a list; None where it does not end as that says."""
    length = resolve1(entries.get("Length"))
    if not isinstance(length, int) or length < 0 or _END_OF_STREAM.match(content, place + length) is None:
        return None
    return [PDFStream(entries, content[place : place + length], document.decipher)]


Section = tuple[int, bytes]
"""A section of a table of objects: the number of its first object, and its rows as they stand in the file."""


def table_at(content: bytes, place: int) -> tuple[list[Section], int] | None:
    """A table of objects (ISO 32000-1, 7.5.4), and where its trailer is; None for a damaged one, or one of many sections."""
    found: list[Section] = []
    at = _TABLE.match(content, place)
    while at is not None and len(found) <= MOST_SECTIONS:
        section = _SECTION.match(content, at.end())
        if section is None:
            trailer = _TRAILER.match(content, at.end())
            return (found, trailer.start(1)) if trailer is not None else None
        first, length = int(section[1]), ROW * int(section[2])
        rows = content[section.end() : section.end() + length]
        if len(rows) != length or _ROWS.fullmatch(rows) is None:
            return None
        found.append((first, rows))
        at = _END_OF_SECTION.match(content, section.end() + length)
    return None


def place_in(sections: Sequence[Section], number: int) -> tuple[int, int] | None:
    """Where the object of a number stands in the file, and its generation; None where a table has no such object."""
    for first, rows in reversed(sections):  # of two rows for one object the later counts
        at = ROW * (number - first)
        if 0 <= at < len(rows) and rows[at + 17] == _IN_USE:
            return int(rows[at : at + 10]), int(rows[at + 11 : at + 16])
    return None


def numbers_in(sections: Sequence[Section]) -> Iterator[int]:
    """The numbers of the objects that a table has, each once."""
    # numbers of objects may be as large as one likes, rows have to be in the file
    numbers = {number for first, rows in sections for number in range(first, first + len(rows) // ROW)}
    return (number for number in sorted(numbers) if place_in(sections, number) is not None)


def packed_objects(content: bytes, document: PDFDocument) -> list[Any] | None:
    """All that an object stream holds, its numbers first; None where pdfminer.six has to read it itself."""

    def keyword(name: bytes, operands: list[Any], inside: bool) -> list[Any] | None:  # noqa: ARG001  as the others
        return _referred(operands, document) if name == b"R" else None

    return _scanned(content, 0, keyword)


def _referred(operands: list[Any], document: PDFDocument) -> list[Any] | None:
    """The operands with a reference for the last two, its numbers."""
    if len(operands) < 2 or type(operands[-2]) is not int:
        return None
    operands[-2:] = [PDFObjRef(document, operands[-2])]
    return operands


def _scanned(content: bytes, start: int, keyword: _Keyword) -> list[Any] | None:
    """The operands that are left at the end; None where something is not understood, or `keyword` stopped."""
    operands: list[Any] = []
    opened: list[tuple[bytes, list[Any]]] = []
    names: dict[bytes, PSLiteral] = {}
    for match in _TOKEN.finditer(content, start):
        kind = match.lastindex or 0
        value = match[kind]
        if kind == _INTEGER:
            operands.append(int(value))
        elif kind == _REAL:
            operands.append(float(value))
        elif kind == _STRING:
            operands.append(value)
        elif kind == _OPERATOR:
            if value in _WORDS:
                operands.append(_WORDS[value])
                continue
            left = keyword(value, operands, bool(opened))
            if left is None:
                return None
            operands = left
        elif kind == _OPENING:
            opened.append((value, operands))
            operands = []
        elif kind == _CLOSING:
            if not opened or opened[-1][0] != (b"[" if value == b"]" else b"<<"):
                return None
            whole: Any = operands
            if value == b">>":
                if len(operands) % 2 or not all(isinstance(name, PSLiteral) for name in operands[::2]):
                    return None
                pairs = zip(operands[::2], operands[1::2], strict=True)
                whole = {literal_name(name): value for name, value in pairs if value is not None}
            operands = opened.pop()[1]
            operands.append(whole)
        elif kind == _NAME:
            name = names.get(value)
            if name is None:
                try:
                    name = names[value] = LIT(value.decode())
                except UnicodeDecodeError:
                    return None
            operands.append(name)
        elif kind == _ESCAPED:
            try:
                operands.append(_ESCAPE.sub(_unescaped, value))
            except ValueError:
                return None
        elif kind == _HEX:
            digits = b"".join(value.split())
            even = len(digits) & ~1
            operands.append(bytes.fromhex(digits[:even].decode()) + bytes(int(last, 16) for last in (digits[even:],) if last))
        else:
            return operands if kind == _END and not opened else None
    return None


def _unescaped(escape: re.Match[bytes]) -> bytes:
    """What a backslash and what follows it stand for (ISO 32000-1, 7.3.4.2). Raises ValueError for no byte."""
    if escape[1] is not None:
        return bytes((int(escape[1], 8),))
    return bytes((ESC_STRING[escape[2]],)) if escape[2] in ESC_STRING else b""
