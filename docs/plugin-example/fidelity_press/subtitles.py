"""SubRip subtitles: each cue a paragraph; numbers and times are no text."""

from __future__ import annotations

import re
from array import array
from hashlib import sha256

from fidelity.model.errors import UnreadableFile
from fidelity.model.marks import Kind, Mark
from fidelity.model.reader import Reader
from fidelity.model.source import Source
from fidelity.model.text import Text

CUE = re.compile(r"^\d+\n\d\d:\d\d:\d\d,\d{3} --> .*\n(?P<lines>(?:.+\n?)+)", re.MULTILINE)


def read(content: bytes, name: str) -> Text:
    """The cues of a file. Every character is known by its place in it; a line end inside a cue becomes a space."""
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(f"{name} cannot be read: it is not UTF-8.") from None
    characters: list[str] = []
    file: array[int] = array("i")
    marks: list[Mark] = []
    for cue in CUE.finditer(decoded):
        if characters:
            characters.append("\n")
            file.append(~cue.start())
        start = len(characters)
        words = cue["lines"].rstrip("\n")
        for offset, character in enumerate(words, cue.start("lines")):
            ends_line = character == "\n"
            characters.append(" " if ends_line else character)
            file.append(~offset if ends_line else offset)
        marks.append(Mark(Kind.PARAGRAPH, start, len(characters)))
    if not characters:
        raise UnreadableFile(f"{name} holds no subtitles.")
    source = Source(
        name=name,
        sha256=sha256(content).hexdigest(),
        engine="subtitles",
        transcript="".join(characters),
        file=file,
        content=decoded,
    )
    return Text.of_source(source, marks)


READER = Reader("SubRip subtitles", (".srt",), read)
