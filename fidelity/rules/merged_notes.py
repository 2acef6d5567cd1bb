"""N124 merged-notes: two notes became one, or one became two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import reading, shown
from fidelity.rules.merging import merged
from fidelity.rules.note_variant import place_in_edition


def check(case: Case) -> Iterator[Claim]:
    """Claim a lost note whose words stand in another, and an added one whose words another lost."""
    if case.collation is None or case.canonical is None:
        return
    for one in merged(case.collation):
        whole = case.collation.notes[one.whole]
        kept = case.collation.notes[one.kept].edition
        note = whole.canonical if one.merged else whole.edition
        assert note is not None
        assert note.body is not None
        assert kept is not None
        text = case.canonical if one.merged else case.edition
        words = shown(reading(text, note.body))
        message = (
            f"note {note.label} of the canonical text was merged into note {kept.label}: “{words}”"
            if one.merged
            else f"note {kept.label} was split: its words are now note {note.label}, too: “{words}”"
        )
        place = place_in_edition(kept if one.merged else note, note.body)
        severity = Severity.INFO if one.declared else None
        yield Claim(message, place, note.body if one.merged else None, one.variants, severity=severity)


RULE = Rule("N124", "merged-notes", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
