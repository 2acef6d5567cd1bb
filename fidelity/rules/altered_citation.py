"""C107 altered-citation: a part of a citation that has no rule of its own differs from the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import described
from fidelity.rules.citation_field import NAMED, altered, changed_abbreviation, told
from fidelity.rules.difference import Difference, differences
from fidelity.rules.place import citation_at

_NOUNS = {Field.EDITOR: "editor", Field.TRANSLATOR: "translator", Field.EDITION: "edition"}


def check(case: Case) -> Iterator[Claim]:
    """Claim every difference in a citation outside the fields that other rules answer for."""
    for difference in differences(case):
        place = citation_at(case, difference)
        if place is None:
            continue
        abbreviated = changed_abbreviation(case, difference)
        if abbreviated is not None:
            yield altered(case, difference, None, f"a citation was altered: {abbreviated}")
        elif place[1] not in NAMED:
            yield altered(case, difference, place[1], _message(case, difference, place[1]))


def _message(case: Case, difference: Difference, field: Field | None) -> str:
    noun = _NOUNS.get(field) if field is not None else None
    if noun:
        return told(difference, f"the {noun} of a citation")
    return f"a citation was altered: {described(case, difference)}"


RULE = Rule("C107", "altered-citation", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
