"""Findings as comma-separated values, for a spreadsheet."""

from __future__ import annotations

import csv
import io

from fidelity.model.report import Report


def render(report: Report) -> str:
    """A line for each finding, under a head."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(["path", "line", "code", "name", "message"])
    for finding in report.findings:
        rows.writerow([finding.path, finding.start.line if finding.start else "", finding.code, finding.name, finding.message])
    return written.getvalue()
