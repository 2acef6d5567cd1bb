"""The hook as its users get it: installed by the real pre-commit from a repository, in an environment of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from command import GOLD, ROOT

pytestmark = [
    pytest.mark.skipif(
        not os.environ.get("FIDELITY_TEST_HOOKS"),
        reason="pre-commit installs the hook from the package index, which takes the network and a minute; “make test” runs it",
    ),
    pytest.mark.skipif(shutil.which("git") is None, reason="pre-commit needs git"),
]

DISTRIBUTION = ("fidelity", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))} | {
    "NO_COLOR": "1",
    "PRE_COMMIT_COLOR": "never",
}
"""Without what git sets while it runs a hook of its own, which would point everything here at another repository."""


@dataclass(frozen=True)
class Run:
    code: int
    output: str


def run(*command: str | Path, cwd: Path, **variables: str) -> Run:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=ENVIRONMENT | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return Run(done.returncode, done.stdout)


def commit(folder: Path) -> str:
    """Make a folder a repository with one commit, and give the commit's name."""
    person = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    for command in (("init", "--quiet"), ("add", "--all"), (*person, "commit", "--quiet", "--message", "Everything")):
        done = run("git", *command, cwd=folder)
        assert done.code == 0, done.output
    return run("git", "rev-parse", "HEAD", cwd=folder).output.strip()


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository that offers the hook, and its commit."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in DISTRIBUTION:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder, commit(folder)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with a canonical text, an edition with an artefact and a wrong year, and a file that is no text."""
    shutil.copy(GOLD, tmp_path / "canonical.md")
    edition = (
        GOLD.read_text(encoding="utf-8")
        .replace("power in 1999", "power in 1989")
        .replace("communal councils", "communal coun- cils")
    )
    (tmp_path / "edition.md").write_text(edition, encoding="utf-8")
    (tmp_path / "script.py").write_text("print('coun- cils')\n", encoding="utf-8")
    return tmp_path


def test_try_repo(hooks: tuple[Path, str], texts: Path) -> None:
    commit(texts)
    tried = run(sys.executable, "-m", "pre_commit", "try-repo", hooks[0], "fidelity-check", "--all-files", cwd=texts)
    assert tried.code == 1, tried.output
    assert "fidelity check" in tried.output
    assert "edition.md:13:254 A101 broken-word" in tried.output
    assert "1 finding in 1 file: 1 error" in tried.output


def test_an_edition_is_confirmed_against_its_canonical_text(hooks: tuple[Path, str], texts: Path) -> None:
    """With the configuration that the README shows; and what pre-commit installed has its pages and its style sheet."""
    repository, name = hooks
    (texts / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {repository}\n    rev: {name}\n    hooks:\n      - id: fidelity-check\n"
        "        files: ^edition\\.md$\n        args: [--against, canonical.md]\n",
        encoding="utf-8",
    )
    commit(texts)
    home = texts / ".home"
    checked = run(sys.executable, "-m", "pre_commit", "run", "--all-files", cwd=texts, PRE_COMMIT_HOME=str(home))
    assert checked.code == 1, checked.output
    assert "T106 altered-number: the number changed: 1999 → 1989" in checked.output
    assert "2 findings in 1 file" in checked.output

    shutil.copy(GOLD, texts / "edition.md")
    again = run(sys.executable, "-m", "pre_commit", "run", "--all-files", cwd=texts, PRE_COMMIT_HOME=str(home))
    assert again.code == 0, again.output

    installed = next(home.glob("repo*/py_env-*/bin/fidelity"))
    page = run(installed, "explain", "A103", cwd=texts)
    assert page.output == (ROOT / "fidelity" / "repairs" / "split_drop_cap.md").read_text(encoding="utf-8")
    written = run(installed, "diff", "canonical.md", "edition.md", "-o", "report.html", cwd=texts)
    assert (written.code, written.output) == (0, "")
    style = (ROOT / "fidelity" / "reporters" / "report.css").read_text(encoding="utf-8")
    assert style in (texts / "report.html").read_text(encoding="utf-8")


def test_artefacts_are_found_without_a_canonical_text(hooks: tuple[Path, str], texts: Path) -> None:
    (texts / "sound.md").write_text("The years 1999 and 2001 (unbalanced.\n", encoding="utf-8")
    commit(texts)
    tried = run(sys.executable, "-m", "pre_commit", "try-repo", hooks[0], "fidelity-artefacts", "--all-files", cwd=texts)
    assert tried.code == 1, tried.output
    assert "edition.md:13:254 A101 broken-word" in tried.output
    assert "1 finding in 1 file: 1 error" in tried.output


def test_a_canonical_text_that_is_out_of_date_fails(hooks: tuple[Path, str], tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("The rivers rose in 1911, and the boats came home.\n", encoding="utf-8")
    extract = (sys.executable, "-m", "fidelity", "extract", "talk.txt", "-o", "talk.md")
    assert run(*extract, cwd=tmp_path, PYTHONPATH=str(ROOT)).code == 0
    commit(tmp_path)
    command = (sys.executable, "-m", "pre_commit", "try-repo", hooks[0], "fidelity-extract-check", "--all-files")
    sound = run(*command, cwd=tmp_path)
    assert sound.code == 0, sound.output
    (tmp_path / "talk.txt").write_text("The rivers rose in 1912, and the boats came home.\n", encoding="utf-8")
    run("git", "add", "--all", cwd=tmp_path)
    late = run(*command, cwd=tmp_path)
    assert late.code == 1, late.output
    assert "talk.md is out of date: it was not made from talk.txt as that is now." in late.output
