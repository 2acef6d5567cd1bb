"""C133 broken-numeric-citation: a number in brackets without an entry or out of order, or a gap or double among the entries"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from rapidfuzz.distance import LCSseq

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Citation
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.cited import is_whole
from fidelity.rules.difference import variants_at

_LABEL = re.compile(r"\[(\d{1,3})\]|(\d{1,3})\.\s")
_FEWEST = 3
_IN_ORDER = 0.8
"""Share of the first citations, or of the entries, that must be in order before the others are said to be out of it."""


def check(case: Case) -> Iterator[Claim]:
    """Claim numbers that the list has not, and what is wrong with the list's own numbers."""
    entries = list(_numbered(case))
    cited = case.edition_marks.numeric_citations
    listed = [one for one in case.edition_marks.citations if one.listed]
    if not is_whole(case) or len(entries) < _FEWEST or len(entries) < len(listed) or len(cited) < 2:
        return
    known = {number for number, _ in entries}
    if sum(all(n in known for n in one.numbers) for one in cited) * 2 < len(cited):
        return
    for one in cited:
        for number in one.numbers:
            if number not in known and number <= 2 * len(entries) + _FEWEST:
                yield Claim(
                    f"number {number} has no entry in the list of references", one.span, variants=variants_at(case, one.span)
                )
    yield from _out_of_order(case, entries)
    for (before, _), (number, place) in pairwise(entries):
        if number in (before, *_seen(entries, place)):
            yield Claim(f"the number {number} stands twice in the list of references", place, variants=variants_at(case, place))
        elif number > before + 1:
            message = f"the list of references goes from {before} to {number}"
            yield Claim(message, place, variants=variants_at(case, place))


def _out_of_order(case: Case, entries: Sequence[tuple[int, Span]]) -> Iterator[Claim]:
    """First citations out of the order of the numbers, where nearly all are in it and the list is not alphabetical."""
    if _is_alphabetical(case):
        return
    known, firsts = {number for number, _ in entries}, dict[int, Span]()
    for one in case.edition_marks.numeric_citations:
        for number in one.numbers:
            if number in known:
                firsts.setdefault(number, one.span)
    numbers = list(firsts)
    steps = LCSseq.opcodes(numbers, sorted(numbers))
    odd = [k for step in steps if step.tag != "equal" for k in range(step.src_start, step.src_end)]
    if len(numbers) < _FEWEST or len(odd) > max(1, (1 - _IN_ORDER) * len(numbers)):
        return
    for k in odd:
        ahead = numbers[k] > min(numbers[k + 1 :], default=numbers[k])
        other = min(numbers[k + 1 :]) if ahead else max(numbers[:k])
        message = f"number {numbers[k]} is first cited {'before' if ahead else 'after'} number {other}"
        place = firsts[numbers[k]]
        yield Claim(message, place, variants=variants_at(case, place))


def _is_alphabetical(case: Case) -> bool:
    """Whether the list is sorted by names, so that its numbers have no order in the text."""
    names = [one.families[0] for one in case.edition_marks.citations if one.listed and one.families]
    return sum(a <= b for a, b in pairwise(names)) >= _IN_ORDER * (len(names) - 1)


def _seen(entries: list[tuple[int, Span]], place: Span) -> set[int]:
    return {number for number, other in entries if other.start < place.start}


def _numbered(case: Case) -> Iterator[tuple[int, Span]]:
    """The entries of the list that have a number of their own, with the place of that."""
    for entry in case.edition_marks.citations:
        match = _LABEL.match(case.edition.string, entry.span.start) if _is_entry(case, entry) else None
        if match is not None:
            yield int(match[1] or match[2]), Span(*match.span(1 if match[1] else 2))


def _is_entry(case: Case, entry: Citation) -> bool:
    return entry.listed and case.edition.block_at(entry.span.start).start == entry.span.start


RULE = Rule("C133", "broken-numeric-citation", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
