"""Whether the count of a text's notes closes: every body is called, no number is missing, and none that would be a call is left
in the text. Where it does not close, which note is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fidelity.model.marks import Kind
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.call_candidates import superior_numbers
from fidelity.repairs.note_links import label_links
from fidelity.repairs.note_sequence import printed_label

FEWEST = 2
"""Superior numbers that count from 1, from which on they may be calls: one alone is an exponent as well."""


@dataclass(frozen=True, slots=True)
class OpenNote:
    """A note that keeps the count from closing: why, and the text offset at which that shows."""

    label: str
    why: str
    offset: int


def open_notes(text: Text) -> list[OpenNote]:
    """The notes that nothing calls, those that others show to be missing, then the superior numbers left in the text."""
    called = {call.value for call in text.of_kind(Kind.NOTE_CALL)}
    bodies = sorted(text.of_kind(Kind.NOTE_BODY), key=lambda body: text.transcript_offset(body.start))
    missing = missing_before([printed_label(body.value) for body in bodies])
    found = []
    for index, body in enumerate(bodies):
        if index in missing:
            found.append(OpenNote(missing[index], f"missing before note {body.value}", body.start))
        if body.value not in called:
            found.append(OpenNote(body.value, "not called from the text", body.start))
    return [*found, *_left_in_text(text)]


def _left_in_text(text: Text) -> list[OpenNote]:
    """The superior numbers that stand in the text as calls do and are none: linked ones, and those that count from 1."""
    if text.source.boxes is None:
        return []
    outside = [mark.span for mark in text.of_kind(Kind.NOTE_CALL, Kind.TABLE)]
    # the numbers of authors whose addresses were found are their own
    first = text.source.pages[1] if len(text.source.pages) > 1 else len(text.source.transcript)
    addressed = any(change.code == "A106" and "of an author" in change.reason for change in text.log)
    left = [
        (number, span.start)
        for number, span in superior_numbers(text, (*outside, Span(text.running_end, len(text.string))))
        if not (addressed and text.transcript_offset(span.start) < first)
    ]
    linked = {link.start for link in label_links(text.source)}
    counted = _counted([int(number) for number, _ in left])
    return [
        OpenNote(number, "left in the text as a superior number", offset)
        for i, (number, offset) in enumerate(left)
        if i in counted or text.origin[offset] in linked
    ]


def _counted(numbers: Sequence[int]) -> set[int]:
    """The indexes of numbers that count upwards from 1, to 2 at least."""
    counted: list[int] = []
    for i, number in enumerate(numbers):
        if number == len(counted) + 1:
            counted.append(i)
    return set(counted) if len(counted) >= FEWEST else set()


def missing_before(labels: Sequence[str]) -> dict[int, str]:
    """The numbers, as "3" or "3–5", that are missing before each label which skips some, by its index.

    The notes of a table that count from 1 may stand between two of the text, which go on behind them.
    """
    missing = {}
    last: int | None = None
    broken_off: set[int] = set()
    for index, label in enumerate(labels):
        if not label.isdigit():
            continue
        number = int(label)
        if number == 1 and last is not None:
            broken_off.add(last)
        if last is not None and number > last + 1 and number - 1 not in broken_off:
            missing[index] = str(last + 1) if number == last + 2 else f"{last + 1}–{number - 1}"
        last = number
    return missing
