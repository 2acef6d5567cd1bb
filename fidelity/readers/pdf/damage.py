"""What is wrong with a PDF that cannot be read, or not wholly, in one sentence for the person who named it."""

from __future__ import annotations

import logging
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fidelity.model.errors import UnreadableFile
from fidelity.readers.pdf.glyphs import UNMAPPED
from fidelity.readers.pdf.page_contents import PageContent, content_of

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage

    from fidelity.readers.pdf.fast_document import FastDocument

HALF = 0.5
"""Share of glyphs without a character from which on a file holds no text in any useful sense: readable files lack one of
a hundred at most, and what a font without a Unicode map has for the others is wrong as often as right."""
HEADER_REACH = 1024
"""Bytes in which the header of a PDF may stand (Adobe's implementation note 13 to PDF Reference 1.7)."""


_ROOT = re.compile(rb"/Root\s+\d+\s+\d+\s+R")
_TABLE_WORDS = re.compile(rb"\b(?:startxref|trailer)\b")


class Structure:
    """The page tree of a PDF: how many pages, their labels, and whether all that belongs to a page is there.

    Both engines are checked against it, since PDFium passes over damage in silence. Where the file's own table of objects leads
    to no page (its line ends were converted, say), the objects are looked for one by one. Making it raises whatever
    pdfminer.six raises for a file that is damaged or protected; `translated` makes a sentence of that.
    """

    def __init__(self, content: bytes) -> None:
        from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

        try:
            self.document, self.pages = _opened(content)
        except (PDFPasswordIncorrect, PDFEncryptionError):
            raise
        except Exception:  # noqa: BLE001  pdfminer.six lets errors of a dozen kinds through
            self.document, self.pages = _opened(_without_table(content))
        if not self.pages and _ROOT.search(content):
            self.document, self.pages = _opened(_without_table(content))
        self._contents: dict[int, PageContent | Exception] = {}

    def forget(self) -> None:
        """Lets go of all that was read of the file: document, pages and objects hold one another, and would stay for long."""
        self.pages.clear()
        self.document.forget()

    def labels(self) -> tuple[str, ...]:
        """The printed label of each page, "" where the file gives none."""
        return tuple(page.label or "" for page in self.pages)

    def check_page(self, index: int) -> None:
        """Raises ValueError when a page's content (from 0) is cut short or altered, zlib.error when it cannot be unpacked."""
        found = self._looked_at(index)
        if isinstance(found, Exception):
            raise found

    def content(self, index: int) -> PageContent:
        """What the content of a page (from 0) may do; anything, where it is damaged."""
        found = self._looked_at(index)
        return found if isinstance(found, PageContent) else PageContent()

    def _looked_at(self, index: int) -> PageContent | Exception:
        """What is known of a page's content, or what is wrong with it; engines ask of pages before these are checked."""
        found = self._contents.get(index)
        if found is None:
            try:
                found = content_of(self.document, self.pages[index])
            except Exception as error:  # noqa: BLE001  whatever it is, the page is to blame
                found = error
            self._contents[index] = found
        return found

    def missing_pages(self, name: str) -> tuple[str, ...]:
        """The loss when a file whose table of objects had to be guessed holds fewer pages than it says.

        Raises UnreadableFile when it holds none.
        """
        from pdfminer.pdfdocument import PDFXRefFallback
        from pdfminer.pdftypes import dict_value, int_value

        count = len(self.pages)
        if count == 0:
            raise UnreadableFile(damaged(name, "it has no pages"))
        if any(isinstance(table, PDFXRefFallback) for table in self.document.xrefs):
            declared = int_value(dict_value(self.document.catalog.get("Pages", {})).get("Count", 0))
            if count < declared:
                return (f"only {count} of {declared} pages are in the file; the text has nothing of the others",)
        return ()


def _opened(content: bytes) -> tuple[FastDocument, list[PDFPage]]:
    from pdfminer.pdfpage import PDFPage

    from fidelity.readers.pdf.fast_document import FastDocument

    document = FastDocument(content)
    return document, list(PDFPage.create_pages(document))


def _without_table(content: bytes) -> bytes:
    """The file without its table of objects, so that pdfminer.six looks for them; what the last root says stands at the end.

    Every other byte keeps its place. pdfminer.six looks no further than the first trailer, which in a linearised file stands
    in front.
    """
    roots = _ROOT.findall(content)
    blanked = _TABLE_WORDS.sub(lambda word: b" " * len(word[0]), content)
    return blanked + b"\ntrailer\n<< " + (roots[-1] if roots else b"") + b" >>\n"


def check_outside(content: bytes, name: str) -> None:
    """What can be known without reading the file. Raises UnreadableFile."""
    if not content.strip():
        raise UnreadableFile(f"{name} is empty.")
    if b"%PDF-" not in content[:HEADER_REACH]:
        raise UnreadableFile(
            f"{name} is not a PDF, whatever its name says; give its own ending to it, or export it as PDF again."
        )
    if content.rfind(b"startxref") < 0:
        raise UnreadableFile(damaged(name, "its end is missing"))
    linearised = re.search(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)", content[: 2 * HEADER_REACH])
    if linearised and int(linearised[1]) > len(content) and content.rfind(b"startxref") < 4 * HEADER_REACH:
        raise UnreadableFile(damaged(name, "its end is missing"))


def check_text(inked: int, unmapped: int, name: str, *, by_pdfium_alone: bool = False) -> None:
    """Raises UnreadableFile when a file has no text: no glyph at all, or half of them and more without a character.

    `by_pdfium_alone`: nothing has asked yet whether pdfminer.six knows the characters, as it does in bitmap fonts of TeX.
    """
    if inked == 0:
        raise UnreadableFile(scanned(name, "its pages are pictures, or blank"))
    if unmapped >= HALF * inked and by_pdfium_alone:
        raise UnreadableFile(
            f"{name} shows letters of which PDFium does not know which ones they are; pdfminer.six may: leave out “--engine”, "
            "or give “--engine pdfminer”, and do not check the two against each other."
        )
    if unmapped >= HALF * inked:
        raise UnreadableFile(
            f"{name} shows letters but does not say which ones they are (its fonts have no Unicode tables); "
            "export it again from its source, or run OCR on it (for instance with ocrmypdf --force-ocr)."
        )


def translated(error: Exception, name: str) -> UnreadableFile:
    """An error of either engine as a sentence."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    if isinstance(error, PDFPasswordIncorrect):
        return UnreadableFile(f"{name} is protected by a password; save a copy without it (for instance with qpdf --decrypt).")
    if isinstance(error, PDFEncryptionError):
        return UnreadableFile(f"{name} is encrypted in a way that cannot be read; save a copy without protection.")
    return UnreadableFile(damaged(name))


def losses(damaged_pages: Mapping[int, int], pages: int) -> tuple[str, ...]:
    """What is lost of each damaged page: index from 0, and how many glyphs of it were read."""
    return tuple(
        f"page {page + 1} of {pages} is damaged; the text {'may lack a part' if read else 'has nothing'} of it"
        for page, read in sorted(damaged_pages.items())
    )


def unmapped(transcript: str, pages: Sequence[int]) -> tuple[str, ...]:
    """The loss when glyphs of a transcript have no character; `pages` are the offsets where its pages start."""
    first = transcript.find(UNMAPPED)
    if first < 0:
        return ()
    count, page = transcript.count(UNMAPPED), max(bisect_right(pages, first), 1)
    if count == 1:
        return (f"a glyph on page {page} has no character in the file, and stands as U+FFFD in the text",)
    return (f"{count:,} glyphs, the first on page {page}, have no character in the file, and stand as U+FFFD in the text",)


def scanned(name: str, why: str) -> str:
    """The sentence for a file whose words nobody has read yet."""
    return f"{name} holds no text: {why}; run OCR on pictures first (for instance with ocrmypdf) and read what comes out."


def damaged(name: str, what: str = "it cannot be read as a PDF") -> str:
    """The sentence for a damaged file."""
    return f"{name} is damaged ({what}); fetch it again, or print it to a new PDF from a program that still shows it."


@contextmanager
def quiet() -> Iterator[None]:
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
