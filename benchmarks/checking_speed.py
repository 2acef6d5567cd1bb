"""How long a whole edition takes to check, beside the tools that people would compare it with instead.

    python benchmarks/checking_speed.py [--words 1000000] [--runs 3] [--limit 75] [--edited 0.005] [--edited 0.00005]
                                        [--extracted]

Makes a canonical text and two editions of it in a temporary folder (0.5 % of the words edited, and one word in 20,000; three
passages moved, the lines wrapped anew). For each edition it runs each tool as a command of its own, start of the process
included, in turns, each time with an empty cache, and prints a table: wall, CPU time in seconds (medians), wall time as a
multiple of wdiff's, peak memory in MB, and how many edits the tool reports. A tool that takes longer than the limit, in
seconds, is stopped. Edits are counted as each tool marks them: stretches of changed words. With `--extracted` the canonical
text is extracted from plain text first, without notes, and has its emendation log beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
EDITED = 0.005, 0.00005
"""The shares of words that the editions have otherwise: revised throughout, and as usual."""
MOVED = 3
LINES = 40
"""Lines of a printed page."""
WIDTHS = 72, 88
"""Columns at which the canonical text and the edition are wrapped."""

# -- the texts -----------------------------------------------------------------------------------------------------------


def vocabulary() -> tuple[list[str], list[float]]:
    """The commonest English words with their frequencies, from wordfreq, so that words repeat as they do in prose."""
    from wordfreq import top_n_list, word_frequency

    words = [word for word in top_n_list("en", 20_000) if word.isalpha()]
    return words, [word_frequency(word, "en") for word in words]


def paragraphs(count: int, chance: random.Random) -> list[str]:
    """Paragraphs of prose of `count` words in all: sentences with commas, quotations, names, years, emphasis and notes."""
    words, weights = vocabulary()
    drawn = iter(chance.choices(words, weights, k=count))
    found: list[str] = []
    notes = done = 0
    while done < count - 200:
        sentences = []
        for _ in range(chance.randint(3, 8)):
            length = chance.randint(8, 34)
            done += length
            sentence = [next(drawn) for _ in range(length)]
            sentence[0] = sentence[0].capitalize()
            at = chance.randrange(2, length - 1)
            kind = chance.random()
            if kind < 0.1:
                sentence[at] = str(chance.randint(1500, 2020))
            elif kind < 0.2:
                sentence[at] = sentence[at].capitalize()
            elif kind < 0.3:
                sentence[1], sentence[at] = "“" + sentence[1], sentence[at] + ",”"
            elif kind < 0.34:
                sentence[at] = f"*{sentence[at]}*"
            elif kind < 0.7:
                sentence[at] += ","
            sentences.append(" ".join(sentence) + ".")
        if chance.random() < 0.15:
            notes += 1
            sentences[-1] += f"[^{notes}]"
            found += [" ".join(sentences), f"[^{notes}]: " + " ".join(next(drawn) for _ in range(12)).capitalize() + "."]
            done += 12
        else:
            found.append(" ".join(sentences))
        if chance.random() < 0.01:
            found.append("## " + " ".join(next(drawn) for _ in range(4)).capitalize())
            done += 4
    return found


def edited(text: list[str], chance: random.Random, share: float = EDITED[0]) -> tuple[list[str], int]:
    """An edition: a share of the words exchanged, dropped or added, and three passages moved; and the number of edits."""
    words, weights = vocabulary()
    fresh = chance.choices(words, weights, k=4096)
    edits = 0
    edition: list[str] = []
    for paragraph in text:
        parts = paragraph.split(" ")
        for i in range(1, len(parts)):
            if chance.random() < share and parts[i].isalpha():
                edits += 1
                change = chance.random()
                parts[i] = (
                    "" if change < 0.2 else f"{parts[i]} {chance.choice(fresh)}" if change < 0.4 else chance.choice(fresh)
                )
        edition.append(" ".join(part for part in parts if part))
    plain = [i for i, paragraph in enumerate(text) if len(paragraph) > 400 and "[^" not in paragraph]
    for _ in range(MOVED):
        at = chance.choice(plain[: len(plain) // 2])
        edition.insert(min(at + len(text) // 3, len(edition) - 1), edition.pop(at))
    return edition, edits + MOVED


def written(text: list[str], width: int) -> str:
    """The text as Markdown, wrapped."""
    return (
        "\n\n".join(textwrap.fill(paragraph, width, break_long_words=False, break_on_hyphens=False) for paragraph in text)
        + "\n"
    )


def extracted(text: list[str], folder: Path) -> list[str]:
    """The paragraphs of the canonical text that is extracted, with its log, from printed pages of a text."""
    bare = [re.sub(r"\[\^\d+\]|[*#]", "", paragraph).strip() for paragraph in text if not paragraph.startswith("[^")]
    lines = [line for paragraph in bare for line in textwrap.wrap(paragraph, WIDTHS[0], initial_indent="   ")]
    pages = ["\n".join(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
    source, canonical = folder / "canonical.txt", folder / "canonical.md"
    source.write_text("\f".join(f"A LONG BOOK     {k}\n\n{page}\n" for k, page in enumerate(pages, 1)), encoding="utf-8")
    command = [sys.executable, "-m", "fidelity", "extract", str(source), "--output", str(canonical)]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL)
    return canonical.read_text(encoding="utf-8").strip().split("\n\n")


# -- the tools -----------------------------------------------------------------------------------------------------------


def changed_words(output: str) -> int:
    """The stretches that wdiff and git mark as lost or gained, a loss with the gain that follows it counted once."""
    return len(re.findall(r"\[-(?:.|\n)*?-\](?:\s*\{\+(?:.|\n)*?\+\})?|\{\+(?:.|\n)*?\+\}", output))


DIFFLIB = """
import difflib, sys
one, two = (open(name, encoding="utf-8").read().split() for name in sys.argv[1:])
print(sum(op[0] != "equal" for op in difflib.SequenceMatcher(None, one, two).get_opcodes()))
"""
DIFF_MATCH_PATCH = """
import sys
from diff_match_patch import diff_match_patch
one, two = (open(name, encoding="utf-8").read().split() for name in sys.argv[1:])
table = {}
def coded(words):  # one private character a word, as its documentation advises
    return "".join(chr(0x100 + (n if n < 0xD700 else n + 0x800)) for n in (table.setdefault(w, len(table)) for w in words))
tool = diff_match_patch()
tool.Diff_Timeout = 0
found = tool.diff_main(coded(one), coded(two), False)
print(sum(op != 0 and not (k and op == 1 and found[k - 1][0] == -1) for k, (op, _) in enumerate(found)))
"""


@dataclass(frozen=True, slots=True)
class Tool:
    """A command that compares two files, and how its edits are counted in what it prints."""

    name: str
    command: list[str]
    edits: Callable[[str], int]


def tools(canonical: Path, edition: Path) -> list[Tool]:
    """The tools that are installed, ours first."""
    files = [str(canonical), str(edition)]
    ours = [sys.executable, "-m", "fidelity", "check", files[1], "--against", files[0], "--format", "json", "--info"]
    known = [Tool("fidelity check", ours, lambda printed: len(json.loads(printed)["findings"]))]
    if shutil.which("wdiff"):
        known.append(Tool("wdiff", ["wdiff", *files], changed_words))
    if shutil.which("git"):
        git = ["git", "diff", "--no-index", "--word-diff", *files]
        known.append(Tool("git diff --word-diff", git, changed_words))
    known.append(Tool("difflib, words", [sys.executable, "-c", DIFFLIB, *files], int))
    try:
        import diff_match_patch  # noqa: F401
    except ImportError:
        pass
    else:
        known.append(Tool("diff-match-patch", [sys.executable, "-c", DIFF_MATCH_PATCH, *files], int))
    return known


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a tool: seconds, MB, and what it printed."""

    wall: float
    cpu: float
    memory: float
    printed: str


def run(tool: Tool, folder: Path, limit: float) -> Run | None:
    """A tool run once; None when it was stopped."""
    output, cache = folder / "output", folder / "cache"
    # findings that are known from the run before are no measure; compiled modules, which every user has, are none the less kept
    shutil.rmtree(cache, ignore_errors=True)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "FIDELITY_CACHE_DIR": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with output.open("wb") as printed:
        start = time.perf_counter()
        process = subprocess.Popen(tool.command, stdout=printed, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment)
        while True:
            pid, _, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - start > limit:
                process.kill()
                os.wait4(process.pid, 0)
                return None
            time.sleep(0.002)
        wall = time.perf_counter() - start
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.read_text(encoding="utf-8"))


def main() -> None:
    """Make the texts, run the tools in turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=1_000_000, help="words of the canonical text")
    parser.add_argument("--runs", type=int, default=3, help="runs of each tool")
    parser.add_argument("--limit", type=float, default=75, help="seconds after which a tool is stopped")
    parser.add_argument("--only", action="append", default=[], help="the tools to run, by the beginning of their names")
    parser.add_argument("--edited", type=float, action="append", help="share of the words that an edition has otherwise")
    parser.add_argument("--extracted", action="store_true", help="extract the canonical text first, so that it has a log")
    parser.add_argument("--keep", type=Path, help="write the two texts into this folder and stop")
    arguments = parser.parse_args()
    for share in arguments.edited or EDITED[: 1 if arguments.keep else None]:
        compare(arguments, share)


def compare(arguments: argparse.Namespace, share: float) -> None:
    """Make the texts of one table, run the tools, print it."""
    chance = random.Random(4)
    text = paragraphs(arguments.words, chance)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        files = folder / "canonical.md", folder / "edition.md"
        if arguments.extracted:
            text = extracted(text, folder)
        else:
            files[0].write_text(written(text, WIDTHS[0]), encoding="utf-8")
        edition, edits = edited(text, chance, share)
        files[1].write_text(written(edition, WIDTHS[1]), encoding="utf-8")
        print(f"{arguments.words:,} words, {edits:,} edits planted, {files[0].stat().st_size / 1e6:.1f} MB")
        if arguments.keep:
            return
        chosen = [tool for tool in tools(*files) if not arguments.only or tool.name.startswith(tuple(arguments.only))]
        runs: dict[str, list[Run]] = {tool.name: [] for tool in chosen}
        stopped = set()
        for _ in range(arguments.runs):
            for tool in chosen:
                if tool.name in stopped:
                    continue
                done = run(tool, folder, arguments.limit)
                if done is None:
                    stopped.add(tool.name)
                else:
                    runs[tool.name].append(done)
        wdiff = statistics.median(one.wall for one in runs["wdiff"]) if runs.get("wdiff") else None
        print(f"{'':24}{'wall s':>8}{'CPU s':>8}{'× wdiff':>9}{'MB':>7}{'edits':>9}")
        for tool in chosen:
            done_runs = runs[tool.name]
            if not done_runs:
                print(f"{tool.name:24}{f'stopped after {arguments.limit:g} s':>20}")
                continue
            wall, cpu, memory = (
                statistics.median(getattr(one, column) for one in done_runs) for column in ("wall", "cpu", "memory")
            )
            ratio = f"{wall / wdiff:.2f}" if wdiff else "–"
            print(f"{tool.name:24}{wall:8.2f}{cpu:8.2f}{ratio:>9}{memory:7.0f}{tool.edits(done_runs[0].printed):9,}")


if __name__ == "__main__":
    main()
