"""What the rules for altered citations share: a difference inside a field of a citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from fidelity.language.citation_words import PAGES, SAME_WORK
from fidelity.model.finding import Claim, Severity
from fidelity.model.late_pattern import late_pattern
from fidelity.model.recognised import Field
from fidelity.model.rule import Case
from fidelity.rules.change import both_readings
from fidelity.rules.citation_form import adds_pin_cite, is_another_form
from fidelity.rules.difference import Difference, claim, differences, restoration, shown
from fidelity.rules.place import citation_at

_PAGES = late_pattern(rf"(?<!\w)(?:{'|'.join(map(re.escape, PAGES))})[ \u00a0\u202f]\Z")
_BEFORE_PAGES = 14
"""Characters before a numeral in which it is said that it is a page's."""
NAMED = frozenset(
    {
        *(Field.AUTHOR, Field.TITLE, Field.CONTAINER, Field.YEAR, Field.PLACE, Field.PUBLISHER, Field.URL),
        *(Field.PAGES, Field.CHAPTER, Field.VOLUME, Field.ISSUE),
    }
)
"""The fields that have a rule of their own; everything else in a citation is altered-citation's."""


def altered_field(case: Case, fields: frozenset[Field], noun: str) -> Iterator[Claim]:
    """A claim for each difference that stands in one of the fields of a citation, with the canonical reading as a fix."""
    for difference in differences(case):
        place = citation_at(case, difference)
        if (
            place is not None
            and _field(case, difference, place[1]) in fields
            and changed_abbreviation(case, difference) is None
        ):
            yield altered(case, difference, place[1], told(difference, f"the {noun} of a citation"))


def _field(case: Case, difference: Difference, field: Field | None) -> Field | None:
    """The field that a difference stands in: a numeral behind "fol." is a page, even within a title."""
    if field not in {Field.TITLE, Field.CONTAINER} or case.canonical is None or not difference.lost_words:
        return field
    numerals = all(any(map(str.isdecimal, word.string)) for word in (*difference.lost_words, *difference.gained_words))
    before = case.canonical.string[max(difference.canonical.start - _BEFORE_PAGES, 0) : difference.canonical.start]
    return Field.PAGES if numerals and _PAGES.search(before) else field


def changed_abbreviation(case: Case, difference: Difference) -> str | None:
    """A clause on "op. cit." that became "art. cit." or another word for a work cited before; None where none did."""
    if case.canonical is None or not difference.lost_words or not difference.gained_words:
        return None
    there = _abbreviation(case.canonical.string, difference.canonical.start)
    here = _abbreviation(case.edition.string, difference.edition.start)
    return f"the abbreviation “{there}” became “{here}”" if there and here and there != here else None


def _abbreviation(string: str, start: int) -> str:
    """The word for a work cited before that begins at a place, or "" where none does."""
    lengths = [len(known) for known in SAME_WORK if string[start : start + len(known)].casefold() == known.casefold()]
    return string[start : start + max(lengths, default=0)]


def altered(case: Case, difference: Difference, field: Field | None, message: str) -> Claim:
    """A claim to a difference in a citation; only info where the reference is the same in another style, or more exact."""
    if is_another_form(case, difference, field):
        return claim(difference, f"{message}, which is a change of form only", severity=Severity.INFO)
    if adds_pin_cite(case, difference):
        return claim(difference, f"{message}, where the canonical text points at none", severity=Severity.INFO)
    return restored(difference, message)


def restored(difference: Difference, message: str) -> Claim:
    """A claim that offers the canonical reading as an unsafe fix."""
    edits = restoration(difference)
    title = f"restore “{shown(difference.before)}”" if edits else ""
    return replace(claim(difference, message), edits=edits, fix_title=title)


def told(difference: Difference, what: str) -> str:
    """What happened to a part of a citation, in one clause."""
    if difference.moved:
        return f"{what} moved: “{shown(difference.after)}”"
    if difference.before and difference.after:
        return f"{what} changed: {both_readings(difference)}"
    if difference.before:
        return f"{what} lost “{shown(difference.before)}”"
    return f"{what} gained “{shown(difference.after)}”"
