"""What a file says of the work that it holds: Markdown's front matter, HTML's head, the metadata of EPUB, DOCX and PDF.

Such fields are often empty or a program's own; what is no name and no title is left out, and damage in them is no failure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from fidelity.model.errors import UnreadableFile
from fidelity.model.work import UNKNOWN, Work

HEAD = 65_536
"""Bytes in which the head of a page lies."""
_LONGEST = 500
"""Characters of a field that are kept."""
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_NO_NAME = re.compile(
    r"(?:unknown|anonymous|admin(?:istrator)?|user|owner|author|microsoft|python-docx|latex|tex|default|none|n/?a)",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:untitled|unbenannt|sans (?:nom|titre)|sin título|document\d*|title|microsoft word\b.*)"
    r"|.*\.(?:docx?|tex|dvi|pdf|indd|qxd|rtf|odt)",
    re.IGNORECASE,
)
_AUTHOR_KEYS, _TITLE_KEYS = ("author", "authors", "creator", "byline"), ("title", "name")
_YEAR_KEYS = ("year", "date", "published", "issued", "publication_date", "publication-date")


def work_in(content: bytes, suffix: str) -> Work:
    """The work that a file of a format says to hold; `UNKNOWN` where it says nothing."""
    readers = {
        **dict.fromkeys((".md", ".markdown"), _in_front_matter),
        **dict.fromkeys((".html", ".htm", ".xhtml"), _in_head),
        **dict.fromkeys((".docx", ".docm"), _in_docx),
        ".epub": _in_epub,
        ".pdf": _in_pdf,
    }
    try:
        return readers[suffix](content) if suffix in readers else UNKNOWN
    except UnreadableFile:
        return UNKNOWN


def _work(authors: Iterable[object], title: object, year: object) -> Work:
    names = [_said(name) for name in authors]
    called = _said(title)
    match = _YEAR.search(_said(year))
    return Work(
        tuple(dict.fromkeys(name for name in names if re.search(r"[^\W\d_]{2}", name) and not _NO_NAME.fullmatch(name))),
        "" if _NO_TITLE.fullmatch(called) else called,
        match[0] if match is not None else "",
    )


def _said(value: object) -> str:
    """A field's value as a line; of anything but a text, a number or a date, nothing."""
    return " ".join(str(value).split())[:_LONGEST] if isinstance(value, str | int | date) else ""


def _in_front_matter(content: bytes) -> Work:
    from fidelity.readers.markdown_events import front_matter_of

    fields = front_matter_of(content[:HEAD].decode("utf-8-sig", "replace"))
    return _of_fields(fields) if fields else UNKNOWN


def _of_fields(fields: dict[str, Any]) -> Work:
    known = {str(key).casefold(): value for key, value in fields.items()}

    def first(keys: tuple[str, ...]) -> object:
        return next((known[key] for key in keys if known.get(key)), "")

    authors = first(_AUTHOR_KEYS)
    several = authors if isinstance(authors, list) else re.split(r"\s*;\s*", authors) if isinstance(authors, str) else [authors]
    return _work((_name(one) for one in several), first(_TITLE_KEYS), first(_YEAR_KEYS))


def _name(author: object) -> object:
    """A name that front matter may also give in parts: {given: Karl, family: Marx}, {name: Karl Marx}."""
    if not isinstance(author, dict):
        return author
    parts = [_said(author.get("given", "")), _said(author.get("family", ""))]
    return author.get("name") or author.get("literal") or " ".join(filter(None, parts))


def _in_head(content: bytes) -> Work:
    from lxml import etree, html

    head = re.split(rb"</head\s*>|<body\b", content[:HEAD], maxsplit=1, flags=re.IGNORECASE)[0]
    if b"<" not in head:
        return UNKNOWN
    try:
        # without a declaration lxml takes bytes for Latin-1, which UTF-8 hardly ever is by chance
        head.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    try:
        root = html.fromstring(head, parser=html.HTMLParser(no_network=True, encoding=encoding))
    except (ValueError, etree.ParserError):  # nothing in it, or bytes that are no characters
        return UNKNOWN
    said: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = str(meta.get("name") or meta.get("property") or "").casefold()
        said.setdefault(name, []).append(str(meta.get("content") or ""))

    def first(*names: str) -> list[str]:
        return next((said[name] for name in names if said.get(name)), [])

    title = first("citation_title", "dc.title", "dcterms.title", "og:title") or [str(root.findtext(".//title") or "")]
    year = first("citation_publication_date", "citation_date", "citation_year", "dc.date", "dcterms.issued")
    return _work(first("citation_author", "dc.creator", "dcterms.creator", "author"), title[0], "".join(year[:1]))


def _in_docx(content: bytes) -> Work:
    from fidelity.readers.archive import Archive

    archive = Archive(content, "")
    if "docProps/core.xml" not in archive.names:
        return UNKNOWN
    about = archive.xml("docProps/core.xml")
    # the dates are those of the file
    return _work(re.split(r"\s*;\s*", about.findtext("{*}creator") or ""), about.findtext("{*}title"), "")


def _in_epub(content: bytes) -> Work:
    from fidelity.readers.archive import Archive

    archive = Archive(content, "")
    root = archive.xml("META-INF/container.xml").find(".//{*}rootfile")
    book = archive.xml(root.get("full-path", "") if root is not None else "")
    metadata = "{*}metadata/{http://purl.org/dc/elements/1.1/}"
    authors = [one.text for one in book.iterfind(f".//{metadata}creator")]
    return _work(authors, book.findtext(f".//{metadata}title"), book.findtext(f".//{metadata}date"))


def _in_pdf(content: bytes) -> Work:
    from fidelity.readers.pdf.information import information
    from fidelity.readers.pdf_authors import credible_authors

    said = information(content)
    # the dates are those of the file
    return _work(credible_authors(said.get("Author", "")), said.get("Title", ""), "")
