"""What the README shows is what happens: its console blocks are run, and their output is compared."""

from __future__ import annotations

import re
import shlex
import shutil
from itertools import groupby
from pathlib import Path

import pytest
from command import ROOT, fidelity

ELIDED = "…"
"""A line of output that stands for any number of lines, at least one."""

BLOCKS = re.findall(r"^```console\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what a reader of the README has there."""
    for name in ("seeds", "fixtures/seed", "fixtures/bad"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def commands(block: str) -> list[tuple[str, list[str]]]:
    """The commands of a block, each with the lines that it prints."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        else:
            found[-1][1].append(line)
    return found


def shown(promised: list[str], printed: str) -> bool:
    """Whether the promised lines are what was printed, but for what they leave out."""
    parts = []
    for elided, lines in groupby(promised, key=lambda line: line == ELIDED):
        parts.append("(?:.*\n)+" if elided else re.escape("".join(f"{line}\n" for line in lines)))
    return re.fullmatch("".join(parts), printed) is not None


def test_there_are_blocks_to_run() -> None:
    run = [command for block in BLOCKS for command, _ in commands(block)]
    assert {command.split()[1] for command in run if command.startswith("fidelity ")} >= {"extract", "check", "diff"}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: shlex.split(commands(block)[0][0])[1])
def test_a_console_block_shows_what_happens(block: str, folder: Path) -> None:
    code = 0
    for command, promised in commands(block):
        if command == "echo $?":
            assert promised == [str(code)]
            continue
        program, *arguments = shlex.split(command)
        assert program == "fidelity", f"{command}: only fidelity is run here; other commands go into an sh block"
        outcome = fidelity(*arguments, cwd=folder)
        code = outcome.code
        assert shown(promised, outcome.text + outcome.err), f"$ {command}\n{outcome.text}{outcome.err}"


def test_a_report_is_written_where_the_tour_says(folder: Path) -> None:
    for command, _ in commands(next(block for block in BLOCKS if "fidelity diff" in block)):
        if command.startswith("fidelity "):
            fidelity(*shlex.split(command)[1:], cwd=folder)
    assert (folder / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


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
