"""Calls and bodies whose labels do not agree although they belong together: one of the two was renamed or misspelt."""

from __future__ import annotations

from collections.abc import Sequence

from fidelity.model.derived import derived
from fidelity.model.text import Note, Text
from fidelity.rules.note_place import without_colon

_LIKE = 80.0
"""How alike two names are that are one misspelt, from 0 to 100."""
_SHORTEST = 4
"""Characters that a name must have for its likeness to say something."""


@derived()
def parted_labels(text: Text) -> Sequence[tuple[Note, Note]]:
    """(note that is called and has no body, note that has a body and is not called), each in one pair at most.

    Names belong together that are nearly alike; numbers say nothing of that.
    """
    lost = [note for note in text.notes if note.body is None and note.calls]
    left = [note for note in text.notes if note.body is not None and not note.calls and note.body.length]
    if not lost or not left:
        return ()
    colons = {note.value for note, _ in without_colon(text)}
    lost = [note for note in lost if note.value not in colons]
    pairs = [(one, other) for one in lost for other in left if _is_alike(one, other)]
    ones, others = [one.value for one, _ in pairs], [other.value for _, other in pairs]
    return [pair for pair in pairs if ones.count(pair[0].value) == 1 and others.count(pair[1].value) == 1]


def _is_alike(one: Note, other: Note) -> bool:
    from rapidfuzz.fuzz import ratio

    names = one.label.casefold(), other.label.casefold()
    return (
        one.scope == other.scope
        and min(map(len, names)) >= _SHORTEST
        and not any(n.isdecimal() for n in names)
        and ratio(*names) >= _LIKE
    )
