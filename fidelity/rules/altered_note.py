"""N121 altered-note: the body of a note is not the canonical one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import changed_punctuation, described
from fidelity.rules.difference import claim, differences
from fidelity.rules.place import note_label


def check(case: Case) -> Iterator[Claim]:
    """Claim what differs in the body of a note; citations and quotations in it have rules of their own, which come first."""
    for difference in differences(case):
        label = note_label(case, difference)
        if label is None:
            continue
        slight = changed_punctuation(difference) is not None
        message = f"note {label} was altered: {described(case, difference)}"
        yield claim(difference, message, Severity.WARNING if slight else None)


RULE = Rule("N121", "altered-note", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
