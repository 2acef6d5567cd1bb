"""Rows, verses and lines in another order, and the cells of a row: one change, whatever numbers and names stand in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from fidelity.model.finding import Claim
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import Difference, differences, reading, shown, tokens

FARTHEST = 120
"""Characters between two differences of which one order of lines may have made both."""
LONGEST = 300
"""Characters of a line, at most; longer ones are paragraphs, which the collation follows."""
MOST = 8
"""Differences that one change of order may have made."""
_LINE_ENDS = "\n\u2028"
_LINE = re.compile(r"[^\n\u2028]+")
_CELL = re.compile(r"[^\t\n\u2028]+")


class _Unit(NamedTuple):
    """A line or a cell: the forms of its tokens, and its place."""

    forms: tuple[str, ...]
    place: Span


class _Order(NamedTuple):
    """Another order of the same lines: what to say of it, the lines that moved, and all the lines that were looked at."""

    message: str
    there: Span
    here: Span
    canonical: Span
    edition: Span

    def explains(self, difference: Difference) -> bool:
        """Whether a difference lies in lines that are the same, and so is nothing but their order."""
        return self.edition.covers(difference.edition) and self.canonical.covers(difference.canonical)


def moved_lines(case: Case) -> Iterator[Claim]:
    """Claim lines, or cells of one row, that are the same as in the canonical text and stand in another order."""
    canonical = case.canonical
    if canonical is None:
        return
    plain = [one for one in differences(case) if not one.moved]
    done = 0
    for first in range(len(plain)):
        if first < done:
            continue
        for last in range(first, min(first + MOST, len(plain))):
            if last > first and not _is_near(plain[last - 1], plain[last]):
                break
            found = _reordered(canonical, case.edition, plain[first], plain[last])
            if found is not None:
                done = last + 1
                while done < len(plain) and found.explains(plain[done]):
                    done += 1
                variants = frozenset[int]().union(*(one.variants for one in plain[first:done]))
                yield Claim(found.message, found.here, found.there, variants)
                break


def _is_near(one: Difference, two: Difference) -> bool:
    return (
        one.note == two.note and max(two.edition.start - one.edition.end, two.canonical.start - one.canonical.end) <= FARTHEST
    )


def _reordered(canonical: Text, edition: Text, first: Difference, last: Difference) -> _Order | None:
    """The order of the lines around some differences, where the lines are the same on both sides."""
    there = _whole_lines(canonical.string, Span(first.canonical.start, max(last.canonical.end, first.canonical.start)))
    here = _whole_lines(edition.string, Span(first.edition.start, max(last.edition.end, first.edition.start)))
    if there is None or here is None:
        return None
    # words put in at the end of a line are put in at the start of the next, too
    for head, tail in product(((0, 0), (1, 0), (0, 1)), repeat=2):
        one = _with_neighbours(canonical.string, there, head[0], tail[0])
        two = _with_neighbours(edition.string, here, head[1], tail[1])
        if one is None or two is None:
            continue
        for pattern in (_LINE, _CELL):
            if pattern is _CELL and not (_is_row(canonical.string, one) and _is_row(edition.string, two)):
                continue
            old, new = _units(canonical, one, pattern), _units(edition, two, pattern)
            if len(old) > 1 and (message := _message(canonical, old, new)) is not None:
                return _Order(message, _hull(old), _hull(new), one, two)
    return None


def _is_row(string: str, span: Span) -> bool:
    return "\t" in string[slice(*span)] and not any(end in string[slice(*span)] for end in _LINE_ENDS)


def _message(canonical: Text, old: list[_Unit], new: list[_Unit]) -> str | None:
    """What to say of two orders of the same lines, which are left without those that begin and end both; None for others."""
    before, after = [unit.forms for unit in old], [unit.forms for unit in new]
    if before == after or Counter(before) != Counter(after):
        return None
    while old[0].forms == new[0].forms:
        del old[0], new[0]
    while old[-1].forms == new[-1].forms:
        del old[-1], new[-1]
    before, after = [unit.forms for unit in old], [unit.forms for unit in new]
    for unit in sorted(old, key=lambda unit: len(unit.forms)):
        if before.count(unit.forms) == 1 and _without(before, unit.forms) == _without(after, unit.forms):
            way = "a later" if before.index(unit.forms) < after.index(unit.forms) else "an earlier"
            return f"“{shown(reading(canonical, unit.place))}” was moved to {way} place"
    return f"{len(old)} lines were put in another order: “{shown(reading(canonical, _hull(old)))}”"


def _without(units: Sequence[tuple[str, ...]], unit: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [one for one in units if one != unit]


def _units(text: Text, span: Span, pattern: re.Pattern[str]) -> list[_Unit]:
    places = [Span(*match.span()) for match in pattern.finditer(text.string, *span)]
    units = [_Unit(tuple(token.form for token in tokens(text, place)), place) for place in places]
    return [unit for unit in units if unit.forms]


def _hull(units: Sequence[_Unit]) -> Span:
    return Span(units[0].place.start, units[-1].place.end)


def _whole_lines(string: str, span: Span) -> Span | None:
    """A stretch out to the ends of its lines; None where a line is long enough for a paragraph."""
    if span.length > MOST * LONGEST:
        return None
    start, end = _line_start(string, span.start), _line_end(string, span.end)
    inner = [start, *(at for at in range(span.start, span.end) if string[at] in _LINE_ENDS), end]
    return Span(start, end) if all(two - one <= LONGEST for one, two in pairwise(inner)) else None


def _with_neighbours(string: str, span: Span, before: int, after: int) -> Span | None:
    """Whole lines with the line before them, the one after them, or both; None where that is long enough for a paragraph."""
    start = _line_start(string, span.start - 1) if before and span.start else span.start
    end = _line_end(string, span.end + 1) if after and span.end < len(string) else span.end
    return Span(start, end) if max(span.start - start, end - span.end) <= LONGEST + 1 else None


def _line_start(string: str, at: int) -> int:
    # no further back than a line is long: a text may have no end of a kind at all
    found = max(string.rfind(end, max(at - LONGEST - 1, 0), at) for end in _LINE_ENDS)
    return found + 1 if found >= 0 or at <= LONGEST else 0


def _line_end(string: str, at: int) -> int:
    return min((found for end in _LINE_ENDS if (found := string.find(end, at, at + LONGEST + 1)) >= 0), default=len(string))
