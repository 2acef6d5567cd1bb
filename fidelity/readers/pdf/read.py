"""Bytes of a PDF to a transcript, by either engine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from typing import Literal, Protocol

from fidelity.model.errors import UnreadableFile
from fidelity.model.source import Source
from fidelity.model.text import Text
from fidelity.readers.pdf.damage import Structure, check_outside, check_text, damaged, quiet, translated
from fidelity.readers.pdf.glyphs import FontNames, PageGlyphs
from fidelity.readers.pdf.transcript import Transcript

Engine = Literal["auto", "pdfminer", "pdfium"]
DEFAULT: Literal["pdfminer", "pdfium"] = "pdfminer"


class Pages(Protocol):
    """An open document, as an engine gives it."""

    fonts: FontNames

    def glyphs(self, index: int) -> PageGlyphs:
        """The glyphs of a page (from 0). Raises anything when the page is damaged."""


def read_pdf(
    content: bytes,
    name: str,
    progress: Callable[[int], None] | None = None,
    *,
    engine: Engine = "auto",
) -> Text:
    """The transcript of a PDF: printed lines in reading order, each ended by a newline, with the evidence of every glyph.

    Geometry only: nothing is mended or left out, save text that is not printed (invisible, cropped, painted twice).
    `progress` is told the number of pages done.
    Raises UnreadableFile when the bytes are no PDF, damaged, protected by a password, or hold no text.
    """
    chosen = DEFAULT if engine == "auto" else engine
    check_outside(content, name)
    with quiet():
        try:
            structure = Structure(content)
            labels = structure.labels()
            transcript = _transcript(content, name, chosen, structure, progress)
            structure.check_page_count(name)
        except UnreadableFile:
            raise
        except Exception as error:  # the engines let errors of a dozen kinds through; whatever it is, the file is to blame
            raise translated(error, name) from error
    check_text(transcript.inked, transcript.unmapped, name)
    string = transcript.string()
    return Text.of_source(
        Source(
            name=name,
            sha256=hashlib.sha256(content).hexdigest(),
            engine=engine_label(chosen),
            transcript=string,
            file=transcript.file,
            pages=transcript.pages,
            lines=transcript.lines,
            page_labels=labels,
            glyphs=transcript.glyphs(),
            boxes=transcript.boxes,
            wrapped=True,
        )
    )


def engine_label(engine: Literal["pdfminer", "pdfium"]) -> str:
    """What a log says of an engine: its name and version, such as "pdfminer.six 20260107"."""
    if engine == "pdfminer":
        return f"pdfminer.six {version('pdfminer.six')}"
    return f"pypdfium2 {version('pypdfium2')}"


def _transcript(
    content: bytes,
    name: str,
    engine: Literal["pdfminer", "pdfium"],
    structure: Structure,
    progress: Callable[[int], None] | None,
) -> Transcript:
    pages = _open(content, engine, structure)
    transcript = Transcript()
    for index in range(len(structure.pages)):
        try:
            structure.check_page(index)
            glyphs = pages.glyphs(index)
        except Exception as error:
            raise UnreadableFile(damaged(name, f"page {index + 1} cannot be read")) from error
        transcript.add(glyphs)
        if progress is not None:
            progress(index + 1)
    transcript.fonts = pages.fonts.all()
    return transcript


def _open(content: bytes, engine: Literal["pdfminer", "pdfium"], structure: Structure) -> Pages:
    if engine == "pdfminer":
        from fidelity.readers.pdf.pdfminer_engine import PdfminerPages

        return PdfminerPages(structure.pages)
    from fidelity.readers.pdf.pdfium_engine import PdfiumPages

    return PdfiumPages(content)
