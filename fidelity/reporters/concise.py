"""A line for each finding, for people and for programs that read lines: `path:line:column: CODE name: message`."""

from __future__ import annotations

from fidelity.model.report import Report
from fidelity.reporters.pieces import Piece, statistics, summary, where
from fidelity.reporters.printable import printable


def render(report: Report, columns: int) -> list[list[Piece]]:  # noqa: ARG001 - every format for people is called alike
    """The report as lines of pieces; a line is never broken."""
    if report.statistics:
        return [*statistics(report), summary(report)]
    lines: list[list[Piece]] = [
        [
            (f"{where(finding)}: ", "path"),
            (f"{finding.code} {finding.name}", finding.severity),
            (f": {printable(finding.message)}", ""),
        ]
        for finding in report.findings
    ]
    return [*lines, summary(report)]
