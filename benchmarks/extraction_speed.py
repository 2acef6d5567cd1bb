"""How long the extraction of a PDF takes, beside pdfminer.six's own text extraction; each figure from processes of their own.

    python benchmarks/extraction_speed.py long.pdf [--runs 3]

Prints a table: the median CPU and wall time of the runs in seconds, how many times as fast as pdfminer.six's extract_text that
is by CPU time, and the peak of the memory in MB. What is measured ends with the Markdown; loading libraries and reading a first
small document are not counted, since they are the same for a document of one page.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

PEER = "pdfminer.six extract_text"
SMALL = Path(__file__).parent.parent / "fixtures" / "marche" / "typst.pdf"


def peer(path: Path) -> None:
    from pdfminer.high_level import extract_text

    extract_text(path)


def read(path: Path, engine: str, jobs: int = 1) -> object:
    from fidelity.readers.pdf import read_pdf

    return read_pdf(path.read_bytes(), path.name, engine=engine, jobs=jobs)  # type: ignore[arg-type]


def whole(path: Path, engine: str, jobs: int = 1) -> None:
    from fidelity.catalog import REPAIRS
    from fidelity.readers.markdown import read_markdown
    from fidelity.writers.markdown import write_markdown

    text = read(path, engine, jobs)
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))  # type: ignore[attr-defined]
    write_markdown(text, read_markdown)  # type: ignore[arg-type]


TASKS = {
    PEER: peer,
    "transcript, pdfminer": lambda path: read(path, "pdfminer"),
    "transcript, pdfium": lambda path: read(path, "pdfium"),
    "transcript, pdfium, 2 jobs": lambda path: read(path, "pdfium", 2),
    "whole extraction, pdfminer": lambda path: whole(path, "pdfminer"),
    "whole extraction, pdfium": lambda path: whole(path, "pdfium"),
}


def run_once(task: str, path: Path) -> dict[str, float]:
    """Runs a task in this process, which has done nothing before."""
    TASKS[task](SMALL)
    wall, cpu = time.perf_counter(), _cpu()
    TASKS[task](path)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"wall": time.perf_counter() - wall, "cpu": _cpu() - cpu, "peak": peak / 1024}


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pdf", type=Path)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.task:
        print(json.dumps(run_once(options.task, options.pdf)))
        return
    figures: dict[str, list[dict[str, float]]] = {task: [] for task in TASKS}
    for _ in range(options.runs):  # in turns, so that other work on the machine touches all alike
        for task in TASKS:
            command = [sys.executable, __file__, str(options.pdf), "--task", task]
            figures[task].append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))
    base = statistics.median(run["cpu"] for run in figures[PEER])
    print(f"| {'':28} | CPU s | wall s | times as fast | peak MB |")
    print(f"|{'-' * 30}|------:|-------:|--------------:|--------:|")
    for task, runs in figures.items():
        cpu, wall, peak = (statistics.median(run[key] for run in runs) for key in ("cpu", "wall", "peak"))
        print(f"| {task:28} | {cpu:5.2f} | {wall:6.2f} | {base / cpu:13.1f} | {peak:7.0f} |")


if __name__ == "__main__":
    main()
