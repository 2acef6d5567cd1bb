"""What can be said of an edition alone, without what its canonical text shows too (law 7)."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from fidelity.artefacts import artefacts
from fidelity.claims import Taken
from fidelity.model.collation import Collation
from fidelity.model.finding import Family
from fidelity.model.marks import Kind, unscoped
from fidelity.model.repair import Repair
from fidelity.model.rule import Case, Rule
from fidelity.model.text import Text
from fidelity.rules.correspondence import stands_there_too

_OF_TEXT = re.compile(r"“[^”]*”|[^\w“]+|[\d“]+")
"""What a message has of the text that it speaks of, besides unquoted words."""


def without_inherited(case: Case, rules: Sequence[Rule], repairs: Sequence[Repair]) -> Iterator[Taken]:
    """The claims of artefact and consistency rules, without those that the canonical text shows too (law 7)."""
    if case.canonical is None or case.collation is None:
        yield from said_alone(case, rules, repairs)
        return
    found = list(said_alone(case, rules, repairs))
    codes = {one.code for one in found}
    known: dict[tuple[object, ...], int] = {}
    inherited = Case(case.canonical, case.canonical_marks, case.relation)
    same = [rule for rule in rules if rule.code in codes], [repair for repair in repairs if repair.code in codes]
    anchor = _anchors(case.collation)
    for one in said_alone(inherited, *same):
        at = anchor(one.claim.edition.start)
        key = (one.code, _defect(one, case.canonical), at)
        known[key] = known.get(key, 0) + 1
    for one in found:
        there = case.collation.to_canonical(one.claim.edition.start)
        key = (one.code, _defect(one, case.edition), anchor(there) if there is not None else None)
        if known.get(key, 0):
            known[key] -= 1
        elif not (
            one.family is Family.ARTEFACT
            and one.claim.edition.length
            and not one.claim.variants
            and stands_there_too(case.collation, one.claim.edition)
        ):
            yield one


def _defect(one: Taken, text: Text) -> str:
    """What a claim says of its place, without the words, numbers and note labels of the text: they have their own findings."""
    at = one.claim.edition.start
    mark = text.mark_at(at, Kind.NOTE_CALL) or text.mark_at(at, Kind.NOTE_BODY)
    message = one.claim.message
    if mark is not None:
        message = message.replace(f"note {unscoped(mark.value)[0]} ", "note ", 1)
    return _OF_TEXT.sub("", unicodedata.normalize("NFC", message))


def said_alone(case: Case, rules: Sequence[Rule], repairs: Sequence[Repair]) -> Iterator[Taken]:
    """What can be said of an edition without a canonical text, with the variants it follows from where there is one."""
    for repair in repairs:
        if not repair.transcript_only:
            yield from artefacts(case, repair)
    for rule in rules:
        if not rule.compares:
            yield from claims_of(rule, case)


def claims_of(rule: Rule, case: Case) -> Iterator[Taken]:
    """What a rule claims in a case."""
    for claim in rule.check(case):
        yield Taken(rule.code, rule.name, rule.family, claim.severity or rule.severity, claim)


def _anchors(collation: Collation) -> Callable[[int], tuple[int, int] | None]:
    """The function from a canonical place to one that is the same between two characters of a strand: (strand, view offset)."""
    views = [collation.running.canonical, *(pair.strand.canonical for pair in collation.notes if pair.strand is not None)]
    begins = [view.offsets[0] if view.offsets else view.end for view in views]
    order = sorted(range(len(views)), key=lambda i: (begins[i], i))
    starts = [begins[i] for i in order]

    def anchor(offset: int) -> tuple[int, int] | None:
        at = bisect_right(starts, offset)
        # strands follow one another, and at their rims two may touch: the first of them counts
        near = sorted(i for i in (0, *order[max(at - 3, 0) : at]) if begins[i] <= offset <= views[i].end)
        return (near[0], views[near[0]].from_text(offset)) if near else None

    return anchor
