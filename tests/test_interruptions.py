"""Ctrl-C at any moment: exit code 130, a sentence, and no file that is neither as it was nor as it was to be."""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from command import GOLD, ROOT

from fidelity.cli import run
from fidelity.configuration.loading import forget
from fidelity.interruption import INTERRUPTED, STOPPED, was_interrupted
from fidelity.library import INDEX

AGAINST = ("--against", "c/0.md")
COMMANDS = {
    "check": ("check", "e", *AGAINST),
    "fix": ("check", "--unsafe-fixes", "e", *AGAINST),
    "extract": ("extract", "source.txt", "-o", "new.md"),
    "index": ("index", "c"),
    "quoting": ("check", "e/0.md", "--against", "c", "--relation", "quoting"),
    "init": ("init", "."),
    "accept": ("accept", "e/0.md", *AGAINST, "--rule", "A", "--reason", "so printed", "--by", "me"),
    "baseline": ("baseline", "e", *AGAINST),
}
MOMENTS = 12
"""How often each command is interrupted, at calls of functions that are spread over all that it makes."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIDELITY_CACHE_DIR", str(tmp_path / "cache"))
    gold = GOLD.read_text(encoding="utf-8")
    here = tmp_path / "texts"
    for name in ("c", "e"):
        (here / name).mkdir(parents=True)
        for number in range(2):
            body = gold if name == "c" else gold.replace("communal councils", "communal coun- cils", 1)
            (here / name / f"{number}.md").write_text(f"# Number {number}\n\n{body}", encoding="utf-8")
    (here / "source.txt").write_text(gold, encoding="utf-8")
    return here


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def interrupted(arguments: tuple[str, ...], folder: Path, call: int) -> tuple[int, str, int]:
    """The exit code, standard error and the calls made, where a call is interrupted, counted from 1; none with 0."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        if event == "call":
            calls += 1
            if calls == call:
                raise KeyboardInterrupt

    said = io.StringIO()
    forget()
    with (
        contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")),
        contextlib.redirect_stderr(said),
        contextlib.chdir(folder),
    ):
        sys.setprofile(count)
        try:
            code = run(arguments)
        except KeyboardInterrupt:
            code = INTERRUPTED
        finally:
            sys.setprofile(None)
    return code, said.getvalue(), calls


def copies(folder: Path) -> Iterator[Path]:
    """The folder as it was, again and again."""
    for number in range(MOMENTS):
        copy = folder.with_name(f"copy-{number}")
        shutil.copytree(folder, copy)
        yield copy
        shutil.rmtree(copy.parent / "cache", ignore_errors=True)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_every_file_is_as_it_was_or_as_it_was_to_be(name: str, folder: Path) -> None:
    before = contents(folder)
    for copy in ("first", "second"):  # the second loads nothing more, like those that are interrupted
        whole = shutil.copytree(folder, folder.with_name(copy))
        code, said, calls = interrupted(COMMANDS[name], whole, 0)
        after = contents(whole)
        shutil.rmtree(folder.parent / "cache", ignore_errors=True)
    assert code in {0, 1}, said
    chance = random.Random(name)
    stopped = 0
    for copy in copies(folder):
        ended, said, _ = interrupted(COMMANDS[name], copy, chance.randint(1, calls * 9 // 10))
        assert ended in {INTERRUPTED, code}, said  # Python drops what is raised while an object is taken away
        stopped += ended == INTERRUPTED
        assert "defect of fidelity" not in said
        for path, content in contents(copy).items():
            if path.endswith(INDEX):  # it holds the times of its files
                assert content == b"" or content.startswith(b"SQLite format 3")
            else:
                assert content in {before.get(path), after.get(path)}, path
    assert stopped > MOMENTS // 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize(
    "moment",
    [
        "import click",  # while the command is loaded
        "exec('os.kill(os.getpid(), signal.SIGINT)')",  # Python itself remembers this one until its end
        "type('Made', (), {'one': Maker()})",  # Python wraps what is raised here
    ],
)
def test_an_interruption_while_modules_are_loaded_is_none_of_pythons(moment: str) -> None:
    program = f"""
import os, signal, sys
from fidelity.__main__ import main

class Maker:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGINT)

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "click" and {moment == "import click"}:
            os.kill(os.getpid(), signal.SIGINT)
        if name == "fidelity.commands.rules" and {moment != "import click"}:
            self.interrupt()

    def interrupt(self):
        {moment}

sys.meta_path.insert(0, Finder())
sys.argv = ["fidelity", "rules"]
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        # a shell that runs the suite in the background has it ignore interruptions, which a child would inherit
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert done.returncode == INTERRUPTED, done.stderr
    assert done.stderr.strip() == f"fidelity: {STOPPED}"
    assert done.stdout == ""


def test_an_interruption_is_known_in_what_it_was_wrapped_in() -> None:
    wrapped = RuntimeError("a class could not be made")
    wrapped.__cause__ = KeyboardInterrupt()
    assert was_interrupted(wrapped)
    assert not was_interrupted(RuntimeError("a class could not be made"))
