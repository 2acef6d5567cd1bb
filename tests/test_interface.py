"""The interface for programs, the list of rules for programs, and what is reported of a part of a text's history."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command import ROOT, fidelity, one_sentence

import fidelity as package
from fidelity import manual
from fidelity.reporters.terminal import show_markdown

HERE = {"PYTHONPATH": str(ROOT)}
TALK = "The rivers rose in 1911, and the boats came home.\n\nNobody was drowned, and the sea was calm in 1912.\n"


def test_the_example_of_the_documentation_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "edition.md").write_text(TALK.replace("1911", "1910"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.S)
    exec(compile(example, "docs/python.md", "exec"), {})
    assert (
        capsys.readouterr().out
        == f"{TALK.replace(chr(10) * 2, chr(10)).strip()}\n1 T106 the number changed: 1911 → 1910\n['1911']\n"
    )


def test_importing_the_package_imports_nothing_else_and_every_name_is_there() -> None:
    program = "import sys, fidelity\nprint(*(name for name in sys.modules if name.startswith('fidelity.')))"
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    assert done.stdout.strip() == b""
    stub = (ROOT / "fidelity" / "__init__.pyi").read_text(encoding="utf-8")
    assert set(re.findall(r" as (\w+)$", stub, re.M)) | {"__version__"} == set(package.__all__)
    assert all(getattr(package, name) is not None for name in package.__all__)
    with pytest.raises(AttributeError):
        getattr(package, "lost")  # noqa: B009 - mypy knows that it is not there


def test_rules_for_programs_are_those_of_the_manual() -> None:
    listed = json.loads(fidelity("rules", "--format", "json").text)
    assert [(one["code"], one["name"], one["severity"], one["family"], one["summary"]) for one in listed] == [
        (entry.code, entry.name, entry.severity, entry.family, entry.summary) for entry in manual.entries()
    ]


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_a_page_on_a_terminal_keeps_the_labels_of_its_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = Terminal()
    show_markdown(manual.page_of("T106"), terminal)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    assert re.search(r"^\s*canonical:\s*$", shown, re.M)
    assert re.search(r"^\s*edition:\s*$", shown, re.M)


def git(folder: Path, *arguments: str) -> None:
    person = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *person, *arguments], cwd=folder, check=True, env=variables)


def test_since_a_revision_only_what_has_changed_is_reported(tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text(TALK, encoding="utf-8")
    (tmp_path / "bücher").mkdir()
    edition = tmp_path / "bücher" / "one two.md"
    edition.write_text(TALK.replace("1911", "1910"), encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "Everything")

    def found(*arguments: str) -> list[str]:
        outcome = fidelity("check", "bücher/one two.md", "--against", "talk.md", "--format", "json", *arguments, cwd=tmp_path)
        assert outcome.err == ""
        return [one["edition"] for one in json.loads(outcome.text)["findings"]]

    assert found() == ["1910"]
    assert found("--since", "HEAD") == []
    said = fidelity("check", "bücher/one two.md", "--against", "talk.md", "--since", "HEAD", cwd=tmp_path)
    assert (said.code, said.text) == (
        0,
        "No new findings in bücher/one two.md, checked against talk.md; 1 on lines that have not changed since HEAD.\n",
    )
    edition.write_text(TALK.replace("1911", "1910").replace("1912", "1913"), encoding="utf-8")
    assert found("--since", "HEAD") == ["1913"]
    assert found() == ["1910", "1913"]
    edition.write_text(TALK.replace("1911", "1910").replace(", and the sea was calm in 1912", ""), encoding="utf-8")
    assert len(found("--since", "HEAD")) == 1
    (tmp_path / "talk.md").write_text(TALK + "\nMore.\n", encoding="utf-8")
    assert "1910" in found("--since", "HEAD")
    for revision in ("lost", "--output=x"):
        assert f"no revision “{revision}”" in one_sentence(fidelity("check", "talk.md", f"--since={revision}", cwd=tmp_path))
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", ["plain.md", 'quo"ted ü.md'])
def test_since_tells_headers_from_text_and_knows_quoted_names(name: str, tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text(TALK, encoding="utf-8")
    (tmp_path / name).write_text(TALK, encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "Everything")
    (tmp_path / name).write_text("++ b/other.md\n\n" + TALK.replace("1911", "1910"), encoding="utf-8")
    arguments = ("--against", "talk.md", "--format", "json", "--since", "HEAD")
    found = json.loads(fidelity("check", name, *arguments, cwd=tmp_path).text)["findings"]
    assert "1910" in [one["edition"] for one in found]


def test_an_edition_in_the_place_of_the_canonical_text_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    fidelity("extract", "talk.txt", "-o", "talk.md", cwd=tmp_path)
    (tmp_path / "edition.md").write_text((tmp_path / "talk.md").read_text("utf-8").replace("1911", "1910"), encoding="utf-8")
    swapped = fidelity("check", "talk.md", "--against", "edition.md", cwd=tmp_path)
    assert "it comes first: “fidelity check edition.md --against talk.md”" in swapped.err
    assert (swapped.code, swapped.err.count("\n")) == (1, 1)
    assert fidelity("check", "edition.md", "--against", "talk.md", cwd=tmp_path).err == ""
    fidelity("extract", "talk.txt", "-o", "again.md", cwd=tmp_path)
    (tmp_path / "again.md").write_text((tmp_path / "edition.md").read_text("utf-8"), encoding="utf-8")
    assert "comes first" not in fidelity("check", "talk.md", "--against", "again.md", cwd=tmp_path).err


def test_since_needs_git(tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text(TALK, encoding="utf-8")
    assert "not in a work tree" in one_sentence(fidelity("check", "talk.md", "--since", "HEAD", cwd=tmp_path))


def test_what_is_out_of_date_is_said_of_any_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "other.md").write_text(TALK, encoding="utf-8")
    assert fidelity("extract", "talk.txt", "-o", "talk.md", cwd=tmp_path).code == 0
    files = ("talk.txt", "talk.md", "talk.emendations.jsonl", "talk.decisions.toml", "other.md")
    assert fidelity("uptodate", *files, cwd=tmp_path).code == 0
    (tmp_path / "talk.txt").write_text(TALK + "More.\n", encoding="utf-8")
    for name in files[:4]:
        outcome = fidelity("uptodate", name, "other.md", cwd=tmp_path)
        assert outcome.code == 1
        assert outcome.err == "fidelity: talk.md is out of date: it was not made from talk.txt as that is now.\n"


@pytest.mark.parametrize(("misspelt", "meant"), [("chek", "check"), ("departure", "departures"), ("extrakt", "extract")])
def test_a_misspelt_command_is_guessed(misspelt: str, meant: str) -> None:
    assert f"did you mean “{meant}”?" in one_sentence(fidelity(misspelt))


def test_a_shell_completes_commands_and_options() -> None:
    def completed(words: str) -> list[str]:
        environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "_FIDELITY_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": "1",
        }
        done = subprocess.run(
            [sys.executable, "-m", "fidelity"], env=environment, capture_output=True, check=False, encoding="utf-8"
        )
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    assert completed("fidelity ex") == ["explain", "extract"]
