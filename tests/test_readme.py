"""What the README and the documentation show is what happens: their console blocks are run, and their output is compared."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from command import ROOT
from console_blocks import Session, shown
from packages import EXAMPLE, installed

DOCUMENTS = [
    path
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if "```console\n" in path.read_text(encoding="utf-8") and path.parent.name != "rules"
]
"""Every document with commands in it. Those made from the pages beside the code are run where those are."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what a reader has there: the project's sources and fixtures."""
    for name in ("seeds", "fixtures/seed", "fixtures/bad", "fixtures/documents"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_console_blocks_of_a_document_show_what_happens(path: Path, folder: Path, tmp_path: Path) -> None:
    session = Session(folder)
    if path.name == "plugins.md":
        session.packages = installed(tmp_path / "packages", EXAMPLE)
    session.play(path.read_text(encoding="utf-8"))
    assert session.ran
    for report in re.findall(r"^\$ fidelity .*-o (\S+\.html)$", path.read_text(encoding="utf-8"), re.M):
        assert (session.folder / report).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_readme_is_run() -> None:
    assert ROOT / "README.md" in DOCUMENTS
    assert ROOT / "docs" / "tutorial.md" in DOCUMENTS


@pytest.mark.parametrize(
    ("promised", "printed", "same"),
    [
        (["a", "b"], "a\nb\n", True),
        (["a"], "a\nb\n", False),
        (["…", "b"], "a\na\nb\n", True),
        (["…", "b"], "b\n", False),
        (["a", "…"], "a\nb\n", True),
        (["a.c"], "abc\n", False),
        ([], "", True),
        ([], "a\n", False),
    ],
)
def test_output_is_compared_line_by_line(promised: list[str], printed: str, same: bool) -> None:
    assert shown(promised, printed) is same


def test_a_session_goes_on_from_block_to_block(tmp_path: Path) -> None:
    Session(tmp_path).play(
        "```text in/a.txt\nOne.\n```\n\n```console\n$ cd in\n$ cat a.txt\nOne.\n$ false\n$ echo $?\n1\n```\n"
        "```console\n$ ls | wc -l\n1\n```\n"
    )
    with pytest.raises(AssertionError):
        Session(tmp_path).play("```console\n$ echo two\nthree\n```\n")
