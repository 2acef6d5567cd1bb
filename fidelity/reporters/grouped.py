"""The findings of each file under its name, a line each."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from fidelity.model.finding import Finding
from fidelity.model.report import Report
from fidelity.reporters.pieces import Piece, address, statistics, summary
from fidelity.reporters.printable import printable


def render(report: Report, columns: int) -> list[list[Piece]]:  # noqa: ARG001 - every format for people is called alike
    """The report as lines of pieces; a line is never broken."""
    if report.statistics:
        return [*statistics(report), summary(report)]
    lines: list[list[Piece]] = []
    for path, group in groupby(report.findings, attrgetter("path")):
        findings = list(group)
        places = [_place(finding) for finding in findings]
        width = max(map(len, places))
        lines.append([(printable(path), "path")])
        for place, finding in zip(places, findings, strict=True):
            lines.append(
                [
                    (f"  {place:<{width}}  ", "quiet"),
                    (f"{finding.code} {finding.name}", finding.severity),
                    (f": {printable(finding.message)}", ""),
                ]
            )
        lines.append([])
    return [*lines, summary(report)]


def _place(finding: Finding) -> str:
    """Where in its file a finding stands."""
    if finding.start is not None:
        return f"{finding.start.line}:{finding.start.column}"
    return address(finding.place, "").strip(" ()") or "-"
