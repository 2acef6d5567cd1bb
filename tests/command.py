"""Runs the command line as a person would: another process, and nothing of ours in it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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


def fidelity(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Outcome:
    """Run `python -m fidelity` with these arguments; keyword arguments are environment variables."""
    variables = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "COLUMNS"}}
    variables |= {"PYTHONPATH": str(ROOT)} | environment
    done = subprocess.run(
        [sys.executable, "-m", "fidelity", *map(str, arguments)],
        cwd=cwd,
        env=variables,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    return Outcome(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def one_sentence(outcome: Outcome) -> str:
    """The sentence in which a failure is said; fails when there is anything else."""
    assert outcome.code == 2, outcome
    assert "Traceback" not in outcome.err
    assert outcome.err.count("\n") == 1, outcome.err
    assert outcome.err.startswith("fidelity: ")
    assert outcome.err.rstrip().endswith((".", "?", ")"))
    return outcome.err.removeprefix("fidelity: ").rstrip()
