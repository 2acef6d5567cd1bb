"""Note calls stranded at the end of their line, away from the place they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import AddMark, Change, Edit, Move
from fidelity.model.marks import Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.call_candidates import Standing
from fidelity.repairs.note_sequence import Call
from fidelity.repairs.uncalled_notes import missing_calls


def propose(text: Text) -> Iterator[Change]:
    """Each stranded call moved to the gap that it left in its line and marked."""
    for call in missing_calls(text):
        if call.standing is Standing.STRANDED:
            yield from _mend(text, call)


def _mend(text: Text, call: Call) -> Iterator[Change]:
    where = "the gap left in its line" if call.gap is not None else "the end of the words before it"
    reason = f"call {call.label} was stranded at the end of its line; it belongs at {where}"
    before = text.string[: call.span.start]
    blank = Span(len(before.rstrip(" \t")), call.span.start)
    yield AddMark(Mark(Kind.NOTE_CALL, *call.span, call.label), reason, call.certainty)
    if text.string[slice(*call.span)] != call.label:
        yield Edit(call.span, call.label, "the notes' numbers restart", call.certainty)
    if call.place == blank.start:
        if blank.length:
            yield Edit(blank, "", reason, call.certainty)
        return
    yield Move(call.span, call.place, reason, call.certainty)
    if call.gap is not None and call.gap.length > 1:
        yield Edit(Span(call.gap.start + 1, call.gap.end), "", "the gap that the call left", call.certainty)


REPAIR = Repair(
    code="A104",
    name="stray-note-marker",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a note call was left at the end of its line, away from its place",
)
