"""N122 lost-note: the canonical text has a note that the edition does not have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.collation import Variant, VariantKind
from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import reading, shown
from fidelity.rules.note_variant import whole_notes

_MANY = 10
"""Lost notes that are said in one finding where the edition has no note at all."""


def check(case: Case) -> Iterator[Claim]:
    """Claim notes whose body is gone, at their call or where it stood; in a translation, those that nothing stands for."""
    if case.relation is Relation.TRANSLATION:
        yield from _lost_in_translation(case)
        return
    assert case.canonical is not None
    lost = [(variant, pair) for variant, pair in whole_notes(case, VariantKind.OMISSION) if pair.canonical is not None]
    if len(lost) >= _MANY and not case.edition.notes:
        yield _all_lost(case, [variant for variant, _ in lost], {pair.canonical.label for _, pair in lost if pair.canonical})
        return
    for variant, pair in lost:
        assert pair.canonical is not None
        body = shown(reading(case.canonical, pair.canonical.body or variant.canonical))
        kept = pair.edition.calls[0] if pair.edition is not None and pair.edition.calls else None
        state = "its call is still there" if kept is not None else "call and body"
        yield Claim(
            f"note {pair.canonical.label} of the canonical text was lost ({state}): “{body}”",
            kept or variant.edition,
            pair.canonical.body or variant.canonical,
            frozenset({variant.index}),
        )


def _all_lost(case: Case, lost: list[Variant], labels: set[str]) -> Claim:
    """What is said of an edition without a note, once: its calls, if they stand there, are numbers that were added to it."""
    assert case.collation is not None
    assert case.canonical is not None
    numbers = {
        variant.index
        for variant in case.collation.variants
        if variant.substantive
        and variant.note is None
        and (added := reading(case.edition, variant.edition)).startswith(before := reading(case.canonical, variant.canonical))
        and added[len(before) :].strip("()[]^ ") in labels
    }
    return Claim(
        f"all {len(lost):,} notes of the canonical text were lost: the edition has none that can be told from its text",
        lost[0].edition,
        lost[0].canonical,
        frozenset(variant.index for variant in lost) | numbers,
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
