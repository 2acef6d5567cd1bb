"""What the rules for lost, added and moved quotation marks share: the differences that are quotation marks alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from fidelity.language.incises import is_incise
from fidelity.language.quotation_marks import ALL
from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.recognised import Quotation
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import Difference, differences, reading
from fidelity.rules.quotation_change import marks_alone

_NEAR = 400
"""Characters that a moved mark may have travelled past other marks: what is further off is another quotation's."""
_FAR = 3000
"""Characters that a moved mark may have travelled at most."""
_DOUBLE = re.compile('[“”„«»"]')


@dataclass(frozen=True, slots=True)
class MarkChange:
    """One or several quotation marks lost or gained at one place."""

    difference: Difference
    opens: bool
    """Whether it opens a quotation on the side that has it."""

    @property
    def lost(self) -> bool:
        """Whether the canonical text has it and the edition does not."""
        return bool(self.difference.lost)


def mark_changes(case: Case) -> tuple[MarkChange, ...]:
    """The differences of quotation marks alone, lost or gained, in the order of the edition."""
    found = []
    for difference in differences(case):
        if not marks_alone(difference) or (difference.lost and difference.gained) or difference.moved:
            continue
        text, span = (case.canonical, difference.canonical) if difference.lost else (case.edition, difference.edition)
        if text is not None and not is_apostrophe(case, difference):
            found.append(MarkChange(difference, _opens(text, span)))
    return tuple(found)


def is_apostrophe(case: Case, difference: Difference) -> bool:
    """Whether a single mark that was lost or gained stands behind a word and closes nothing: the dogs’ kennels."""
    lost = bool(difference.lost)
    text, span = (case.canonical, difference.canonical) if lost else (case.edition, difference.edition)
    if (
        text is None
        or span.length != 1
        or text.string[span.start] not in "'’"
        or not text.string[max(span.start - 1, 0) : span.start].isalpha()
    ):
        return False
    return span.end not in (case.canonical_marks if lost else case.edition_marks).quotation_ends


def _opens(text: Text, span: Span) -> bool:
    """Whether a mark opens: a space or an opening bracket before it and none after it, note calls passed over.

    Of the typographic marks only „ says so itself: “ opens in English and closes in German.
    """
    string = text.string
    if string[span.start] == "„":
        return True
    call = text.mark_at(span.end, Kind.NOTE_CALL) if span.end < len(string) else None
    end = call.end if call is not None else span.end
    before, after = string[max(span.start - 1, 0) : span.start], string[end : end + 1]
    if string[span.start] in "«»" and before.isspace() and not after.isalnum():  # French: « so »
        return string[span.start] == "«"
    opens = not before or before.isspace() or before in "([{—–-/" or before in ALL
    return opens and bool(after) and not after.isspace()


def moves(case: Case, changes: tuple[MarkChange, ...]) -> list[tuple[MarkChange, MarkChange]]:
    """Pairs of a mark lost here and a mark of the same direction gained nearby: (lost, gained), each mark in one pair.

    Of a quotation that lost both marks, each moved only to a quotation that gained both and has words of it.
    """
    held = _hulls(changes, case.canonical_marks.quotations, lost=True) | _hulls(
        changes, case.edition_marks.quotations, lost=False
    )

    def may_be(one: MarkChange, other: MarkChange) -> bool:
        here, there = held.get((True, place_of(one))), held.get((False, place_of(other)))
        if here is None or there is None:
            return here is there
        return here.overlaps(there)

    pairs = []
    free = sorted((change for change in changes if not change.lost), key=_edition_start)
    for one in changes:
        if not one.lost:
            continue
        start = _edition_start(one)
        first, last = (bisect_left(free, start + far, key=_edition_start) for far in (-_FAR, _FAR + 1))
        near = [
            other
            for other in free[first:last]
            if other.opens == one.opens and may_be(one, other) and _within_reach(case, start, other.difference.edition)
        ]
        if near:
            gained = min(near, key=lambda other: abs(_edition_start(other) - _edition_start(one)))
            free.remove(gained)
            pairs.append((one, gained))
    return pairs


def _edition_start(change: MarkChange) -> int:
    return change.difference.edition.start


def _hulls(changes: tuple[MarkChange, ...], quotations: tuple[Quotation, ...], *, lost: bool) -> dict[tuple[bool, Span], Span]:
    """For each mark of a quotation both of whose marks were lost, or gained: the stretch of the edition between them."""
    found: dict[tuple[bool, Span], Span] = {}
    for group in whole(tuple(change for change in changes if change.lost is lost), quotations):
        if len(group) == 2:
            hull = Span(group[0].difference.edition.start, group[1].difference.edition.end)
            found.update(((lost, place_of(change)), hull) for change in group)
    return found


def _within_reach(case: Case, lost: int, gained: Span) -> bool:
    distance = abs(gained.start - lost)
    if distance <= _NEAR or distance > _FAR:
        return distance <= _NEAR
    start, end = (gained.end, lost) if gained.start < lost else (lost, gained.start)
    return _DOUBLE.search(case.edition.string, start, end) is None


def whole(changes: tuple[MarkChange, ...], quotations: tuple[Quotation, ...]) -> list[tuple[MarkChange, ...]]:
    """The changes grouped: both marks of one quotation together, any other alone. All must be of the side of `quotations`."""
    groups: list[tuple[MarkChange, ...]] = []
    done: set[int] = set()
    opening: dict[int, Quotation] = {}
    for quotation in quotations:
        opening.setdefault(quotation.span.start, quotation)
    marks: dict[int, list[int]] = defaultdict(list)
    for i, one in enumerate(changes):
        for offset in range(*place_of(one)):
            marks[offset].append(i)
    for i, one in enumerate(changes):
        if i in done:
            continue
        begun = next((opening[offset] for offset in range(*place_of(one)) if offset in opening), None)
        closing = next((k for k in marks[begun.span.end - 1] if k > i), None) if begun is not None else None
        if closing is not None:
            done.add(closing)
            groups.append((one, changes[closing]))
        else:
            groups.append((one,))
    return groups


def around_incises(case: Case, changes: tuple[MarkChange, ...]) -> list[tuple[MarkChange, MarkChange]]:
    """Pairs of marks, a closing one and the next opening one, between which stand only words that say who speaks.

    « Vous verrez, dit le pilote, que le fleuve monte. » is the same as « Vous verrez », dit le pilote, « que le fleuve monte. »
    """
    found = []
    for one, two in pairwise(changes):
        if one.lost is two.lost and not one.opens and two.opens:
            text = case.canonical if one.lost else case.edition
            between = reading(text, Span(place_of(one).end, place_of(two).start)) if text is not None else ""
            if is_incise(between):
                found.append((one, two))
    return found


def around_incise(one: MarkChange, two: MarkChange, how: str) -> Claim:
    """The claim, an information, that the incise between two marks was put outside the quotation, or taken into it."""
    first, last = one.difference, two.difference
    return Claim(
        f"an incise was {how} the quotation marks",
        Span(first.edition.start, last.edition.end),
        Span(first.canonical.start, last.canonical.end),
        first.variants | last.variants,
        severity=Severity.INFO,
    )


def place_of(change: MarkChange) -> Span:
    """The marks themselves, in offsets of the text that has them."""
    return change.difference.canonical if change.lost else change.difference.edition
