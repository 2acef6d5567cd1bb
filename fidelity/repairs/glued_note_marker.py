"""Note calls glued to the word before them, or set as superiors and read as digits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import AddMark, Change, Edit
from fidelity.model.marks import Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.call_candidates import Standing
from fidelity.repairs.note_sequence import Call
from fidelity.repairs.raised_characters import is_raised
from fidelity.repairs.uncalled_notes import missing_calls


def propose(text: Text) -> Iterator[Change]:
    """Each numeral that the sequence of notes calls for, and that touches its word, marked as a call.

    A raised comma between two raised calls parts their figures, and goes.
    """
    before: Call | None = None
    for call in missing_calls(text):
        last, before = before, call
        if call.standing is Standing.STRANDED:
            continue
        parted = last is not None and last.standing is call.standing is Standing.RAISED and _is_comma(text, last, call)
        if parted and last is not None:
            yield Edit(Span(last.span.end, call.span.start), "", "it parts the figures of two calls", call.certainty)
        how = "set as a superior" if call.standing is Standing.RAISED else "glued to the word before it"
        reason = f"call {call.label} was {how}; the notes are called in this order"
        printed = text.string[slice(*call.span)]
        if printed != call.label:
            yield Edit(call.span, call.label, reason, call.certainty)
        if call.place < call.span.start and not parted:
            yield Edit(Span(call.place, call.span.start), "", reason, call.certainty)
        yield AddMark(Mark(Kind.NOTE_CALL, *call.span, call.label), reason, call.certainty)


def _is_comma(text: Text, one: Call, two: Call) -> bool:
    """Whether nothing but a raised comma, and white, stands between two calls."""
    between = text.string[one.span.end : two.span.start]
    return between.strip() == "," and "\n" not in between and bool(is_raised(text, one.span.end + between.index(",")))


REPAIR = Repair(
    code="A108",
    name="glued-note-marker",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a note call was left as digits glued to the word before it",
)
