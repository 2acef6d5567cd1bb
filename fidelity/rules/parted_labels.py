"""Calls and bodies whose labels do not agree although they belong together: one of the two was renamed or misspelt."""

from __future__ import annotations

from collections import defaultdict
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
    here, there = _by_scope(lost), _by_scope(left)
    return [
        (one, other)
        for scope, ones in here.items()
        for one in ones
        if (other := _only_one_alike(one, there.get(scope, ()))) is not None and _only_one_alike(other, ones) is one
    ]


def _by_scope(notes: Sequence[Note]) -> dict[int, list[Note]]:
    """The notes whose likeness says something, those of each file by themselves."""
    found: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        if len(note.label) >= _SHORTEST and not note.label.isdecimal():
            found[note.scope].append(note)
    return found


def _only_one_alike(note: Note, others: Sequence[Note]) -> Note | None:
    """The only one of some notes whose name is nearly that of a note."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    names = [other.label.casefold() for other in others]
    alike = extract(note.label.casefold(), names, scorer=ratio, score_cutoff=_LIKE, limit=2)
    return others[alike[0][2]] if len(alike) == 1 else None
