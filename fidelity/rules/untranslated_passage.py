"""T118 untranslated-passage: a paragraph of a translation is in the words of the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import reading, shown
from fidelity.rules.translation import is_untranslated, left_in_the_original


def check(case: Case) -> Iterator[Claim]:
    """Claim paragraphs that were left in the original where others were not."""
    if case.relation is not Relation.TRANSLATION or case.canonical is None or is_untranslated(case):
        return
    for span in left_in_the_original(case):
        yield Claim(f"this paragraph was not translated: “{shown(reading(case.edition, span))}”", span)


RULE = Rule("T118", "untranslated-passage", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
