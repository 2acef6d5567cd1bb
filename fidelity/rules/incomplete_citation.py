"""C122 incomplete-citation: a reference without the year that nearly all the others have"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import CitationKind, Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import words
from fidelity.rules.difference import shown, variants_at

_FEWEST = 10
_SHARE = 0.9
"""Of so many references at least this share must have a year before its lack is worth a word."""


def check(case: Case) -> Iterator[Claim]:
    """Claim full citations without a year or address, where nearly all have a year."""
    full = [one for one in case.edition_marks.citations if one.kind is CitationKind.FULL and one.of(Field.AUTHOR)]
    lacking = [one for one in full if one.of(Field.YEAR, Field.URL, Field.DOI) is None and one.of(Field.TITLE)]
    if len(full) < _FEWEST or len(full) - len(lacking) < _SHARE * len(full):
        return
    for citation in lacking:
        here = shown(words(case.edition, citation.span)).rstrip(".")
        yield Claim(f"no year in “{here}”", citation.span, variants=variants_at(case, citation.span))


RULE = Rule("C122", "incomplete-citation", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
