"""Reviewdog's diagnostic format, one JSON object (https://github.com/reviewdog/reviewdog/tree/master/proto/rdf).

Its columns count bytes of UTF-8, from 1, and so need the content of the file.
"""

from __future__ import annotations

import json
from typing import Any

from fidelity.model.finding import Finding, Position, Severity
from fidelity.model.lines import Lines
from fidelity.model.report import Report
from fidelity.reporters.addresses import slashed
from fidelity.reporters.json import without_surrogates
from fidelity.reporters.pieces import message_with_place

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report) -> str:
    """The report as one DiagnosticResult."""
    tables: dict[str, Lines] = {}
    diagnostics = [_diagnostic(finding, report.checked.get(finding.path), tables) for finding in report.findings]
    record = {"source": {"name": "fidelity"}, "diagnostics": diagnostics}
    return without_surrogates(json.dumps(record, ensure_ascii=False, indent=2) + "\n")


def _diagnostic(finding: Finding, content: str | None, tables: dict[str, Lines]) -> dict[str, Any]:
    location: dict[str, Any] = {"path": slashed(finding.path)}
    record: dict[str, Any] = {
        "message": message_with_place(finding),
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": f"{finding.code} {finding.name}"},
    }
    if content is None or finding.start is None or finding.end is None:
        return record
    if finding.path not in tables:
        tables[finding.path] = Lines.of(content)
    lines = tables[finding.path]
    location["range"] = {"start": _position(finding.start, content, lines), "end": _position(finding.end, content, lines)}
    if finding.fix is not None:
        record["suggestions"] = [
            {
                "range": {
                    "start": _position(lines.position(start), content, lines),
                    "end": _position(lines.position(end), content, lines),
                },
                "text": replacement,
            }
            for start, end, replacement in finding.fix.edits
        ]
    return record


def _position(position: Position, content: str, lines: Lines) -> dict[str, int]:
    line = lines.span(position.line)
    before = content[line.start : position.offset]
    return {"line": position.line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
