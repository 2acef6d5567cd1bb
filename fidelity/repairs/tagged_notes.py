"""What the structure tree of a tagged PDF says of notes: which lines go on with one on the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from fidelity.model.source import Tags
from fidelity.model.text import Text
from fidelity.repairs.note_bodies import Body
from fidelity.repairs.printed_lines import PrintedLine

MOST_LINES = 60
"""Lines of one note on one further page, at most: an element with more is no note."""


def with_tagged_ends(text: Text, bodies: Sequence[Body], lines: Sequence[PrintedLine]) -> tuple[Body, ...]:
    """The bodies with the lines on the next page that are of the same element as their last line, a note.

    A note that ends on a page with nothing else small shows by its layout neither that it goes on nor that it is one.
    """
    tags = text.source.tags
    if tags is None or "Note" not in tags.role:
        return tuple(bodies)
    claimed = [stretch for body in bodies for stretch in body.stretches]
    free: dict[tuple[int, int], list[PrintedLine]] = {}
    for line in lines:
        i = _line(text, line.start_of_words)
        if tags.role[i] == "Note" and not any(stretch.overlaps(line.span) for stretch in claimed):
            free.setdefault((tags.element[i], line.page), []).append(line)
    return tuple(_goes_on(text, tags, body, free) for body in bodies) if free else tuple(bodies)


def _goes_on(text: Text, tags: Tags, body: Body, free: dict[tuple[int, int], list[PrintedLine]]) -> Body:
    last = _line(text, body.stretches[-1].end - 1)
    element = tags.last[last] if tags.last[last] >= 0 else tags.element[last]
    boxes = text.source.boxes
    if element < 0 or boxes is None:
        return body
    found = free.get((element, boxes.page[last] + 1), [])
    together = all(one.span.end + 1 == two.span.start for one, two in pairwise(found))
    if not found or not together or len(found) > MOST_LINES:
        return body
    whole = found[0].span._replace(end=found[-1].span.end)
    return replace(body, stretches=(*body.stretches, whole))


def _line(text: Text, offset: int) -> int:
    """The index of the printed line of a character."""
    origin = text.origin[offset]
    return text.source.line_of(origin if origin >= 0 else ~origin)
