"""How long the recognition of citations and the rules for notes and citations take on a book of many notes.

    python -m benchmarks.notes_speed
    python -m benchmarks.notes_speed --notes 5000 --profile

At last whole commands are timed on the book, from a cold cache: alone, against its canonical text, and beside them what Python
takes to start. Their byte code is kept, as it is of an installed package.

The book is made by chance from a few invented names and titles: prose with a call every sixty words, and notes that cite
in full, in short, by "ibid.", with a cross reference, or comment. The edition has one note in a hundred altered. Times are
CPU seconds, the median of some runs.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from fidelity.api import examine
from fidelity.cases import collate
from fidelity.catalog import RULES
from fidelity.language.identification import identify
from fidelity.model.finding import Family
from fidelity.model.recognised import Recognised
from fidelity.model.rule import Case
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.recognition import recognise
from fidelity.recognition.citations.in_text import citations
from fidelity.recognition.citations.resolution import antecedents
from fidelity.recognition.cross_references import cross_references
from fidelity.recognition.quotations import quotations

GOAL = 1.0
"""CPU seconds for recognition of what is cited and all rules for notes and citations, and for a command, on 1,700 calls."""
GIVEN = "Anna Otto Carl Marie Jules Pablo Elsa Bruno Clara Ines".split()
FAMILY = "Berg Lind Roth Duval Moreno Keller Hansen Vogel Castro Weber Fabre Neri Olsen Prat Quist Rossi Stark Thorn".split()
TITLE = "river sea wind letters people history north market memory border harbour winter labour machine garden island".split()
PLACE = "London Oslo Kiel Paris Madrid Vienna Turin Boston".split()
HOUSE = ("Hill Press", "Nord", "Hafen", "Éditions du Quai", "Brill & Son", "University Press")
WORDS = "the a of and in to it was with for had on by that they from which when not all were their after one before".split()


def full(chance: random.Random) -> tuple[str, str]:
    """A citation in full, and its short form."""
    family, first, second = chance.choice(FAMILY), chance.choice(TITLE), chance.choice(TITLE)
    name, page, year = f"{chance.choice(GIVEN)} {family}", chance.randint(1, 400), chance.randint(1880, 2020)
    if chance.random() < 0.4:
        where = f"*Journal of {second.capitalize()} Studies* {chance.randint(1, 60)}, no. {chance.randint(1, 4)} ({year})"
        return f"{name}, “The {first.capitalize()} and the {second.capitalize()},” {where}: {page}–{page + 20}.", (
            f"{family}, “The {first.capitalize()},” {page + 3}."
        )
    imprint = f"({chance.choice(PLACE)}: {chance.choice(HOUSE)}, {year})"
    return f"{name}, *A History of the {first.capitalize()} and the {second.capitalize()}* {imprint}, {page}.", (
        f"{family}, *History of the {first.capitalize()}*, {page + 9}."
    )


def book(notes: int, chance: random.Random) -> str:
    """A book as Markdown: prose with calls, and the bodies of its notes."""
    prose, bodies, short = [], [], ["Berg, *Rivers*, 3."]
    for label in range(1, notes + 1):
        words = [chance.choice(WORDS + TITLE) for _ in range(60)]
        words[20] += "."
        words[21] = f"“{words[21].capitalize()}"
        words[32] += "”"
        prose.append(" ".join(words).capitalize() + f".[^{label}]" + ("\n\n" if label % 4 == 0 else ""))
        kind = chance.random()
        if kind < 0.4:
            body, form = full(chance)
            short.append(form)
        elif kind < 0.7:
            body = chance.choice(short[-40:])
        elif kind < 0.85:
            body = f"Ibid., {chance.randint(1, 400)}."
        elif kind < 0.93:
            body = f"See note {chance.randint(1, label)}; {full(chance)[0]} See also {chance.choice(short[-40:])}"
        else:
            body = "The " + " ".join(chance.choice(WORDS + TITLE) for _ in range(30)) + "."
        bodies.append(f"[^{label}]: {body}")
    return " ".join(prose) + "\n\n" + "\n\n".join(bodies) + "\n"


def edited(content: str, chance: random.Random) -> str:
    """The book with a page or year altered in one note of a hundred."""
    lines = content.split("\n")
    for k, line in enumerate(lines):
        if line.startswith("[^") and chance.random() < 0.01:
            lines[k] = line[:-2] + ("8" if line[-2] != "8" else "3") + line[-1]
    return "\n".join(lines)


def cited(text: Text) -> Recognised:
    """What the recognisers of citations find, quotations included, as a citation's title may be one."""
    quoted = tuple(quotations(text))
    found, references = tuple(citations(text, quoted)), tuple(cross_references(text))
    return Recognised(quotations=quoted, citations=found, antecedents=antecedents(text, found, references))


def commands(content: str, changed: bytes, runs: int) -> list[tuple[str, float, float]]:
    """What each whole command is called, its seconds of the processor and of the clock, the medians of some runs in turn."""
    fidelity = [sys.executable, "-m", "fidelity", "check"]
    asked = {
        "the whole command, alone": [*fidelity, "book.md"],
        "the whole command, compared": [*fidelity, "edition.md", "--against", "book.md"],
        "Python alone": [sys.executable, "-c", "pass"],
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "book.md").write_text(content, encoding="utf-8")
        (Path(folder) / "edition.md").write_bytes(changed)
        for number in range(runs + 1):  # the first makes byte code
            for name, command in asked.items():
                own = {"FIDELITY_CACHE_DIR": f"{folder}/{name}-{number}", "PYTHONPATH": str(Path(__file__).parent.parent)}
                environment = {**os.environ, **own}
                environment.pop("PYTHONDONTWRITEBYTECODE", None)
                before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
                subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
                wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
                taken[name].append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall))
    columns = ((name, zip(*one[1:], strict=True)) for name, one in taken.items())
    return [(name, *map(statistics.median, column)) for name, column in columns]


def timed(action: Callable[[], object], runs: int) -> float:
    """CPU seconds, the median of some runs."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        action()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def main() -> None:
    """Make the book, time the parts, print them beside the goal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=1700, help="calls in the book")
    parser.add_argument("--runs", type=int, default=3, help="runs of each part")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    arguments = parser.parse_args()
    chance = random.Random(5)
    content = book(arguments.notes, chance)
    changed = edited(content, chance).encode()

    def read() -> tuple[Text, Text]:
        return read_markdown(content.encode(), "book.md"), read_markdown(changed, "edition.md")

    canonical, edition = read()
    collation = collate(canonical, edition)
    language = identify(canonical.string)
    marks = recognise(canonical, language), recognise(edition, language)
    apparatus = [rule for rule in RULES if rule.family in {Family.NOTE, Family.CITATION}]

    def alone() -> list[object]:
        case = Case(edition, marks[1])
        return [claim for rule in apparatus if not rule.compares for claim in rule.check(case)]

    def compared() -> list[object]:
        case = Case(edition, marks[1], canonical=canonical, canonical_marks=marks[0], collation=collation)
        return [claim for rule in apparatus for claim in rule.check(case)]

    def recognised() -> Recognised:
        return cited(read()[1])

    if arguments.profile:
        for action in (recognised, alone, compared):
            profile = cProfile.Profile()
            profile.runcall(action)
            print(f"== {action.__name__}")
            pstats.Stats(profile).sort_stats("tottime").print_stats(14)
        return
    print(f"{len(canonical.notes):,} notes, {len(marks[0].citations):,} citations, {len(canonical.string):,} characters")
    reading = timed(read, arguments.runs) / 2
    recognition = timed(recognised, arguments.runs) - 2 * reading
    consistency, comparison = timed(alone, arguments.runs), timed(compared, arguments.runs)
    whole = timed(lambda: examine(read()[1]), arguments.runs) - 2 * reading
    rows = (
        ("citations recognised", recognition),
        ("rules, edition alone", consistency),
        ("recognised and ruled, alone", recognition + consistency),
        ("rules, against the canonical text", comparison),
        ("recognised and ruled, compared", recognition + comparison),
        ("the whole check, alone (all rules)", whole),
    )
    for name, seconds in rows:
        goal = f"   goal {GOAL:.1f} s" if name.startswith("recognised") and arguments.notes == 1700 else ""
        print(f"{name:36}{seconds:6.2f} s{goal}")
    for name, seconds, wall in commands(content, changed, arguments.runs):
        goal = f"   goal {GOAL:.1f} s" if name.endswith(("alone", "compared")) and arguments.notes == 1700 else ""
        print(f"{name:36}{seconds:6.2f} s, {wall:.2f} s by the clock{goal if 'command' in name else ''}")


if __name__ == "__main__":
    main()
