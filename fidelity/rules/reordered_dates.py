"""Dates in another form: “3 May and 19 August 1844”, “May 3 and August 19, 1844”. Many words differ, and it is one change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fidelity.language.numerals import MONTHS
from fidelity.model.collation import VariantKind
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.rules.difference import Difference, Token, reading, tokens

_BESIDE = frozenset("of de del di the and und et y e to bis à a al au st nd rd th er º . ,".split())
"""Words and marks that stand in or between dates."""
_LONGEST = 60
"""Characters of dates that are compared as a whole."""


def with_dates_whole(case: Case, found: Sequence[Difference]) -> Iterator[Difference]:
    """The differences, those within dates that both texts have being one."""
    k = 0
    while k < len(found):
        size = _whole_date(case, found, k)
        yield _together(case, found[k : k + size]) if size else found[k]
        k += size or 1


def _whole_date(case: Case, found: Sequence[Difference], first: int) -> int:
    """How many differences from one on are the same dates in another form; 0 where they are not."""
    if case.canonical is None or not _is_part(found[first]):
        return 0
    for k in range(first, len(found)):
        one, two = found[first], found[k]
        if not _is_part(two) or one.note != two.note or two.edition.end - one.edition.start > _LONGEST:
            return 0
        there = tokens(case.canonical, _hull([part.canonical for part in found[first : k + 1]]))
        here = tokens(case.edition, _hull([part.edition for part in found[first : k + 1]]))
        if _in_order(there) == _in_order(here) and any(_is_month(token) for token in there):
            return k - first + 1 if k > first else 0
    return 0


def _is_part(one: Difference) -> bool:
    """Whether all that changed may stand in dates."""
    changed = (*one.lost, *one.gained)
    return (
        bool(changed)
        and not one.moved
        and all(token.form.isdecimal() or _is_month(token) or token.form.casefold() in _BESIDE for token in changed)
    )


def _is_month(token: Token) -> bool:
    return token.form.casefold() in MONTHS


def _in_order(found: Sequence[Token]) -> tuple[list[str], list[str], list[str]]:
    """The numerals, the months and the other words of some tokens, without those that only stand in dates, each in order."""
    forms = [token.form.casefold() for token in found if token.is_word]
    numerals, months = [form for form in forms if form.isdecimal()], [form for form in forms if form in MONTHS]
    return numerals, months, [form for form in forms if not form.isdecimal() and form not in MONTHS | _BESIDE]


def _hull(spans: Sequence[Span]) -> Span:
    return Span(min(one.start for one in spans), max(one.end for one in spans))


def _together(case: Case, found: Sequence[Difference]) -> Difference:
    assert case.canonical is not None
    canonical = _hull([one.canonical for one in found])
    edition = _hull([one.edition for one in found])
    return replace(
        found[0],
        variants=frozenset[int]().union(*(one.variants for one in found)),
        kind=VariantKind.SUBSTITUTION,
        canonical=canonical,
        edition=edition,
        lost=tokens(case.canonical, canonical),
        gained=tokens(case.edition, edition),
        before=reading(case.canonical, canonical),
        after=reading(case.edition, edition),
        other_form=True,
    )
