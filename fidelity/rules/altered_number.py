"""T106 altered-number: a number or date is not that of the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.change import changed_number
from fidelity.rules.difference import claim, differences


def check(case: Case) -> Iterator[Claim]:
    """Claim numerals, dates and number words that changed; in a translation, numerals that are gone."""
    if case.relation is Relation.TRANSLATION:
        yield from _lost_in_translation(case)
        return
    for difference in differences(case):
        changed = changed_number(case, difference)
        if changed is not None:
            yield claim(difference, changed, Severity.WARNING if difference.other_form else None)


def _lost_in_translation(case: Case) -> Iterator[Claim]:
    """Numerals that a paragraph or a note lacks; nothing where the text was not translated at all."""
    from fidelity.rules.translation import is_untranslated, lost_numerals, place_of_numeral

    if case.canonical is None or is_untranslated(case):
        return
    for there, here, lost, gained in lost_numerals(case):
        if len(lost) == len(gained) == 1:
            at = place_of_numeral(case.edition, here, gained[0])
            yield Claim(f"the number changed: {lost[0]} → {gained[0]}", at, place_of_numeral(case.canonical, there, lost[0]))
            continue
        now = f"; it has {', '.join(gained)} instead" if gained else ""
        yield Claim(f"the translation lacks {', '.join(lost)}{now}", Span(here.start, here.start), there)


RULE = Rule("T106", "altered-number", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
