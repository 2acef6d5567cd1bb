"""Editions with planted defects: each is reported once, at its line, by the right family; accidentals are not reported."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from planted import PLANTERS, Defect, Site, planted

from fidelity import api
from fidelity.model.finding import Finding, Severity
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SEED = FIXTURES / "seed"


@cache
def canonical(name: str) -> Text:
    return api.read_canonical_file(FIXTURES / name / f"{name}.md")


def reported(edition: Text, name: str) -> list[Finding]:
    """The findings that are shown without being asked for."""
    found = api.examine(edition, canonical(name)).findings
    return [finding for finding in found if finding.severity is not Severity.INFO]


def test_each_planted_defect_of_the_sample_edition_is_reported_once_where_it_is() -> None:
    due = Counter((one["line"], one["family"]) for one in json.loads((SEED / "defects.json").read_text(encoding="utf-8")))
    found = reported(api.read_edition(SEED / "defects.md"), "seed")
    assert Counter((finding.start.line, str(finding.family)) for finding in found if finding.start is not None) == due
    assert len(found) >= 10
    assert len({finding.family for finding in found}) == 5


@pytest.mark.parametrize("name", ["accidentals", "bracketed", "endnotes", "seed"])
def test_an_edition_that_differs_in_accidentals_has_no_findings(name: str) -> None:
    assert [(f.code, f.message) for f in reported(api.read_edition(SEED / f"{name}.md"), "seed")] == []


SITES = {
    name: Site((FIXTURES / name / f"{name}.md").read_text(encoding="utf-8"), german=german)
    for name, german in (("seed", False), ("hafen", True))
}
PLANTED = [
    pytest.param(name, defect, id=f"{name}-{defect.kind}") for name, site in SITES.items() for defect in planted(site, times=1)
]


@pytest.mark.parametrize(("name", "defect"), PLANTED)
def test_a_defect_is_one_finding_of_its_family_at_its_line(name: str, defect: Defect) -> None:
    found = reported(read_markdown(defect.edition.encode(), "edition.md"), name)
    assert len(found) == 1, [(finding.code, finding.message) for finding in found]
    (finding,) = found
    assert finding.code[0] in defect.letters, finding.message
    assert finding.start is not None
    assert finding.start.line in defect.lines, finding.message


def test_every_kind_of_defect_is_planted() -> None:
    kinds = {defect.kind for site in SITES.values() for defect in planted(site, times=1)}
    assert len(kinds) == len(PLANTERS)
    assert len(PLANTED) >= 90
