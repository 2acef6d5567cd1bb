"""Builds the corpus, runs the tools, prints the tables."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.metadata import PackageNotFoundError
from pathlib import Path

from benchmarks.extraction.corpus import build, read_truth
from benchmarks.extraction.differences import differing_blocks
from benchmarks.extraction.layouts import LAYOUTS, PRINTED
from benchmarks.extraction.peers import OURS, PEERS, Tool, our_tools, quietly
from benchmarks.extraction.report import Result, goal_table, grouped_table, in_order, main_table
from benchmarks.extraction.scoring import score
from benchmarks.working_folder import working_folder

RESULTS = Path(__file__).parent / "RESULTS.md"


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__)
    parser.add_argument("--texts", type=int, default=2, help="texts for each layout (default 2; 7 are all)")
    parser.add_argument("--draw", type=int, default=0, help="another number pairs other texts and layouts")
    parser.add_argument("--layouts", default="", help="only these, comma between")
    parser.add_argument("--tools", default="", help="only these, comma between; “ours” and “light” are understood")
    parser.add_argument(
        "--folder", type=Path, help="keep all here, and use the PDFs and the other tools' outputs that are there"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")
    parser.add_argument("--differences", action="store_true", help="print every block that our tool has otherwise")
    parser.add_argument("--keep-results", action="store_true", help="write the tables to benchmarks/extraction/RESULTS.md")
    return parser.parse_args(given)


def chosen_tools(wanted: str) -> list[Tool]:
    """The tools named, or all; raises SystemExit for a name that no tool has."""
    ours, names = list(our_tools()), [name.strip() for name in wanted.split(",") if name.strip()]
    if not names:
        return [*ours, *PEERS]
    groups = {"ours": ours, "light": [tool for tool in PEERS if not tool.is_slow]} | {
        tool.name: [tool] for tool in (*ours, *PEERS)
    }
    unknown = [name for name in names if name not in groups]
    if unknown:
        raise SystemExit(f"no tool {', '.join(unknown)}; there are: {', '.join(groups)}")
    return [tool for name in names for tool in groups[name]]


def read_corpus(tool: Tool, pdfs: Sequence[Path], folder: Path, jobs: int) -> str:
    """Writes the tool's output for every PDF; returns the reason if it does not run or fails on a document."""
    try:
        tool.version()
    except (PackageNotFoundError, FileNotFoundError) as absent:
        return f"not installed ({absent})"
    folder.mkdir(parents=True, exist_ok=True)
    # our own tool changes between two runs
    missing = [pdf for pdf in pdfs if tool.distribution == OURS or not (folder / f"{pdf.stem}.md").exists()]
    failures = []
    with ProcessPoolExecutor(jobs) as pool:
        for pdf, future in [(pdf, pool.submit(quietly, tool.name, pdf)) for pdf in missing]:
            try:
                (folder / f"{pdf.stem}.md").write_text(future.result(timeout=900), encoding="utf-8")
            except BrokenProcessPool:
                return f"it crashed, at {pdf.stem} or beside it"
            except Exception as failure:  # noqa: BLE001  # a tool may raise anything
                failures.append(f"{pdf.stem}: {failure!r}")
    return f"{len(failures)} of {len(pdfs)} documents failed, {one_line(failures[0])}" if failures else ""


def one_line(message: str) -> str:
    """The beginning of a message, which names the document, and the end, which says what went wrong; of TeX's log its error."""
    if error := re.search(r"^! (.+)", message, re.MULTILINE):
        message = f"{message.partition(chr(10))[0]} {error[1]}"
    words = " ".join(message.replace("|", "/").split())
    return words if len(words) < 300 else f"{words[:80]} … {words[-200:]}"


def score_one(tool: str, truth_path: Path, output: Path) -> Result:
    truth = read_truth(truth_path)
    return Result(tool, truth.name, truth.layout, truth.language, score(truth, output.read_text(encoding="utf-8")))


def main() -> None:
    chosen = arguments()
    with working_folder(chosen.folder, "extraction") as folder:
        measure(chosen, folder)


def measure(chosen: argparse.Namespace, folder: Path) -> None:
    """Build, run, score, print."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    only = [name for name in chosen.layouts.split(",") if name]
    started = time.monotonic()
    for reason in build(corpus, chosen.texts, chosen.draw, only, chosen.jobs):
        progress(f"left out: {one_line(reason)}")
    pdfs = sorted(pdf for pdf in corpus.glob("*.pdf") if not only or pdf.stem.partition("__")[0] in only)
    if not pdfs:
        raise SystemExit("no PDF could be made: no producer is installed")
    progress(f"{len(pdfs)} PDFs: {time.monotonic() - started:.0f} s")
    tools = chosen_tools(chosen.tools)
    not_run: dict[str, str] = {}
    for tool in tools:
        started = time.monotonic()
        reason = read_corpus(tool, pdfs, folder / "outputs" / tool.name, chosen.jobs)
        if reason:
            not_run[tool.name] = reason
        progress(f"{tool.name}: {reason or f'{time.monotonic() - started:.0f} s'}")
    jobs = [
        (tool.name, pdf.with_suffix(".json"), folder / "outputs" / tool.name / f"{pdf.stem}.md")
        for tool in tools
        if tool.name not in not_run
        for pdf in pdfs
    ]
    with ProcessPoolExecutor(chosen.jobs) as pool:
        results = list(pool.map(score_one, *zip(*jobs, strict=True), chunksize=8)) if jobs else []
    tables = report(results, not_run, tools, [read_truth(pdf.with_suffix(".json")).pages for pdf in pdfs])
    print(tables)
    (folder / "scores.json").write_text(json.dumps([result._asdict() for result in results], indent=0), encoding="utf-8")
    if chosen.differences:
        for name in ran_of_ours(results):
            for pdf in pdfs:
                output = (folder / "outputs" / name / f"{pdf.stem}.md").read_text(encoding="utf-8")
                print("\n".join(differing_blocks(read_truth(pdf.with_suffix(".json")), output, name)))
    if chosen.keep_results:
        RESULTS.write_text(tables, encoding="utf-8")


def ran_of_ours(results: Sequence[Result]) -> list[str]:
    ours = {tool.name for tool in our_tools()}
    return [name for name in in_order(result.tool for result in results) if name in ours]


def report(results: Sequence[Result], not_run: dict[str, str], tools: Sequence[Tool], pages: Sequence[int]) -> str:
    """All tables as one Markdown document."""
    versions = ", ".join(in_order(f"{tool.name} {tool.version()}" for tool in tools if tool.name not in not_run))
    layouts = {result.layout for result in results}
    parts = [
        "# Extraction: results",
        f"Made by `python -m benchmarks.extraction` on {datetime.datetime.now(datetime.UTC):%d %B %Y}, "
        f"Python {platform.python_version()}: {len(pages)} PDFs, {sum(pages)} pages, "
        f"{len(layouts)} of {len(LAYOUTS) + len(PRINTED)} layouts. "
        "Means over the PDFs. What the metrics measure is in `scoring.py`.",
        f"Versions: {versions}.",
        "## All tools",
        main_table(results, not_run, [tool.name for tool in our_tools()]),
    ]
    for name in ran_of_ours(results):
        parts += [
            f"## {name} and the goals",
            goal_table(results, name),
            f"## {name} by layout",
            grouped_table(results, name, lambda result: result.layout),
            f"## {name} by language",
            grouped_table(results, name, lambda result: result.language),
        ]
    return "\n\n".join(parts) + "\n"


def progress(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
