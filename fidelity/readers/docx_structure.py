"""What holds what in a DOCX file: tables, rows, cells and paragraphs, whatever is wrapped around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fidelity.readers.docx_styles import W, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES, _CHOICE, FALLBACK = f"{_MARKUP}AlternateContent", f"{_MARKUP}Choice", f"{_MARKUP}Fallback"
"""The same several times, for newer and older programs, the newest first."""
_WRAPPINGS = frozenset({f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"})
"""Elements that say something of what they hold, and change nothing of it."""


def children(holder: _Element) -> Iterator[_Element]:
    """The children of an element; what only wraps them is opened, and of alternatives the first is taken.

    Left out is a table of contents, which Word makes.
    """
    for child in holder:
        inside: _Element | None = child
        if child.tag == f"{W}sdt":
            gallery = value(child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))
            inside = child.find(f"{W}sdtContent") if gallery != "Table of Contents" else None
        elif child.tag == _ALTERNATIVES:
            inside = next((one for one in child if one.tag in (_CHOICE, FALLBACK)), None)
        elif child.tag not in _WRAPPINGS:
            yield child
            continue
        if inside is not None:
            yield from children(inside)


def rows(table: _Element) -> Iterator[_Element]:
    """The rows of a table that no tracked change struck out; those of tables in its cells are none of its own."""
    for row in children(table):
        if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None:
            yield row


def cells(row: _Element) -> Iterator[_Element]:
    """The cells of a row."""
    return (cell for cell in children(row) if cell.tag == f"{W}tc")


def paragraphs(cell: _Element) -> Iterator[_Element]:
    """The paragraphs of a cell, those of tables in it included; text boxes are read where they hang."""
    for child in children(cell):
        if child.tag == f"{W}p":
            yield child
        elif child.tag == f"{W}tbl":
            for row in rows(child):
                for inner in cells(row):
                    yield from paragraphs(inner)
