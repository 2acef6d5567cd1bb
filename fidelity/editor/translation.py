"""Findings as the Language Server Protocol says them: places in units of its encoding, cards to hover, edits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fidelity.fixes import written
from fidelity.model.finding import Finding
from fidelity.model.lines import Lines

Place = tuple[int, int]
"""Line from 0, and the column from 0 in units of the encoding that editor and server have agreed on."""


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Offsets of a decoded document, in code points, to places and back."""

    content: str
    lines: Lines
    encoding: str
    """`utf-8`, `utf-16` or `utf-32`."""

    @classmethod
    def of(cls, content: str, encoding: str) -> Coordinates:
        """The coordinates of a document in an encoding of the protocol."""
        return cls(content, Lines.of(content), encoding)

    def place(self, offset: int) -> Place:
        """The place of an offset; one beyond the document is its end."""
        position = self.lines.position(offset)
        start = self.lines.starts[position.line - 1]
        return position.line - 1, sum(self._units(sign) for sign in self.content[start : position.offset])

    def offset(self, line: int, column: int) -> int:
        """The offset of a place; a column beyond the line is its end, as the protocol wants."""
        if line >= len(self.lines.starts):
            return self.lines.length
        span = self.lines.span(line + 1)
        units = 0
        for offset in range(span.start, span.end):
            units += self._units(self.content[offset])
            if units > column:
                return offset
        return span.end

    def _units(self, sign: str) -> int:
        if self.encoding == "utf-32":
            return 1
        if self.encoding == "utf-16":
            return 2 if ord(sign) > 0xFFFF else 1
        return len(sign.encode("utf-8", "surrogatepass"))


def span_of(finding: Finding) -> tuple[int, int]:
    """The stretch of the document that a finding is about, in code points; its beginning where the format has no lines."""
    if finding.start is None or finding.end is None:
        return 0, 0
    return finding.start.offset, finding.end.offset


def holds(finding: Finding, start: int, end: int) -> bool:
    """Whether a finding is about a place in a selection, which may be a mere cursor."""
    first, last = span_of(finding)
    return first <= end and start <= last


def edits_of(finding: Finding, content: str) -> list[tuple[int, int, str]]:
    """The fix of a finding as the document has to be changed, in code points; none where there is none."""
    if finding.fix is None:
        return []
    path = Path(finding.path)
    return [(start, end, written(new, content[start:end], path)) for start, end, new in finding.fix.edits]


def card(finding: Finding, page: str) -> str:
    """What is shown over a finding, in Markdown: both readings, where it is printed, and the page of its rule."""
    parts = [f"**{finding.code} {finding.name}**: {_plain(finding.message)}"]
    if finding.canonical is not None:
        before, after = finding.canonical_around or ("", "")
        reading = f"**{_plain(finding.canonical)}**" if finding.canonical.strip() else "▯"
        parts.append(f"Canonical text: {_plain(before)} {reading} {_plain(after)}")
    if finding.source is not None and str(finding.source):
        parts.append(f"Printed on {_plain(f'{finding.source} of {finding.source.name}')}.")
    return "\n\n".join([*parts, "---", page])


def _plain(string: str) -> str:
    """Words of a text, which mean nothing in Markdown, in one line."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|~&" else sign for sign in " ".join(string.split()))
