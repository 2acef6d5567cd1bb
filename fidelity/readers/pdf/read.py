"""Bytes of a PDF to a transcript, and what to tell people whose file cannot be read."""

from __future__ import annotations

import hashlib
import io
import logging
import re
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fidelity.model.errors import UnreadableFile
from fidelity.model.source import Source
from fidelity.model.text import Text

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage

    from fidelity.readers.pdf.glyphs import Face
    from fidelity.readers.pdf.transcript import Transcript

ENGINE = "pdfminer.six"
NEARLY_ALL = 0.8
"""Share of glyphs without a character from which on a file holds no text in any useful sense."""
HEADER_REACH = 1024
"""Bytes in which the header of a PDF may stand (Adobe's implementation note 13 to PDF Reference 1.7)."""


def read_pdf(content: bytes, name: str, progress: Callable[[int], None] | None = None) -> Text:
    """The transcript of a PDF: printed lines in reading order, each ended by a newline, with the evidence of every glyph.

    Geometry only: nothing is mended or left out, save text that is not printed (invisible, cropped, painted twice).
    `progress` is told the number of pages done.
    Raises UnreadableFile when the bytes are no PDF, damaged, protected by a password, or hold no text.
    """
    _check_outside(content, name)
    with _quiet():
        try:
            transcript, page_names, fonts = _read(content, name, progress)
        except UnreadableFile:
            raise
        except Exception as error:  # pdfminer lets errors of a dozen kinds through; whatever it is, the file is to blame
            raise _translated(error, name) from error
    _check_text(transcript, name)
    string = transcript.string()
    return Text.of_source(
        Source(
            name=name,
            sha256=hashlib.sha256(content).hexdigest(),
            engine=ENGINE,
            transcript=string,
            file=transcript.file,
            pages=transcript.pages,
            lines=transcript.lines,
            page_labels=page_names,
            glyphs=transcript.glyphs(fonts),
            boxes=transcript.boxes,
            wrapped=True,
        )
    )


def _read(
    content: bytes, name: str, progress: Callable[[int], None] | None
) -> tuple[Transcript, tuple[str, ...], tuple[Face, ...]]:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFResourceManager
    from pdfminer.pdfparser import PDFParser

    from fidelity.readers.pdf.glyphs import GlyphCollector, TextInterpreter
    from fidelity.readers.pdf.transcript import Transcript

    document = PDFDocument(PDFParser(io.BytesIO(content)))
    resources = PDFResourceManager()
    device = GlyphCollector(resources)
    interpreter = TextInterpreter(resources, device)
    transcript = Transcript()
    labels: list[str] = []
    for page, label in _pages(document):
        number = len(labels) + 1
        try:
            _check_streams(document, page)
            interpreter.process_page(page)
        except Exception as error:
            raise UnreadableFile(_damaged(name, f"page {number} cannot be read")) from error
        transcript.add(device.page)
        labels.append(label)
        if progress is not None:
            progress(number)
    _check_page_count(document, len(labels), name)
    return transcript, tuple(labels), tuple(device.faces)


def _pages(document: PDFDocument) -> Iterator[tuple[PDFPage, str]]:
    """The pages with their printed labels, "" where the file gives none."""
    from pdfminer.pdfpage import PDFPage

    for page in PDFPage.create_pages(document):
        yield page, page.label or ""


def _check_outside(content: bytes, name: str) -> None:
    """What can be known without reading the file. Raises UnreadableFile."""
    if not content.strip():
        raise UnreadableFile(f"{name} is empty.")
    if b"%PDF-" not in content[:HEADER_REACH]:
        raise UnreadableFile(
            f"{name} is not a PDF, whatever its name says; give its own ending to it, or export it as PDF again."
        )
    if content.rfind(b"startxref") < 0:
        raise UnreadableFile(_damaged(name, "its end is missing"))
    linearised = re.search(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)", content[: 2 * HEADER_REACH])
    if linearised and int(linearised[1]) > len(content) and content.rfind(b"startxref") < 4 * HEADER_REACH:
        raise UnreadableFile(_damaged(name, "its end is missing"))


def _check_streams(document: PDFDocument, page: PDFPage) -> None:
    """Raises ValueError when a page's content is cut short or cannot be unpacked: pdfminer would go on without it."""
    from pdfminer.pdftypes import LITERALS_FLATE_DECODE, stream_value

    for content in page.contents:
        stream = stream_value(content)
        packed = stream.rawdata
        if not packed or document.decipher is not None:
            continue
        filters = stream.get_filters()
        if filters and filters[0][0] in LITERALS_FLATE_DECODE:
            # the deflate stream itself, without zlib's header and checksum, which some producers leave out
            unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
            unpacking.decompress(packed[2:])
            if not unpacking.eof:
                raise ValueError("a content stream is cut short")


def _check_page_count(document: PDFDocument, count: int, name: str) -> None:
    """Raises UnreadableFile when a file whose page table had to be guessed holds fewer pages than it says, or any file none."""
    from pdfminer.pdfdocument import PDFXRefFallback
    from pdfminer.pdftypes import dict_value, int_value

    if count == 0:
        raise UnreadableFile(_damaged(name, "it has no pages"))
    if any(isinstance(table, PDFXRefFallback) for table in document.xrefs):
        declared = int_value(dict_value(document.catalog.get("Pages", {})).get("Count", 0))
        if count < declared:
            raise UnreadableFile(_damaged(name, f"only {count} of its {declared} pages are there"))


def _check_text(transcript: Transcript, name: str) -> None:
    if transcript.inked == 0:
        raise UnreadableFile(
            f"{name} holds no text, only pictures of pages; run OCR on it first (for instance with ocrmypdf) "
            "and read what comes out."
        )
    if transcript.unmapped >= NEARLY_ALL * transcript.inked:
        raise UnreadableFile(
            f"{name} shows letters but does not say which ones they are (its fonts have no Unicode tables); "
            "export it again from its source, or run OCR on it (for instance with ocrmypdf --force-ocr)."
        )


def _translated(error: Exception, name: str) -> UnreadableFile:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    if isinstance(error, PDFPasswordIncorrect):
        return UnreadableFile(f"{name} is protected by a password; save a copy without it (for instance with qpdf --decrypt).")
    if isinstance(error, PDFEncryptionError):
        return UnreadableFile(f"{name} is encrypted in a way that cannot be read; save a copy without protection.")
    return UnreadableFile(_damaged(name))


def _damaged(name: str, what: str = "it cannot be read as a PDF") -> str:
    return f"{name} is damaged ({what}); fetch it again, or print it to a new PDF from a program that still shows it."


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps pdfminer's log and warnings from the terminal; what matters in them is checked here."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
