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
    """Claim notes whose body is gone, at their call or where it stood; in a translation, those that nothing stands for."""
    if case.relation is Relation.TRANSLATION:
        yield from _lost_in_translation(case)
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


def _lost_in_translation(case: Case) -> Iterator[Claim]:
    """Notes that nothing in the translation stands for, each placed at the call before it."""
    from fidelity.rules.facing_notes import facing_notes

    at = Span(0, 0)
    for note, other in facing_notes(case):
        if other is not None:
            at = Span(other.calls[0].end, other.calls[0].end) if other.calls else at
        elif note is not None:
            yield Claim(f"note {note.label} of the canonical text is not in the translation", at, note.body)


RULE = Rule("N122", "lost-note", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
