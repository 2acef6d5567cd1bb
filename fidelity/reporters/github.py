"""Workflow commands that annotate a pull request on GitHub.

The syntax and its escapes are documented at
https://docs.github.com/actions/reference/workflow-commands-for-github-actions and in the toolkit's `command.ts`. A line feed
in a message would begin a command of its own, so everything that ends a line is escaped.
"""

from __future__ import annotations

from fidelity.model.finding import Finding, Severity
from fidelity.model.report import Report
from fidelity.reporters.addresses import slashed
from fidelity.reporters.pieces import message_with_place
from fidelity.reporters.printable import printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """A command a line; nothing at all when there are no findings."""
    return "".join(_command(finding) + "\n" for finding in report.findings)


def _command(finding: Finding) -> str:
    properties = {"title": f"{finding.code} {finding.name}", "file": slashed(finding.path)}
    if finding.start is not None and finding.end is not None:
        properties |= {"line": str(finding.start.line), "col": str(finding.start.column), "endLine": str(finding.end.line)}
        if finding.end.line == finding.start.line:  # columns are only understood within one line
            properties["endColumn"] = str(max(finding.end.column, finding.start.column))
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    place = f":{finding.start.line}:{finding.start.column}" if finding.start is not None else ""
    return f"::{_COMMANDS[finding.severity]} {listed}::{_message(f'{slashed(finding.path)}{place}: {_said(finding)}')}"


def _said(finding: Finding) -> str:
    return f"{finding.code} {finding.name}: {message_with_place(finding)}"


def _message(value: str) -> str:
    return printable(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _message(value).replace(":", "%3A").replace(",", "%2C")
