"""JUnit's XML as test panels of CI services read it: a suite for each file, a failed case for each finding.

The format has no owner; this keeps to Jenkins' schema (`junit-10.xsd` of its xUnit plugin), which has no attributes for a
place: it is in the names and messages.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from fidelity.model.finding import Finding, Severity
from fidelity.model.report import Report
from fidelity.reporters.pieces import where
from fidelity.reporters.xml import allowed, document_of


def render(report: Report) -> str:
    """The report as one document; a file without findings has a case that passes, and findings for information pass too."""
    by_file: dict[str, list[Finding]] = {path: [] for path in report.checked}
    for finding in report.findings:
        by_file.setdefault(finding.path, []).append(finding)
    failed = sum(_fails(finding) for finding in report.findings)
    cases = sum(max(len(findings), 1) for findings in by_file.values())
    root = Element("testsuites", name="fidelity", tests=str(cases), failures=str(failed), errors="0")
    for path, findings in by_file.items():
        _suite(root, path, findings)
    return document_of(root)


def _fails(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO


def _suite(root: Element, path: str, findings: list[Finding]) -> None:
    name = allowed(path)
    numbers = {"tests": str(max(len(findings), 1)), "failures": str(sum(map(_fails, findings))), "errors": "0", "skipped": "0"}
    suite = SubElement(root, "testsuite", {"name": name} | numbers)
    if not findings:
        SubElement(suite, "testcase", name="fidelity check", classname=name)
    for finding in findings:
        title = f"{finding.code} {finding.name} at {allowed(where(finding))}"
        case = SubElement(suite, "testcase", name=title, classname=name)
        if _fails(finding):
            failure = SubElement(case, "failure", message=allowed(finding.message), type=str(finding.severity))
            failure.text = allowed(_readings(finding))


def _readings(finding: Finding) -> str:
    if finding.canonical is None:
        return f"{where(finding)}: {finding.message}"
    return f"{where(finding)}: {finding.message}\ncanonical: {finding.canonical}\nedition: {finding.edition}"
