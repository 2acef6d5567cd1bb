"""The claims engine: rules and artefact repairs claim, and of several claims to one change the first in order is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from fidelity.catalog import CONFIRMED, REPAIRS, RULES
from fidelity.claims import Taken, in_order, take
from fidelity.excused_variants import by_pictures, excused_by_front_matter, excused_by_quotations, excused_by_relation, softened
from fidelity.inherited import claims_of, said_alone, without_inherited
from fidelity.model.declarations import Relation
from fidelity.model.finding import Family
from fidelity.model.recognised import Recognised
from fidelity.model.repair import Repair
from fidelity.model.rule import Case, Rule
from fidelity.register import Register
from fidelity.rules.correspondence import stands_there_too
from fidelity.second_process import Begin, at_once

if TYPE_CHECKING:
    from fidelity.model.quoted import Quoted

UNRELATED = "T100"
"""The rule that says of all variants at once, or of all that is missing, that they come of another text."""
R = TypeVar("R", Rule, Repair)


def judge(
    case: Case, *, rules: Sequence[Rule] = RULES, repairs: Sequence[Repair] = REPAIRS, begin: Begin = at_once
) -> tuple[Taken, ...]:
    """Everything that is wrong in a case, in the order of the edition, each change once. Info severity is included.

    The order in which `rules` and `repairs` are given does not matter; the catalog's order of claims decides. `begin` is what
    may begin a part of the work in a second process.
    """
    if case.relation is Relation.QUOTING and (case.canonical is not None or case.quoted is not None):
        return in_order(_judge_quoting(case, rules, repairs))
    own = begin(lambda: list(without_inherited(case, _asked(rules, case), _asked(repairs, case))))
    compared = list(_comparing(case, rules)) if case.canonical is not None and case.collation is not None else []
    excused = frozenset[int]()
    if not any(_says_everything(one, case) for one in compared):
        numbers, captions = by_pictures(case)
        compared = [softened(one) if one.claim.variants and one.claim.variants <= captions else one for one in compared]
        excused = excused_by_relation(case) | excused_by_quotations(case) | excused_by_front_matter(case)
        excused |= numbers
    claims = [*own(), *compared]
    return in_order(take(one for one in claims if not one.claim.variants or not one.claim.variants <= excused))


def _asked(
    records: Sequence[R], case: Case, codes: frozenset[str] | None = None, wanted: Callable[[R], bool] = lambda _: True
) -> list[R]:
    """The rules or repairs that are `wanted` and can have something to say of a case; with `codes` those alone."""
    if isinstance(records, Register):
        return list(records.asked(case, codes, wanted))
    return [one for one in records if (codes is None or one.code in codes) and wanted(one)]


def _judge_quoting(case: Case, rules: Sequence[Rule], repairs: Sequence[Repair]) -> Iterator[Taken]:
    """A text that quotes: what can be said of it alone, then each quotation against the passage it was taken from."""
    from fidelity.quoting import cases_of, look_up

    quoted = case.quoted
    if quoted is None and case.canonical is not None:
        from fidelity.collation.passages.loaded import Loaded

        quoted = look_up(case, Loaded([case.canonical]))
    alone = replace(case, canonical=None, canonical_marks=Recognised(), collation=None)
    itself = take(said_alone(alone, _asked(rules, alone), _asked(repairs, alone)))
    yield from (one for one in itself if not _is_quoted_so(one, quoted or ()))
    for one in quoted or ():
        for small in cases_of(case, one):
            for taken in take(_comparing(small, rules)):
                # the indexes are those of this quotation's own collation, which nobody else knows
                shown = one.passages[0].canonical if taken.claim.passage is not None and one.passages else small.canonical
                yield replace(taken, claim=replace(taken.claim, variants=frozenset()), canonical=shown)


def _is_quoted_so(one: Taken, quoted: Iterable[Quoted]) -> bool:
    """Whether an artefact stands in a quotation that has it as the canonical text does (law 7)."""
    place = one.claim.edition
    if one.family is not Family.ARTEFACT:
        return False
    for other in quoted:
        if other.quotation.content.covers(place) and len(other.passages) == 1:
            collation = other.passages[0].collation
            return collation is None or stands_there_too(collation, place)
    return False


def _comparing(case: Case, rules: Sequence[Rule]) -> Iterator[Taken]:
    """The claims of the rules that compare, as far as the relation confirms what they confirm."""
    asked = _asked(rules, case, CONFIRMED[case.relation], lambda rule: rule.compares)
    for rule in sorted(asked, key=lambda rule: rule.code != UNRELATED):
        for one in claims_of(rule, case):
            yield one
            if _says_everything(one, case):
                return  # nothing else can be said of what differs


def _says_everything(one: Taken, case: Case) -> bool:
    """Whether a claim is to all variants at once, since they come of another text."""
    return one.code == UNRELATED and case.collation is not None and len(one.claim.variants) == len(case.collation.variants) > 0
