"""N126 renumbered-notes: notes have other labels than in the canonical text, each still with its own body."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.note_variant import numbered


def check(case: Case) -> Iterator[Claim]:
    """Say once for the whole edition that numbers changed, at the first call that did."""
    if case.collation is None:
        return
    changed = []
    for pair in case.collation.notes:
        if pair.canonical is None or pair.edition is None or not pair.edition.calls:
            continue
        old, new = pair.canonical.label, pair.edition.label
        if old != new and (numbered(old) is not None or numbered(new) is not None):
            changed.append((pair.edition.calls[0], old, new))
    if changed:
        place, old, new = min(changed)
        others = f", and {len(changed) - 1} more" if len(changed) > 1 else ""
        what = "renumbered" if numbered(old) is not None and numbered(new) is not None else "given other labels"
        yield Claim(f"notes were {what}: {old} is now {new}{others}", place)


RULE = Rule("N126", "renumbered-notes", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=True)
