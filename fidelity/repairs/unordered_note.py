"""Note bodies that stand in another order than their calls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Change, Move
from fidelity.model.marks import Kind
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text


def propose(text: Text) -> Iterator[Change]:
    """Bodies moved behind those that are called before them; a body that nothing calls goes last."""
    if text.settled:
        return
    first_call: dict[str, int] = {}
    for call in text.of_kind(Kind.NOTE_CALL):
        first_call.setdefault(call.value, call.start)
    bodies = text.of_kind(Kind.NOTE_BODY)
    last = len(text.string)
    wanted = sorted(range(len(bodies)), key=lambda i: (first_call.get(bodies[i].value, last), i))
    if wanted == list(range(len(bodies))):
        return
    for i in wanted:
        # each carries the line end before it, as it was lifted
        body = bodies[i]
        start = body.start - 1 if body.start and text.string[body.start - 1] == "\n" else body.start
        yield Move(Span(start, body.end), last, f"note {body.value} stands in the order of the calls", 0.95)


REPAIR = Repair(
    code="A107",
    name="unordered-note",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="the body of a note stands in another order than its call",
    transcript_only=True,
)
