"""Long texts are set in many layouts, extracted, and checked against their source: what is reported is the extraction's fault.

    python -m benchmarks.round_trips [--only weasyprint-foot,llncs] [--languages fr,de] [--draw 1] [--margins 4] [--findings]

The texts of a language (`extraction/texts`) are joined to one of 2,500 to 5,000 words. `extraction/texts/line_ends` stands
first: texts full of what must not be mended at a line end, compounds, capitals, dates, initials, addresses, words of other
tongues. For each layout the findings of `fidelity check PDF --against SOURCE` are counted, all but info, per 1,000 words and
by rule. A perfect extraction has none.

Another `--draw` leaves out other words, one of thirty, so that all lines and pages end elsewhere; `--margins` adds millimetres
to the margins that a layout names, and so sets narrower columns.
"""

from __future__ import annotations

import argparse
import os
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import fields, is_dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple, get_args

from benchmarks.extraction.corpus import build_one, read_truth
from benchmarks.extraction.layouts import LAYOUTS, PRINTED, Layout
from benchmarks.extraction.scoring import ideal_output
from benchmarks.extraction.texts import FOLDER, Block, Note, Piece, Run, Text, read_texts
from benchmarks.working_folder import working_folder
from fidelity.api import examine, extract, read_canonical_file
from fidelity.formats import PdfReading
from fidelity.model.finding import Severity
from fidelity.readers.pdf.read import Engine
from fixtures.typeset.canonical import Call

LANGUAGES = ("en", "fr", "de", "es")
LEFT_OUT = 30
"""One of so many words is left out by a draw."""
PLAIN_WORD = re.compile(r"(?<= )[^\W\d_]+ (?=[^\W\d_])")
MARGIN = re.compile(r"(\b(?:margin|hmargin|inner|outer|left|right|inside|outside|x)[=:] ?)(\d+)(?=mm)")
TABLE_HEAD = re.compile(r"(?m)^(?<!\|\n)(\|.*\|)\n(?=\|)")


class Outcome(NamedTuple):
    """What was found in one PDF."""

    name: str
    words: int
    findings: tuple[tuple[str, str, int | None], ...]
    """Code with name, message, page."""
    failure: str = ""

    @property
    def rate(self) -> float:
        """Findings per 1,000 words."""
        return 1000 * len(self.findings) / max(self.words, 1)


def long_text(language: str, draw: int = 0) -> Text:
    """The texts of a language, one behind the other, their notes numbered through; each but the first begins with a heading."""
    folders = (FOLDER / "line_ends", FOLDER, FOLDER / "pages")
    parts = [text for folder in folders for text in read_texts(folder) if text.language == language]
    number = count(1)
    blocks: list[Block] = []
    notes: dict[str, Note] = {}
    for index, part in enumerate(parts):
        labels = {label: str(next(number)) if label.isdigit() else "" for label in part.notes}
        for block in part.blocks:
            if block.kind == "byline" and index:
                continue
            kind = "heading" if block.kind == "title" and index else block.kind
            blocks.append(replace(block, kind=kind, pieces=tuple(renumbered(block.pieces, labels))))
        notes |= {labels[label]: note for label, note in part.notes.items() if labels[label]}
    text = replace(parts[0], name=f"{language}-{draw}", blocks=tuple(blocks), notes=notes)
    return thinned(text, random.Random(draw)) if draw else text


def renumbered(pieces: Sequence[Piece], labels: dict[str, str]) -> Iterator[Piece]:
    """The pieces with other labels; calls whose label is empty are left out."""
    for piece in pieces:
        if isinstance(piece, Run):
            yield piece
        elif labels[piece.label]:
            yield Call(labels[piece.label])


def thinned(text: Text, chance: random.Random) -> Text:
    """The text without some of the plain words of its paragraphs and quotations."""

    def thin(piece: Piece) -> Piece:
        if not isinstance(piece, Run) or piece.style:
            return piece
        return Run(PLAIN_WORD.sub(lambda word: word[0] if chance.randrange(LEFT_OUT) else "", piece.text))

    return replace(
        text,
        blocks=tuple(
            replace(block, pieces=tuple(map(thin, block.pieces))) if block.kind in ("paragraph", "quotation") else block
            for block in text.blocks
        ),
    )


def narrowed(layout: Layout, millimetres: int) -> Layout:
    """The layout with wider margins, where its setting names them; else as it is."""
    if not isinstance(layout.typeset, partial) or not layout.typeset.args:
        return layout
    setting, *further = layout.typeset.args
    if not is_dataclass(setting) or isinstance(setting, type):
        return layout
    changed = {
        field.name: MARGIN.sub(lambda margin: f"{margin[1]}{int(margin[2]) + millimetres}", value)
        for field in fields(setting)
        if isinstance(value := getattr(setting, field.name), str)
    }
    typeset = partial(layout.typeset.func, replace(setting, **changed), *further, **layout.typeset.keywords)
    return replace(layout, typeset=typeset)


def round_trip(layout_name: str, language: str, draw: int, margins: int, engine: Engine, folder: Path) -> Outcome:
    """Sets a text, unless it is there, extracts it, and checks it against its source."""
    layout = next(layout for layout in (*LAYOUTS, *PRINTED) if layout.name == layout_name)
    text = long_text(language, draw)
    if margins:
        layout, text = narrowed(layout, margins), replace(text, name=f"{text.name}-{margins}mm")
    name = f"{layout.name}__{text.name}"
    if failure := build_one(layout, text, folder):
        return Outcome(name, 0, (), " ".join(failure.split())[-200:])
    source = folder / f"{name}.md"
    markdown = ideal_output(read_truth(folder / f"{name}.json"))
    under_head = TABLE_HEAD.sub(lambda head: f"{head[0]}|{' --- |' * (head[1].count('|') - 1)}\n", markdown)
    source.write_text(under_head, encoding="utf-8")
    try:
        edition = extract(folder / f"{name}.pdf", reading=PdfReading(engine=engine))
    except Exception as failure:  # noqa: BLE001  # a failure is a finding, the worst of all
        return Outcome(name, len(markdown.split()), (("P900 failed", repr(failure)[:200], None),))
    (folder / f"{name}.txt").write_text(edition.string, encoding="utf-8")  # to be looked at
    findings = examine(edition, read_canonical_file(source)).findings
    told = tuple(
        (f"{finding.code} {finding.name}", finding.message, finding.place.page if finding.place else None)
        for finding in findings
        if finding.severity is not Severity.INFO
    )
    return Outcome(name, len(markdown.split()), told)


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.round_trips", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="only these layouts, comma between")
    parser.add_argument("--languages", default="", help="each layout in all of these (default: in one of four, in turn)")
    parser.add_argument("--draw", type=int, default=0, help="another number ends lines elsewhere, and turns the languages")
    parser.add_argument("--margins", type=int, default=0, help="millimetres to add to the margins that a layout names")
    parser.add_argument("--engine", choices=get_args(Engine), default="auto")
    parser.add_argument("--findings", action="store_true", help="name every finding")
    parser.add_argument("--folder", type=Path, help="keep all here, and use the PDFs that are there")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")
    return parser.parse_args(given)


def measure(chosen: argparse.Namespace, folder: Path) -> None:
    """Set, extract, check, print."""
    only, languages = (frozenset(filter(None, value.split(","))) for value in (chosen.only, chosen.languages))
    every = (*LAYOUTS, *PRINTED)
    if unknown := only - {layout.name for layout in every}:
        raise SystemExit(f"no layout {', '.join(sorted(unknown))}; there are: {', '.join(layout.name for layout in every)}")
    wanted = [
        (layout.name, language)
        for index, layout in enumerate(every)
        if (not only or layout.name in only) and not layout.missing()
        for language in (sorted(languages) or [LANGUAGES[(index + chosen.draw) % len(LANGUAGES)]])
    ]
    words, rules = 0, Counter[str]()
    with ProcessPoolExecutor(chosen.jobs) as pool:
        done = [pool.submit(round_trip, *one, chosen.draw, chosen.margins, chosen.engine, folder) for one in wanted]
        for future in as_completed(done):
            outcome = future.result()
            by_rule = Counter(code[:4] for code, _, _ in outcome.findings)
            words, rules = words + outcome.words, rules + by_rule
            print(row(outcome, by_rule), flush=True)
            for code, message, page in outcome.findings if chosen.findings else ():
                print(f"    p. {page}: {code}: {message}")
    every_finding = tuple((code, "", None) for code in rules.elements())
    print(row(Outcome(f"all, {words} words", words, every_finding), rules))


def row(outcome: Outcome, rules: Counter[str]) -> str:
    """The line of a table: findings per 1,000 words, and how many of each rule."""
    if outcome.failure:
        return f"{outcome.name:<40} left out: {outcome.failure}"
    return f"{outcome.name:<40} {outcome.rate:6.2f}  {' '.join(f'{code}:{number}' for code, number in rules.most_common())}"


def main() -> None:
    chosen = arguments()
    with working_folder(chosen.folder, "round-trips") as folder:
        measure(chosen, folder)


if __name__ == "__main__":
    main()
