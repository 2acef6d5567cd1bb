"""The outline of a PDF (its bookmarks): titles, levels, and the places they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from fidelity.model.source import OutlineEntry
from fidelity.readers.pdf.links import Places

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage

MOST = 20_000
"""Entries that are read; the chain of a damaged outline may lead into itself."""
DAMAGE = (PSException, TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
"""What pdfminer.six raises for objects that are damaged, or of another kind than they have to be."""


def outline_of(document: PDFDocument, pages: Sequence[PDFPage]) -> tuple[OutlineEntry, ...]:
    """The entries that lead to a page of the document, in their order. Raises one of DAMAGE where the outline is damaged."""
    places = Places(document, pages)
    found = []
    for entry, level in _entries(document):
        target, action = entry.get("Dest"), resolve1(entry.get("A"))
        if target is None and isinstance(action, dict):
            target = action.get("D")
        place = places.of(target) if target is not None else None
        title = resolve1(entry.get("Title"))
        words = " ".join(decode_text(title).split()) if isinstance(title, bytes) else ""
        if place is not None and words:
            found.append(OutlineEntry(words, level, place[0], place[2]))
    return tuple(found)


def _entries(document: PDFDocument) -> Iterator[tuple[dict[str, Any], int]]:
    """The entries with their levels from 1; pdfminer.six's own walk calls itself for each, and ends with long outlines."""
    root = resolve1(document.catalog.get("Outlines"))
    waiting = [(root.get("First"), 1)] if isinstance(root, dict) else []
    seen: set[int] = set()
    left = MOST
    while waiting and left:
        reference, level = waiting.pop()
        entry = resolve1(reference)
        if not isinstance(entry, dict) or (isinstance(reference, PDFObjRef) and reference.objid in seen):
            continue
        if isinstance(reference, PDFObjRef):
            seen.add(reference.objid)
        left -= 1
        yield entry, level
        waiting += [(entry.get("Next"), level), (entry.get("First"), level + 1)]
