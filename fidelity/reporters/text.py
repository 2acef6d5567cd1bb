"""Findings for people, at a terminal or in a log: the place, what is wrong, the line, the two readings, the printed page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from fidelity.model.finding import DocumentPlace, FilePlace, Finding, Severity
from fidelity.model.lines import Lines
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.reporters.printable import printable, width
from fidelity.reporters.readings import Stretch, changed_words, shortened

Piece = tuple[str, str]
"""Printable characters, and the role they play; the role is "" for plain text."""

STYLES = {
    "path": "bold",
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold blue",
    "gutter": "blue",
    "caret": "bold red",
    "omitted": "bold red strike",
    "added": "bold green underline",
    "quiet": "dim",
    "good": "bold green",
}
"""What each role looks like on a terminal with colours."""

_LONGEST_READING = 480
_CONTEXT = 36
"""Characters of context shown on each side of a reading."""


def render(
    findings: Sequence[Finding], editions: Mapping[str, Text], canonical: Text | None, columns: int
) -> list[list[Piece]]:
    """The report as lines of pieces, `columns` terminal cells wide where it can be; `editions` holds the texts by path."""
    lines: list[list[Piece]] = []
    for path, group in groupby(findings, attrgetter("path")):
        text = editions.get(path)
        table = Lines.of(text.source.content) if text is not None and text.source.content is not None else None
        for finding in group:
            lines += _finding(finding, text, table, canonical, columns)
            lines.append([])
    lines.append(_summary(findings, list(editions), canonical))
    return lines


def plain(lines: Sequence[Sequence[Piece]]) -> str:
    """The lines without colours; what colours mark otherwise stands in [-…-] and {+…+}, as in git's word diff."""
    return "".join("".join(string for string, _ in line).rstrip() + "\n" for line in lines)


def marked(string: str, role: str) -> list[Piece]:
    """A changed stretch as pieces, its brackets in pieces of the role "bracket", which colours make needless."""
    opening, closing = _BRACKETS[role]
    return [(opening, "bracket"), (string, role), (closing, "bracket")]


_BRACKETS = {"omitted": ("[-", "-]"), "added": ("{+", "+}")}


def _finding(
    finding: Finding, text: Text | None, table: Lines | None, canonical: Text | None, columns: int
) -> list[list[Piece]]:
    head: list[Piece] = [
        (f"{_where(finding)} ", "path"),
        (f"{finding.code} {finding.name}", finding.severity),
        (f": {printable(finding.message)}", ""),
    ]
    lines = [head]
    gutter = len(str(finding.start.line)) + 1 if finding.start is not None else 3
    if text is not None and table is not None and finding.start is not None:
        lines += _frame(finding, text.source.content or "", table, gutter, columns)
    if text is not None and finding.canonical is not None:
        lines += _readings(finding, text, canonical, gutter, columns)
    elif text is not None and table is None:
        lines += _wrapped("edition", _in_context(text, finding.span, [(finding.edition, True)]), "added", gutter, columns)
    notes = (
        [f"printed on {finding.source} of {finding.source.name}"] if finding.source is not None and str(finding.source) else []
    )
    notes += [f"{_address(place, finding.path)}: {sentence}" for place, sentence in finding.related]
    if finding.fix is not None:
        notes.append(f"{'safe fix' if finding.fix.safe else 'possible fix'}: {finding.fix.title}")
    lines += [[(" " * gutter, ""), ("= ", "gutter"), (printable(note), "")] for note in notes]
    return lines


def _where(finding: Finding) -> str:
    place: FilePlace | DocumentPlace | None = finding.place
    if finding.start is not None and finding.end is not None:
        place = FilePlace(finding.path, finding.start, finding.end)
    return _address(place, finding.path)


def _address(place: FilePlace | DocumentPlace | None, path: str) -> str:
    if isinstance(place, FilePlace):
        return f"{printable(place.path)}:{place.start.line}:{place.start.column}"
    if place is None:
        return printable(path)
    if place == DocumentPlace():
        return printable(path)
    named = (("part", place.part), ("page", place.page), ("paragraph", place.paragraph), ("run", place.run))
    return printable(f"{path} ({', '.join(f'{word} {value}' for word, value in named if value is not None)})")


def _frame(finding: Finding, content: str, table: Lines, gutter: int, columns: int) -> list[list[Piece]]:
    """The edition's line, cropped around the place, and a caret for each cell of it."""
    assert finding.start is not None
    assert finding.end is not None
    line = table.span(finding.start.line)
    start, end = finding.start.offset, max(min(finding.end.offset, line.end), finding.start.offset)
    room = max(columns - gutter - 3, 20)
    first, last = _window(line, Span(start, end), room)
    head = ("…" if first > line.start else "") + printable(content[first:start])
    marked = printable(content[start : min(end, last)])
    tail = printable(content[min(end, last) : last]) + ("…" if last < line.end else "")
    number = str(finding.start.line).rjust(gutter - 1)
    caret = "^" * max(width(marked), 1)
    return [
        [(f"{number} | ", "gutter"), (head + marked + tail, "")],
        [(" " * gutter + "| ", "gutter"), (" " * width(head), ""), (caret, "caret")],
    ]


def _window(line: Span, place: Span, room: int) -> Span:
    """The part of a line to show: all of it if there is room, else some of what precedes the place, and what follows."""
    if line.length <= room:
        return line
    before = max((room - min(place.length, room)) // 2, min(12, room // 3))
    first = max(line.start, place.start - before)
    last = min(line.end, first + room - 2)
    return Span(max(line.start, min(first, last - room + 2)), last)


def _readings(finding: Finding, text: Text, canonical: Text | None, gutter: int, columns: int) -> list[list[Piece]]:
    """What the canonical text has and what the edition has, each in its context, the changed words marked."""
    if finding.canonical == finding.edition:
        return []
    ours, theirs = changed_words(finding.canonical or "", finding.edition)
    span = finding.canonical_span
    within = _in_context(canonical, span, ours) if canonical is not None and span is not None else ours
    lines = _wrapped("canonical", within, "omitted", gutter, columns)
    return lines + _wrapped("edition", _in_context(text, finding.span, theirs), "added", gutter, columns)


def _in_context(text: Text, span: Span, reading: list[Stretch]) -> list[Stretch]:
    """A reading with the words around it, inside its block; where it is empty, an empty changed stretch stands for it."""
    start = max(text.string.rfind("\n", 0, span.start) + 1, span.start - _CONTEXT)
    block_end = text.string.find("\n", span.end)
    end = min(len(text.string) if block_end < 0 else block_end, span.end + _CONTEXT)
    if start > 0 and text.string[start - 1] != "\n":
        space = text.string.find(" ", start, span.start)
        start = space + 1 if space >= 0 else start
    if end < len(text.string) and text.string[end] != "\n":
        space = text.string.rfind(" ", span.end, end)
        end = space if space >= 0 else end
    return [(text.string[start : span.start], False), *(reading or [("", True)]), (text.string[span.end : end], False)]


def _wrapped(label: str, stretches: list[Stretch], role: str, gutter: int, columns: int) -> list[list[Piece]]:
    """A labelled reading, broken at spaces into lines that fit."""
    pieces: list[Piece] = []
    for string, changed in stretches:
        shown = _on_one_line(shortened(string, _LONGEST_READING))
        pieces += marked(shown, role) if changed and shown else [("‸", "caret")] if changed else [(shown, "")]
    indent = 12
    room = max(columns - gutter - 2 - indent, 24)
    lines: list[list[Piece]] = [[]]
    used = 0
    for string, kind in pieces:
        for word in string.replace(" ", " \0").split("\0"):
            if used and kind != "bracket" and used + width(word.rstrip()) > room:
                lines.append([])
                used = 0
            lines[-1].append((word, kind))
            used += width(word)
    heads = [f"{label}:".ljust(indent)] + [" " * indent] * (len(lines) - 1)
    return [[(" " * gutter + "| ", "gutter"), (head, "quiet"), *line] for head, line in zip(heads, lines, strict=True)]


def _on_one_line(string: str) -> str:
    return printable(string.replace("\n", " ¶ ").replace("\u2028", " / "))


def _summary(findings: Sequence[Finding], paths: Sequence[str], canonical: Text | None) -> list[Piece]:
    if not findings:
        names = printable(_series(paths))
        if canonical is None:
            return [("No findings", "good"), (f" in {names}.", "")]
        verb = "agrees" if len(paths) == 1 else "agree"
        return [("No findings", "good"), (f": {names} {verb} with {printable(canonical.source.name)}.", "")]
    counted = Counter(finding.severity for finding in findings)
    parts = [
        _count(counted[severity], severity) for severity in Severity if counted[severity] and severity is not Severity.INFO
    ]
    if counted[Severity.INFO]:
        parts.append(f"{counted[Severity.INFO]} for information")
    files = len({finding.path for finding in findings})
    worst = min((finding.severity for finding in findings), key=list(Severity).index)
    return [(_count(len(findings), "finding"), worst), (f" in {_count(files, 'file')}: {', '.join(parts)}", "")]


def _series(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{len(names)} files"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
