"""Lists of references: the headings that announce them, and the blocks under these."""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.model.errors import WholeTextNeeded
from fidelity.model.marks import Kind
from fidelity.model.span import Span
from fidelity.model.text import Text

LIST_HEADINGS = frozenset(
    "bibliography references literature literatur literaturverzeichnis quellen quellenverzeichnis bibliographie bibliografía "
    "bibliografia referencias referências riferimenti sources schrifttum".split()
) | {
    *("works cited", "reference list", "select bibliography", "selected bibliography", "œuvres citées", "opere citate"),
    *("obras citadas", "riferimenti bibliografici", "referencias bibliográficas", "références bibliographiques"),
    *("quellen und literatur", "zitierte literatur", "sources and bibliography", "list of references"),
}
"""Headings over lists of references, case-folded."""


def listed_blocks(text: Text) -> Iterator[Span]:
    """The blocks under a heading that announces references, up to the next heading or the notes."""
    headings = {mark.start: mark for mark in text.of_kind(Kind.HEADING)}
    under = False
    for block in text.blocks:
        if block.start > text.running_end:
            return
        if block.start in headings:
            under = text.string[slice(*block)].strip(" :.").casefold() in LIST_HEADINGS
        elif under and block.length:
            if text.source.left_out:  # what is listed and what cites it are asked of the whole text
                raise WholeTextNeeded
            yield block
