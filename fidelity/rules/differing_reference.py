"""C131 differing-reference: an author or a year that differ from the only entry that may be meant"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.author_date import AuthorDates
from fidelity.rules.cited import words
from fidelity.rules.difference import variants_at


def check(case: Case) -> Iterator[Claim]:
    """Claim citations that have no entry, but one of the same author and another year, or of nearly the same name."""
    dates = AuthorDates.of(case)
    for cited in case.edition_marks.author_dates if dates is not None else ():
        assert dates is not None
        near = dates.near(cited) if not dates.entries_of(cited) else []
        if len(near) != 1:
            continue
        entry, year = near[0], dates.year(cited)
        same = entry.families[0] == cited.families[0]
        place = cited.year if same else cited.author
        author = words(case.edition, entry.of(Field.AUTHOR, Field.EDITOR))
        listed = f"{author}, {dates.year_of(entry)}"
        message = f"“{words(case.edition, cited.author)} {year}” is not in the list of references, which has {listed}"
        yield Claim(message, place, variants=variants_at(case, place), related=((entry.span, "the entry"),))


RULE = Rule("C131", "differing-reference", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
