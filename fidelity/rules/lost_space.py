"""T119 lost-space: a space behind a punctuation mark was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from fidelity.language.abbreviations import ends_no_sentence
from fidelity.model.changes import Edit
from fidelity.model.declarations import Relation
from fidelity.model.errors import WholeTextNeeded
from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span

_RUN_ON = re.compile(r"(?<=[^\W\d_]{2})(?P<mark>[,;:!?.][”’»\"]?)(?P<after>(?:[^\W\d_][\u0300-\u036f]*+){2,})(?![\w@/]|[.:]\w)")
"""A mark that a word stands before and behind, without a space; no number, no abbreviation of single letters.

Letters may have their diacritics as characters of their own.
"""
_BEFORE = re.compile(r"(?<![\w./@:-])[^\W\d_]+$")
_FIX = "put a space behind a punctuation mark"
_FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
_LONGEST = 60
"""Characters of a word before a mark."""


def check(case: Case) -> Iterator[Claim]:
    """Claim marks that a word follows at once, where the canonical text has a space there and nowhere goes without it."""
    if case.canonical is None or case.relation not in {Relation.EDITION, Relation.EXCERPT}:
        return
    printed, string = case.canonical.everything, case.edition.string
    for match in _run_on(case):
        word = _BEFORE.search(string[max(match.start() - _LONGEST, 0) : match.start()])
        if word is None or ends_no_sentence(word[0]) or _is_unchecked(case, match.start()):
            continue
        before, mark, after = word[0], match["mark"], match["after"]
        words = {(normalize(form, before + mark), normalize(form, after)) for form in _FORMS}
        if any(one + two in printed for one, two in words):
            continue
        parted = (_parted(printed, one, two) for one, two in words)
        found = min((place for place in parted if place is not None), default=None)
        if found is not None:
            if found.start >= len(case.canonical.string):
                raise WholeTextNeeded
            at = match.start("after")
            yield Claim(
                f"the space behind “{before}{mark}” was lost",
                Span(match.start() - len(before), match.end()),
                found,
                edits=(Edit(Span(at, at), " ", _FIX),),
                safe=True,
                fix_title=_FIX,
            )


def _parted(printed: str, before: str, after: str) -> Span | None:
    """Where two pieces first stand with a space between them, as words; many texts have lost thousands of spaces."""
    behind = re.compile(rf"\s+{re.escape(after)}(?![\w\u0300-\u036f])")
    at = printed.find(before)
    while at >= 0:
        match = behind.match(printed, at + len(before))
        if match is not None and not (at and (printed[at - 1].isalnum() or printed[at - 1] == "_")):
            return Span(at, match.end())
        at = printed.find(before, at + 1)
    return None


def _run_on(case: Case) -> Iterator[re.Match[str]]:
    """The marks that a word follows at once, near variants: what none touches stands so in the canonical text, too."""
    string, end = case.edition.string, 0
    for place in case.collation.varying if case.collation is not None else ():
        stop = min(place.end + _LONGEST, len(string))
        for near in _RUN_ON.finditer(string, max(place.start - _LONGEST, end, 0), stop):
            match = _RUN_ON.match(string, near.start())  # with all of the word that follows
            if match is not None and match.start() >= end:
                end = match.end()
                yield match


def _is_unchecked(case: Case, offset: int) -> bool:
    """Whether a place is in code, maths or an address."""
    return any(case.edition.mark_at(offset, kind) is not None for kind in (Kind.CODE, Kind.VERBATIM, Kind.LINK))


RULE = Rule("T119", "lost-space", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
