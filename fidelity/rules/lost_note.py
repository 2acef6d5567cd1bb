"""N122 lost-note: the canonical text has a note that the edition does not have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.collation import VariantKind
from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import reading, shown
from fidelity.rules.note_variant import whole_notes


def check(case: Case) -> Iterator[Claim]:
    """Claim notes whose body is gone, at their call or where it stood; in a translation, labels that are gone."""
    if case.relation is Relation.TRANSLATION:
        yield from _labels_lost(case)
        return
    assert case.canonical is not None
    for variant, pair in whole_notes(case, VariantKind.OMISSION):
        if pair.canonical is None:
            continue
        body = shown(reading(case.canonical, pair.canonical.body or variant.canonical))
        kept = pair.edition.calls[0] if pair.edition is not None and pair.edition.calls else None
        state = "its call is still there" if kept is not None else "call and body"
        yield Claim(
            f"note {pair.canonical.label} of the canonical text was lost ({state}): “{body}”",
            kept or variant.edition,
            pair.canonical.body or variant.canonical,
            frozenset({variant.index}),
        )


def _labels_lost(case: Case) -> Iterator[Claim]:
    """In another language notes are known by their labels alone; each is placed at the call before it."""
    assert case.canonical is not None
    present = {note.value: note for note in case.edition.notes}
    at = Span(0, 0)
    for note in case.canonical.notes:
        if note.value in present:
            calls = present[note.value].calls
            at = Span(calls[0].end, calls[0].end) if calls else at
        else:
            yield Claim(f"note {note.label} of the canonical text is not in the translation", at, note.body)


RULE = Rule("N122", "lost-note", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
