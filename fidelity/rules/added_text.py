"""T103 added-text: the edition has words that the canonical text does not have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import claim, differences, reading, shown


def check(case: Case) -> Iterator[Claim]:
    """Claim words that stand in no word's stead."""
    if case.relation is Relation.TRANSLATION:
        yield from _without_original(case)
        return
    for difference in differences(case):
        if difference.gained_words and not difference.lost and not difference.moved:
            count = len(difference.gained_words)
            words = shown(difference.after)
            yield claim(difference, f"“{words}” was added" if count < 8 else f"{count} words were added: “{words}”")


def _without_original(case: Case) -> Iterator[Claim]:
    from fidelity.rules.translation import is_untranslated, lonely

    for pair in lonely(case) if not is_untranslated(case) else ():
        if pair.edition.length:
            words = shown(reading(case.edition, pair.edition))
            message = f"this paragraph of the translation seems to stand for nothing in the canonical text: “{words}”"
            yield Claim(message, pair.edition, pair.canonical, severity=Severity.WARNING)


RULE = Rule("T103", "added-text", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
