"""The notes of a text whose calls are still to be found, for the two repairs that mend calls."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from fidelity.language.note_signs import SYMBOLS
from fidelity.model.derived import derived
from fidelity.model.marks import Kind, Mark
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.call_candidates import SUPERIOR, Standing, candidates
from fidelity.repairs.glued_numbers import is_exponent
from fidelity.repairs.note_sequence import Call, Wanted, find_calls, printed_label
from fidelity.repairs.raised_characters import is_raised

_LETTERS = re.compile(r"(?:[a-z]{1,2}|[ivxlc]{1,7}|[A-Z]|[IVXLC]{1,7})\Z")
_SUPERIORS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_YEAR_LENGTH = 4


@derived()
def missing_calls(text: Text) -> Sequence[Call]:
    """Numerals that are the calls of notes which have a body and no call, in order.

    In a settled text (an edition) the calls that are there bound where the missing ones can stand: a numeral is taken only
    between the calls of the notes before and after it.
    """
    bodies = text.of_kind(Kind.NOTE_BODY)
    calls = text.of_kind(Kind.NOTE_CALL)
    called = {call.value for call in calls}
    stretches = [body for body in bodies if body.value not in called and _is_label(body.value)]
    wanted_bodies = list({body.value: body for body in reversed(stretches)}.values())[::-1]
    if not wanted_bodies:
        return ()
    outside = [Span(text.running_end, len(text.string)), *(call.span for call in calls)]
    outside += [mark.span for mark in text.of_kind(Kind.CODE, Kind.VERBATIM, Kind.LINK)]
    wanted = []
    for body in wanted_bodies:
        offset = text.transcript_offset(body.start)
        page = text.source.place(offset)
        wanted.append(
            Wanted(
                printed_label(body.value),
                offset if text.source.wrapped else len(text.source.transcript) + 1,
                page[0] - 1 if page else 0,
            )
        )
    found = [replace(call, label=wanted_bodies[call.note].value) for call in find_calls(text, wanted, outside, fresh=not calls)]
    if not calls:
        there = {call.note for call in found}
        missing = {i: body for i, body in enumerate(wanted_bodies) if i not in there}
        return [*found, *_called_in_notes(text, missing)] if found and missing else found
    return [call for call in found if _in_sequence(call, text) and not _is_power(call, text)]


def _called_in_notes(text: Text, missing: Mapping[int, Mark]) -> list[Call]:
    """The calls of notes, given with their indexes, that stand in the body of a note before them: raised, and one alone."""
    numbers = {printed_label(body.value): i for i, body in missing.items() if printed_label(body.value).isdecimal()}
    bodies = text.of_kind(Kind.NOTE_BODY)
    found: dict[int, list[Call]] = {i: [] for i in numbers.values()}
    for one in candidates(text, frozenset(numbers), (Span(0, text.running_end),)):
        holder = next((body for body in bodies if body.start < one.span.start < body.end), None)
        raised = one.standing is Standing.RAISED and one.weight >= SUPERIOR and is_raised(text, one.span.start)
        if holder is None or not raised or not printed_label(holder.value).isdecimal():
            continue
        note = missing[numbers[one.label]]
        apart = _page(text, note.start) - _page(text, one.span.start)
        if int(printed_label(holder.value)) < int(one.label) and 0 <= apart <= 1:
            at = numbers[one.label]
            found[at].append(Call(at, note.value, one.span, one.place, one.standing, 0.8))
    return [calls[0] for calls in found.values() if len(calls) == 1]


def _page(text: Text, offset: int) -> int:
    place = text.source.place(text.transcript_offset(offset))
    return place[0] if place else 0


def _is_label(value: str) -> bool:
    printed = printed_label(value)
    return printed.isdecimal() or (bool(printed) and set(printed) <= set(SYMBOLS)) or bool(_LETTERS.match(printed))


def _is_power(call: Call, text: Text) -> bool:
    """Whether a superior is the exponent of a unit, a variable or a number: 240 m², x², 10²; behind a year it is a call."""
    if text.string[call.span.start] not in _SUPERIORS:
        return False
    before = text.string[max(call.span.start - _YEAR_LENGTH, 0) : call.span.start]
    return is_exponent(text.string, call.span) or (before[-1:].isdecimal() and not _YEAR.fullmatch(before))


def _in_sequence(call: Call, text: Text) -> bool:
    if not call.label.isdecimal():
        # a symbol has no place in a sequence that could confirm it
        return False
    number = int(call.label)
    for other in text.of_kind(Kind.NOTE_CALL):
        if other.value.isdecimal() and (int(other.value) < number) != (other.start < call.span.start):
            return False
    return True
