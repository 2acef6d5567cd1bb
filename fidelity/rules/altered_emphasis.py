"""T123 altered-emphasis: words are emphasised in one text and not in the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind, Mark
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import reading, shown

_EMPHASIS = (Kind.EMPHASIS, Kind.STRONG)


def check(case: Case) -> Iterator[Claim]:
    """Claim emphasis that was lost or added, for information, where the words are the same."""
    if case.collation is None or case.canonical is None:
        return
    for mark in case.canonical.of_kind(*_EMPHASIS):
        first, last = case.collation.to_edition(mark.start), case.collation.to_edition(mark.end - 1)
        if first is not None and last is not None and _stands(case.canonical, mark, case.edition, Span(first, last + 1)):
            words = shown(reading(case.canonical, mark.span))
            yield Claim(f"“{words}” is not emphasised here", Span(first, last + 1), mark.span)
    for mark in case.edition.of_kind(*_EMPHASIS):
        first, last = case.collation.to_canonical(mark.start), case.collation.to_canonical(mark.end - 1)
        if first is not None and last is not None and _stands(case.edition, mark, case.canonical, Span(first, last + 1)):
            yield Claim(f"“{shown(reading(case.edition, mark.span))}” is emphasised here", mark.span, Span(first, last + 1))


def _stands(text: Text, mark: Mark, other: Text, place: Span) -> bool:
    """Whether the words of a mark stand in the other text too, none of them emphasised."""
    if reading(text, mark.span) != reading(other, place):
        return False
    return all(other.mark_at(at, kind) is None for kind in _EMPHASIS for at in (place.start, place.end - 1))


RULE = Rule("T123", "altered-emphasis", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=True)
