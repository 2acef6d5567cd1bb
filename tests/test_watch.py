"""`fidelity check --watch`, as a process of its own: files are saved under it, and it is interrupted as from a keyboard."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from command import ROOT, fidelity, one_sentence

pytest.importorskip("watchfiles")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")

PATIENCE = 60.0
"""Seconds that a busy machine may take for one check."""
CANONICAL = "The river rose in 1911, and nobody was there to see it.\n"


class Watching:
    """A running watch, whose lines are read as they come."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def wait_for(self, right: Callable[[str], bool]) -> list[str]:
        """The lines up to the first that is right."""
        seen: list[str] = []
        while not seen or not right(seen[-1]):
            try:
                seen.append(self.lines.get(timeout=PATIENCE))
            except queue.Empty:
                pytest.fail(f"nothing more came after {seen}")
        return seen

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Watching]:
    command = [sys.executable, "-m", "fidelity", "check", *arguments, "--watch", "--format", "concise"]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield Watching(process)
        finally:
            process.kill()


def save(path: Path, content: str) -> None:
    """Save as editors do: another file is put in the place of the old one."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(content, encoding="utf-8")
    new.replace(path)


def has(words: str) -> Callable[[str], bool]:
    return lambda line: words in line


def test_each_saving_is_checked_and_an_interrupt_ends_it(tmp_path: Path) -> None:
    save(tmp_path / "canonical.md", CANONICAL)
    save(tmp_path / "edition.md", CANONICAL)
    with watching(tmp_path, "edition.md", "--against", "canonical.md") as watch:
        watch.wait_for(has("No findings"))
        save(tmp_path / "edition.md", CANONICAL.replace("1911", "1912"))
        watch.wait_for(has("edition.md changed."))
        watch.wait_for(has("the number changed: 1911 → 1912"))
        save(tmp_path / "canonical.md", CANONICAL.replace("1911", "1912"))
        watch.wait_for(has("canonical.md changed."))
        watch.wait_for(has("No findings"))
        save(tmp_path / "fidelity.toml", "nonsense = 1\n")
        watch.wait_for(has("there is no key “nonsense”"))
        (tmp_path / "fidelity.toml").unlink()
        watch.wait_for(has("No findings"))
        save(tmp_path / "edition.md", CANONICAL.replace("nobody", "somebody"))
        watch.wait_for(has("findings in 1 file"))
        assert watch.interrupt() == 130
        assert "Traceback" not in "".join(watch.lines.queue)


def test_a_text_that_comes_into_a_folder_is_checked_and_reports_are_not(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    save(tmp_path / "texts" / "one.md", CANONICAL)
    with watching(tmp_path, "texts", "--format", "json=texts/report.txt") as watch:
        watch.wait_for(has("No findings in texts/one.md"))
        (tmp_path / "texts" / "more").mkdir()
        watch.wait_for(has("more changed."))
        save(tmp_path / "texts" / "more" / "two.md", "A call without its note.[^1]\n")
        seen = watch.wait_for(has("two.md:1:27: N101"))
        assert "report.txt" not in "".join(seen)
        assert watch.interrupt() == 130


def test_a_library_that_is_checked_against_is_watched(tmp_path: Path) -> None:
    (tmp_path / "library" / "more").mkdir(parents=True)
    save(tmp_path / "library" / "one.md", "The bread was dear in the winter of the flood, and nobody baked.\n")
    save(tmp_path / "essay.md", "He says “the bread was dear in the winter of the flood” here.\n")
    with watching(tmp_path, "essay.md", "--against", "library") as watch:
        watch.wait_for(has("No findings"))
        save(tmp_path / "library" / "one.md", "The bread was cheap in the winter of the flood, and nobody baked.\n")
        watch.wait_for(has("one.md changed."))
        watch.wait_for(has("Q102"))
        save(tmp_path / "library" / "more" / "two.md", "The bread was dear in the winter of the flood, they say.\n")
        watch.wait_for(has("two.md changed."))
        watch.wait_for(has("No findings"))
        assert watch.interrupt() == 130


def test_what_cannot_be_watched_is_refused(tmp_path: Path) -> None:
    save(tmp_path / "edition.md", CANONICAL)
    assert "does not exist" in one_sentence(fidelity("check", "missing.md", cwd=tmp_path))
    assert "--watch goes with" in one_sentence(fidelity("check", "edition.md", "--watch", "--fix", cwd=tmp_path))
