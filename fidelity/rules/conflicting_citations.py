"""C124 conflicting-citations: one work with two years in one text"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.citation_forms import folded
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Citation, CitationKind, Field
from fidelity.model.rule import Case, Rule
from fidelity.model.text import Text
from fidelity.rules.cited import named, title_of, words
from fidelity.rules.difference import variants_at

_YEAR = re.compile(r"\d{4}[a-z]?\Z")
_NAME = re.compile(r"[^\W\d_]+")
_PRINTED_AGAIN = re.compile(
    r"\b(?:paperbacks?|pbk|hardcover|reprint(?:ed)?|repr|reissued?|taschenbuch|tb|broschiert|nachdruck|sonderausgabe|poche|"
    r"réimpr|rééd|reimpr|reed|bolsillo|tascabile|ristampa|rist)\b",
    re.IGNORECASE,
)
"""What says that a book came out again, in another year."""


def check(case: Case) -> Iterator[Claim]:
    """Claim a full citation whose author, title, place and publisher an earlier one has, but not its year."""
    text = case.edition
    known: dict[tuple[object, ...], Citation] = {}
    for citation in case.edition_marks.citations:
        year, title = citation.of(Field.YEAR), title_of(text, citation)
        if citation.kind is not CitationKind.FULL or not citation.families or year is None or len(title) < 2:
            continue
        if (
            citation.of(Field.EDITION)
            or _PRINTED_AGAIN.search(text.string, *citation.span)
            or not _YEAR.match(words(text, year))
        ):
            continue
        house = tuple(folded(words(text, citation.of(field))) for field in (Field.PLACE, Field.PUBLISHER, Field.CONTAINER))
        if not any(house):
            continue
        # of an article the pages tell one from another, of a work in several volumes the volume
        pin = words(text, citation.of(Field.PAGES if house[2] else Field.VOLUME))
        key = (citation.families, _given_initial(text, citation), title, house, pin)
        first = known.setdefault(key, citation)
        before = first.of(Field.YEAR)
        if before is not None and words(text, before) != words(text, year):
            message = f"“{named(text, citation)}” is of {words(text, year)} here and of {words(text, before)} elsewhere"
            yield Claim(message, year, variants=variants_at(case, year), related=((before, "the other year"),))


def _given_initial(text: Text, citation: Citation) -> str:
    """The first letter of the first given name, which tells people of one family apart; "" where there is none."""
    families = set(" ".join(citation.families).split())
    people = words(text, citation.of(Field.AUTHOR, Field.EDITOR))
    given = (folded(name) for name in _NAME.findall(people) if name[0].isupper())
    return next((name[0] for name in given if name and name not in families), "")


RULE = Rule("C124", "conflicting-citations", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
