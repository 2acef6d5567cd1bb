"""C129 unlisted-reference: an author and a date in the text that the list of references has not"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.author_date import AuthorDates
from fidelity.rules.cited import words
from fidelity.rules.difference import variants_at


def check(case: Case) -> Iterator[Claim]:
    """Claim citations without an entry, and without one that may have been meant."""
    dates = AuthorDates.of(case)
    for cited in case.edition_marks.author_dates if dates is not None else ():
        assert dates is not None
        if dates.entries_of(cited) or dates.near(cited) or any(cited.families[0] in one.families for one in dates.entries):
            continue
        shown = f"{words(case.edition, cited.author)} {dates.year(cited)}"
        yield Claim(f"“{shown}” is not in the list of references", cited.span, variants=variants_at(case, cited.span))


RULE = Rule("C129", "unlisted-reference", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
