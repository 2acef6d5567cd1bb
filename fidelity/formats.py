"""The formats of files: what each is called, how large it may be, and which reader reads it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from fidelity.model.errors import FidelityError, UnreadableFile
from fidelity.plugins import installed

if TYPE_CHECKING:
    from fidelity.model.reader import Reader
    from fidelity.model.text import Text
    from fidelity.model.work import Work
    from fidelity.readers.pdf.kept_pages import KeptPages
    from fidelity.readers.pdf.read import Engine

MARKDOWN = (".md", ".markdown")
HTML = (".html", ".htm", ".xhtml")
PLAIN_TEXT = (".txt", ".text")
PDF = (".pdf",)
DOCX = (".docx", ".docm")
EPUB = (".epub",)
SETTLED = (*MARKDOWN, *HTML, *DOCX, *EPUB)
"""Formats that say themselves what is a paragraph, a heading, a note: no repair need find that out. So do those of plugins."""
LARGEST_TEXT, LARGEST_PDF = 64_000_000, 512_000_000
"""Bytes. The longest novels have 10 MB; a PDF may hold pictures, which are not read."""

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OTHER_KINDS = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (_ZIP, "a ZIP archive (such as DOCX, ODT or EPUB)"),
    (_OLD_OFFICE, "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"AT&TFORM", "a DjVu file"),
)
"""How files of other kinds begin."""
_WORD_PROCESSED = (".odt", ".fodt", ".ott", ".sxw", ".doc", ".rtf", ".pages")
"""Formats of word processors, which can all save DOCX."""


def readers_of_plugins() -> Mapping[str, Reader]:
    """The readers that other packages bring, by ending. Raises FidelityError where one would take the place of our own."""
    found = installed().readers
    for ending in found:
        if ending in (*SETTLED, *PLAIN_TEXT, *PDF):
            raise FidelityError(
                f"a plugin wants to read {found[ending].format} as {ending}, which fidelity reads itself; take it away."
            )
    return found


def is_settled(ending: str) -> bool:
    """Whether files of this ending say themselves what is a paragraph, a heading, a note."""
    return ending in SETTLED or ending in readers_of_plugins()


def is_utf8(path: Path) -> bool:
    """Whether a path is UTF-8, so that an index and a configuration can name it."""
    return path.as_posix().isascii() or not any("\udc80" <= character <= "\udcff" for character in path.as_posix())


def is_read(ending: str) -> bool:
    """Whether files of this ending can be read."""
    return ending in (*PLAIN_TEXT, *PDF) or is_settled(ending)


Progress = Callable[[int], None]
"""Told the number of pages done while a long file is read."""


@dataclass(frozen=True, slots=True)
class PdfReading:
    """How a PDF is read."""

    engine: Engine = "auto"
    jobs: int | None = 1
    """Processes that may read pages; None: as many as make it shorter."""
    kept: KeptPages | None = None
    """What keeps pages that were read, and knows them again."""


def read_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises UnreadableFile for what is missing, a folder, a pipe or device (reading one may never end), empty, larger than
    LARGEST_TEXT or LARGEST_PDF bytes, or may not be read.
    """
    largest = LARGEST_PDF if path.suffix.lower() in PDF else LARGEST_TEXT
    try:
        if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            raise UnreadableFile(f"{path} may not be looked into: you do not have the permission.")
        if path.is_dir():
            raise UnreadableFile(f"{path} is a folder; name the files in it one by one.")
        state = path.stat()
        if not S_ISREG(state.st_mode):
            raise UnreadableFile(f"{path} is a pipe or a device; save what it holds in a file first.")
        if state.st_size > largest:
            raise UnreadableFile(
                f"{path} is too large: it has {state.st_size // 1_000_000} MB, and {largest // 1_000_000} MB is the most "
                "that is read; cut it into parts."
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"{path} does not exist; check the spelling and the folder.") from None
    except PermissionError:
        raise UnreadableFile(f"{path} may not be read: you do not have the permission.") from None
    except (OSError, ValueError) as failure:
        reason = failure.strerror if isinstance(failure, OSError) and failure.strerror else failure
        raise UnreadableFile(f"{path} cannot be read: {reason}.") from failure
    if not content:
        raise UnreadableFile(f"{path} is empty: it has no bytes at all.")
    return content


def read(path: Path, progress: Progress | None = None, content: bytes | None = None, reading: PdfReading | None = None) -> Text:
    """What a file literally says: the transcript of a source, or the text of a Markdown file with its marks.

    The format is that of the name's ending, and the content must agree with it. With `content` nothing is opened. `reading`
    is for PDFs; other formats have one reader, and one way, each.
    """
    if content is not None and not content:
        raise UnreadableFile(f"{path} is empty: it has no bytes at all.")
    return read_content(path, read_bytes(path) if content is None else content, None, progress, reading)


def read_content(
    path: Path, content: bytes, log: str | None, progress: Progress | None, reading: PdfReading | None = None
) -> Text:
    """The text of a file's content; with `log`, its emendation log, that of a canonical file with the places in its source."""
    suffix = path.suffix.lower()
    plugin = readers_of_plugins().get(suffix)
    if plugin is not None:
        return _read_by_plugin(plugin, content, str(path))
    if suffix not in (*SETTLED, *PLAIN_TEXT, *PDF):
        known = "Markdown (.md), HTML (.html), DOCX, EPUB, plain text (.txt) and PDF (.pdf)"
        kind = f"{suffix} files are" if suffix else "a file without an ending is"
        way_out = "; save it as DOCX" if suffix in _WORD_PROCESSED else ""
        raise UnreadableFile(f"{path} cannot be read: {kind} not among the formats understood, which are {known}{way_out}.")
    _confirm_kind(path, suffix, content)
    name = str(path)
    if suffix in PDF:
        from fidelity.readers.pdf import read_pdf

        reading = reading or PdfReading()
        return read_pdf(content, name, progress, engine=reading.engine, jobs=reading.jobs, kept=reading.kept)
    if suffix in PLAIN_TEXT:
        from fidelity.readers.plain_text import read_plain_text

        return read_plain_text(content, name)
    if suffix in DOCX:
        from fidelity.readers.docx import read_docx

        return _described(read_docx(content, name), content, suffix)
    if suffix in EPUB:
        from fidelity.readers.epub import read_epub

        return _described(read_epub(content, name), content, suffix)
    if suffix in HTML:
        from fidelity.readers.html import read_html

        return read_html(content, name)
    if log is not None:
        from fidelity.readers.canonical import read_canonical

        return read_canonical(content, name, log)
    from fidelity.readers.markdown import read_markdown

    return read_markdown(content, name)


def _described(text: Text, content: bytes, suffix: str) -> Text:
    """A text of an archive with what that says of its work: the archive is not at hand afterwards."""
    from fidelity.readers.works import work_in

    return replace(text, source=replace(text.source, work=work_in(content, suffix)))


def work_of(text: Text) -> Work:
    """What the file of a text says of its work beside the text: in front matter, in the head of a page, as metadata."""
    content = text.source.content
    if text.source.work or content is None:
        return text.source.work
    from fidelity.readers.works import HEAD, work_in

    return work_in(content[:HEAD].encode("utf-8", "replace"), Path(text.source.name).suffix.lower())


def _read_by_plugin(reader: Reader, content: bytes, name: str) -> Text:
    """What a plugin reads. Raises FidelityError where it breaks, or gives what no reader may give."""
    try:
        text = reader.read(content, name)
    except FidelityError:
        raise
    except Exception as failure:  # whatever the code of somebody else does
        reason = f"{type(failure).__name__}: {failure}"
        raise FidelityError(
            f"{name} cannot be read: the plugin for {reader.format} broke ({reason}); tell its authors."
        ) from failure
    if not text.settled:
        raise FidelityError(
            f"{name} cannot be read: the plugin for {reader.format} did not divide it into blocks; tell its authors."
        )
    return text


def _confirm_kind(path: Path, suffix: str, content: bytes) -> None:
    """Raise UnreadableFile when the content is of another kind than the file's ending says."""
    is_pdf = b"%PDF-" in content[:1024]
    if suffix in PDF and is_pdf:
        return
    kind = next((kind for start, kind in _OTHER_KINDS if content.startswith(start)), "")
    if suffix in (*DOCX, *EPUB):
        if content.startswith(_ZIP):
            return
        wanted = "a Word document (DOCX)" if suffix in DOCX else "an EPUB"
        locked = " or is locked with a password" if suffix in DOCX and content.startswith(_OLD_OFFICE) else ""
        raise UnreadableFile(f"{path} is not {wanted}{f': it is {kind}' if kind else ''}{locked}.")
    if suffix in PDF:
        start = content[:1024].lstrip().lower()
        if not kind and start.startswith((b"<!doctype html", b"<html")):
            kind = "a web page (HTML)"
        if not kind and b"\0" not in content[:1024]:
            kind = "plain text"
        raise UnreadableFile(f"{path} is not a PDF{f': it is {kind}' if kind else ', or its beginning is missing'}.")
    if is_pdf and content.lstrip().startswith(b"%PDF-"):
        raise UnreadableFile(
            f"{path} is not a text file: it is a PDF; rename it to {path.with_suffix('.pdf').name} and try again."
        )
    if kind:
        raise UnreadableFile(f"{path} is not a text file: it is {kind}.")
