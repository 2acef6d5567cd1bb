"""Author and date in running text: (Smith 1999, 12), Smith and Jones (1999), (see Marx [1867] 1990; Lenin 1917)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fidelity.language.citation_forms import folded
from fidelity.language.citation_words import BODIES
from fidelity.language.numerals import MONTHS
from fidelity.language.places_of_print import PLACES
from fidelity.model.recognised import AuthorDate
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.citations.authors import family_name, listed_names
from fidelity.recognition.citations.patterns import AND, BARE_YEAR, ET_AL, FAMILY, INITIALS, SPACE, WORD
from fidelity.recognition.prose import prose

_NAMES = rf"(?:{INITIALS}{SPACE})?{FAMILY}(?:(?:,{SPACE}|{AND}){FAMILY}){{0,3}}{ET_AL}?"
_YEAR = rf"(?P<year>{BARE_YEAR}[a-z]?)(?![\d\w])"
_INSIDE = re.compile(
    rf"(?P<names>{_NAMES}),?{SPACE}(?:\[{BARE_YEAR}\]{SPACE}|{BARE_YEAR}/)?{_YEAR}(?=$|[,;:]{SPACE}?|{SPACE}\[|{SPACE}p)"
)
"""What stands in brackets, after its signals."""
_NARRATIVE = re.compile(
    rf"(?<![\w’'-])(?P<names>{_NAMES})(?:’s|'s|’)?{SPACE}[(\[](?:\[{BARE_YEAR}\]{SPACE})?{_YEAR}"
    rf"(?:[,:]{SPACE}[^()]{{0,30}})?[)\]]"
)
_YEAR_IN_BRACKETS = re.compile(rf"[(\[](?:\[{BARE_YEAR}\]{SPACE})?{BARE_YEAR}")
_LONGEST_NAMES = 300
"""Characters of names before such a year, at most."""
_LONGEST_REST = 50
"""Characters behind it up to the closing bracket, at most."""
_BRACKETS = re.compile(rf"\((?P<inside>[^()]{{0,300}}?{BARE_YEAR}[^()]{{0,80}})\)")
_LEAD = re.compile(
    r"(?:see|cf\.|e\.g\.,?|also|as in|compare|but|and|siehe|vgl\.|auch|so|voir|véase|cfr\.|ver|"
    r"in|by|from|for example,?|z\.\s?B\.)\s",
    re.I,
)
_POSSESSIVE = re.compile(r"[’']s?\Z")
_PERSONAL = re.compile(r"personal|communication|interview|gespräch|mündlich|unpublished|forthcoming", re.I)
_NO_NAME = frozenset(
    "january summer winter spring autumn fall early late since until act article law note "
    "report section figure table chapter directive regulation statute constitution treaty convention bill decree code "
    "gesetz verordnung richtlinie verfassung vertrag loi décret directive traité ley decreto ordenanza legge direttiva "
    "census survey yearbook".split()
)


def author_dates(text: Text) -> Iterator[AuthorDate]:
    """All citations by author and date in the running text, in order of place.

    Left alone: what names a month, a town or a body before a year ("in Berlin 1962", "(London 1999)"), an act or a report, and
    personal communications.
    """
    string = prose(text)[: text.running_end]
    found = [(match, match.start()) for match in _narratives(string)]
    for brackets in _BRACKETS.finditer(string):
        if _PERSONAL.search(brackets["inside"]):
            continue
        at = brackets.start("inside")
        for part in brackets["inside"].split(";"):
            start = at + len(part) - len(part.lstrip())
            while (lead := _LEAD.match(string, start, at + len(part))) is not None:
                start = lead.end()
            inner = _INSIDE.match(string, start, at + len(part))
            if inner is not None:
                found.append((inner, start))
            at += len(part) + 1
    seen: set[int] = set()
    for match, _ in sorted(found, key=lambda one: one[1]):
        author, year = Span(*match.span("names")), Span(*match.span("year"))
        if year.start in seen or not _is_person(match["names"]):
            continue
        seen.add(year.start)
        named = _POSSESSIVE.sub("", match["names"])
        families = tuple(family_name(name) for name in listed_names(named))
        yield AuthorDate(Span(author.start, year.end), families, Span(author.start, author.start + len(named)), year)


def _narratives(string: str) -> Iterator[re.Match[str]]:
    """The names with a year in brackets behind them, looked for where such a year is: there are few, and many capitals."""
    end = 0
    for year in _YEAR_IN_BRACKETS.finditer(string):
        match = _NARRATIVE.search(string, max(year.start() - _LONGEST_NAMES, end), year.end() + _LONGEST_REST)
        if match is not None:
            yield match
            end = match.end()


def _is_person(names: str) -> bool:
    """Whether names before a year are not a town's, a month's or a body's."""
    words = folded(names).split()
    whole = names.casefold()
    return not (
        whole in PLACES
        or any(word in MONTHS or word in _NO_NAME for word in words)
        or any(word in BODIES for word in words)
        or re.fullmatch(rf"(?:{WORD}{SPACE}?)?(?:The|In|By|And|But|On|At|Of|Im|Der|Die|Das|En|Le|La|El|Il)", names)
    )
