"""How long the extraction of a PDF takes, beside pdfminer.six's own text extraction; each figure from processes of their own.

    python -m benchmarks.extraction_speed long.pdf [--runs 3]
    python -m benchmarks.extraction_speed [--typeset 290] [--layout pdflatex-book]

Without a PDF it makes documents of so many pages itself: the English texts of `benchmarks/extraction`, one behind the other; as
Chromium prints them with the notes at the end, where a page costs pdfminer.six much, and as pdfLaTeX sets them with a note on
every fourth line, where it costs little. `--layout` names another layout instead of these two.

Prints a table: the median CPU and wall time of the runs in seconds, how many times as fast as pdfminer.six's extract_text that
is by CPU time, and the peak of the memory in MB. What is measured ends with the Markdown; loading libraries and reading a first
small document are not counted, since they are the same for a document of one page.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.extraction.texts import Text
    from fidelity.model.text import Text as ReadText

LAYOUTS_MEASURED = ("chromium-paged", "pdflatex-book")
PAGES = 290
PEER = "pdfminer.six extract_text"
SMALL = Path(__file__).parent.parent / "fixtures" / "marche" / "typst.pdf"


def peer(path: Path) -> None:
    from pdfminer.high_level import extract_text

    extract_text(path)


def read(path: Path, engine: str, jobs: int = 1) -> ReadText:
    from fidelity.readers.pdf import read_pdf

    return read_pdf(path.read_bytes(), path.name, engine=engine, jobs=jobs)  # type: ignore[arg-type]


def whole(path: Path, engine: str, jobs: int = 1) -> ReadText:
    from fidelity.catalog import REPAIRS
    from fidelity.cli import collect_rarely
    from fidelity.readers.markdown import read_markdown
    from fidelity.writers.markdown import write_markdown

    collect_rarely()  # as the command does
    text = read(path, engine, jobs)
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
    write_markdown(text, read_markdown)
    return text


TASKS = {
    PEER: peer,
    "transcript, pdfminer": lambda path: read(path, "pdfminer"),
    "transcript, pdfium": lambda path: read(path, "pdfium"),
    "transcript, pdfium, 2 jobs": lambda path: read(path, "pdfium", 2),
    "whole extraction, pdfminer": lambda path: whole(path, "pdfminer"),
    "whole extraction, pdfium": lambda path: whole(path, "pdfium"),
}


def typeset(pages: int, layout: str, folder: Path) -> Path:
    """A PDF of at least so many pages, set by a layout of the extraction benchmark."""
    from benchmarks.extraction.corpus import LAYOUTS, text_and_pages

    setting = next(found for found in LAYOUTS if found.name == layout)
    path, times, there = folder / f"{layout}.pdf", 1, 0
    while there < pages:
        setting.typeset(setting.adapted(_repeated(times)), path, folder)
        there = text_and_pages(path)[1]
        times = -(-times * pages // there)
    return path


def _repeated(times: int) -> Text:
    """The English texts so many times, as chapters of one; titles, bylines and the notes to them stand in the first alone."""
    from benchmarks.extraction.corpus import read_texts
    from benchmarks.extraction.texts import Call

    texts = [text for text in read_texts() if text.language == "en"]
    blocks, notes = [], {}
    for number, text in enumerate(texts * times):
        for block in text.blocks:
            if number and block.kind in ("title", "byline"):
                continue
            # LaTeX counts notes itself; labels need only be numbers, and different
            labels = {label: f"{number}{int(label):04}" if label.isdigit() else label for label, _ in block.calls}
            pieces = tuple(Call(labels[piece.label]) if isinstance(piece, Call) else piece for piece in block.pieces)
            blocks.append(replace(block, pieces=pieces))
            notes.update({new: text.notes[label] for label, new in labels.items()})
    return replace(texts[0], blocks=tuple(blocks), notes=notes)


def described(path: Path) -> dict[str, int]:
    """What a PDF holds. Asked of another process: one that has read it hands its peak of memory on to those it starts."""
    from fidelity.model.marks import Kind

    text = whole(path, "pdfium")
    return {"pages": len(text.source.pages), "characters": len(text.string), "notes": len(text.of_kind(Kind.NOTE_BODY))}


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
    arguments.add_argument("pdf", type=Path, nargs="?")
    arguments.add_argument("--typeset", type=int, metavar="PAGES", default=PAGES, help="measure PDFs made for it")
    arguments.add_argument("--layout", help="the only layout of benchmarks/extraction that is measured")
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    arguments.add_argument("--describe", action="store_true", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.describe:
        print(json.dumps(described(options.pdf)))
        return
    if options.task:
        print(json.dumps(run_once(options.task, options.pdf)))
        return
    if options.pdf is not None:
        measure(options.pdf, options.runs)
        return
    with tempfile.TemporaryDirectory() as folder:
        for layout in (options.layout,) if options.layout else LAYOUTS_MEASURED:
            measure(typeset(options.typeset, layout, Path(folder)), options.runs)


def in_a_process(path: Path, *options: str) -> dict[str, Any]:
    """What this module prints for a PDF in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.extraction_speed", str(path), *options]
    answer: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return answer


def measure(path: Path, runs: int) -> None:
    """Prints the table for a PDF."""
    holds = in_a_process(path, "--describe")
    print(f"{path.name}: " + ", ".join(f"{count:,} {what}" for what, count in holds.items()))
    figures: dict[str, list[dict[str, float]]] = {task: [] for task in TASKS}
    for _ in range(runs):  # in turns, so that other work on the machine touches all alike
        for task in TASKS:
            figures[task].append(in_a_process(path, "--task", task))
    base = statistics.median(run["cpu"] for run in figures[PEER])
    print(f"| {'':28} | CPU s | wall s | times as fast | peak MB |")
    print(f"|{'-' * 30}|------:|-------:|--------------:|--------:|")
    for task, measured in figures.items():
        cpu, wall, peak = (statistics.median(run[key] for run in measured) for key in ("cpu", "wall", "peak"))
        print(f"| {task:28} | {cpu:5.2f} | {wall:6.2f} | {base / cpu:13.1f} | {peak:7.0f} |")
    print(f"medians of {runs}; load of the machine at the end: {os.getloadavg()[0]:.1f}\n", flush=True)


if __name__ == "__main__":
    main()
