"""Plain text that somebody pulled out of a PDF, or typed: lines as they are, pages where their ends can be seen."""

from __future__ import annotations

import re
from array import array
from hashlib import sha256
from itertools import pairwise

from fidelity.language.note_signs import BACK_LINK
from fidelity.model.marks import Kind, Mark
from fidelity.model.source import Source
from fidelity.model.text import Text
from fidelity.readers.bracketed_notes import bracketed_notes
from fidelity.readers.decoding import decode

SHORTEST_PAGE = 12
"""Lines that a page has at the least."""
LINE_ENDS = "\u2028\u2029\x85\x0b"
"""Characters that end a line as a newline does."""
_TABLE_RULE = re.compile(r"^[ \t]*-{2,}(?:[ ]+-{2,})+[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
"""A line under the heads of a table, or above or below it: a row of hyphens for each column."""
FOLIO = re.compile(r"^\W*(\d{1,4})\W*$")


def read_plain_text(content: bytes, name: str) -> Text:
    """The transcript of a text file: every character as it stands, carriage returns and form feeds left out.

    So are the brackets of notes whose calls and bodies match (`bracketed_notes`); the calls are marked; and the rules of tables
    drawn in hyphens, as pandoc draws them. Pages begin after
    form feeds where there are any; otherwise where a page end has left something behind (a folio in sequence, a block of
    notes followed by running text). Raises UnreadableFile for an empty file or a wrong encoding.
    """
    decoded = decode(content, name)
    brackets, calls = bracketed_notes(decoded)
    rules = {i for rule in _TABLE_RULE.finditer(decoded) for i in range(*rule.span())}
    marks: list[Mark] = []
    parts: list[str] = []
    file: array[int] = array("i")
    breaks: list[int] = []
    length = 0
    for i, character in enumerate(decoded):
        if character == "\r" and decoded[i + 1 : i + 2] == "\n":
            continue
        if i in brackets or i in rules:
            continue
        if i in calls:
            marks.append(Mark(Kind.NOTE_CALL, length, length + len(calls[i]), calls[i]))
        if character == "\f":
            if parts and parts[-1] != "\n":
                parts.append("\n")
                file.append(~i)
                length += 1
            breaks.append(length)
            continue
        ends_line = character == "\r" or character in LINE_ENDS
        parts.append("\n" if ends_line else character)
        file.append(~i if ends_line else i)
        length += 1
    transcript = "".join(parts)
    lines = array("i", (m.start() for m in re.finditer(r"^(?=.*\S)", transcript, re.MULTILINE)))
    starts = breaks or _inferred(transcript)
    pages = array("i", sorted({0, *(start for start in starts if start < len(transcript.rstrip()))}))
    return Text.of_source(
        Source(
            name=name,
            sha256=sha256(content).hexdigest(),
            engine="plain text",
            transcript=transcript,
            file=file,
            content=decoded,
            pages=pages,
            lines=lines,
            page_labels=("",) * len(pages),
            wrapped=is_wrapped(transcript),
        ),
        marks,
    )


def is_wrapped(transcript: str) -> bool:
    """Whether the line ends look like a typesetter's: most lines that end inside a paragraph end inside a sentence.

    A text with one line a paragraph, or with a blank line after every line, is not wrapped.
    """
    inside = [one.rstrip() for one, two in pairwise(transcript.split("\n")) if one.strip() and two.strip()]
    if not inside:
        return False
    unfinished = sum(1 for line in inside if line[-1].isalnum() or line[-1] in ",;-\u2010\u00ad–—")
    return unfinished * 2 > len(inside)


def _inferred(transcript: str) -> list[int]:
    """Offsets where a page begins, from what page ends leave behind; none where nothing is sure."""
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", transcript) if m.group().strip()]
    return _after_folios(lines) or _after_notes(lines)


def _after_folios(lines: list[tuple[int, str]]) -> list[int]:
    """Page starts after lone numbers that count pages: at least three, each one more than the last.

    Numbers of sections, stanzas or years count too; folios part pages of like length, and mostly in mid-sentence.
    """
    folios = [(i, int(m.group(1))) for i, (_, line) in enumerate(lines) if (m := FOLIO.match(line))]
    counted = [
        i
        for k, (i, number) in enumerate(folios)
        if (k and folios[k - 1][1] == number - 1) or (k + 1 < len(folios) and folios[k + 1][1] == number + 1)
    ]
    lengths = [two - one for one, two in pairwise(counted)]
    if len(counted) < 3 or min(lengths) < SHORTEST_PAGE or max(lengths) > 2 * min(lengths):
        return []
    interrupting = sum(1 for i in counted if i and lines[i - 1][1].rstrip()[-1] not in '.!?”’»"')
    return [lines[i + 1][0] for i in counted if i + 1 < len(lines)] if 2 * interrupting > len(counted) else []


def _after_notes(lines: list[tuple[int, str]]) -> list[int]:
    """Page starts after a block of notes with back links, at the first line set in as no line of the notes is.

    Readers that keep a page's first line one space in (PDFKit does) show the page start so.
    """
    starts, in_notes = [], False
    for offset, line in lines:
        if BACK_LINK.match(line):
            in_notes = True
        elif in_notes and line[0].isspace():
            starts.append(offset)
            in_notes = False
    return starts
