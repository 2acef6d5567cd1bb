"""Note bodies in the flow of the text, between the halves of a sentence or of a word."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from fidelity.language.note_signs import SYMBOLS
from fidelity.model.changes import AddMark, Change, Edit, Move
from fidelity.model.marks import Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.author_affiliations import author_affiliations
from fidelity.repairs.call_candidates import Standing
from fidelity.repairs.note_bodies import Body, Zones
from fidelity.repairs.note_count import missing_before
from fidelity.repairs.note_sequence import Call, Wanted, find_calls, unique_label
from fidelity.repairs.note_zones import find_bodies
from fidelity.repairs.printed_lines import printed_lines
from fidelity.repairs.raised_characters import is_raised
from fidelity.repairs.rules_over_notes import at_rules
from fidelity.repairs.text_size import body_size, text_sizes

LEAST_LEVEL = 3
"""Notes whose labels and calls are on the line, at least: fewer may be a list and names with figures ("MP3")."""
CALLED = 0.5
"""Lines are notes only when at least this part of their labels is called from the text before them."""


def propose(text: Text) -> Iterator[Change]:
    """Each body moved behind the running text under a note body mark, its label and back link removed."""
    zones = find_bodies(text)
    if not zones.bodies:
        return
    addresses, place = author_affiliations(text, zones.bodies)
    if place is not None:
        for body in addresses:
            for stretch in body.stretches:
                reason = f"address {body.label} of an author, whose name refers to it"
                yield Move(Span(stretch.start - 1, stretch.end), place, reason, 0.85)
        zones = replace(zones, bodies=tuple(body for body in zones.bodies if body not in addresses))
    stretches = [stretch for body in (*addresses, *zones.bodies) for stretch in body.stretches]
    if place is not None:
        stretches.append(Span(text.string.rfind("\n", 0, place) + 1, place))
    calls = _calls(text, zones.bodies, stretches)
    kept = _called_enough(text, zones, calls)
    if len(kept) < len(zones.bodies):
        zones = replace(zones, bodies=tuple(kept))
        calls = _calls(text, kept, stretches)
    if not kept:
        return
    called = {call.note for call in calls}
    noted = {zones.bodies[note].page for note in called}
    certainty = 0.99 if len(called) == len(zones.bodies) else 0.9
    for heading in zones.headings:
        whole = Span(max(heading.start - 1, 0), heading.end)
        yield Edit(whole, "", "the heading over the end notes, which are notes now", certainty)
    for rule in zones.rules:
        yield Edit(Span(max(rule.start - 1, 0), rule.end), "", "the rule over the notes", certainty)
    yield from _apparatus_moved(text, zones)
    seen: Counter[str] = Counter()
    missing = missing_before([body.label for body in zones.bodies])
    for index, body in enumerate(zones.bodies):
        if index not in called and not body.label.isdigit() and body.page not in noted:
            # a sign that nothing refers to: more likely a legend below a table
            continue
        seen[body.label] += 1
        label = unique_label(body.label, seen[body.label])
        doubt = f"; {missing[index]} before it was not found" if index in missing else ""
        doubt += "" if index in called else "; no call for it was found"
        yield from _lift(text, body, label, f"note {label}, known by {body.sign}{doubt}", certainty if not doubt else 0.6)


def _apparatus_moved(text: Text, zones: Zones) -> Iterator[Change]:
    """The lines of a critical apparatus moved behind the running text, out of the sentences that go on on the next page."""
    if not zones.apparatus:
        return
    lifted = [*(stretch for body in zones.bodies for stretch in body.stretches), *zones.apparatus]
    lines = printed_lines(text)
    place = next((line.span.end for line in reversed(lines) if not any(line.span.overlaps(span) for span in lifted)), 0)
    for span in zones.apparatus:
        if place and span.start - 1 != place:
            yield Move(Span(span.start - 1, span.end), place, "a line of the critical apparatus at the foot of its page", 0.85)


def _calls(text: Text, bodies: Sequence[Body], outside: Sequence[Span]) -> list[Call]:
    return find_calls(text, [Wanted(body.label, text.transcript_offset(body.start), body.page) for body in bodies], outside)


def _called_enough(text: Text, zones: Zones, calls: Sequence[Call]) -> list[Body]:
    """The bodies whose kind is called often enough: numbers, and signs, whose calls say nothing of each other.

    Under a heading such as "Notes" every call counts, and so it does where the count of all closes; elsewhere none that may
    stand there by chance.
    """
    if not zones.headings and not _closes_on_the_line(text, zones.bodies, calls):
        calls = [call for call in calls if not _is_by_chance(text, zones.bodies[call.note], call)]
    kept: list[Body] = []
    for signs in (False, True):
        alike = {i for i, body in enumerate(zones.bodies) if _is_sign(body) == signs}
        if sum(call.note in alike for call in calls) >= CALLED * len(alike):
            kept += [zones.bodies[i] for i in alike]
        elif not signs:
            kept += _certain_by_place(text, [zones.bodies[i] for i in sorted(alike)]) or _called_on_own_pages(
                text, zones, calls
            )
    return sorted(kept, key=lambda body: body.start)


def _called_on_own_pages(text: Text, zones: Zones, calls: Sequence[Call]) -> list[Body]:
    """The numbered bodies of pages that call all of theirs, each with a raised number: lists are elsewhere."""
    own = {
        call.note
        for call in calls
        if call.standing is Standing.RAISED and _page(text, zones.bodies[call.note].start) == _page(text, call.span.start)
    }
    pages: dict[int, list[int]] = {}
    for i, body in enumerate(zones.bodies):
        if not _is_sign(body):
            pages.setdefault(_page(text, body.start), []).append(i)
    return [zones.bodies[i] for of_page in pages.values() if own.issuperset(of_page) for i in of_page]


def _certain_by_place(text: Text, bodies: Sequence[Body]) -> list[Body]:
    """All bodies, where each has a raised number and stands below a rule over notes: whoever wrote them forgot their calls.

    Where some are called, or one is not so, they are no notes that can be told from a list.
    """
    size = body_size(text)
    if size is None or not all(body.signs and is_raised(text, body.signs[0].start) for body in bodies):
        return []
    lines = printed_lines(text)
    ruled = {lines[i].span.start for i in at_rules(text, lines, text_sizes(lines, size)).below}
    return list(bodies) if all(body.start in ruled for body in bodies) else []


def _is_by_chance(text: Text, body: Body, call: Call) -> bool:
    """Whether both a body's label and what stands for its call are seen to be numbers on the line.

    So are those of an item in small type and of a name in the text: "MP3" does not call the third item of a list.
    """
    if call.standing is Standing.RAISED or text.source.boxes is None or not body.label.isdigit():
        return False
    return not (body.signs and is_raised(text, body.signs[0].start))


def _closes_on_the_line(text: Text, bodies: Sequence[Body], calls: Sequence[Call]) -> bool:
    """Whether numbers on the line call all notes, or all but one of many, each behind a mark or a word of its own page.

    Some may be raised by a little, or be taken for raised. A style sheet that says nothing of calls leaves them in the size of
    the text ("the mill.1"). A list in small type is not called so, page after page and behind the ends of sentences and
    clauses, in the order of its items.
    """
    numbered = {i for i, body in enumerate(bodies) if not _is_sign(body)}
    level = [call for call in calls if call.note in numbered and call.standing in (Standing.GLUED, Standing.RAISED)]
    if len(level) < max(LEAST_LEVEL, 0.8 * len(numbered)) or len(numbered) - len(level) > 1:
        return False
    behind_marks = sum(not text.string[call.place - 1].isalpha() for call in level)
    # a note that its page has no room for stands at the foot of the next
    further = [_page(text, bodies[call.note].start) - _page(text, call.span.start) for call in level]
    own_page = further.count(0) >= 0.75 * len(level) and max(further) <= 1
    return own_page and behind_marks >= 0.75 * len(level)


def _page(text: Text, offset: int) -> int:
    return bisect_right(text.source.pages, text.transcript_offset(offset))


def _is_sign(body: Body) -> bool:
    return set(body.label) <= set(SYMBOLS)


def _lift(text: Text, body: Body, label: str, reason: str, certainty: float) -> Iterator[Change]:
    for sign in body.signs:
        yield Edit(sign, "", f"the label or back link of {reason}", certainty)
    for stretch in body.stretches:
        start = stretch.start - 1 if stretch.start else 0
        if text.string[start : stretch.start] == " ":
            yield Edit(
                Span(start, stretch.start), "\n", f"the space before {reason}, which its own line has no need of", certainty
            )
        yield Move(Span(start, stretch.end), len(text.string), reason, certainty)
        yield AddMark(Mark(Kind.NOTE_BODY, stretch.start, stretch.end, label), reason, certainty)


REPAIR = Repair(
    code="A106",
    name="note-body-in-text",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="the body of a note stands in the running text",
)
