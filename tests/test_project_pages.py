"""The pages of the rules that judge files: their examples are files and commands, run as they stand."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pages
import pytest
from command import GOLD, SOURCE, fidelity, one_sentence

from fidelity import catalog
from fidelity.model.project import Inspection, ProjectRule, Provenance
from fidelity.model.source import EXTRACTION_VERSION
from fidelity.rules import stale_canonical_text, unreadable_file

RULES_FOLDER = Path(catalog.__file__).parent / "rules"
_RULES = pytest.mark.parametrize("rule", catalog.PROJECT_RULES, ids=lambda rule: rule.name)
EXITS = {"P101": 2, "P102": 1, "P103": 1, "P104": 1, "P105": 1}
"""What the command exits with where the only finding is of this rule."""


def run(blocks: list[pages.Block], folder: Path) -> list[tuple[str, int]]:
    """Write the files and run the commands of some blocks, in order; each command's output, which the page shows, and exit."""
    outcomes = []
    for block in blocks:
        if block.word == "file":
            (folder / block.info.split()[1]).write_text(block.content, encoding="utf-8")
            continue
        assert block.word == "console", block.info
        command, *expected = block.content.splitlines(keepends=True)
        program, *arguments = shlex.split(command.removeprefix("$ "))
        assert program == "fidelity"
        outcome = fidelity(*arguments, cwd=folder)
        assert outcome.err + outcome.text == "".join(expected)
        outcomes.append((outcome.text, outcome.code))
    return outcomes


def test_every_project_rule_is_in_the_catalog() -> None:
    modules = {p for p in RULES_FOLDER.glob("*.py") if re.search(r"^RULE = ProjectRule\(", p.read_text(encoding="utf-8"), re.M)}
    assert {rule.page.with_suffix(".py") for rule in catalog.PROJECT_RULES} == modules
    everything = [*catalog.RULES, *catalog.REPAIRS, *catalog.PROJECT_RULES]
    assert len({one.code for one in everything}) == len({one.name for one in everything}) == len(everything)


@_RULES
def test_house_standard(rule: ProjectRule) -> None:
    assert re.fullmatch(r"P\d{3}", rule.code)
    assert rule.page.stem == rule.name.replace("-", "_")
    assert rule.page.with_suffix(".py").read_text(encoding="utf-8").startswith(f'"""{rule.code} {rule.name}: ')
    page = pages.read(rule.page)
    assert (page.name, page.code) == (rule.name, rule.code)
    assert tuple(page.prose) == pages.SECTIONS
    assert page.prose["What"]
    assert page.prose["Why"]
    assert page.prose["Known failures"]
    assert catalog.find(rule.name) is rule
    assert fidelity("explain", rule.code).text == rule.page.read_text(encoding="utf-8")
    assert f"{rule.code}  {rule.name}" in fidelity("rules").text


@_RULES
def test_the_page_is_true(rule: ProjectRule, tmp_path: Path) -> None:
    blocks = pages.read(rule.page).blocks
    shown = [one for one in run(blocks["Example"], tmp_path) if f" {rule.code} {rule.name}: " in one[0]]
    assert shown
    assert {code for _, code in shown} == {EXITS[rule.code]}
    for output, code in run(blocks["Left alone"], tmp_path):
        assert rule.code not in output
        assert code == 0


def test_what_cannot_be_read_is_in_the_json_too(tmp_path: Path) -> None:
    good = tmp_path / "good.md"
    good.write_text(GOLD.read_text(encoding="utf-8").replace("1999", "1989"), encoding="utf-8")
    outcome = fidelity("check", tmp_path / "lost.md", good, "--against", GOLD, "--format", "json")
    assert outcome.code == 2
    found = json.loads(outcome.out)["findings"]
    assert [(one["code"], one["path"]) for one in found] == [("P101", str(tmp_path / "lost.md")), ("T106", str(good))]
    assert found[0]["start"] == {"line": None, "column": None, "offset": None}
    assert found[0]["message"] == "the file does not exist; check the spelling and the folder"


def test_every_way_to_be_out_of_date_is_said() -> None:
    fresh = Provenance("talk.txt", "ab", "ab", EXTRACTION_VERSION, edited=False)
    assert not list(stale_canonical_text.check(Inspection("talk.md", provenance=fresh)))
    assert not list(stale_canonical_text.check(Inspection("talk.md")))
    gone = Provenance("talk.txt", "ab", None, EXTRACTION_VERSION, edited=False)
    assert not list(stale_canonical_text.check(Inspection("talk.md", provenance=gone)))
    worst = Provenance("talk.txt", "ab", "cd", EXTRACTION_VERSION - 1, edited=True)
    assert len(list(stale_canonical_text.check(Inspection("talk.md", provenance=worst)))) == 3
    assert not list(unreadable_file.check(Inspection("talk.md", provenance=worst)))


def test_a_log_cannot_name_a_file_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "talk.txt").write_text("Elsewhere.\n", encoding="utf-8")
    (folder / "talk.txt").write_bytes(SOURCE.read_bytes())
    assert fidelity("extract", "talk.txt", "-o", "talk.md", cwd=folder).code == 0
    log = folder / "talk.emendations.jsonl"
    for name in ("../talk.txt", str(tmp_path / "talk.txt"), "..\\talk.txt"):
        first, rest = log.read_text(encoding="utf-8").split("\n", 1)
        header = json.loads(first)
        header["source"]["name"] = name
        log.write_text(json.dumps(header) + "\n" + rest, encoding="utf-8")
        assert fidelity("check", "talk.md", "--against", "talk.md", cwd=folder).code == 0


def test_an_edited_canonical_text_is_out_of_date_for_extract_too(tmp_path: Path) -> None:
    (tmp_path / "seed.txt").write_bytes(SOURCE.read_bytes())
    assert fidelity("extract", "seed.txt", "-o", "seed.md", cwd=tmp_path).code == 0
    canonical = tmp_path / "seed.md"
    canonical.write_text(canonical.read_text(encoding="utf-8").replace("1999", "1989"), encoding="utf-8")
    outcome = fidelity("extract", "seed.txt", "--check", cwd=tmp_path)
    assert outcome.code == 1
    assert "was changed after it was extracted" in outcome.err
    (tmp_path / "seed.emendations.jsonl").write_text("{}\n", encoding="utf-8")
    assert "log" in one_sentence(fidelity("extract", "seed.txt", "--check", cwd=tmp_path))
