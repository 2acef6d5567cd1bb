"""How long a check takes beside other linters of prose, in one run: one small file, and a folder of many.

    python benchmarks/linting_speed.py [--files 1300] [--runs 7] [--peers codespell,proselint] [--bin FOLDER]

CPU seconds of the whole process and its children, the median of some runs; wall time beside it. The tools are asked in turn, so
that what else the machine does touches all alike. The texts are those of `benchmarks/extraction/texts`, their paragraphs in
another order in each file. Python's byte code is kept from run to run, as it is of an installed package, whatever
PYTHONDONTWRITEBYTECODE says here. A peer that is not installed is left out; `--bin` is where the peers are, when they are not
on the path.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = Path(__file__).with_name("extraction") / "texts"
PEERS = {"codespell": ["codespell"], "proselint": ["proselint", "check"]}
FILE_SIZE = 7_900
"""Characters of a file, about: 1,300 of them are 10 MB."""


def corpus(folder: Path, files: int) -> int:
    """Write Markdown files without notes; their bytes."""
    chance = random.Random(3)
    every = [paragraph for path in sorted(TEXTS.glob("*.md")) for paragraph in path.read_text(encoding="utf-8").split("\n\n")]
    paragraphs = [paragraph for paragraph in every if paragraph.strip() and "[^" not in paragraph]
    size = 0
    for number in range(files):
        text = f"# File {number}\n\n"
        while len(text) < FILE_SIZE:
            text += chance.choice(paragraphs) + "\n\n"
        size += (folder / f"{number:05}.md").write_bytes(text.encode())
    return size


def seconds(command: list[str], folder: Path, cache: Path) -> tuple[float, float]:
    """(CPU, wall) seconds of a command."""
    own = {"PYTHONPATH": str(ROOT), "FIDELITY_CACHE_DIR": str(cache), "PYTHONPYCACHEPREFIX": str(cache / "bytecode")}
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | own
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def row(name: str, measured: list[tuple[float, float]], beside: float | None) -> str:
    cpu, wall = (statistics.median(column) for column in zip(*measured, strict=True))
    ratio = f"{cpu / beside:8.2f}" if beside else " " * 8
    return f"{name:<58} {cpu:8.3f} {wall:8.3f} {ratio}"


def one_file(folder: Path, cache: Path, runs: int, peers: dict[str, list[str]]) -> None:
    """A small file: unchanged, changed in each run with its canonical text known, and for the first time."""
    (folder / "canonical.md").write_text("# A title\n\nThe rivers rose in 1911.\n\nThe boats came home.\n", encoding="utf-8")
    edition = folder / "edition.md"
    ours = [sys.executable, "-m", "fidelity", "check", "edition.md", "--against", "canonical.md"]
    names = ("fidelity, unchanged", "fidelity, changed, canonical text known", "fidelity, without its cache")
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in (*peers, *names)}
    for number in range(runs):
        edition.write_text(f"# A title\n\nThe rivers rose in {1900 + number}.\n\nThe boats came home.\n", encoding="utf-8")
        for name, command in peers.items():
            measured[name].append(seconds([*command, "edition.md"], folder, cache))
        measured[names[1]].append(seconds(ours, folder, cache))
        measured[names[0]].append(seconds(ours, folder, cache))
        measured[names[2]].append(seconds([*ours, "--config", "cache = false"], folder, cache))
    beside = statistics.median(cpu for cpu, _ in measured["codespell"]) if "codespell" in measured else None
    for name, rows in measured.items():
        print(row(f"one small file: {name}", rows[1:] or rows, beside))


def many_files(folder: Path, cache: Path, files: int, peers: dict[str, list[str]]) -> None:
    """A folder: for the first time, unchanged, and with one file edited."""
    size = corpus(folder, files)
    label = f"{files:,} files, {size / 1e6:.1f} MB"
    ours = [sys.executable, "-m", "fidelity", "check", ".", "--jobs", "2"]
    for name, command in peers.items():
        print(row(f"{label}: {name}", [seconds([*command, "."], folder, cache)], None), flush=True)
    print(row(f"{label}: fidelity, cold, 2 processes", [seconds(ours, folder, cache)], None), flush=True)
    print(row(f"{label}: fidelity, unchanged", [seconds(ours, folder, cache) for _ in range(3)], None))
    with (folder / "00000.md").open("a", encoding="utf-8") as file:
        file.write("One more line.\n")
    print(row(f"{label}: fidelity, one file edited", [seconds(ours, folder, cache)], None))


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--files", type=int, default=1300)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--peers", default=",".join(PEERS))
    options.add_argument("--bin", type=Path)
    chosen = options.parse_args()
    path = os.pathsep.join([*([str(chosen.bin)] if chosen.bin else []), os.environ["PATH"]])
    peers = {}
    for name in filter(None, chosen.peers.split(",")):
        program = shutil.which(PEERS[name][0], path=path)
        if program is None:
            print(f"{name} is not installed and is left out")
        else:
            peers[name] = [program, *PEERS[name][1:]]
    print(f"{'':<58} {'CPU s':>8} {'wall s':>8} {'codespell':>9}")
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as large, tempfile.TemporaryDirectory() as cache:
        one_file(Path(small), Path(cache), chosen.runs, peers)
        if chosen.files:
            many_files(Path(large), Path(cache), chosen.files, peers)


if __name__ == "__main__":
    main()
