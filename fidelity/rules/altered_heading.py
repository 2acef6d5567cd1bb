"""T115 altered-heading: a heading is not that of the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.change import described
from fidelity.rules.difference import Difference, claim, differences


def check(case: Case) -> Iterator[Claim]:
    """Claim changes of the words of a heading, on whichever side it is one; other capitals are a style, said once as info."""
    if case.canonical is None:
        return
    recased: dict[Span, list[Difference]] = {}
    for difference in differences(case):
        if difference.moved or not (difference.lost_words or difference.gained_words):
            continue
        there = case.canonical.mark_at(difference.canonical.start, Kind.HEADING) if difference.lost_words else None
        here = case.edition.mark_at(difference.edition.start, Kind.HEADING) if difference.gained_words else None
        if there is not None and here is not None and _is_case(difference):
            recased.setdefault(here.span, []).append(difference)
        elif there is not None or here is not None:
            yield claim(difference, f"in a heading {described(case, difference)}")
    for heading, changes in recased.items():
        if _is_style(case, heading, changes):
            variants = frozenset[int]().union(*(one.variants for one in changes))
            place = Span(changes[0].edition.start, changes[-1].edition.end)
            stood = Span(changes[0].canonical.start, changes[-1].canonical.end)
            yield Claim("a heading is set in other capitals", place, stood, variants, severity=Severity.INFO)
        else:
            yield from (claim(one, f"in a heading {described(case, one)}") for one in changes)


def _is_case(difference: Difference) -> bool:
    """Whether words differ in nothing but capital letters; "STRASSE" is "Straße" in capitals."""
    words = zip(difference.lost_words, difference.gained_words, strict=False)
    same = len(difference.lost_words) == len(difference.gained_words)
    return same and all(one.form.casefold() == two.form.casefold() for one, two in words)


def _is_style(case: Case, heading: Span, changes: list[Difference]) -> bool:
    """Whether capitals were put by a style: one of the headings has no small letter, or several words of it got or lost one."""
    words = [(one, two) for part in changes for one, two in zip(part.lost_words, part.gained_words, strict=False)]
    if all(one.string.isupper() for one, _ in words) or all(two.string.isupper() for _, two in words):
        return len(words) > 1 or not any(map(str.islower, case.edition.string[slice(*heading)]))
    return len(words) > 1


RULE = Rule("T115", "altered-heading", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
