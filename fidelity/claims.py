"""Of several claims to one change the first in the order of claims is taken; consequences go with what they follow from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fidelity.catalog import FIRST_OF_ALL, ORDER_OF_CLAIMS
from fidelity.model.finding import Claim, Family, Severity
from fidelity.model.span import Span
from fidelity.model.text import Text

MISREAD = "A205"
"""The artefact that is made of others."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A claim that was taken, with what the catalog knows of the rule or repair that made it."""

    code: str
    name: str
    family: Family
    severity: Severity
    claim: Claim
    canonical: Text | None = None
    """The text that the claim's canonical place is in, where it is not the case's."""


def in_order(taken: Iterable[Taken]) -> tuple[Taken, ...]:
    """Claims in the order of the edition."""
    return tuple(sorted(taken, key=lambda one: (one.claim.edition, one.code, one.claim.message)))


def take(claims: Iterable[Taken]) -> list[Taken]:
    """Of several claims to one variant, the first in the order of claims; consequences go with what they follow from."""
    taken: list[Taken] = []
    reported: dict[int, Taken] = {}
    uncalled: dict[str, Taken] = {}
    consequences: list[Taken] = []
    misread: list[Span] = []
    for one in sorted(claims, key=_precedence):
        if one.code == MISREAD:
            misread.append(one.claim.edition)
        elif one.family is Family.ARTEFACT and any(place.covers(one.claim.edition) for place in misread):
            continue  # a soft hyphen that came of it is none
        if one.claim.follows:
            consequences.append(one)
            continue
        before = [reported[index] for index in one.claim.variants if index in reported]
        if any(not _separate_artefacts(one, other) for other in before):
            continue
        known = next((uncalled[value] for value in one.claim.calls if value in uncalled), None)
        if known is not None and known.code != one.code:
            grown = _with_consequence(known, one)
            taken[taken.index(known)] = grown
            reported.update((index, grown) for index in known.claim.variants)
            uncalled.update((value, grown) for value in known.claim.calls)
            continue
        taken.append(one)
        reported.update((index, one) for index in one.claim.variants)
        uncalled.update((value, one) for value in one.claim.calls)
    for one in consequences:
        causes = [reported[index] for index in sorted(one.claim.follows) if index in reported]
        cause = next((other for other in causes if other.severity is not Severity.INFO), None)
        if cause is None:  # what is not shown cannot explain anything
            taken.append(one)
            continue
        grown = _with_consequence(cause, one)
        taken[taken.index(cause)] = grown
        reported.update((index, grown) for index in cause.claim.variants)
    return taken


def _with_consequence(cause: Taken, consequence: Taken) -> Taken:
    """A finding with what follows from it as a related place; it weighs as much as that. Fixes stay with what they mend."""
    claim, other = cause.claim, consequence.claim
    if any(place.overlaps(other.edition) for place, _ in claim.related):
        return cause
    grown = replace(claim, related=(*claim.related, (other.edition, other.message)))
    severity = Severity.ERROR if consequence.severity is Severity.ERROR else cause.severity
    return replace(cause, claim=grown, severity=severity)


def _precedence(one: Taken) -> tuple[int, Span, str, tuple[int, ...]]:
    return _rank(one.code), one.claim.edition, one.claim.message, tuple(sorted(one.claim.variants))


def _rank(code: str) -> int:
    """Artefacts come before everything in the order of claims; a code that is not there comes after it."""
    if code in FIRST_OF_ALL:
        return -2
    if code.startswith("A"):
        return -1
    return ORDER_OF_CLAIMS.index(code) if code in ORDER_OF_CLAIMS else len(ORDER_OF_CLAIMS)


def _separate_artefacts(one: Taken, other: Taken) -> bool:
    """Two artefacts may sit in one variant, and each is a change of its own."""
    artefacts = one.family is Family.ARTEFACT and other.family is Family.ARTEFACT
    return artefacts and not one.claim.edition.overlaps(other.claim.edition)
