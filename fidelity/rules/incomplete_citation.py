"""C122 incomplete-citation: a reference without the year that nearly all the others have"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.citation_words import UNPRINTED
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Citation, CitationKind, Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import words
from fidelity.rules.difference import shown, variants_at

_YEAR = re.compile(
    r"(?<!\d)(?:1\d|20)\d\d(?!\d)|\b[MDCLXVI]{4,}\b|\b(?:no date|ohne Jahr|sans date|sin fecha|senza data|sem data)\b"
)
"""A year in whatever form; of the ways to say that there is none, those in words."""

_FEWEST = 10
_SHARE = 0.9
"""Of so many references at least this share must have a year before its lack is worth a word."""


def check(case: Case) -> Iterator[Claim]:
    """Claim full citations without a year or address, where nearly all have a year."""
    full = [one for one in case.edition_marks.citations if one.kind is CitationKind.FULL and one.of(Field.AUTHOR)]
    lacking = [one for one in full if one.of(Field.YEAR, Field.URL, Field.DOI) is None]
    if len(full) < _FEWEST or len(full) - len(lacking) < _SHARE * len(full):
        return
    for citation in lacking:
        if not _was_printed(citation, words(case.edition, citation.span)):
            continue
        here = shown(words(case.edition, citation.span)).rstrip(".")
        yield Claim(f"no year in “{here}”", citation.span, variants=variants_at(case, citation.span))


def _was_printed(citation: Citation, printed: str) -> bool:
    """Whether a reference is to a book or an article, and has no year that was not understood: no classic, no manuscript."""
    if not citation.of(Field.TITLE) or not citation.of(Field.PLACE, Field.PUBLISHER, Field.CONTAINER):
        return False
    return not _YEAR.search(printed) and UNPRINTED.isdisjoint(re.findall(r"\w+", printed.casefold()))


RULE = Rule("C122", "incomplete-citation", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
