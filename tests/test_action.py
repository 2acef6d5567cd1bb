"""The steps of the composite action, run as a runner would run them: bash, with the inputs as variables."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from command import GOLD, ROOT

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the steps are for bash")


def run(step: dict[str, Any], folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step with some inputs; the others have their defaults."""
    given = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
    variables = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: given[match[1]], value) for name, value in step["env"].items()
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=os.environ | variables | {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with an edition in which a year was changed, and the command on the path."""
    shutil.copy(GOLD, tmp_path / "canonical.md")
    altered = GOLD.read_text(encoding="utf-8").replace("power in 1999", "power in 1989")
    (tmp_path / "edition.md").write_text(altered, encoding="utf-8")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "fidelity"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fidelity "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def test_the_action_is_composite_and_every_step_names_its_shell() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert all(("uses" in step) != ("run" in step) for step in STEPS)
    assert all(step["shell"] == "bash" for step in STEPS if "run" in step)
    assert not [step for step in STEPS if "${{" in step.get("run", "")]  # what is put into a script is run


def test_the_check_annotates_and_keeps_its_reports(folder: Path) -> None:
    step = next(one for one in STEPS if "fidelity check" in one.get("run", ""))
    done = run(step, folder, files="edition.md", options="--against canonical.md")
    assert done.returncode == 1
    assert done.stdout.startswith("::error title=T106 altered-number,file=edition.md,line=7,col=222,")
    assert sorted(path.name for path in (folder / "fidelity-report").iterdir()) == [
        "findings.json",
        "findings.sarif",
        "findings.txt",
    ]
    assert len(json.loads((folder / "fidelity-report" / "findings.json").read_text(encoding="utf-8"))["findings"]) == 1


def test_without_inputs_the_configuration_decides(folder: Path) -> None:
    (folder / "fidelity.toml").write_text("[[text]]\ncanonical = 'canonical.md'\neditions = 'edition.md'\n", encoding="utf-8")
    step = next(one for one in STEPS if "fidelity check" in one.get("run", ""))
    assert "altered-number" in run(step, folder).stdout


def test_inputs_are_not_run(folder: Path) -> None:
    step = next(one for one in STEPS if "fidelity check" in one.get("run", ""))
    run(step, folder, files="$(touch run) `touch run`; touch run", options="edition.md")
    assert not (folder / "run").exists()
