"""N110 space-before-note-call: a space parts a note call from the word that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Edit
from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind, Mark, unscoped
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text


def check(case: Case) -> Iterator[Claim]:
    """Claim the plain space before a call, unless most calls have one: then it is this edition's style."""
    text = case.edition
    calls = [mark for mark in text.of_kind(Kind.NOTE_CALL) if mark.start > text.block_at(mark.start).start]
    spaced = [mark for mark in calls if _is_spaced(text, mark)]
    if 2 * len(spaced) >= max(len(calls), 2):
        return
    for mark in spaced:
        space = Span(mark.start - 1, mark.start)
        yield Claim(
            f"a space stands before the call of note {unscoped(mark.value)[0]}",
            space,
            edits=(Edit(space, "", "the space before the call is taken out"),),
            safe=True,
            fix_title="take out the space before the call",
        )


def _is_spaced(text: Text, call: Mark) -> bool:
    """Whether a call stands behind a space as typed, not in a table and not behind code, whose end the space shows.

    A call in a note that has a colon behind it may be the label of another note, whose line was lost.
    """
    before, following = text.string[max(call.start - 2, 0) : call.start], text.string[call.end : call.end + 1]
    return (
        len(before) == 2
        and before[1] == " "
        and not before[0].isspace()
        and not following.isalnum()
        and not (following == ":" and call.start > text.running_end)
        and text.mark_at(call.start - 2, Kind.VERBATIM) is None
        and text.mark_at(call.start, Kind.TABLE) is None
        and text.mark_at(call.start - 2, Kind.NOTE_CALL) is None
    )


RULE = Rule("N110", "space-before-note-call", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
