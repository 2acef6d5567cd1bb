"""Pages that are pictures: scanned among typeset ones, or with letters drawn as outlines. Nothing of their words can be read.

A page with little type on it is drawn, and looked at: whether rows of ink follow one another as lines of text do, or a picture
that covers it is ink on paper. A photograph is neither, and a plate loses no words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from fidelity.readers.pdf.damage import Structure

FEW, FOLIO = 300, 24
"""Printed characters of a page that may be a picture: a stamp of the library that scanned it at most, or a folio or a head."""
DOTS = 1.5
"""Dots a point at which a page is drawn: the smallest notes are four dots high, without what rises and hangs."""
COVERS = 0.5
"""The part of a page that a picture covers at least."""
PAPER, DARKEST_PAPER, INK = 0.55, 110, 50
"""The part of a picture that is as light as most of it (give or take INK / 2 of 255 shades), the darkest such shade, and how
much darker ink is."""
LEAST_INK = 0.001
"""The part of a picture that is ink, at the least: else the page is blank."""
STRIPS, LEAST_STRIPS = 10, 3
"""Upright strips that a page is cut into, so that a page scanned aslant has level rows in each; and how many must show text."""
ROWS = 6
"""Rows of ink in a strip that are lines of text, at least; and as many again as the page has lines of type."""
LOWEST, HIGHEST = 2.5, 16.0
"""Points that rows of small letters are high: rules are lower, bars of a diagram higher."""
LIGHTEST, DARKEST = 0.05, 0.65
"""The part of a row that is ink."""
LEVEL = 0.35
"""Of the usual ink of rows: what has less stands between two rows."""
EVEN, SHARE = 0.2, 0.6
"""By what part of the usual distance rows may differ from it, and how many of them keep to that."""


def pictured_pages(content: bytes, structure: Structure, transcript: str, starts: Sequence[int]) -> list[int]:
    """The pages (from 0) that are pictures with words in them; `starts` are the offsets of the transcript where pages start.

    None where PDFium, which draws them, is not installed.
    """
    ends = [*starts[1:], len(transcript)]
    printed = [transcript[start:end].split() for start, end in zip(starts, ends, strict=True)]
    little = [i for i, there in enumerate(printed) if sum(map(len, there)) <= FEW and structure.content(i).shows_more]
    if not little:
        return []
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError:  # pypdfium2 has no wheels for some systems
        return []
    found = []
    try:
        document = PdfDocument(content)
    except PdfiumError:
        return []
    try:
        for i in little:
            lines = transcript.count("\n", starts[i], ends[i])
            try:
                page = document[i]
                shades = _drawn(page)
                if _rows(shades) >= ROWS + 2 * lines or (
                    sum(map(len, printed[i])) <= FOLIO and _covered(page) >= COVERS and _is_paper(shades)
                ):
                    found.append(i)
                page.close()
            except (PdfiumError, ValueError):  # a damaged page is said to be one
                continue
    finally:
        document.close()
    return found


def losses_of(pictured: Sequence[int], pages: int) -> tuple[str, ...]:
    """What is lost with pages that are pictures, in words; several in one sentence."""
    if not pictured:
        return ()
    runs: list[list[int]] = []
    for page in pictured:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    named = ", ".join(f"{one + 1}" if one == two else f"{one + 1}–{two + 1}" for one, two in runs)
    are, them = ("page {} of {} is a picture", "it") if len(pictured) == 1 else ("pages {} of {} are pictures", "them")
    return (
        f"{are.format(named, pages)}; the text has nothing of the words in {them}: run OCR first (for instance with ocrmypdf "
        "--redo-ocr) and read what comes out",
    )


def _drawn(page: PdfPage) -> npt.NDArray[np.uint8]:
    """The shades of a page, rows from the top; 255 is white."""
    bitmap = page.render(scale=DOTS, grayscale=True)
    shades = np.frombuffer(bitmap.buffer, np.uint8).reshape(bitmap.height, bitmap.stride)[:, : bitmap.width].copy()
    bitmap.close()
    return shades


def _covered(page: PdfPage) -> float:
    """The part of a page that its pictures cover, one beside or over another; scans come in stripes, too."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    width, height = page.get_size()
    covered = 0.0
    for picture in page.get_objects(filter=(FPDF_PAGEOBJ_IMAGE,)):
        left, bottom, right, top = picture.get_bounds()
        covered += max(right - left, 0.0) * max(top - bottom, 0.0)
    return float(covered / (width * height))


def _paper_of(shades: npt.NDArray[np.uint8]) -> int:
    """The shade that most of a picture has."""
    return int(np.bincount(shades.ravel(), minlength=256).argmax())


def _is_paper(shades: npt.NDArray[np.uint8]) -> bool:
    """Whether a picture is ink on paper: most of it has one light shade, and some is darker."""
    paper = _paper_of(shades)
    near = np.abs(shades.astype(np.int16) - paper) <= INK // 2
    inked = (shades < paper - INK).mean()
    return paper >= DARKEST_PAPER and bool(near.mean() >= PAPER) and bool(inked >= LEAST_INK)


def _rows(shades: npt.NDArray[np.uint8]) -> int:
    """How many rows of ink follow one another as lines of text do; 0 where too few parts of the page show any."""
    counts = sorted(filter(None, map(_rows_of_strip, np.array_split(shades, STRIPS, axis=1))))
    return counts[len(counts) // 2] if len(counts) >= LEAST_STRIPS else 0


def _rows_of_strip(strip: npt.NDArray[np.uint8]) -> int:
    """The rows of ink of a strip of a page, where they are as high, as dark and as far apart as lines of text; else 0."""
    if not strip.size or (paper := _paper_of(strip)) < DARKEST_PAPER:
        return 0
    ink = (strip < paper - INK).mean(axis=1)
    some = ink > LIGHTEST / 2
    if not some.any():
        return 0
    inside = ink > LEVEL * ink[some].mean()
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    begins, ends = edges[::2], edges[1::2]
    heights = (ends - begins) / DOTS
    darkness = np.array([ink[one:two].mean() for one, two in zip(begins, ends, strict=True)])
    high = (heights >= LOWEST) & (heights <= HIGHEST) & (darkness >= LIGHTEST) & (darkness <= DARKEST)
    if high.sum() < ROWS or high.mean() < SHARE:
        return 0
    steps = np.diff(begins[high])
    usual = np.median(steps)
    return int(high.sum()) if (np.abs(steps - usual) <= EVEN * usual).mean() >= SHARE else 0
