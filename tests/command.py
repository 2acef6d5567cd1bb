"""Runs the command line as a person would, and looks at what comes out of it."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from fidelity.cli import main

ROOT = Path(__file__).resolve().parent.parent
SOURCE = next((ROOT / "seeds").glob("*.txt"))
GOLD = ROOT / "fixtures" / "seed" / "seed.md"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


def fidelity(*arguments: str | Path, cwd: Path | None = None) -> Outcome:
    """Run the command in this process, its streams and its exit caught: as in `process`, but without the start-up."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    code: object = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), contextlib.chdir(cwd or Path.cwd()):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            code = leaving.code
    assert isinstance(code, int)
    return Outcome(code, _written(out), _written(err).decode("utf-8"))


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def process(*arguments: str | Path, **environment: str) -> Outcome:
    """Run `python -m fidelity` with these arguments; keyword arguments are environment variables."""
    variables = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "COLUMNS"}}
    done = subprocess.run(
        [sys.executable, "-m", "fidelity", *map(str, arguments)],
        env=variables | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Outcome(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def one_sentence(outcome: Outcome) -> str:
    """The sentence in which a failure is said; fails when there is anything else."""
    assert outcome.code == 2, outcome
    assert "Traceback" not in outcome.err
    assert "defect of fidelity" not in outcome.err
    assert outcome.err.count("\n") == 1, outcome.err
    assert outcome.err.startswith("fidelity: ")
    assert outcome.err.rstrip().endswith((".", "?", ")"))
    return outcome.err.removeprefix("fidelity: ").rstrip()
