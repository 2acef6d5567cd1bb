"""C120 impossible-date: a day that no month has, a year to come, or an access before publication"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from fidelity.language.numerals import MONTHS
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.cited import words
from fidelity.rules.difference import variants_at, views

_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"(?<![\w.])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|º)?\s(?:de\s|of\s)?(?P<month>{_NAMES})\.?|"
    rf"(?P<month2>{_NAMES})\.?\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:|[–-]\d{{3}}))(?:,?\s(?:de\s)?(?P<year>\d{{4}}))?(?!\w)",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"\d(?<!\d\d)\d?(?!\d)")
_SHORTER = {
    30: "apr april abril aprile avril jun june juni juin junio giugno junho sep sept september septembre septiembre "
    "setiembre settembre setembro nov november novembre noviembre novembro",
    29: "feb february februar février febrero febbraio fevereiro",
}
_DAYS = {month: days for days, months in _SHORTER.items() for month in months.split()}
_GREGORIAN = 1583
"""Before this year other calendars were in use, and no day is called impossible."""
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|2[01])\d\d(?!\d)")


def check(case: Case) -> Iterator[Claim]:
    """Claim impossible days anywhere, and in citations years to come and accesses before the year of publication."""
    for view in views(case.edition):
        for match in _days_in(view.string):
            day, month = int(match["day"] or match["day2"]), (match["month"] or match["month2"]).casefold()
            year = int(match["year"]) if match["year"] else None
            if (year is not None and year < _GREGORIAN) or 0 < day <= _days(month, year) or (year is None and day > 31):
                continue
            span = view.to_text(Span(*match.span()))
            # where the numeral was changed, that is the finding, and this follows from it
            yield Claim(f"there is no such day: {match[0]}", span, follows=variants_at(case, span))
    for citation in case.edition_marks.citations:
        years = _years(case, citation.of(Field.YEAR))
        place = citation.of(Field.YEAR)
        if place is None or not years:
            continue
        if max(years) > date.today().year + 1:
            yield Claim(
                f"the year {max(years)} is still to come", place, variants=variants_at(case, place), severity=Severity.WARNING
            )
        accessed = _years(case, citation.of(Field.ACCESSED))
        if accessed and min(years) > max(accessed):
            message = f"the address was looked up in {max(accessed)}, before the work came out in {min(years)}"
            yield Claim(message, place, variants=variants_at(case, place), severity=Severity.WARNING)


def _days_in(string: str) -> Iterator[re.Match[str]]:
    """The days named in a string. They are looked for at numerals, of which there are few, beside the names of months."""
    end = 0
    for numeral in _NUMERAL.finditer(string):
        for at in _beginnings(string, *numeral.span()):
            match = _DAY.match(string, at) if at >= end else None
            if match is not None:
                yield match
                end = match.end()
                break


def _beginnings(string: str, start: int, end: int) -> Iterator[int]:
    """Where a day may begin that has the numeral from `start` to `end`: at a month before it, or there, if a word follows."""
    stop = start - 1
    if stop > 0 and string[stop].isspace():
        stop -= string[stop - 1] == "."
        before = stop
        while before > 0 and string[before - 1].isalpha():
            before -= 1
        if string[before:stop].casefold() in MONTHS:
            yield before
    after, behind = string[end : end + 1], string[end + 1 : end + 2]
    if behind.isalpha() if after.isspace() else after.isalpha() or after == ".":
        yield start


def _days(month: str, year: int | None) -> int:
    """How many days a month has; in February 29 unless the year is known to be no leap year."""
    days = _DAYS.get(month, 31)
    if days == 29 and year is not None and (year % 4 or (year % 100 == 0 and year % 400)):
        return 28
    return days


def _years(case: Case, span: Span | None) -> list[int]:
    return [int(year) for year in _YEAR.findall(words(case.edition, span))]


RULE = Rule("C120", "impossible-date", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
