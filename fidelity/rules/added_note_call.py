"""N131 added-note-call: a note is called at a place where the canonical text does not call it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.collation import VariantKind
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.note_variant import anchor, call_changes
from fidelity.rules.parted_labels import parted_labels


def check(case: Case) -> Iterator[Claim]:
    """Claim calls without a canonical counterpart whose note has one."""
    parted = [one for one, _ in parted_labels(case.edition)]
    for variant, pair, indexes in call_changes(case):
        if variant.kind is VariantKind.ADDITION and pair.edition is not None and pair.edition not in parted:
            where = anchor(case.edition, variant.edition.start)
            yield Claim(
                f"a call of note {pair.edition.label} was added after “{where}”", variant.edition, variant.canonical, indexes
            )


RULE = Rule("N131", "added-note-call", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
