"""Checkstyle's XML (the output of its XMLLogger, https://checkstyle.org), which many review tools read."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from xml.etree.ElementTree import Element, SubElement

from fidelity.model.report import Report
from fidelity.reporters.pieces import message_with_place
from fidelity.reporters.xml import allowed, document_of


def render(report: Report) -> str:
    """The report as one document."""
    root = Element("checkstyle", version="4.3")
    for path, findings in groupby(report.findings, attrgetter("path")):
        file = SubElement(root, "file", name=allowed(path))
        for finding in findings:
            place = {"line": "1"}
            if finding.start is not None:
                place = {"line": str(finding.start.line), "column": str(finding.start.column)}
            said = {"severity": str(finding.severity), "message": allowed(message_with_place(finding))}
            SubElement(file, "error", place | said | {"source": f"fidelity.{finding.code}.{finding.name}"})
    return document_of(root)
