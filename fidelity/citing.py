"""The citations of a string or a file as records, for programs and for reference managers."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fidelity.api import read_edition
from fidelity.cases import recognise
from fidelity.formats import PLAIN_TEXT, Progress
from fidelity.language.citation_words import SAME_AUTHOR
from fidelity.model.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fidelity.model.parsed_citation import ParsedCitation
    from fidelity.model.text import Text

_NOTES = re.compile(r"^ {0,3}\[\^[^\]\s]+\]:", re.MULTILINE)
"""The beginning of a note's body in Markdown."""
_SAME_AUTHOR = re.compile(rf"(?:in\s)?(?:{'|'.join(re.escape(word) for word in SAME_AUTHOR)})(?!\w)", re.IGNORECASE)


def parse_citations(text: str, lang: str | None = None) -> tuple[ParsedCitation, ...]:
    """The citations of a string: of a Markdown document with notes, or of notes and references, one a line.

    Places are in code points of the string. `lang` is a two-letter code; the words of all languages are known without it.
    """
    del lang  # the tables of words do not contradict one another, so that no language needs to be chosen
    if _NOTES.search(text):
        from fidelity.readers.markdown import read_markdown

        # what holds no text as a document is taken line by line
        with suppress(UnreadableFile):
            return citations_in(read_markdown(text.encode("utf-8", "replace"), "text.md"))
    from fidelity.recognition.citations.records import parse_lines

    return parse_lines(text)


def citations_in(text: Text) -> tuple[ParsedCitation, ...]:
    """The citations in the notes and lists of references of a text."""
    from fidelity.recognition.citations.records import records_of

    marks = recognise(text)
    return records_of(text, marks.citations, marks.antecedents, marks.cross_references)


def citations_of(path: Path, progress: Progress | None = None) -> tuple[tuple[ParsedCitation, ...], dict[int, str]]:
    """The citations of an edition's file, and for the start of each its place in words: "note 3, line 12".

    In plain text without notes each line may be an entry of a list of references.
    """
    text = read_edition(path, progress)
    found = citations_in(text)
    content = text.source.content
    if not found and content is not None and path.suffix.lower() in PLAIN_TEXT:
        found = parse_citations(content)
    places = {}
    for one in found:
        note = f"note {one.note}" if one.note else ""
        line = f"line {content.count(chr(10), 0, one.start) + 1}" if content is not None else ""
        places[one.start] = ", ".join(filter(None, (note, line)))
    return found, places


def named_in_full(found: Iterable[ParsedCitation]) -> Iterator[ParsedCitation]:
    """The citations, "idem" and "ders." replaced by the author of the citation before: for a list in another order."""
    author: tuple[str, ...] = ()
    for one in found:
        fields = one.fields
        if "author" not in fields and author and _SAME_AUTHOR.match(one.text):
            fields = {"author": author, **fields}
        author = fields.get("author", author)
        yield replace(one, fields=fields)
