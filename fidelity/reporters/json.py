"""Findings for programs: the shape that `findings.schema.json` beside this file describes."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any

from fidelity.model.finding import DocumentPlace, FilePlace, Finding, Fix, Position
from fidelity.model.report import Report
from fidelity.model.source import Locator

FORMAT_VERSION = 1
"""Rises when a consumer of the format would have to change."""


def render(report: Report) -> str:
    """The findings as one JSON object, two spaces a level, a line end behind it, the same bytes for the same findings."""
    findings = [finding_record(finding) for finding in report.findings]
    record = {"version": FORMAT_VERSION, "findings": findings, "remarks": list(report.remarks)}
    return without_surrogates(laid_out(record) + "\n")


def laid_out(value: Any, margin: str = "\n") -> str:
    """A value as `json.dumps` writes it with an indentation of two, which it does in Python, item by item, and slowly."""
    if isinstance(value, dict):
        inner = margin + "  "
        items = [f"{inner}{_string(key)}: {laid_out(item, inner)}" for key, item in value.items()]
        return f"{{{','.join(items)}{margin}}}" if items else "{}"
    if isinstance(value, list):
        inner = margin + "  "
        return f"[{','.join([inner + laid_out(item, inner) for item in value])}{margin}]" if value else "[]"
    if isinstance(value, str):
        return _string(value)
    # numbers and nothing are most of what a finding holds, and quicker written than handed on
    return "null" if value is None else str(value) if type(value) is int else json.dumps(value)


def _string(value: str) -> str:
    return encode_basestring(value)


def without_surrogates(document: str) -> str:
    """A JSON document with lone surrogates, which a file name may hold and UTF-8 may not, as JSON escapes."""
    try:
        document.encode("utf-8")
    except UnicodeEncodeError:
        return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in document)
    return document


def finding_record(finding: Finding) -> dict[str, Any]:
    """A finding as JSON has it."""
    return {
        "code": finding.code,
        "name": finding.name,
        "family": str(finding.family),
        "severity": str(finding.severity),
        "fingerprint": finding.fingerprint,
        "message": finding.message,
        "path": finding.path,
        "start": _position(finding.start),
        "end": _position(finding.end),
        "edition": finding.edition,
        "canonical": finding.canonical,
        "canonical_place": None if finding.canonical_place is None else _file_place(finding.canonical_place),
        "source": None if finding.source is None else _source(finding.source),
        "place": None if finding.place is None else _document_place(finding.place),
        "related": [_related(place, message, finding.path) for place, message in finding.related],
        "fix": None if finding.fix is None else _fix(finding.fix),
    }


def _position(position: Position | None) -> dict[str, int | None]:
    if position is None:
        return {"line": None, "column": None, "offset": None}
    return {"line": position.line, "column": position.column, "offset": position.offset}


def _file_place(place: FilePlace) -> dict[str, Any]:
    return {"path": place.path, "start": _position(place.start), "end": _position(place.end)}


def _document_place(place: DocumentPlace) -> dict[str, Any]:
    return {"part": place.part, "paragraph": place.paragraph, "run": place.run, "page": place.page}


def _source(source: Locator) -> dict[str, Any]:
    return {"path": source.name, "page": source.page, "line": source.line, "offset": source.offset}


def _related(place: FilePlace | DocumentPlace, message: str, path: str) -> dict[str, Any]:
    if isinstance(place, FilePlace):
        return {"message": message, **_file_place(place), "place": None}
    return {"message": message, "path": path, "start": _position(None), "end": _position(None), "place": _document_place(place)}


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{"start": start, "end": end, "replacement": replacement} for start, end, replacement in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}
