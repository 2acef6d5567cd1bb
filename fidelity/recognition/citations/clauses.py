"""The clauses of a note: what stands between its semicolons and sentence ends, brackets and quotation marks respected."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from fidelity.language.abbreviations import ends_no_sentence
from fidelity.model.span import Span

_BORDERS = re.compile(r"[()\[\];.?!]")
"""What may end a piece of a note, or keeps it from ending."""
_ORDINAL = re.compile(
    r"\b\d{1,2}\.\s(?:Aufl|Auflage|Bd|Band|Jg|Jahrgang|Januar|Jänner|Februar|März|April|Mai|"
    r"Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert|Jh|Kapitel|Kap|Teil|Ausgabe)"
)
_REVIEW_WORDS = frozenset(
    "harv am int brit oxf camb univ cal colum mod stan nat soc pol econ hist phil sci psych cmnd rep stat ser".split()
)
"""Abbreviations that names of journals and reports are made of, besides those of a language."""
LONGEST = 1600
"""Characters of the longest piece that is looked at as a citation; what is longer without a stop is something else."""
_YEAR_AHEAD = re.compile(r"\s?(?:1[4-9]|20)\d\d(?:[.;:,)]|$)")
"""The year that medicine writes after the publisher or the journal: Geneva: Hill; 1999."""
_ROLE_IN_BRACKETS = re.compile(r"\((?:[Ee]ds?|[Hh]rsg|[Hh]gg?|éds?|dirs?|coords?|comps?|orgs?|[Tt]rans|[Üü]bers)\.\)\Z")
"""(eds.): the title of the volume follows, and no new sentence."""
_TRANSLATED = re.compile(r"\b(?:[Tt]rad|[Tt]r|[Üü]bers)\.\s(?:fr|it|esp|ingl|angl|ted|all|al|port|cast|dt|engl|franz)\Z")
_EDGES = ",;↩︎\ue000"


def inside(spans: Sequence[Span], outer: Span) -> list[Span]:
    """The spans, of some in order of place, that a wider one covers."""
    if not spans:
        return []
    first = bisect_left(spans, outer.start, key=_start)
    return [span for span in spans[first : bisect_right(spans, outer.end, key=_start)] if span.end <= outer.end]


def _start(span: Span) -> int:
    return span.start


def trimmed(string: str, start: int, end: int) -> Span:
    """A stretch without the spaces, commas and call marks at its edges."""
    while start < end and (string[start].isspace() or string[start] in _EDGES):
        start += 1
    while end > start and (string[end - 1].isspace() or string[end - 1] == "\ue000"):
        end -= 1
    return Span(start, end)


def clauses(string: str, block: Span, quoted: Sequence[Span]) -> Iterator[Span]:
    """A block of a note cut at semicolons and sentence ends that stand outside brackets and quotation marks.

    Where a bracket holds whole sentences ("… so. (See Marx, Capital, 45.) And …") it is a clause of its own.
    """
    start, depth = block.start, 0
    shielded = inside(quoted, block)
    next_shield = 0
    at = block.start
    while at < block.end:
        while next_shield < len(shielded) and shielded[next_shield].end < at:
            next_shield += 1
        shield = shielded[next_shield] if next_shield < len(shielded) and shielded[next_shield].length else None
        if shield is not None and shield.start <= at < shield.end:
            at = shield.end
            if (
                depth == 0
                and string[at - 1] in ".?!"
                and _new_sentence(string, at + 1, block.end)
                and not _goes_on(string, at + 1)
            ):
                yield from _whole(string, start, at + 1)
                start = at + 1
            continue
        found = _BORDERS.search(string, at, block.end)
        if shield is not None and shield.start > at and (found is None or found.start() > shield.start):
            at = shield.start
            continue
        if found is None:
            break
        at, mark = found.start(), found[0]
        if mark in "([" and depth == 0 and mark == "(" and _after_sentence(string, start, at):
            yield from _whole(string, start, at)
            start = at
        depth = max(depth + (mark in "([") - (mark in ")]"), 0)
        if depth == 0 and (
            (mark == ";" and not _YEAR_AHEAD.match(string, at + 1, block.end))
            or (mark == "." and _ends_sentence(string, at, block))
            or (
                mark == ")"
                and string[at - 1] in ".?!"
                and _new_sentence(string, at + 1, block.end)
                and _ROLE_IN_BRACKETS.search(string, max(start, at - 12), at + 1) is None
            )
            or (mark in "?!" and _new_sentence(string, at + 1, block.end) and not _in_title(string, start, at))
        ):
            yield from _whole(string, start, at + (mark != ";"))
            start = at + 1
        at += 1
    yield from _whole(string, start, block.end)


def _whole(string: str, start: int, end: int) -> Iterator[Span]:
    piece = trimmed(string, start, end)
    if piece.length:
        yield piece


def _after_sentence(string: str, start: int, at: int) -> bool:
    before = string[start:at].rstrip()
    return not before or before.endswith((".)", ".”", ".’"))


def _in_title(string: str, start: int, at: int) -> bool:
    """Whether a question mark belongs to a title, which a year, a comma or a bracket follows somewhere near."""
    return re.match(r"[^.;]{0,80}?(?:\(|,|\d{4}|:)", string[at + 1 : at + 100]) is not None and "," in string[start:at]


def _goes_on(string: str, at: int) -> bool:
    """Whether after a title that closes with a stop in quotation marks its container follows: “Title.” Journal 12 (1999)."""
    return (
        string[at : at + 2] == " ("
        or re.match(
            r"\s[^.;]{2,70}?(?:\d{1,4},?\s?(?:\(|:|no\.|,\s\d)|\(|,\s[^.;]{0,20}\d{4})|\s(?:In|in)\s", string[at : at + 100]
        )
        is not None
    )


def _new_sentence(string: str, at: int, end: int) -> bool:
    rest = string[at : min(at + 4, end)]
    stripped = rest.lstrip()
    return len(stripped) < len(rest) and bool(stripped) and (stripped[0].isupper() or stripped[0] in '“„«"[(‘»¿¡')


def _ends_sentence(string: str, at: int, block: Span) -> bool:
    if not _new_sentence(string, at + 1, block.end):
        return False
    begin = at
    while begin > block.start and (string[begin - 1].isalnum() or string[begin - 1] == "."):
        begin -= 1
    word = string[begin:at]
    if word in {"id", "Id", "ibid", "Ibid", "ebd", "Ebd", "ff", "f", "cit", "n.d", "o.J"}:
        return True
    if _TRANSLATED.search(string, block.start, at):
        return False
    if re.search(r"(?:^|[.-])[^\W\d_]$", word):  # initials
        return False
    if word.casefold() in _REVIEW_WORDS or (
        word[:1].isupper() and len(word) <= 3 and word.isalpha() and string[at + 2 : at + 3].isdigit()
    ):
        return False
    return not ends_no_sentence(word) and _ORDINAL.match(string, begin) is None
