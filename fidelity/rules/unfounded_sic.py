"""Q132 unfounded-sic: “[sic]” vouches for a word that the canonical text does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import claim, shown
from fidelity.rules.quotation_change import quotation_changes

_SIC = re.compile(r"\s?[\[(]\s?sic\b[^\])\n]{0,20}[\])]", re.IGNORECASE)


def check(case: Case) -> Iterator[Claim]:
    """Claim an exchanged word of a quotation that is followed at once by “[sic]”.

    Whether a word that the source has too deserves its “[sic]” is not judged: it may be wrong in grammar or in fact.
    """
    for change in quotation_changes(case):
        difference = change.difference
        gained = [word for word in difference.gained_words if word.form.casefold() != "sic"]
        if len(difference.lost_words) != 1 or len(gained) != 1 or difference.moved:
            continue
        old, new = difference.lost_words[0], gained[0]
        if new.form != old.form and _SIC.match(case.edition.string, new.span.end):
            yield claim(difference, f"“{shown(new.string)} [sic]” is not what the canonical text has: {shown(old.string)}")


RULE = Rule("Q132", "unfounded-sic", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
