"""Plants changes, asks the checker, and sets what it found beside what was planted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random

from benchmarks.checking import apparatus
from benchmarks.checking.edition import Edition, compatible, edited
from benchmarks.checking.harmful import Change, plant
from benchmarks.checking.harmless import HEAVY, LAYOUTS, STYLES
from benchmarks.checking.site import Edit, Site, Stretch
from fidelity import api
from fidelity.model.finding import Finding, Severity
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown

APART = 300
"""Characters between two changes of one edition, at least, so that a finding belongs to one of them."""
NEAR = 60
"""Characters between a change and a finding of it, at most."""

RENUMBERING = {"note_lost", "note_added"}
"""Kinds after which an editor renumbers the notes."""
NUMBER_LEFT = {"glued_call", "stranded_call", "call_lost", "body_lost"}
"""Kinds that leave the number of a note that is no longer called: not in an edition that is renumbered."""

assert apparatus  # its planters enter themselves


@dataclass
class Tally:
    """What became of the changes of one kind."""

    planted: int = 0
    found: int = 0
    placed: int = 0
    family: int = 0
    rule: int = 0
    missed: list[str] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)


@dataclass
class Outcome:
    """What became of everything that was planted, and the findings that nothing explains."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    words: int = 0
    wrong: list[str] = field(default_factory=list)
    editions: int = 0


def read(content: str, name: str) -> Text:
    return read_markdown(content.encode(), name)


CONSEQUENCES = dict.fromkeys(("note_added", "note_lost", "notes_exchanged"), ("C111",))
"""By kind of change, what it makes wrong elsewhere: an "Ibid." behind an added or lost note needs a repair of its own."""


def findings_of(edition: str, canonical: Text, name: str) -> list[Finding]:
    found = api.examine(read(edition, name), canonical).findings
    return [finding for finding in found if finding.severity is not Severity.INFO]


def choose(random: Random, site: Site, kinds: Iterable[str], most: int) -> list[Change]:
    """Changes of the kinds, in turn, that keep their distance from one another; at most so many."""
    chosen: list[Change] = []
    taken: list[Edit] = []
    for kind in kinds:
        if len(chosen) == most:
            break
        planted = {change.kind for change in chosen}
        if (kind in RENUMBERING and planted & NUMBER_LEFT) or (kind in NUMBER_LEFT and planted & RENUMBERING):
            continue
        for _ in range(12):
            change = plant(kind, random, site)
            if change is None:
                break
            if compatible([tuple(sorted(change.edits))], taken, APART):
                chosen.append(change)
                taken += change.edits
                break
    return chosen


def harm(site: Site, outcome: Outcome, rounds: int, *, restyled: bool, seed: int, kinds: Sequence[str]) -> None:
    """Plant changes in `rounds` editions of a text, under heavy restyling or not, and tally what is found."""
    canonical = read(site.content, f"{site.name}.md")
    order = list(kinds)
    for k in range(rounds):
        random = Random(f"{site.name} {seed} {k} {restyled}")
        random.shuffle(order)
        changes = choose(random, site, _in_turn(order, len(site.content)), max(len(site.content) // 900, 4))
        edits = [edit for change in changes for edit in change.edits]
        if restyled:
            for name in HEAVY[k % len(HEAVY)]:
                edits += compatible(STYLES[name](random, site), edits)
        first = edited(site.content, edits)
        renumbered = RENUMBERING & {change.kind for change in changes}
        second = edited(first.content, LAYOUTS["notes_renumbered"](first.content) if renumbered else ())
        _tally(site, canonical, changes, first, second, outcome)


def _in_turn(order: Sequence[str], length: int) -> Iterable[str]:
    turns = cycle(order)
    return (next(turns) for _ in range(max(length // 400, 2 * len(order))))


def _tally(site: Site, canonical: Text, changes: list[Change], first: Edition, second: Edition, outcome: Outcome) -> None:
    places = dict(zip(first.edits, first.places, strict=True))
    found = findings_of(second.content, canonical, f"{site.name}.md")
    outcome.words += len(second.content.split())
    outcome.editions += 1
    unexplained = dict.fromkeys(range(len(found)))
    for change in changes:
        tally = outcome.kinds.setdefault(change.kind, Tally())
        tally.planted += 1
        spans = [second.after(places[edit]) for edit in change.edits]
        mine = [k for k in unexplained if _belongs(found[k], change, spans)]
        if not mine:
            tally.missed.append(_shown(site, change))
            continue
        tally.found += 1
        best = min(mine, key=lambda k: (found[k].code not in change.codes, not _at_line(found[k], spans, second.content)))
        tally.codes[found[best].code] += 1
        tally.placed += _at_line(found[best], spans, second.content)
        tally.family += found[best].code[0] in {code[0] for code in change.codes}
        tally.rule += found[best].code in change.codes
        del unexplained[best]
        # what else is said within the change itself is one finding too many, and is left to be counted as such
    follows = {code for change in changes for code in CONSEQUENCES.get(change.kind, ())}
    outcome.wrong += [f"{site.name}: {found[k].code} {found[k].message}" for k in unexplained if found[k].code not in follows]


def _belongs(finding: Finding, change: Change, spans: list[Stretch]) -> bool:
    assert finding.start is not None
    assert finding.end is not None
    near = any(a - NEAR <= finding.end.offset and finding.start.offset <= b + NEAR for a, b in spans)
    place = finding.canonical_place
    if near or place is None:
        return near
    return any(a - NEAR <= place.end.offset and place.start.offset <= b + NEAR for a, b, _ in change.edits)


def _at_line(finding: Finding, spans: list[Stretch], edition: str) -> bool:
    assert finding.start is not None
    assert finding.end is not None
    for start, end in spans:
        first = edition.count("\n", 0, max(start - 2, 0)) + 1
        last = edition.count("\n", 0, min(end + 2, len(edition))) + 1
        if first <= finding.end.line and finding.start.line <= last:
            return True
    return False


def _shown(site: Site, change: Change) -> str:
    edit = change.edits[0]
    around = site.content[max(edit.start - 30, 0) : edit.end + 30].replace("\n", "⏎")
    return f"{site.name}: …{around}… → {edit.after!r}"


def styles(site: Site, seed: int) -> tuple[dict[str, list[str]], int]:
    """For each style of what is free, the findings of an edition that has it throughout; and the words of an edition."""
    canonical = read(site.content, f"{site.name}.md")
    said: dict[str, list[str]] = {}
    for name, change in STYLES.items():
        edition = edited(site.content, compatible(change(Random(f"{site.name} {seed} {name}"), site), []))
        if edition.content != site.content:
            said[name] = _said(edition.content, canonical, site)
    for name, laid_out in LAYOUTS.items():
        edition = edited(site.content, laid_out(site.content))
        if edition.content != site.content:
            said[name] = _said(edition.content, canonical, site)
    for k, names in enumerate(HEAVY):
        random = Random(f"{site.name} {seed} heavy {k}")
        edits: list[Edit] = []
        for name in names:
            edits += compatible(STYLES[name](random, site), edits)
        said[f"heavy restyling {k + 1}"] = _said(edited(site.content, edits).content, canonical, site)
    return said, len(site.content.split())


def _said(edition: str, canonical: Text, site: Site) -> list[str]:
    found = findings_of(edition, canonical, f"{site.name}.md")
    return [f"{site.name}: {finding.code} {finding.message}" for finding in found]


def own_sites(folder: Path) -> list[Site]:
    return [Site(path.stem, path.read_text(encoding="utf-8"), path.stem) for path in sorted(folder.glob("*.md"))]
