"""Findings for people, at a terminal or in a log: the place, what is wrong, the line, the two readings, the printed page."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from fidelity.model.finding import Finding
from fidelity.model.lines import Lines
from fidelity.model.report import Report
from fidelity.model.span import Span
from fidelity.reporters.pieces import Piece, address, marked, statistics, summary, where
from fidelity.reporters.printable import printable, width
from fidelity.reporters.readings import Stretch, changed_words, shortened

_LONGEST_READING = 480


def render(report: Report, columns: int) -> list[list[Piece]]:
    """The report as lines of pieces, `columns` terminal cells wide where it can be."""
    lines: list[list[Piece]] = []
    if report.statistics:
        return [*statistics(report), summary(report)]
    for path, group in groupby(report.findings, attrgetter("path")):
        content = report.checked.get(path)
        table = Lines.of(content) if content is not None else None
        for finding in group:
            lines += _finding(finding, content, table, columns, report.against)
            lines.append([])
    lines.append(summary(report))
    return lines


def _finding(finding: Finding, content: str | None, table: Lines | None, columns: int, against: str) -> list[list[Piece]]:
    head: list[Piece] = [
        (f"{where(finding)} ", "path"),
        (f"{finding.code} {finding.name}", finding.severity),
        (f": {printable(finding.message)}", ""),
    ]
    lines = [head]
    gutter = len(str(finding.start.line)) + 1 if finding.start is not None else 3
    if content is not None and table is not None and finding.start is not None:
        lines += _frame(finding, content, table, gutter, columns)
    if finding.canonical is not None:
        lines += _readings(finding, gutter, columns)
    elif table is None and finding.place is not None and (finding.edition or any(finding.around)):
        within = _in_context(finding.around, [(finding.edition, True)])
        lines += _wrapped("edition", within, "added", gutter, columns)
    notes = (
        [f"printed on {finding.source} of {finding.source.name}"] if finding.source is not None and str(finding.source) else []
    )
    if finding.canonical_place is not None and finding.canonical_place.path != against:
        notes.insert(0, f"in {address(finding.canonical_place, finding.path)}")  # one of several texts
    notes += [f"{address(place, finding.path)}: {sentence}" for place, sentence in finding.related]
    if finding.fix is not None:
        notes.append(f"{'safe fix' if finding.fix.safe else 'possible fix'}: {finding.fix.title}")
    lines += [[(" " * gutter, ""), ("= ", "gutter"), (printable(note), "")] for note in notes]
    return lines


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


def _readings(finding: Finding, gutter: int, columns: int) -> list[list[Piece]]:
    """What the canonical text has and what the edition has, each in its context, the changed words marked."""
    if finding.canonical == finding.edition:
        return []
    ours, theirs = changed_words(finding.canonical or "", finding.edition)
    within = _in_context(finding.canonical_around, ours) if finding.canonical_around is not None else ours
    lines = _wrapped("canonical", within, "omitted", gutter, columns)
    return lines + _wrapped("edition", _in_context(finding.around, theirs), "added", gutter, columns)


def _in_context(around: tuple[str, str], reading: list[Stretch]) -> list[Stretch]:
    """A reading with the words around it; where it is empty, an empty changed stretch stands for it."""
    return [(around[0], False), *(reading or [("", True)]), (around[1], False)]


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
