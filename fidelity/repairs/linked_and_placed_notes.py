"""The notes that links lead to and those known by their place, as one set: a document may link some of its notes only.

LaTeX links no notes of boxes and tables, and none whose number the author gave; elsarticle and others link those of the title
alone. So a note without a link counts beside linked ones where its raised number does, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.call_candidates import superior_numbers
from fidelity.repairs.linked_bodies import linked_bodies
from fidelity.repairs.linked_notes import linked_notes
from fidelity.repairs.note_bodies import Body
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.raised_characters import is_raised


def by_place_alone(text: Text, lines: Sequence[PrintedLine], bodies: Sequence[Body]) -> bool:
    """Whether links tell of no other bodies than those known by their place and size, or of few that may well be none.

    Where more bodies with raised numbers have no link than there are linked ones, and what the links lead to has no raised
    number, they lead to clauses or items of lists.
    """
    openings = linked_notes(text).openings
    starts = {body.start for body in bodies}
    first = {text.origin[line.start_of_words]: line for line in lines}
    others = {start for start in openings if start not in first or first[start].span.start not in starts}
    if not others:
        return True
    raised = {start for start, line in first.items() if is_raised(text, line.start_of_words)}
    unlinked = sum(first[start].span.start in starts for start in raised - openings.keys())
    return not others & raised and unlinked > len(openings)


def with_linked(text: Text, lines: Sequence[PrintedLine], placed: Sequence[Body]) -> list[Body]:
    """The bodies that links lead to, and beside them those known by their place that have no link, in order."""
    linked = _with_rest(linked_bodies(text, lines), placed)
    starts = {body.start for body in linked}
    counted = _counted(text, lines, linked, [body for body in placed if body.start not in starts])
    linked, counted = _parted(linked, counted)
    taken = [stretch for body in (*linked, *counted) for stretch in body.stretches]
    signs = [
        body
        for body in placed
        if not body.label.isdecimal() and not any(mine.overlaps(its) for mine in body.stretches for its in taken)
    ]
    return sorted((*linked, *counted, *signs), key=lambda body: body.start)


def _parted(linked: Sequence[Body], counted: Sequence[Body]) -> tuple[list[Body], list[Body]]:
    """The linked bodies, each ended where one without a link begins in it; that has the lines below, then."""
    parted, others = [], list(counted)
    for body in linked:
        last = body.stretches[-1]
        inside = [i for i, other in enumerate(others) if last.start < other.start < last.end]
        if not inside:
            parted.append(body)
            continue
        parted.append(replace(body, stretches=(*body.stretches[:-1], Span(last.start, others[inside[0]].start - 1))))
        lowest = others[inside[-1]]
        if len(lowest.stretches) == 1 and lowest.stretches[0].end < last.end:
            others[inside[-1]] = replace(lowest, stretches=(Span(lowest.start, last.end),))
    return parted, others


def _counted(text: Text, lines: Sequence[PrintedLine], linked: Sequence[Body], free: Sequence[Body]) -> list[Body]:
    """Of bodies without a link those with raised numbers that the linked ones lack, and that are called in the text."""
    raised = {line.span.start for line in lines if is_raised(text, line.start_of_words)}
    numbered = [body for body in free if body.label.isdecimal() and body.start in raised]
    if not numbered:
        return []
    outside = tuple(sorted(stretch for body in (*linked, *free) for stretch in body.stretches))
    called = {label for label, _ in superior_numbers(text, outside)}
    count = [(body.start, int(body.label)) for body in linked if body.label.isdecimal()]
    kept: list[Body] = []
    for body in numbered:
        number = int(body.label)
        before = max((one for one in count if one[0] < body.start), default=(0, 0))[1]
        after = min((one for one in count if one[0] > body.start), default=(0, 0))[1]
        if body.label in called and (before < number < after or number in (before + 1, after - 1)):
            count.append((body.start, number))
            kept.append(body)
    return kept


def _with_rest(linked: Sequence[Body], small: Sequence[Body]) -> list[Body]:
    """The bodies that links lead to, with the rest overleaf of those that are known by their size or a rule over them, too."""
    taken = [stretch for body in linked for stretch in body.stretches]
    rests = {(body.label, body.stretches[0]): body for body in small if len(body.stretches) > 1}
    found = []
    for body in linked:
        other = rests.get((body.label, body.stretches[0])) if len(body.stretches) == 1 else None
        if other is not None and not any(mine.overlaps(its) for mine in other.stretches[1:] for its in taken):
            found.append(replace(body, stretches=other.stretches, page=other.page))
        else:
            found.append(body)
    return found
