"""The house standard, as far as it can be looked up: names, sizes, codes, links, and no trace of anybody's machine."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import ROOT

from fidelity import __version__, manual
from fidelity.configuration.selectors import SAID_BY

PAGES = [path for path in (ROOT / "docs").rglob("*.md") if path.relative_to(ROOT / "docs").parts[0] not in {"rules", "project"}]
PROSE = sorted([*ROOT.glob("*.md"), *PAGES, ROOT / "fixtures" / "README.md"])
"""Codes from 900 on, which are left to plugins, are not looked up in them."""
MODULES = sorted((ROOT / "fidelity").rglob("*.py"))
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")

NOT_OURS = {".git", ".venv", "__pycache__", "build", "dist", "demo", "site", "report.html"}
"""What is not part of the project, besides hidden folders of tools."""

LONGEST_MODULE = 450
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "handlers", "data", "info"}

WORDS = """
source, transcript, canonical text, edition, witness, repair, emendation, collation, variant, reading, omission, addition,
substitution, transposition, substantive, accidental, note call, note label, note body, running head, folio, drop cap,
line-end hyphen, ligature, block quotation, catchword, locator, rule, code, finding, severity, fix, departure, relation,
family, mark, span, origin, view, settled, strand, tile, claim, taken, case, recognised, page, stage, step, certainty,
extraction version
"""
"""The field's words that the design settles, and those that the code adds."""

MACHINE = re.compile(
    rb"(?<![\w.~-])/(?:work|root|home|Users|tmp|private|mnt|media|opt|srv)/[\w.]"
    rb"|[A-Z]:\\\\?Users\b"
    rb"|\.\./" + rb"shared\b"
)
"""The beginning of a path that only somebody's machine has."""


def files() -> Iterator[Path]:
    """Every file of the project, without what tools leave behind."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") for part in parts[:-1]) and parts[0] != ".ci"
        if path.is_file() and not hidden and not NOT_OURS & set(parts) and path.suffix != ".pyc":
            yield path


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_what_belongs_at_the_top_is_there() -> None:
    wanted = """pyproject.toml README.md ARCHITECTURE.md CONTRIBUTING.md GLOSSARY.md CHANGELOG.md LICENSE Makefile
        .pre-commit-hooks.yaml .ci/run seeds fidelity fixtures tests benchmarks docs fidelity/py.typed"""
    assert [entry for entry in wanted.split() if not (ROOT / entry).exists()] == []


def test_nothing_else_is_at_the_top() -> None:
    known = {"ARCHITECTURE", "CHANGELOG", "CONTRIBUTING", "GLOSSARY", "LICENSE", "Makefile", "README", "action", "pyproject"}
    tracked = subprocess.run(["git", "ls-files", ":(top,glob)*"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert [one for one in tracked.splitlines() if not one.startswith(".") and one.split(".")[0] not in known] == []


def test_every_path_in_the_architecture_exists() -> None:
    named = re.findall(r"`((?:\.ci|fidelity|fixtures|seeds|tests|benchmarks|docs)/[\w./-]*|[a-z_]+\.py)`", ARCHITECTURE)
    # in the prose a module may go without its folder; what is in capitals is to be filled in
    missing = [path for path in named if path == path.lower() and not (ROOT / path).exists() and not list(ROOT.rglob(path))]
    assert named
    assert missing == []


def test_every_folder_and_wiring_module_is_in_the_architecture() -> None:
    package = ROOT / "fidelity"
    modules = [name(path) for path in package.glob("*.py") if not path.stem.startswith("__")]
    folders = [f"{name(path)}/" for path in package.iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert [path for path in (*modules, *folders) if f"`{path}`" not in ARCHITECTURE] == []


def test_the_architecture_has_the_repairs_in_their_order() -> None:
    from fidelity.catalog import REPAIRS

    section = ARCHITECTURE.split("## The order of repairs")[1].split("\n## ")[0]
    told = list(dict.fromkeys(re.findall(r"\bA\d{3}\b", section)))
    assert told == [repair.code for repair in REPAIRS]


@pytest.mark.parametrize("path", PROSE, ids=name)
def test_codes_in_prose_exist(path: Path) -> None:
    known = {entry.code for entry in manual.entries()} | set(SAID_BY)
    prose = path.read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"\b[AQNCPT][0-8]\d\d\b", prose)) - known) == []


@pytest.mark.parametrize("path", PROSE, ids=name)
def test_names_beside_codes_are_theirs(path: Path) -> None:
    known = {entry.code: entry.name for entry in manual.entries()}
    prose = path.read_text(encoding="utf-8")
    pairs = re.findall(r"\b([AQNCPT][0-8]\d\d) ([a-z]+-[a-z-]+):", prose)
    pairs += [(code, name) for name, code in re.findall(r"\b([a-z]+-[a-z-]+) \(([AQNCPT][0-8]\d\d)\)", prose)]
    assert [pair for pair in pairs if known.get(pair[0]) != pair[1]] == []


@pytest.mark.parametrize("path", PROSE, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(
        r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.S)
    )
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (path.parent / target).exists()] == []


def test_nothing_names_a_machine() -> None:
    found = [f"{name(path)}: {match[0]!r}" for path in files() if (match := MACHINE.search(path.read_bytes()))]
    assert found == []


@pytest.mark.parametrize(
    ("content", "caught"),
    [
        (b"see /" + b"work/notes", True),
        (b'"/' + b'home/anna/x.py"', True),
        (b"file:///" + b"tmp/x.html", True),
        (b"C:\\" + b"Users\\anna", True),
        (b"../" + b"shared/gold", True),
        (b"https://example.org/home/x", False),
        (b"#!/usr/bin/env bash", False),
        (b"the framework/tools", False),
    ],
)
def test_a_machine_is_known_by_its_paths(content: bytes, caught: bool) -> None:
    assert bool(MACHINE.search(content)) is caught


def test_modules_are_short() -> None:
    long = {name(path): count for path in MODULES if (count := len(path.read_text("utf-8").splitlines())) > LONGEST_MODULE}
    assert long == {}


def test_no_module_is_a_drawer() -> None:
    parts = {(name(path), part) for path in MODULES for part in path.relative_to(ROOT).with_suffix("").parts}
    assert [module for module, part in parts if DRAWERS & {part, *part.split("_")}] == []


@pytest.mark.parametrize("word", [" ".join(word.split()) for word in WORDS.split(",")])
def test_a_word_is_in_the_glossary(word: str) -> None:
    entry = re.search(rf"^(?:\*\*[^*\n]+\*\*, )*\*\*{re.escape(word)}\*\*.*? – (.+?)(?:\n\n|\Z)", GLOSSARY, re.M | re.S)
    assert entry is not None
    assert entry[1].rstrip().endswith((".", ")"))


def test_a_word_is_defined_once() -> None:
    defined = [word for line in GLOSSARY.splitlines() if line.startswith("**") for word in re.findall(r"\*\*(.+?)\*\*", line)]
    assert len(defined) == len(set(defined))


def test_every_recipe_has_its_comment() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    recipes = [i for i, line in enumerate(lines) if re.match(r"[^\s#.=][^=]*:(?!=)", line)]
    assert len(recipes) > 3
    assert [lines[i] for i in recipes if not re.fullmatch(r"# .+", lines[i - 1])] == []


def test_the_development_tools_are_the_same_for_pip_and_for_uv() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for name in ("dev", "docs"):
        assert project["project"]["optional-dependencies"][name] == project["dependency-groups"][name]


def test_the_changelog_knows_this_version() -> None:
    assert __version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_hook_calls_a_command_that_there_is() -> None:
    from fidelity.cli import COMMANDS

    entries = re.findall(r"^  entry: fidelity (\S+)", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"), re.M)
    assert entries
    assert set(entries) <= set(COMMANDS)
