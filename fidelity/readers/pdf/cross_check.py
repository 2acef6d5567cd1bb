"""Each engine as a witness of the other: the places where their transcripts of one PDF differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.model.source import Source
from fidelity.model.text import Text

FOLDED = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u00ad": "-", "\u2010": "-", "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl"}
    | {"\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "ſt", "\ufb06": "st"}
)
"""What is no disagreement about the text: which of several spaces or hyphens a glyph is, and whether a ligature is expanded."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A place that the engines read differently: a run of lines on one page."""

    page: int
    """From 1."""
    line: int
    """From 1, of the first reading's page; where it has nothing, the line that follows."""
    pdfminer: str
    """What pdfminer.six reads; "" when it reads nothing there. Lines are separated by newlines."""
    pdfium: str


def cross_check(content: bytes, name: str) -> list[Disagreement]:
    """Reads a PDF with both engines and lists each place where the readings differ, in the order of the pages.

    Spaces and hyphens of one kind or another, and ligatures expanded or not, are no difference.
    Raises UnreadableFile as `read_pdf` does, when either engine cannot read the file.
    """
    from fidelity.readers.pdf.read import read_pdf

    return disagreements(read_pdf(content, name, engine="pdfminer"), read_pdf(content, name, engine="pdfium"))


def disagreements(pdfminer: Text, pdfium: Text) -> list[Disagreement]:
    """The places where two transcripts of one PDF differ, page by page and line by line."""
    found: list[Disagreement] = []
    for page, (one, two) in enumerate(zip(_pages(pdfminer.source), _pages(pdfium.source), strict=True), 1):
        found.extend(_on_page(page, one, two))
    return found


def _pages(source: Source) -> list[list[str]]:
    ends = [*source.pages[1:], len(source.transcript)]
    return [source.transcript[start:end].splitlines() for start, end in zip(source.pages, ends, strict=True)]


def _on_page(page: int, one: list[str], two: list[str]) -> Iterator[Disagreement]:
    from rapidfuzz.distance import Indel

    keys_one, keys_two = ([_key(line) for line in lines] for lines in (one, two))
    if keys_one == keys_two:
        return
    at_one = at_two = 0
    blocks = Indel.opcodes(keys_one, keys_two)
    for block in [*blocks, None]:
        if block is not None and block.tag != "equal":
            continue
        # everything since the last line that both have is one disagreement
        to_one = block.src_start if block is not None else len(one)
        to_two = block.dest_start if block is not None else len(two)
        if at_one < to_one or at_two < to_two:
            yield Disagreement(page, at_one + 1, "\n".join(one[at_one:to_one]), "\n".join(two[at_two:to_two]))
        if block is not None:
            at_one, at_two = block.src_end, block.dest_end


def _key(line: str) -> str:
    return line.translate(FOLDED)
