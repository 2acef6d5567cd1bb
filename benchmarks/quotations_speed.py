"""How fast quotations are located in a library, beside what people use instead.

    python -m benchmarks.quotations_speed [--megabytes 100] [--quotations 10000] [--folder F]

Writes a library of made-up prose (words by their frequency in English, half of them in phrases that come again, so that it
compresses as prose does), indexes it, and locates quotations of 8 to 80 words, half of them altered: the index on disk and
warm. The others are given the whole text as one string and a few of the same quotations, and their time is scaled up to all
of them. Times are of the processor, in one run. At last a whole command is timed: ten quotations against a small text.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from wordfreq import get_frequency_dict

from fidelity.collation.passages.location import locate
from fidelity.collation.passages.store import Store
from fidelity.library import INDEX

_TEXT = 1_000_000
"""Characters of one text."""
_PART = 2_000_000
"""Characters of the part of all texts that other tools are timed on."""


class Sample(NamedTuple):
    """A quotation, and the addresses of the characters that it was taken from, in all texts one after another."""

    words: str
    start: int
    end: int
    altered: bool


def prose(characters: int, seed: int) -> str:
    """Made-up prose: sentences of single words and of phrases, paragraphs of sentences."""
    draw = np.random.default_rng(seed)
    frequencies = {word: value for word, value in get_frequency_dict("en").items() if word.isalpha()}
    known = list(frequencies)
    shares = np.array(list(frequencies.values()))
    shares /= shares.sum()
    pool = np.random.default_rng(0)
    phrases = [
        " ".join(known[k] for k in several)
        for several in np.split(pool.choice(len(known), 160_000, p=shares), np.cumsum(pool.integers(2, 7, 39_000)))[:-1]
    ]
    ranks = 1 / np.arange(1, len(phrases) + 1) ** 0.8
    units = characters // 9
    single = draw.choice(len(known), units, p=shares)
    phrase = draw.choice(len(phrases), units, p=ranks / ranks.sum())
    is_phrase = draw.random(units) < 0.2
    parts = [
        phrases[p] if f else known[w] for w, p, f in zip(single.tolist(), phrase.tolist(), is_phrase.tolist(), strict=True)
    ]
    sentences, at = [], 0
    for length in draw.integers(4, 24, units // 4).tolist():
        sentence = ", ".join(
            filter(None, (" ".join(parts[at : at + length // 2]), " ".join(parts[at + length // 2 : at + length])))
        )
        sentences.append(sentence[:1].upper() + sentence[1:] + ".")
        at += length
        if at >= units:
            break
    return "\n\n".join(" ".join(sentences[k : k + 6]) for k in range(0, len(sentences), 6))[:characters] + "\n"


def samples(texts: Sequence[str], starts: Sequence[int], count: int) -> list[Sample]:
    """Stretches of the texts, every other one with one word in twenty changed, left out or added, at least one."""
    draw = random.Random(7)
    found: list[Sample] = []
    while len(found) < count:
        k = draw.randrange(len(texts))
        start = texts[k].find(" ", draw.randrange(len(texts[k]) - 1000)) + 1
        several = texts[k][start : start + 900].split(" ")[: draw.randint(8, 80)]
        if any("\n" in word for word in several):
            continue
        end = start + len(" ".join(several))
        altered = len(found) % 2 == 1
        for _ in range(max(len(several) // 20, 1) if altered else 0):
            at = draw.randrange(1, len(several) - 1)
            change = draw.randrange(3)
            several[at : at + 1] = [] if change == 0 else ["altered"] if change == 1 else [several[at], "added"]
        found.append(Sample(" ".join(several), starts[k] + start, starts[k] + end, altered))
    return found


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds of the processor that some work took, and what came of it."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def peers(text: str, quotations: list[Sample]) -> dict[str, tuple[float, str]]:
    """Seconds for each quotation in every other tool that is installed, from a few; and what the tool can.

    A tool is asked for altered quotations, in a part of the text that holds them: its time grows with the text's length, and is
    scaled up to the whole of it.
    """
    found: dict[str, tuple[float, str]] = {}
    some = quotations[:40]
    found["str.find"] = timed(lambda: [text.find(one.words) for one in some])[0] / len(some), "exact ones only"
    part = text[:_PART]
    scale = len(text) / len(part)
    few = [one.words for one in quotations[1::2] if one.end < len(part)][:3] or [quotations[1].words]

    def scaled(work: Callable[[str], object]) -> float:
        return timed(lambda: [work(words) for words in few])[0] / len(few) * scale

    remark = f"{len(few)} altered ones in {len(part) / 1e6:.0f} MB, scaled up"
    from rapidfuzz import fuzz

    found["rapidfuzz partial_ratio_alignment"] = scaled(lambda words: fuzz.partial_ratio_alignment(words, part)), remark
    try:
        import edlib

        found["edlib HW with path"] = scaled(lambda words: edlib.align(words, part, mode="HW", task="path")), remark
    except ImportError:
        print("edlib is not installed: left out")
    try:
        from fuzzysearch import find_near_matches

        def near(words: str) -> object:
            return find_near_matches(words, part, max_l_dist=max(len(words) // 50, 1))

        found["fuzzysearch, 2 % of the letters"] = scaled(near), remark
    except ImportError:
        print("fuzzysearch is not installed: left out")
    return found


def small() -> tuple[float, float]:
    """Seconds of the processor of the whole command, for ten quotations in a text of 100,000 characters, and of Python alone.

    The median of seven runs in turn, each without what one before has found, and all but the first with compiled modules.
    """
    with tempfile.TemporaryDirectory() as folder:
        text = prose(100_000, 99)
        (Path(folder) / "text.md").write_text(text, encoding="utf-8")
        quotations = [one.words for one in samples([text], [0], 10)]
        essay = "\n\n".join(f"The author says “{words}” there." for words in quotations)
        (Path(folder) / "essay.md").write_text(essay + "\n", encoding="utf-8")
        check = ["-m", "fidelity", "check", "essay.md", "--against", "text.md", "--relation", "quoting"]
        taken: list[tuple[float, float]] = []
        for number in range(8):
            environment = {**os.environ, "FIDELITY_CACHE_DIR": str(Path(folder) / f"cache-{number}")}
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            taken.append((_of_child(check, folder, environment), _of_child(["-c", "pass"], folder, environment)))
        ours, python = zip(*taken[1:], strict=True)
        return statistics.median(ours), statistics.median(python)


def _of_child(arguments: list[str], folder: str, environment: dict[str, str]) -> float:
    """Seconds of the processor that Python takes with some arguments."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Write, index, locate, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--quotations", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, help="keeps the library there")
    parser.add_argument("--without-peers", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        for number in range(options.megabytes * 1_000_000 // _TEXT):
            path = folder / f"text-{number:04}.md"
            if not path.exists():
                path.write_text(prose(_TEXT, number + 1), encoding="utf-8")
        measure(folder, options.quotations, with_peers=not options.without_peers)


def measure(folder: Path, count: int, *, with_peers: bool) -> None:
    """Index the library in a folder, locate quotations in it, and print how long that takes."""
    (folder / INDEX).unlink(missing_ok=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "fidelity", "index", str(folder)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = sum(path.stat().st_size for path in folder.glob("*.md"))
    written = (folder / INDEX).stat().st_size
    print(f"index of {size / 1e6:.0f} MB: {seconds:.1f} s, {size / 1e6 / seconds:.1f} MB/s, start of the process included")
    print(f"  {written / size:.2f} bytes on disk a byte of text; {after.ru_maxrss / 1000:.0f} MB of memory at most")

    store = Store(folder / INDEX)
    texts = [store.read(entry.first, entry.first + entry.length) for entry in store.entries]
    quotations = samples(texts, [entry.first for entry in store.entries], count)
    locate(store, [one.words for one in quotations[:200]])  # libraries loaded, the file in the system's cache
    store.close()
    seconds, places = timed(lambda: locate(Store(folder / INDEX), [one.words for one in quotations]))
    for altered in (False, True):
        exact = [
            bool(found) and abs(found[0].start - one.start) <= 16 and abs(found[0].end - one.end) <= 16
            for one, found in zip(quotations, places, strict=True)
            if one.altered is altered
        ]
        print(f"{'altered' if altered else 'unaltered'} quotations located at their place: {sum(exact) / len(exact):.2%}")
    rows = {"fidelity": (seconds / count, "the index opened, quotations located and aligned")}
    if with_peers:
        rows |= peers("\n".join(texts), quotations)
    print(f"\n{'':36}{'s/quotation':>12}{f's for {count:,}':>16}{'× fidelity':>12}")
    for name, (each, remark) in rows.items():
        print(f"{name:36}{each:12.6f}{each * count:16.2f}{each * count / seconds:12,.1f}  {remark}")
    ours, python = small()
    print(f"\nten quotations against a text of 100 kB, the whole command: {ours:.2f} s (Python alone: {python:.2f} s)")


if __name__ == "__main__":
    main()
