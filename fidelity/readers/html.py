"""HTML to a text whose every character knows its place in the file: exact lines and columns, as in Markdown."""

from __future__ import annotations

import hashlib
import re

from fidelity.model.errors import UnreadableFile
from fidelity.model.source import Source
from fidelity.model.text import Text
from fidelity.readers.decoding import decode
from fidelity.readers.endnotes import with_endnotes
from fidelity.readers.flow import Flow
from fidelity.readers.html_fragment import read_fragment
from fidelity.readers.linked_notes import with_linked_notes
from fidelity.readers.settling import settle
from fidelity.readers.style_classes import sheets_in

_CHARSET = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*(?P<meta>[\w.:-]+)|\A\s*<\?xml\b[^>]*?\bencoding\s*=\s*["'](?P<xml>[\w.:-]+)""",
    re.IGNORECASE,
)
_FIRST = 4096
"""Bytes at the beginning of a file in which it may say how it is encoded."""


def read_html(content: bytes, name: str) -> Text:
    """The text of an HTML file, marks included, its note bodies behind the running text.

    `Text.source.file` gives for each character its place in the decoded file (code points). Raises UnreadableFile when the
    file is empty, is no text, or shows nothing.
    """
    decoded = decode(content, name, declared_encoding(content) or "windows-1252")  # as browsers take a page that says nothing
    flow = Flow(decoded, decoded)
    flow.classes.read(sheets_in(decoded))
    read_fragment(flow, [(0, len(decoded))], xhtml=is_xhtml(decoded))
    running, notes = with_endnotes(*with_linked_notes(flow.running, flow.notes), decoded)
    string, file, marks = settle(running, notes, None)
    if not string:
        raise UnreadableFile(f"{name} holds no text.")
    digest = hashlib.sha256(content).hexdigest()
    return Text.of_source(Source(name, digest, "html", string, file, decoded), marks)


def declared_encoding(content: bytes) -> str:
    """The encoding that a file of HTML or XML says it has at its beginning; "" where it says nothing."""
    found = _CHARSET.search(content, 0, _FIRST)
    return (found["meta"] or found["xml"]).decode("ascii", "replace") if found is not None else ""


def is_xhtml(content: str) -> bool:
    """Whether a page is XML: it says so at its beginning, or its first element is of the namespace of XHTML."""
    start = content[:_FIRST].lstrip()
    return start.startswith("<?xml") or re.search(r"<html\b[^>]*\bxmlns\s*=", start) is not None
