"""N104 note-gap: a number is missing from the sequence of notes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from fidelity.model.collation import VariantKind
from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Note
from fidelity.rules.note_place import includes_other_files
from fidelity.rules.note_variant import numbered, place_in_edition, variants_of_label, went_with_its_passage, whole_notes

_FEWEST = 3
"""With fewer numbered notes there is no sequence to speak of."""


def check(case: Case) -> Iterator[Claim]:
    """Claim each gap once, at the note after it. A text that lacks as many numbers as it has is a selection, not a sequence."""
    if case.relation in {Relation.EXCERPT, Relation.QUOTING}:
        return
    scopes: dict[int, dict[int, Note]] = {}
    for note in case.edition.notes:
        number = numbered(note.label)
        if number is not None:
            scopes.setdefault(note.scope, {}).setdefault(number, note)
    canonical = case.canonical.notes if case.canonical is not None else ()
    gone = {note.label for note in canonical if went_with_its_passage(case, note)}
    for notes in scopes.values():
        yield from _gaps(case, notes, gone, case.edition.source.notes_left_out)


def _gaps(case: Case, notes: dict[int, Note], gone: set[str], elsewhere: frozenset[int]) -> Iterator[Claim]:
    """The gaps in the numbers of one scope.

    `gone` are the canonical labels that went with their words, `elsewhere` the numbers of notes that an abridged text lacks.
    """
    present = sorted({*notes, *elsewhere})
    if len(present) < _FEWEST:
        return
    missing = present[-1] - present[0] + 1 - len(present)
    if missing == 0 or missing >= len(present) or includes_other_files(case.edition):
        return
    for before, after in pairwise(present):
        lost = [str(number) for number in range(before + 1, after)]
        if not lost or all(label in gone for label in lost):
            continue
        if after not in notes:  # before a note that both texts lack, both have the gap
            continue
        what = f"note {lost[0]} is" if len(lost) == 1 else f"notes {lost[0]} to {lost[-1]} are"
        follows = _lost(case, lost) or variants_of_label(case, str(after), notes[after].scope)
        # every note paired with its canonical one: only the labels jump, and renumbering is free
        odd = case.collation is not None and not follows
        yield Claim(
            f"{what} missing between {before} and {after}",
            place_in_edition(notes[after], Span(0, 0)),
            variants=follows,
            severity=Severity.INFO if odd else None,
        )


def _lost(case: Case, labels: list[str]) -> frozenset[int]:
    """The lost notes that a gap follows from: those of its numbers, else any."""
    lost = [(variant.index, pair) for variant, pair in whole_notes(case, VariantKind.OMISSION)]
    own = frozenset(index for index, pair in lost if pair.canonical is not None and pair.canonical.label in labels)
    return own or frozenset(index for index, _ in lost)


RULE = Rule("N104", "note-gap", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
