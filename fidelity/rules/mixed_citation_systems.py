"""C134 mixed-citation-systems: works cited in notes and by author and date in one text"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import CitationKind
from fidelity.model.rule import Case, Rule
from fidelity.rules.author_date import AuthorDates
from fidelity.rules.difference import variants_at

_FEWEST = 3
"""Citations of either kind from which on a system is in use, and not an exception."""


def check(case: Case) -> Iterator[Claim]:
    """Claim once, at the first author and date, that notes give works in full too."""
    noted = [one for one in case.edition_marks.citations if one.kind is CitationKind.FULL and not one.listed]
    cited = case.edition_marks.author_dates
    if len(noted) < _FEWEST or len(cited) < _FEWEST or AuthorDates.of(case) is None:
        return
    message = f"the text cites by author and date ({len(cited)} times) and in notes ({len(noted)} times)"
    yield Claim(message, cited[0].span, variants=variants_at(case, cited[0].span))


RULE = Rule("C134", "mixed-citation-systems", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
