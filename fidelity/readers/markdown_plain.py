"""Paragraphs without any syntax, which need no parser: in a long book, most of it.

A run of them is shown to the parser as one short paragraph, so that what stands around them is parsed as ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.readers.blocks import Block, Written

_SYNTAX = r"\x00-\x09\x0b-\x1f\x85\u2028\u2029\\`*_\[\]<>&~^$|{\n"
_LINE = rf"(?![\s>#=:+-]|\d{{1,9}}[.)])[^{_SYNTAX}]*[^{_SYNTAX}\s]\n"
_PARAGRAPHS = late_pattern(rf"(?:\A|(?<=\n\n))(?:(?:{_LINE})+\n+)+")
"""Runs of paragraphs whose lines hold no character that means anything in Markdown, a blank line before and after each."""
_WRAPPED = late_pattern(
    r"(?:\A|(?<=\n\n))(?:(?![\s>#=:+|<~`\[-]|[*_][*_\s]|\d{1,9}[.)])"
    r"[^\n|$\x00-\x09\x0b-\x1f\x85\u2028\u2029]*[^\n|$\x00-\x1f\x85\u2028\u2029\s\\]\n){2,}(?=\n|\Z)"
)
"""Paragraphs of several lines that may as well be one: no line begins as a block does, none ends in a hard break."""
_OPEN_ENDED = re.compile(r"[`~<](?:(?<=`)``|(?<=~)~~|(?<=<)(?:[!?]|pre|script|style|textarea))", re.IGNORECASE)
"""What goes on over blank lines and may hold paragraphs that are none."""
_SHORTEST = 2_000
"""Characters from which on it is worth while."""
STAND_IN = "x\n\n"


@dataclass(frozen=True, slots=True)
class PlainRuns:
    """The runs of plain paragraphs of a file, and the file with a stand-in for each of them. All offsets are code points."""

    shown: str
    """The file with the stand-ins, from `start` on, each of its other paragraphs in one line where that means the same."""
    spans: dict[int, tuple[int, int]]
    """For the offset of each run in the file: its beginning and end."""
    edges: list[int] = field(default_factory=lambda: [0])
    """Where, in `shown`, stretches begin that keep their distance from the file."""
    shifts: list[int] = field(default_factory=lambda: [0])
    """For each stretch what must be added to come to an offset of the file; inside a stand-in that counts from its run on."""

    @classmethod
    def of(cls, content: str, start: int) -> PlainRuns:
        """The runs of a decoded file whose text begins at `start`, behind its front matter."""
        runs = cls(content[start:] if start else content, {}, shifts=[start])
        if len(content) < _SHORTEST or _OPEN_ENDED.search(content, start):
            return runs
        parts: list[str] = []
        length, at = 0, 0
        for match in _PARAGRAPHS.finditer(runs.shown):
            first, last = match.span()
            if last - first < len(STAND_IN) * 8:
                continue
            runs.spans[first + start] = (first + start, last + start)
            parts += [runs.shown[at:first], STAND_IN]
            length += first - at + len(STAND_IN)
            at = last
            runs.edges.append(length)
            runs.shifts.append(start + last - length)
        parts.append(runs.shown[at:])
        unwrapped = _WRAPPED.sub(lambda match: match[0][:-1].replace("\n", " ") + "\n", "".join(parts))
        return cls(unwrapped, runs.spans, runs.edges, runs.shifts)


def plain_blocks(written: Written, span: tuple[int, int]) -> Iterator[Block]:
    """The paragraphs of a run. Lines end as the parser sees them: a lone carriage return of the file is a line feed there."""
    start, end = span
    content, shown, every = written.content, written.shown, written.every
    while start < end:
        stop = shown.index("\n\n", start, end)
        string = content[start:stop].replace("\n", " ").replace("\r", " ")
        yield Block(Kind.PARAGRAPH, "", (), string, every[start:stop])
        start = stop + 2
        while start < end and shown[start] == "\n":
            start += 1
