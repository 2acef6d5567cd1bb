"""What `--format json` prints is what the committed schema says, whatever a finding holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import fidelity.reporters
from fidelity.model.finding import DocumentPlace, Family, FilePlace, Finding, Fix, Position, Severity
from fidelity.model.report import Report
from fidelity.model.source import Locator
from fidelity.model.span import Span
from fidelity.reporters.json import render

SCHEMA: dict[str, Any] = json.loads(
    Path(fidelity.reporters.__file__).with_name("findings.schema.json").read_text(encoding="utf-8")
)


def finding(**changes: Any) -> Finding:
    fields: dict[str, Any] = {
        "code": "T101",
        "name": "altered-wording",
        "family": Family.WORDING,
        "severity": Severity.ERROR,
        "message": "“meeting” has become “assembly”",
        "path": "edition.md",
        "span": Span(10, 18),
        "start": Position(3, 11, 12),
        "end": Position(3, 19, 20),
        "edition": "assembly",
        "canonical": "meeting",
        "canonical_span": Span(10, 17),
        "canonical_place": FilePlace("canonical.md", Position(3, 11, 12), Position(3, 18, 19)),
        "source": Locator("source.pdf", 2, 7, "", "", 345),
        "place": None,
        "related": ((FilePlace("edition.md", Position(9, 1, 80), Position(9, 2, 81)), "the note is here"),),
        "fingerprint": "0123456789abcdef",
        "fix": Fix("put “meeting” back", False, ((12, 20, "meeting"),)),
    }
    return Finding(**{**fields, **changes})


def printed(*findings: Finding) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(render(Report(findings, {"edition.md": None})))
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(record, SCHEMA, cls=jsonschema.Draft202012Validator)
    return record


def test_a_full_finding_in_the_words_of_the_issue() -> None:
    (record,) = printed(finding())["findings"]
    assert record == {
        "code": "T101",
        "name": "altered-wording",
        "family": "wording",
        "severity": "error",
        "fingerprint": "0123456789abcdef",
        "message": "“meeting” has become “assembly”",
        "path": "edition.md",
        "start": {"line": 3, "column": 11, "offset": 12},
        "end": {"line": 3, "column": 19, "offset": 20},
        "edition": "assembly",
        "canonical": "meeting",
        "canonical_place": {
            "path": "canonical.md",
            "start": {"line": 3, "column": 11, "offset": 12},
            "end": {"line": 3, "column": 18, "offset": 19},
        },
        "source": {"path": "source.pdf", "page": 2, "line": 7, "offset": 345},
        "place": None,
        "related": [
            {
                "message": "the note is here",
                "path": "edition.md",
                "start": {"line": 9, "column": 1, "offset": 80},
                "end": {"line": 9, "column": 2, "offset": 81},
                "place": None,
            }
        ],
        "fix": {"title": "put “meeting” back", "safe": False, "edits": [{"start": 12, "end": 20, "replacement": "meeting"}]},
    }


def test_what_is_not_known_is_null() -> None:
    bare = finding(canonical=None, canonical_span=None, canonical_place=None, source=None, related=(), fix=None)
    (record,) = printed(bare)["findings"]
    assert [record[key] for key in ("canonical", "canonical_place", "source", "place", "fix")] == [None] * 5
    assert record["related"] == []


def test_a_format_without_lines_has_a_place_and_no_line() -> None:
    place = DocumentPlace(page=4)
    (record,) = printed(finding(start=None, end=None, place=place, related=((place, "see there"),), fix=None))["findings"]
    assert record["start"] == record["end"] == {"line": None, "column": None, "offset": None}
    assert record["place"] == {"part": None, "paragraph": None, "run": None, "page": 4}
    assert record["related"][0]["place"]["page"] == 4


def test_no_findings_is_a_document_too() -> None:
    assert printed() == {"version": 1, "findings": [], "remarks": []}


def test_the_schema_refuses_what_is_not_in_it() -> None:
    record = json.loads(render(Report((finding(),), {})))
    for spoil in (
        lambda r: r.pop("code"),
        lambda r: r.update(family="typography"),
        lambda r: r.update(start={"line": 0, "column": 1, "offset": 0}),
        lambda r: r.update(start={"line": None, "column": None, "offset": None}),
        lambda r: r.update(extra=1),
    ):
        spoiled = json.loads(json.dumps(record))
        spoil(spoiled["findings"][0])
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(spoiled, SCHEMA, cls=jsonschema.Draft202012Validator)


@given(st.text(), st.text(), st.text(st.characters()))
def test_whatever_the_texts_hold_is_read_back_as_it_was(edition: str, canonical: str, path: str) -> None:
    document = render(Report((finding(edition=edition, canonical=canonical, path=path),), {}))
    record = json.loads(document.encode("utf-8"))
    assert record["findings"][0]["edition"] == edition
    assert record["findings"][0]["canonical"] == canonical
    assert record["findings"][0]["path"] == path
