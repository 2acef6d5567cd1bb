"""T107 altered-name: a name is not that of the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import changed_name
from fidelity.rules.difference import claim, differences, reading


def check(case: Case) -> Iterator[Claim]:
    """Claim names that were changed, lost or added; the recognised names of the side that has them decide."""
    if case.relation is Relation.TRANSLATION:
        yield from _respelt(case)
        return
    for difference in differences(case):
        changed = changed_name(case, difference)
        if changed is not None:
            yield claim(difference, changed)


def _respelt(case: Case) -> Iterator[Claim]:
    from fidelity.rules.translated_name import respelt_names
    from fidelity.rules.translation import is_untranslated

    if case.canonical is None or is_untranslated(case):
        return
    for there, here in respelt_names(case):
        yield Claim(f"the name changed: {reading(case.canonical, there)} → {reading(case.edition, here)}", here, there)


RULE = Rule("T107", "altered-name", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
