"""C133 broken-numeric-citation: a number in brackets without an entry, or a gap or double among the entries"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Citation
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.cited import is_whole
from fidelity.rules.difference import variants_at

_LABEL = re.compile(r"\[(\d{1,3})\]|(\d{1,3})\.\s")
_FEWEST = 3


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
    for (before, _), (number, place) in pairwise(entries):
        if number in (before, *_seen(entries, place)):
            yield Claim(f"the number {number} stands twice in the list of references", place, variants=variants_at(case, place))
        elif number > before + 1:
            message = f"the list of references goes from {before} to {number}"
            yield Claim(message, place, variants=variants_at(case, place))


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
