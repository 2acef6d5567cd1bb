"""N123 exchanged-notes: two notes have changed places, each now called where the other was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.collation import VariantKind
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.note_variant import anchor, both_halves, call_changes


def check(case: Case) -> Iterator[Claim]:
    """Claim two calls that moved, each to where the other stood, as one change, at the first of the two places."""
    if case.collation is None or case.canonical is None:
        return
    text, moved = case.edition, []
    for variant, pair, indexes in call_changes(case):
        if variant.kind is not VariantKind.TRANSPOSITION or pair.canonical is None:
            continue
        canonical, edition = both_halves(case.collation, indexes)
        stood = case.collation.to_edition(canonical.start)
        if stood is not None:
            places = text.running.from_text(edition.start), text.running.from_text(stood)
            moved.append((*places, pair.canonical.label, canonical, edition, indexes))
    moved.sort()
    by_origin = {stood: k for k, (_, stood, *_) in enumerate(moved)}
    for k, (stands, stood, label, canonical, edition, indexes) in enumerate(moved):
        other = by_origin.get(stands, k)
        if other <= k or moved[other][0] != stood:
            continue
        _, _, second, _, there, others = moved[other]
        yield Claim(
            f"notes {second} and {label} were exchanged: what stands after “{anchor(text, edition.start)}” "
            f"belongs after “{anchor(text, there.start)}”, and the other way round",
            edition,
            canonical,
            indexes | others,
            related=((there, "the other of the two notes"),),
        )


RULE = Rule("N123", "exchanged-notes", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
