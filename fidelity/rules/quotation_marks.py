"""What the rules for lost, added and moved quotation marks share: the differences that are quotation marks alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fidelity.language.quotation_marks import ALL
from fidelity.model.marks import Kind
from fidelity.model.recognised import Quotation
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import Difference, differences
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
        if text is not None:
            found.append(MarkChange(difference, _opens(text, span)))
    return tuple(found)


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
    opens = not before or before.isspace() or before in "([{—–-/" or before in ALL
    return opens and bool(after) and not after.isspace()


def moves(case: Case, changes: tuple[MarkChange, ...]) -> list[tuple[MarkChange, MarkChange]]:
    """Pairs of a mark lost here and a mark of the same direction gained nearby: (lost, gained), each mark in one pair."""
    pairs = []
    free = list(changes)
    for one in changes:
        if not one.lost:
            continue
        near = [
            other
            for other in free
            if not other.lost
            and other.opens == one.opens
            and _within_reach(case, one.difference.edition.start, other.difference.edition)
        ]
        if near:
            gained = min(near, key=lambda other: abs(other.difference.edition.start - one.difference.edition.start))
            free.remove(gained)
            pairs.append((one, gained))
    return pairs


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
    for i, one in enumerate(changes):
        if i in done:
            continue
        place = place_of(one)
        quotation = next((q for q in quotations if place.covers(Span(q.span.start, q.span.start + 1))), None)
        closing = None
        if quotation is not None:
            last = Span(quotation.span.end - 1, quotation.span.end)
            closing = next((k for k in range(i + 1, len(changes)) if place_of(changes[k]).covers(last)), None)
        if closing is not None:
            done.add(closing)
            groups.append((one, changes[closing]))
        else:
            groups.append((one,))
    return groups


def place_of(change: MarkChange) -> Span:
    """The marks themselves, in offsets of the text that has them."""
    return change.difference.canonical if change.lost else change.difference.edition
