"""A JSON object a line, each a finding in the shape that `findings.schema.json` has for one."""

from __future__ import annotations

import json

from fidelity.model.report import Report
from fidelity.reporters.json import finding_record, without_surrogates


def render(report: Report) -> str:
    """The findings, a line each; nothing at all when there are none."""
    return "".join(
        without_surrogates(json.dumps(finding_record(finding), ensure_ascii=False)) + "\n" for finding in report.findings
    )
