"""Completion in real shells, and the manual page as real programs for manual pages show it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import ROOT, fidelity

from fidelity.cli import COMMANDS

PAGE = ROOT / "docs" / "fidelity.1"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A search path on which `fidelity` is this code."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "fidelity"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m fidelity "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def shown_by(*command: str | Path, path: str | None = None) -> str:
    """What a program prints, in a locale that has every character."""
    variables = os.environ | {"PATH": path or os.environ["PATH"], "LC_ALL": "C.UTF-8", "MANPAGER": "cat"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    return done.stdout


def completed_by_bash(words: str, path: str) -> list[str]:
    """What bash offers at the end of a line, by the function that it would call there."""
    script = (
        'eval "$(fidelity completion bash)"\n'
        f"COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
        "$(complete -p fidelity | grep -o '_fidelity[a-z_]*') fidelity\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    return shown_by("bash", "--norc", "-c", script, path=path).split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("fidelity exp", ["explain"]),
        ("fidelity check --sta", ["--statistics"]),
        ("fidelity explain lost-n", ["lost-note", "lost-note-call"]),
        ("fidelity check --select A,N12", [f"A,N12{k}" for k in range(9)]),
        ("fidelity check --format ju", ["junit"]),
    ],
)
def test_bash_completes(words: str, expected: list[str], path: str) -> None:
    offered = completed_by_bash(words, path)
    assert offered
    assert set(offered) <= set(expected)
    assert offered[0] == expected[0]


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_completes(path: str) -> None:
    script = 'fidelity completion fish | source; complete --do-complete "fidelity explain lost-n"'
    assert shown_by("fish", "--no-config", "-c", script, path=path).split() == ["lost-note", "lost-note-call"]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_takes_the_completion(path: str) -> None:
    script = 'autoload -U compinit; compinit -u -D; eval "$(fidelity completion zsh)"; print -r -- $_comps[fidelity]'
    assert shown_by("zsh", "-f", "-c", script, path=path).strip() == "_fidelity_completion"


def test_the_page_that_is_installed_is_what_the_commands_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == fidelity("man").text, "run: fidelity man > docs/fidelity.1"


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_page_shows_every_command_without_a_warning() -> None:
    shown = shown_by("groff", "-k", "-man", "-Tutf8", "-ww", "-P-cbou", PAGE)
    assert [name for name in COMMANDS if f"fidelity {name}" not in shown] == []
    assert "--against FILE" in shown
    assert "130" in shown


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_man_shows_it() -> None:
    assert "a linter for the faithfulness of texts" in shown_by("man", "-l", PAGE)
