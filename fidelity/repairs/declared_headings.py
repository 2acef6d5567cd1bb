"""Headings that the file itself names: titles of its outline that stand on a page, and lines that its structure tree tags.

Both are evidence and no more. Outlines name what was never printed, and trees call whatever is bold a heading, or nothing. So
a title counts where whole lines of its page say the same, and neither counts where the layout says otherwise: inside a
paragraph, in a table, in small type.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import groupby
from typing import NamedTuple

from fidelity.model.late_pattern import late_pattern
from fidelity.model.source import OutlineEntry
from fidelity.model.text import Text
from fidelity.repairs.measure import Measure
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence

LONGEST = 4
"""A heading has at most this many lines."""
MOST = 250
"""Characters of a heading, at most."""
SMALLEST = 0.85
"""Of the size of the text."""
SHARE = 0.2
"""Of all lines are headings at most; a tree that says more tags something else."""
_NUMBER = late_pattern(r"(?:\W|\d|[ivxlc]+\b)*")
_LEVEL = late_pattern(r"H([1-6])")


class Declared(NamedTuple):
    """Lines, by their places among all lines, that the file says are a heading."""

    first: int
    last: int
    level: int
    """In the outline or the tree, from 1: it tells only which of two headings is the higher."""
    witness: str
    """Who says so."""


def declared_headings(text: Text, measure: Measure, rows: Set[int]) -> list[Declared]:
    """The headings that outline and tree name and the layout allows, in the order of the lines.

    `rows` are the offsets of the words of tables' lines.
    """
    found: dict[int, Declared] = {}
    lines = measure.lines
    for one in (*_in_outline(text, lines), *_in_tree(text, lines)):
        if one.first not in found and _is_allowed(lines[one.first : one.last + 1], one, measure, rows):
            found[one.first] = one
    kept: list[Declared] = []
    for one in sorted(found.values()):
        if not kept or one.first > kept[-1].last:
            kept.append(one)
    return kept


def _in_outline(text: Text, lines: Sequence[PrintedLine]) -> Iterator[Declared]:
    """For each entry the lines of its page that say the same, those nearest to the place it leads to."""
    if not text.source.outline:
        return
    pages: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        pages[line.page].append(i)
    entries: dict[int, list[OutlineEntry]] = defaultdict(list)
    for entry in text.source.outline:
        entries[entry.page].append(entry)
    for page, leading_there in entries.items():
        said = _said(pages.get(page, ()), lines)
        for entry in leading_there:
            wanted = {_letters(entry.title), _letters(_without_number(entry.title))}
            if matches := [run for words in wanted for run in said.get(words, ())]:
                first, last = min(matches, key=lambda match: (_distance(lines[match[0]], entry), match))
                yield Declared(first, last, entry.level, "the outline of the file")


def _said(places: Sequence[int], lines: Sequence[PrintedLine]) -> dict[str, list[tuple[int, int]]]:
    """The runs of lines of a page, the first and the last of each, by their letters, with a number before them and without."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for k, first in enumerate(places):
        letters = ""
        for last in places[k : k + LONGEST]:
            letters += _letters(lines[last].words)
            if len(letters) > MOST:
                break
            if letters:
                found[letters].append((first, last))
            if last == first and (bare := _letters(_without_number(letters))):
                found[bare].append((first, last))
    return found


def _distance(line: PrintedLine, entry: OutlineEntry) -> float:
    """Points between a line and the place that an entry leads to; 0 where it does not say."""
    return 0.0 if math.isnan(entry.y) or line.box is None else abs(line.box.top - entry.y)


def _letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _without_number(words: str) -> str:
    number = _NUMBER.match(words.casefold())
    return words[number.end() :] if number is not None else words


def _in_tree(text: Text, lines: Sequence[PrintedLine]) -> Iterator[Declared]:
    """Runs of lines that are wholly of one element with the type of a heading."""
    tags = text.source.tags
    if tags is None:
        return
    kinds = []
    for line in lines:
        origin = text.origin[line.start_of_words]
        at = text.source.line_of(origin if origin >= 0 else ~origin)
        role, element = (tags.role[at], tags.element[at]) if at >= 0 else ("", -1)
        level = 1 if role == "Title" else int(found[1]) if (found := _LEVEL.fullmatch(role)) is not None else 0
        whole = level and element >= 0 and tags.last[at] in (element, -1)
        kinds.append((element, level) if whole else (-1, 0))
    if sum(level > 0 for _, level in kinds) > max(SHARE * len(lines), 1):
        return
    at = 0
    for (_, level), run in groupby(kinds):
        last = at + len(list(run)) - 1
        if level:
            yield Declared(at, last, level, "the structure tree of the file")
        at = last + 1


def _is_allowed(run: Sequence[PrintedLine], one: Declared, measure: Measure, rows: Set[int]) -> bool:
    """Whether the layout does not contradict that lines are a heading."""
    words = " ".join(line.words for line in run)
    if len(run) > LONGEST or len(words) > MOST or sum(c.isalpha() for c in words) < 2:
        return False
    if any(line.start_of_words in rows or line.box is None or line.box.size < SMALLEST * measure.size for line in run):
        return False
    if words[-1] in ",;" or (words[-1] in ".:" and ends_sentence(words) and not words[0].isdigit()):
        return False
    before = measure.lines[one.first - 1] if one.first else None
    after = measure.lines[one.last + 1] if one.last + 1 < len(measure.lines) else None
    if after is not None and after.words[0].islower() and _follows(run[-1], after, measure):
        return False
    return before is None or not _follows(before, run[0], measure) or ends_sentence(before.words)


def _follows(one: PrintedLine, two: PrintedLine, measure: Measure) -> bool:
    """Whether a line stands directly below another, as lines of one paragraph do, and the other is full."""
    if one.tail is None or two.box is None or (one.tail.page, one.tail.column) != (two.box.page, two.box.column):
        return False
    return one.tail.baseline - two.box.baseline <= 1.15 * measure.leading and not measure.falls_short(one, two)
