"""N118 note-torn-apart: a paragraph between two note bodies is the end of the first, which lost its indentation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.note_place import paragraphs_between_bodies


def check(case: Case) -> Iterator[Claim]:
    """Claim the paragraphs that stand alone among the bodies at the end of a file, where nearly all follow one another."""
    for note, block in paragraphs_between_bodies(case.edition):
        yield Claim(
            f"the paragraph behind note {note.label} stands in the text; as a part of the note it would be indented", block
        )


RULE = Rule("N118", "note-torn-apart", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
