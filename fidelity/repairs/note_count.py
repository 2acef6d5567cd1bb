"""Whether the count of a text's notes closes: every body is called, and no number is missing. Where it does not, which note is
in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.repairs.note_sequence import printed_label


@dataclass(frozen=True, slots=True)
class OpenNote:
    """A note that keeps the count from closing: why, and the text offset at which that shows."""

    label: str
    why: str
    offset: int


def open_notes(text: Text) -> list[OpenNote]:
    """The notes that nothing calls, and those that the numbers of the others show to be missing, in the order of printing."""
    called = {call.value for call in text.of_kind(Kind.NOTE_CALL)}
    bodies = sorted(text.of_kind(Kind.NOTE_BODY), key=lambda body: text.transcript_offset(body.start))
    missing = missing_before([printed_label(body.value) for body in bodies])
    found = []
    for index, body in enumerate(bodies):
        if index in missing:
            found.append(OpenNote(missing[index], f"missing before note {body.value}", body.start))
        if body.value not in called:
            found.append(OpenNote(body.value, "not called from the text", body.start))
    return found


def missing_before(labels: Sequence[str]) -> dict[int, str]:
    """The numbers, as "3" or "3–5", that are missing before each label which skips some, by its index."""
    missing = {}
    last: int | None = None
    for index, label in enumerate(labels):
        if not label.isdigit():
            continue
        number = int(label)
        if last is not None and number > last + 1:
            missing[index] = str(last + 1) if number == last + 2 else f"{last + 1}–{number - 1}"
        last = number
    return missing
