"""N130 lost-note-call: the note is there, but the call that the canonical text has for it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.collation import VariantKind
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.note_variant import anchor, call_changes


def check(case: Case) -> Iterator[Claim]:
    """Claim calls that vanished while the body of their note remains."""
    for variant, pair, indexes in call_changes(case):
        if variant.kind is VariantKind.OMISSION and pair.canonical is not None and case.canonical is not None:
            where = anchor(case.canonical, variant.canonical.start)
            yield Claim(
                f"the call of note {pair.canonical.label} was lost; it stood after “{where}”",
                variant.edition,
                variant.canonical,
                indexes,
            )


RULE = Rule("N130", "lost-note-call", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
