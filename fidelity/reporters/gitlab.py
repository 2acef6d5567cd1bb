"""A code quality report for GitLab, a subset of the Code Climate format.

The fields are documented at https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. Its fingerprints
have to be unique in a report, so that the path is a part of them.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from fidelity.model.finding import Finding, Severity
from fidelity.model.report import Report
from fidelity.reporters.addresses import slashed
from fidelity.reporters.json import without_surrogates
from fidelity.reporters.pieces import message_with_place

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """The report as one JSON array."""
    issues = [_issue(finding) for finding in report.findings]
    return without_surrogates(json.dumps(issues, ensure_ascii=False, indent=2) + "\n")


def _issue(finding: Finding) -> dict[str, Any]:
    path = slashed(finding.path)
    digest = sha256(f"{path}\0{finding.fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "description": f"{finding.name}: {message_with_place(finding)}",
        "check_name": finding.code,
        "fingerprint": digest,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": finding.start.line if finding.start is not None else 1}},
    }
