"""SARIF 2.1.0 (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as code scanning services read it."""

from __future__ import annotations

import json
from typing import Any

from fidelity.model.finding import FilePlace, Finding, Position, Severity
from fidelity.model.report import Report
from fidelity.reporters.addresses import uri_of
from fidelity.reporters.json import without_surrogates
from fidelity.reporters.pieces import parts_of

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "fidelity/v1"
"""The name of our fingerprint among the partial ones; its number rises when fingerprints are made in another way."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report) -> str:
    """The report as one SARIF log with one run."""
    rules = sorted({(finding.code, finding.name) for finding in report.findings})
    index = {code: number for number, (code, _) in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "fidelity",
                "semanticVersion": report.version,
                "rules": [_rule(code, name) for code, name in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"uri": f"{uri_of(report.root)}/"}} if report.root else {},
        "artifacts": [{"location": _artifact(path)} for path in report.checked],
        "results": [_result(finding, index) for finding in report.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return without_surrogates(json.dumps(log, ensure_ascii=False, indent=2) + "\n")


def _rule(code: str, name: str) -> dict[str, Any]:
    from fidelity.reporters.addresses import summary_of

    words = "".join(word.capitalize() for word in name.split("-"))
    summary = summary_of(name)
    return {"id": code, "name": words, "shortDescription": {"text": summary or name.replace("-", " ")}}


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(finding.path)}}
    if finding.start is not None and finding.end is not None:
        location["physicalLocation"]["region"] = _region(finding.start, finding.end)
    elif finding.place is not None and (parts := parts_of(finding.place)):
        location["message"] = {"text": ", ".join(parts)}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [location],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    }
    related = _related(finding)
    if related:
        result["relatedLocations"] = [{"id": number, **place} for number, place in enumerate(related, 1)]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding)]
    return result


def _message(finding: Finding) -> str:
    if finding.canonical is None or finding.canonical == finding.edition:
        return finding.message
    return f"{finding.message} (canonical: “{finding.canonical}”; edition: “{finding.edition}”)"


def _artifact(path: str) -> dict[str, str]:
    uri = uri_of(path)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": "ROOT"}


def _region(start: Position, end: Position) -> dict[str, int]:
    region = {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
    return region | {"charOffset": start.offset, "charLength": max(end.offset - start.offset, 0)}


def _related(finding: Finding) -> list[dict[str, Any]]:
    """The canonical reading's place, the page it was printed on, and what else bears on the finding."""
    places: list[dict[str, Any]] = []
    if finding.canonical_place is not None:
        places.append(_place(finding.canonical_place, "the canonical reading"))
    if finding.source is not None and str(finding.source):
        printed = {"physicalLocation": {"artifactLocation": _artifact(finding.source.name)}}
        places.append({**printed, "message": {"text": f"printed on {finding.source} of {finding.source.name}"}})
    places += [_place(place, sentence) for place, sentence in finding.related if isinstance(place, FilePlace)]
    return places


def _place(place: FilePlace, sentence: str) -> dict[str, Any]:
    physical = {"artifactLocation": _artifact(place.path), "region": _region(place.start, place.end)}
    return {"physicalLocation": physical, "message": {"text": sentence}}


def _fix(finding: Finding) -> dict[str, Any]:
    assert finding.fix is not None
    replacements = [
        {
            "deletedRegion": {"charOffset": start, "charLength": end - start},
            "insertedContent": {"text": replacement},
        }
        for start, end, replacement in finding.fix.edits
    ]
    return {
        "description": {"text": finding.fix.title},
        "artifactChanges": [{"artifactLocation": _artifact(finding.path), "replacements": replacements}],
    }
