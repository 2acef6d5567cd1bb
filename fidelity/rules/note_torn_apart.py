"""N118 note-torn-apart: the end of a note stands in the text, or a passage of the text in a note, for want of right indents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import Token, differences, shown
from fidelity.rules.note_place import paragraphs_between_bodies
from fidelity.rules.place import note_label

_FEWEST_WORDS = 4
"""Words that a passage has before it is the same one in the text and in a note."""


def check(case: Case) -> Iterator[Claim]:
    """Claim what went from the text into a note or back; and paragraphs alone among the bodies at the end of a file."""
    crossed = list(_crossed(case))
    yield from crossed
    for note, block in paragraphs_between_bodies(case.edition):
        if not any(block.overlaps(claim.edition) for claim in crossed):
            yield Claim(
                f"the paragraph behind note {note.label} stands in the text; as a part of the note it would be indented", block
            )


def _crossed(case: Case) -> Iterator[Claim]:
    """Passages that the canonical text has in a note and the edition in the text, or the other way round."""
    if case.collation is None:
        return
    changed = [one for one in differences(case) if not one.moved and one.size >= _FEWEST_WORDS]
    lost = {_forms(one.lost_words): one for one in changed if not one.gained_words}
    for new in changed:
        old = lost.pop(_forms(new.gained_words), None) if not new.lost_words else None
        if old is None or (old.note is None) == (new.note is None):
            continue
        words = shown(new.after)
        if new.note is not None:
            message = f"note {note_label(case, new)} has swallowed a passage of the text: “{words}”"
        else:
            message = f"the end of note {note_label(case, old)} stands in the text: “{words}”"
        yield Claim(message, new.edition, old.canonical, old.variants | new.variants, severity=Severity.ERROR)


def _forms(words: Sequence[Token]) -> tuple[str, ...]:
    return tuple(word.form for word in words)


RULE = Rule("N118", "note-torn-apart", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
