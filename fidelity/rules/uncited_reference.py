"""C130 uncited-reference: an entry of the list of references that the text never cites"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.citation_forms import folded
from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.rule import Case, Rule
from fidelity.rules.author_date import MOSTLY, AuthorDates
from fidelity.rules.cited import named
from fidelity.rules.difference import variants_at

_READING = re.compile(r"further|reading|select|weiterführend|bibliogra|lecturas|letture|pour aller", re.IGNORECASE)


def check(case: Case) -> Iterator[Claim]:
    """Claim entries whose author the text does not cite at all, where most of the list is cited."""
    dates = AuthorDates.of(case)
    if dates is None:
        return
    text = case.edition
    cited = {family for one in case.edition_marks.author_dates for family in one.families}
    body = {word for start, end in _prose(case) for word in folded(text.string[start:end]).split()}
    met = {entry.span for one in case.edition_marks.author_dates for entry in dates.entries_of(one)}
    lacking = [
        one
        for one in dates.entries
        if one.span not in met and one.families[0] not in cited and not set(one.families[0].split()) <= body
    ]
    if len(lacking) > (1 - MOSTLY) * len(dates.entries):
        return
    headings = text.of_kind(Kind.HEADING)
    for entry in lacking:
        over = [mark for mark in headings if mark.start < entry.span.start][-1]
        if not _READING.search(text.string[slice(*over.span)]):
            message = f"“{named(text, entry)}” is listed and never cited"
            yield Claim(message, entry.span, variants=variants_at(case, entry.span))


def _prose(case: Case) -> Iterator[tuple[int, int]]:
    """The stretches of the running text between the entries of the list, and the notes."""
    at = 0
    for entry in case.edition_marks.citations:
        if entry.listed:
            yield at, entry.span.start
            at = entry.span.end
    yield at, len(case.edition.string)


RULE = Rule("C130", "uncited-reference", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
