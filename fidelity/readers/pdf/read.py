"""Bytes of a PDF to a transcript, by either engine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from typing import Literal, Protocol

from fidelity.memory import give_back_free_pieces, keep_large_pieces_apart
from fidelity.model.errors import FidelityError, UnreadableFile
from fidelity.model.source import Glyphs, OutlineEntry, PlaceLinks, Source, Tags
from fidelity.model.text import Text
from fidelity.parallel import in_parallel
from fidelity.readers.pdf.damage import (
    Structure,
    check_outside,
    check_text,
    damaged,
    losses,
    quiet,
    scanned,
    translated,
    unmapped,
)
from fidelity.readers.pdf.glyphs import STRETCH, FontNames, PageGlyphs
from fidelity.readers.pdf.kept_pages import KeptPages, packed, unpacked
from fidelity.readers.pdf.transcript import Transcript

Engine = Literal["auto", "pdfminer", "pdfium"]
Reader = Literal["pdfminer", "pdfium", "completed"]
DEFAULT: Reader = "completed"
"""What "auto" means. Measured on 36 typeset PDFs of nine layouts (pdfLaTeX, LuaLaTeX, dvips, Typst, Chromium, LibreOffice,
WeasyPrint) whose text is known, the engines come out alike: body text as typeset 100.0 %, blocks verbatim 99.3 %, note calls at
the right character 100.0 %; in the texts under `fixtures` PDFium alone knows the raised 2 of m² by its shape. On 15 PDFs of
publishers the facts were alike, save for one with bitmap fonts whose characters only pdfminer.six gives. Neither is always
the faster (benchmarks/extraction_speed.py prints how much). So the shape decides: "auto" reads with PDFium, takes characters
that PDFium lacks from pdfminer.six, and reads with pdfminer.six alone where PDFium loses damaged pages or is not installed."""
LEAST_PAGES = 2 * STRETCH
"""Shorter documents are read by one process, and at once: starting others, or keeping pages, would last longer."""
PAGES_OF_A_PROCESS = 4 * STRETCH
"""So many pages are worth a process of their own, if nobody says how many are to work."""


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
    jobs: int | None = 1,
    kept: KeptPages | None = None,
) -> Text:
    """The transcript of a PDF: printed lines in reading order, each ended by a newline, with the evidence of every glyph.

    Geometry only: nothing is mended or left out, save text that is not printed (invisible, white on bare paper, cropped,
    painted twice).
    `progress` is told the number of pages done. `jobs` processes (None: as many as make it shorter) read a document of
    LEAST_PAGES or more, with the same result; what `kept` has of its pages is not read again. What of a damaged file cannot be
    read is said in `Source.losses`. Raises UnreadableFile when the bytes are no PDF, cut short, protected by a password, or
    hold no text that can be read.
    """
    check_outside(content, name)
    keep_large_pieces_apart()
    chosen: Reader = engine if engine != "auto" else DEFAULT if _has_pdfium() else "pdfminer"
    with quiet():
        try:
            structure = Structure(content)
            labels = structure.labels()
            transcript = _transcript(content, chosen, structure, progress, jobs=jobs, kept=kept)
            if chosen == "completed" and _loses_pages(transcript, content, structure):
                other = _transcript(content, "pdfminer", structure, progress, jobs=jobs, kept=kept)
                if sum(other.damaged.values()) > sum(transcript.damaged.values()):
                    chosen, transcript = "pdfminer", other
            if chosen == "completed" and not transcript.completed:
                chosen = "pdfium"
            lost = structure.missing_pages(name) + losses(transcript.damaged, len(structure.pages))
        except FidelityError:
            raise
        except Exception as error:  # the engines let errors of a dozen kinds through; whatever it is, the file is to blame
            raise translated(error, name) from error
    if lost and transcript.inked == 0:
        raise UnreadableFile(damaged(name, "none of its pages can be read"))
    check_text(transcript.inked, transcript.unmapped, name, by_pdfium_alone=engine == "pdfium")
    string, glyphs = transcript.string(), transcript.glyphs()
    pictured = _pictured(content, name, structure, string, transcript.pages)
    links = _links(structure, glyphs, transcript)
    outline, tags = _declared(content, structure, transcript)
    structure.forget()
    give_back_free_pieces()
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
            glyphs=glyphs,
            boxes=transcript.boxes,
            strokes=transcript.strokes,
            links=links,
            outline=outline,
            tags=tags,
            wrapped=True,
            losses=(*lost, *pictured, *unmapped(string, transcript.pages)),
        )
    )


def _pictured(content: bytes, name: str, structure: Structure, string: str, starts: Sequence[int]) -> tuple[str, ...]:
    """The loss where some pages are pictures. Raises UnreadableFile where no other page has anything on it."""
    from fidelity.readers.pdf.pictured_pages import losses_of, pictured_pages

    with quiet():
        pictured = pictured_pages(content, structure, string, starts)
    ends = [*starts[1:], len(string)]
    others = (string[start:end] for i, (start, end) in enumerate(zip(starts, ends, strict=True)) if i not in pictured)
    if pictured and not any(map(str.strip, others)):
        raise UnreadableFile(scanned(name, "its pages are pictures, with a folio or a stamp in type at most"))
    return losses_of(pictured, len(starts))


def _links(structure: Structure, glyphs: Glyphs, transcript: Transcript) -> PlaceLinks | None:
    """The links between places of the document; None where they are damaged."""
    from fidelity.readers.pdf.links import place_links

    with quiet():
        try:
            return place_links(structure.document, structure.pages, glyphs, transcript.file)
        except Exception:  # noqa: BLE001  links are evidence beside the text, which is whole without them
            return None


def _declared(content: bytes, structure: Structure, transcript: Transcript) -> tuple[tuple[OutlineEntry, ...], Tags | None]:
    """What the outline and the structure tree say, as far as the file has them and they are not damaged."""
    outline: tuple[OutlineEntry, ...] = ()
    tags: Tags | None = None
    catalog = structure.document.catalog
    # evidence beside the text, which is whole without them; what is wrong with the program itself is not passed over
    with quiet():
        if "Outlines" in catalog:
            from fidelity.readers.pdf.outline import DAMAGE, outline_of

            with suppress(*DAMAGE):
                outline = outline_of(structure.document, structure.pages)
        if "StructTreeRoot" in catalog and _has_pdfium():
            from pypdfium2 import PdfiumError

            from fidelity.readers.pdf.structure_tree import tags_of

            with suppress(PdfiumError):
                tags = tags_of(content, structure.pages, transcript.boxes)
    return outline, tags


def _loses_pages(transcript: Transcript, content: bytes, structure: Structure) -> bool:
    """Whether pdfminer.six reads more of a damaged page than PDFium."""
    for page, read in transcript.damaged.items():
        other = _read_range(_open(content, "pdfminer", structure), structure, indexes=range(page, page + 1))
        if other.inked > read:
            return True
    return False


def _has_pdfium() -> bool:
    return find_spec("pypdfium2") is not None


def engine_label(engine: Reader) -> str:
    """What a log says of an engine: its name and version, such as "pdfminer.six 20260107" or "pdfium 8149", or both."""
    pdfminer = f"pdfminer.six {version('pdfminer.six')}"
    if engine == "pdfminer":
        return pdfminer
    from pypdfium2.version import PDFIUM_INFO

    return f"pdfium {PDFIUM_INFO.build}" + (f", missing characters from {pdfminer}" if engine == "completed" else "")


def _transcript(
    content: bytes,
    engine: Reader,
    structure: Structure,
    progress: Callable[[int], None] | None,
    *,
    jobs: int | None,
    kept: KeptPages | None,
) -> Transcript:
    count = len(structure.pages)
    if jobs is None:
        jobs = min(os.cpu_count() or 1, count // PAGES_OF_A_PROCESS)
    if count < LEAST_PAGES or (jobs <= 1 and kept is None):
        return _read_range(_open(content, engine, structure), structure, indexes=range(count), progress=progress)
    return _in_stretches(content, engine, structure, progress, jobs=jobs, kept=kept)


def _read_range(
    pages: Pages, structure: Structure, *, indexes: range, progress: Callable[[int], None] | None = None
) -> Transcript:
    """Reads the pages of a range (from 0). Of a damaged one what the engine gives is taken."""
    transcript = Transcript(indexes.start)
    for index in indexes:
        whole = True
        try:
            structure.check_page(index)
        except Exception:  # noqa: BLE001  whatever it is, the page is to blame
            whole = False
        try:
            glyphs = pages.glyphs(index)
        except Exception:  # noqa: BLE001
            whole, glyphs = False, PageGlyphs(0, 0)
        transcript.add(glyphs, damaged=not whole)
        if progress is not None:
            progress(index + 1)
    transcript.finish(pages.fonts.all())
    return transcript


def _in_stretches(
    content: bytes,
    engine: Reader,
    structure: Structure,
    progress: Callable[[int], None] | None,
    *,
    jobs: int,
    kept: KeptPages | None,
) -> Transcript:
    """Stretches of pages joined in their order: those that were kept, then the others, read and kept one after another."""
    count = len(structure.pages)
    stretches = [range(first, min(first + STRETCH, count)) for first in range(0, count, STRETCH)]
    document = f"{hashlib.sha256(content).hexdigest()} {engine_label(engine)}"
    whole, done = Transcript(), 0
    while kept is not None and done < len(stretches):
        key = f"{document} {stretches[done]}"
        found = kept.get(key)
        part = unpacked(found, key) if found is not None else None
        if part is None:
            break
        whole.join(part)
        done += 1
    unread = stretches[done:]
    with closing(_read_stretches(content, engine, structure, progress, stretches=unread, jobs=jobs)) as parts:
        for indexes, part in zip(unread, parts, strict=True):
            if kept is not None:
                key = f"{document} {indexes}"
                kept.put(key, packed(part, key))
            whole.join(part)
    return whole


def _read_stretches(
    content: bytes,
    engine: Reader,
    structure: Structure,
    progress: Callable[[int], None] | None,
    *,
    stretches: Sequence[range],
    jobs: int,
) -> Generator[Transcript, None, None]:
    """The transcript of each stretch, read here or in `jobs` processes, each of which opens the document once."""
    if jobs <= 1 or len(stretches) <= 1:
        pages = _open(content, engine, structure)
        for indexes in stretches:
            yield _read_range(pages, structure, indexes=indexes, progress=progress)
        return
    modules = [f"fidelity.readers.pdf.{engine}_engine"]
    with closing(in_parallel(_read_stretch, stretches, jobs, modules, partial(_begin, content, engine))) as parts:
        for indexes, part in zip(stretches, parts, strict=True):
            if progress is not None:
                progress(indexes.stop)
            yield part


_work: dict[str, tuple[Pages, Structure]] = {}
"""In a process of its own: the document that it reads pages of."""


def _begin(content: bytes, engine: Reader) -> None:
    with quiet():
        structure = Structure(content)
        _work["document"] = (_open(content, engine, structure), structure)


def _read_stretch(indexes: range) -> Transcript:
    pages, structure = _work["document"]
    with quiet():
        return _read_range(pages, structure, indexes=indexes)


def _open(content: bytes, engine: Reader, structure: Structure) -> Pages:
    if engine == "pdfminer":
        from fidelity.readers.pdf.pdfminer_engine import PdfminerPages

        return PdfminerPages(structure.pages)
    if engine == "completed":
        from fidelity.readers.pdf.completed_engine import CompletedPages

        return CompletedPages(content, structure)
    from fidelity.readers.pdf.pdfium_engine import PdfiumPages

    return PdfiumPages(content, structure)
