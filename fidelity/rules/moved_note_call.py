"""N120 moved-note-call: a note is called after other words than in the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.collation import VariantKind
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.note_variant import anchor, both_halves, call_changes


def check(case: Case) -> Iterator[Claim]:
    """Claim calls that stand elsewhere, once for both places."""
    if case.canonical is None or case.collation is None:
        return
    for variant, pair, indexes in call_changes(case):
        if variant.kind in {VariantKind.OMISSION, VariantKind.ADDITION} or pair.canonical is None:
            continue
        canonical, edition = both_halves(case.collation, indexes)
        stood, stands = anchor(case.canonical, canonical.start), anchor(case.edition, edition.start)
        label = pair.edition.label if pair.edition is not None else pair.canonical.label
        yield Claim(
            f"the call of note {label} moved: it stood after “{stood}” and stands after “{stands}”",
            edition,
            canonical,
            indexes,
        )


RULE = Rule("N120", "moved-note-call", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
