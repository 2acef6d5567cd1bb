"""Pieces of lines for people: printable characters and the role they play, which colours or brackets show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fidelity.model.finding import DocumentPlace, FilePlace, Finding, Severity
from fidelity.model.report import Report
from fidelity.reporters.printable import printable

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


def plain(lines: Sequence[Sequence[Piece]]) -> str:
    """The lines without colours; what colours mark otherwise stands in [-…-] and {+…+}, as in git's word diff."""
    return "".join("".join(string for string, _ in line).rstrip() + "\n" for line in lines)


def marked(string: str, role: str) -> list[Piece]:
    """A changed stretch as pieces, its brackets in pieces of the role "bracket", which colours make needless."""
    opening, closing = _BRACKETS[role]
    return [(opening, "bracket"), (string, role), (closing, "bracket")]


_BRACKETS = {"omitted": ("[-", "-]"), "added": ("{+", "+}")}


def where(finding: Finding) -> str:
    """The place of a finding as people write it: path, line and column, or page and paragraph."""
    place: FilePlace | DocumentPlace | None = finding.place
    if finding.start is not None and finding.end is not None:
        place = FilePlace(finding.path, finding.start, finding.end)
    return address(place, finding.path)


def message_with_place(finding: Finding) -> str:
    """The message, with the place in a format without lines, for reports that have no field for such a place."""
    parts = parts_of(finding.place) if finding.start is None and finding.place is not None else []
    return f"{finding.message} ({', '.join(parts)})" if parts else finding.message


def address(place: FilePlace | DocumentPlace | None, path: str) -> str:
    """A place as people write it; that of a whole file is its path."""
    if isinstance(place, FilePlace):
        return f"{printable(place.path)}:{place.start.line}:{place.start.column}"
    if place is None:
        return printable(path)
    if place == DocumentPlace():
        return printable(path)
    return printable(f"{path} ({', '.join(parts_of(place))})")


def parts_of(place: DocumentPlace) -> list[str]:
    """A place in a format without lines, part by part: “paragraph 2”, “run 1”."""
    named = (("part", place.part), ("page", place.page), ("paragraph", place.paragraph), ("run", place.run))
    return [f"{word} {value}" for word, value in named if value is not None]


def summary(report: Report) -> list[Piece]:
    """The last line: how much was found, or that nothing was."""
    if not report.findings:
        names = printable(_series(list(report.checked)))
        besides = _not_shown(report)
        if not report.against:
            new, more = ("new ", f"; {besides}") if besides else ("", "")
            return [(f"No {new}findings", "good"), (f" in {names}{more}.", "")]
        if besides:
            return [("No new findings", "good"), (f" in {names}, checked against {printable(report.against)}; {besides}.", "")]
        verb = "agrees" if len(report.checked) == 1 else "agree"
        return [("No findings", "good"), (f": {names} {verb} with {printable(report.against)}.", "")]
    counted = Counter(finding.severity for finding in report.findings)
    parts = [count(counted[severity], severity) for severity in Severity if counted[severity] and severity is not Severity.INFO]
    if counted[Severity.INFO]:
        parts.append(f"{counted[Severity.INFO]} for information")
    files = len({finding.path for finding in report.findings})
    worst = min((finding.severity for finding in report.findings), key=list(Severity).index)
    besides = f"; {left}" if (left := _not_shown(report)) else ""
    return [(count(len(report.findings), "finding"), worst), (f" in {count(files, 'file')}: {', '.join(parts)}{besides}", "")]


def _not_shown(report: Report) -> str:
    """How many findings somebody decided not to have shown."""
    parts = [
        *([f"{report.accepted:,} accepted"] if report.accepted else ()),
        *([f"{report.frozen:,} in the baseline"] if report.frozen else ()),
        *([f"{report.unchanged:,} on lines that have not changed since {printable(report.since)}"] if report.unchanged else ()),
    ]
    return ", ".join(parts)


def statistics(report: Report) -> list[list[Piece]]:
    """How often each rule found something, the most frequent first."""
    counted = Counter((finding.code, finding.name, str(finding.severity)) for finding in report.findings)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    digits = len(f"{ranked[0][1]:,}") if ranked else 1
    return [[(f"{number:>{digits},}  ", ""), (f"{code} {name}", severity)] for (code, name, severity), number in ranked]


def _series(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{len(names)} files"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def count(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
