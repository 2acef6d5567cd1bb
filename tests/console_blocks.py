"""Runs a document as its reader would: files that it shows are written, its console blocks run in order, in one folder.

A console block has commands after `$ ` and what they print. A line `…` stands for any number of lines, at least one. A block
of another language that names a file (```` ```markdown essay.md ````) is that file. `fidelity` runs in this process; whatever
else a command is, a shell runs it, with `fidelity` on its path.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from command import ROOT, fidelity

ELIDED = "…"
"""A line of output that stands for any number of lines, at least one."""
_FENCE = re.compile(r"^```(?P<kind>[a-z]+)(?: (?P<file>[\w./-]+))?\n(?P<body>.*?)^```$", re.M | re.S)


@dataclass
class Session:
    """A folder in which the blocks of a document run one after another."""

    folder: Path
    packages: Path | None = None
    """A folder with installed packages, such as plugins; every command then has a process of its own."""
    code: int = 0
    ran: list[str] = field(default_factory=list)

    def play(self, document: str) -> None:
        """Write the files and run the console blocks of a document; fails where something else is printed than it says."""
        for fence in _FENCE.finditer(document):
            if fence["kind"] == "console":
                for command, promised in commands(fence["body"]):
                    self.run(command, promised)
            elif fence["file"]:
                path = self.folder / fence["file"]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(fence["body"], encoding="utf-8")

    def run(self, command: str, promised: list[str]) -> None:
        """Run one command and compare what it prints."""
        self.ran.append(command)
        if command == "echo $?":
            assert promised == [str(self.code)]
            return
        if command.startswith("cd "):
            self.folder = self.folder / command.removeprefix("cd ")
            return
        printed = self._printed(command)
        assert shown(promised, printed), f"$ {command}\n{printed}"

    def _printed(self, command: str) -> str:
        words = shlex.split(command)
        if words[0] == "fidelity" and self.packages is None and not re.search(r"[|<>;&*]", command):
            outcome = fidelity(*words[1:], cwd=self.folder)
            self.code = outcome.code
            return outcome.text + outcome.err
        path = os.pathsep.join(str(one) for one in (self.packages, ROOT) if one is not None)
        shim = f'fidelity() {{ "{sys.executable}" -m fidelity "$@"; }}\n'
        done = subprocess.run(
            ["bash", "-c", shim + command],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": path, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.code = done.returncode
        return done.stdout.decode("utf-8")


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
