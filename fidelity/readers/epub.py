"""EPUB: the chapters of a book in the order of its spine, each read as HTML, its notes told by links across chapters."""

from __future__ import annotations

import hashlib
import posixpath
import re
from array import array
from urllib.parse import unquote

from fidelity.model.errors import UnreadableFile
from fidelity.model.source import Source, Stretches
from fidelity.model.text import Text
from fidelity.readers.archive import Archive
from fidelity.readers.blocks import Block, Lists
from fidelity.readers.decoding import decode
from fidelity.readers.elements import Elements
from fidelity.readers.endnotes import with_endnotes
from fidelity.readers.flow import Flow
from fidelity.readers.html import declared_encoding
from fidelity.readers.html_fragment import read_fragment
from fidelity.readers.linked_notes import with_linked_notes
from fidelity.readers.settling import settle
from fidelity.readers.style_classes import StyleClasses, sheets_in

_CONTAINER = "META-INF/container.xml"
_TITLE = re.compile(
    rb"""<(?P<name>[A-Za-z][\w-]*)\s(?:[^<>"']|"[^"]*+"|'[^']*+')*?"""
    rb"""\bepub:type\s*=\s*["'][^"']*\b(?:titlepage|halftitlepage|cover|toc)\b[^<>]*>"""
)
"""An element that shows what the book is called or what is in it, which programs make of its metadata."""
_LINK = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"""\bhref\s*=\s*(?:"([^"]+)"|'([^']+)')""", re.IGNORECASE)
_WORDLESS = re.compile(rb"<!--.*?-->|<head\b.*?</head\s*>|<h[1-6]\b.*?</h[1-6]\s*>|<[^<>]*>|\s+", re.DOTALL)
"""What a page may hold beside such an element: nothing but headings."""
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})


def read_epub(content: bytes, name: str) -> Text:
    """The text of a book, marks included, its note bodies behind the running text.

    `Text.source.file` counts the characters of its chapters one behind the other; `Text.source.stretches` tells the file of the
    chapter and the block in it. A cover, a title page, a table of contents, and what the spine holds out of the reading order,
    are read only where a chapter leads into them. Raises UnreadableFile when the file is damaged, encrypted, too large,
    or holds no text.
    """
    archive = Archive(content, name)
    chapters = [(path, _decoded(archive, path)) for path in _spine(archive)]
    flow = _Book("".join(page for _, page in chapters))
    at = 0
    sheets: dict[str, str] = {}
    for path, page in chapters:
        flow.begin_chapter(path)
        flow.classes = _classes(archive, path, page, sheets)
        read_fragment(flow, [(at, at + len(page))], xhtml=True)
        at += len(page)
    stretches = _stretches(flow.running, flow.chapter_of)
    running, notes = with_endnotes(*with_linked_notes(flow.running, flow.notes), flow.content)
    string, file, marks = settle(running, notes, None)
    if not string:
        raise UnreadableFile(f"{name} holds no text.")
    digest = hashlib.sha256(content).hexdigest()
    return Text.of_source(Source(name, digest, "epub", string, file, stretches=stretches), marks)


def _decoded(archive: Archive, path: str) -> str:
    content = archive.read(path)
    return decode(content, f"{archive.name} ({path})", declared_encoding(content))


def _classes(archive: Archive, path: str, page: str, sheets: dict[str, str]) -> StyleClasses:
    """The classes of a chapter: of the style sheets that it links to, kept in `sheets`, and of those in it."""
    classes = StyleClasses()
    for link in _LINK.findall(page.partition("</head")[0]):
        address = _ADDRESS.search(link)
        if address is None or "stylesheet" not in link:
            continue
        name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address[1] or address[2])))
        if name not in sheets:
            sheets[name] = _sheet(archive, name)
        classes.read(sheets[name])
    classes.read(sheets_in(page))
    return classes


def _sheet(archive: Archive, name: str) -> str:
    """A style sheet; "" where it cannot be read, since nobody needs it to read the book."""
    try:
        return archive.read(name).decode("utf-8", "replace") if name in archive.names else ""
    except UnreadableFile:
        return ""


def _spine(archive: Archive) -> list[str]:
    """The chapters of a book in order, as paths in the archive."""
    if _CONTAINER not in archive.names:
        raise UnreadableFile(f"{archive.name} is not an EPUB: it has no {_CONTAINER}.")
    root = archive.xml(_CONTAINER).find(".//{*}rootfile")
    package = root.get("full-path", "") if root is not None else ""
    if any(member.endswith("META-INF/encryption.xml") for member in archive.names) and _is_locked(archive):
        raise UnreadableFile(f"{archive.name} is locked against copying; use a copy of it that is not.")
    book = archive.xml(package)
    folder = posixpath.dirname(package)
    items = {item.get("id", ""): item for item in book.iterfind(".//{*}manifest/{*}item")}
    spine: list[tuple[str, bool]] = []
    for reference in book.iterfind(".//{*}spine/{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or item.get("media-type") not in _PAGES or "nav" in (item.get("properties") or "").split():
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        spine.append((path, reference.get("linear") != "no"))
    if not spine:
        raise UnreadableFile(f"{archive.name} holds no chapters.")
    aside = {path for path, linear in spine if not linear or _is_title(archive.read(path))}
    if aside and len(aside) < len(spine):
        links = {target for path, _ in spine if path not in aside for target in _targets(archive, path)}
        aside -= links
    return list(dict.fromkeys(path for path, _ in spine if path not in aside or len(aside) == len(spine)))


def _is_title(page: bytes) -> bool:
    """Whether a page as a whole is a cover, a title page or a table of contents: a chapter may begin with its contents."""
    rest: list[bytes] = []
    at = 0
    for tag in _TITLE.finditer(page):
        if tag["name"] in (b"html", b"body"):
            return True
        if tag.start() >= at:
            rest.append(page[at : tag.start()])
            at = _end_of(page, tag)
    return at > 0 and not _WORDLESS.sub(b"", b"".join([*rest, page[at:]]))


def _end_of(page: bytes, tag: re.Match[bytes]) -> int:
    """Where an element ends that begins with a tag; where nothing ends it, that is all of it."""
    if tag[0].endswith(b"/>"):
        return tag.end()
    depth = 1
    for other in re.finditer(rb"<(/?)" + re.escape(tag["name"]) + rb"(?![\w-])[^<>]*?(/?)>", page[tag.end() :]):
        depth += -1 if other[1] else 0 if other[2] else 1
        if depth == 0:
            return tag.end() + other.end()
    return tag.end()


def _targets(archive: Archive, path: str) -> set[str]:
    """The files that links in a chapter lead to."""
    found = re.findall(rb"""\bhref\s*=\s*["']([^"'#]+)#""", archive.read(path))
    return {
        posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(one.decode("utf-8", "replace")))) for one in found
    }


def _is_locked(archive: Archive) -> bool:
    """Whether more than fonts is encrypted."""
    named = (one.get("URI", "") for one in archive.xml("META-INF/encryption.xml").iterfind(".//{*}CipherReference"))
    return any(name.lower().endswith((".xhtml", ".html", ".htm", ".xml", ".opf")) for name in named)


class _Book(Flow):
    """The blocks of a book; names of places begin with the path of their chapter."""

    def __init__(self, content: str) -> None:
        super().__init__(content, content)
        self.path = ""
        self.chapter_of: list[str] = []
        """The chapter of each block."""

    def begin_chapter(self, path: str) -> None:
        """What follows is another file."""
        self.path, self.page = path, f"{path}#"
        self.elements, self.markup_lists, self.parted, self.waiting = Elements(), Lists(), False, []

    def append(self, block: Block) -> None:
        """A block has been read."""
        super().append(block)
        self.chapter_of.append(self.path)

    def target(self, address: str) -> str:
        """The name of the place that a link leads to, if that is in this book; else ""."""
        before, fragment, name = address.partition("#")
        if not fragment or ":" in before:
            return ""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), unquote(before))) if before else self.path
        return f"{path}#{name}"


def _stretches(blocks: list[Block], chapter_of: list[str]) -> Stretches:
    """Where each block begins: its chapter's file, with the name of the nearest element that has one, and its number there."""
    stretches = Stretches(array("i"), array("i"), array("i"), array("i"), ())
    names: dict[str, int] = {}
    count, chapter = 0, ""
    for block, path in zip(blocks, chapter_of, strict=True):
        count, chapter = (count + 1, chapter) if path == chapter else (1, path)
        first = block.file[0]
        stretches.starts.append(first if first >= 0 else ~first)
        stretches.part.append(names.setdefault(_named(block) or path, len(names)))
        stretches.paragraph.append(count)
        stretches.run.append(0)
    return Stretches(stretches.starts, stretches.part, stretches.paragraph, stretches.run, tuple(names))


def _named(block: Block) -> str:
    element, steps = block.element, 0
    while element is not None and steps < 8:
        if element.names:
            return element.names[0]
        element, steps = element.parent, steps + 1
    return ""
