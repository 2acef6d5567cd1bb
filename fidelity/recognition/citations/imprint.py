"""Place, publisher and year: where a work came out, in the orders in which the styles write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fidelity.language.given_names import GIVEN_NAMES
from fidelity.language.numerals import MONTHS
from fidelity.language.places_of_print import PLACES, PUBLISHERS, PUBLISHING_WORDS
from fidelity.model.late_pattern import late_pattern
from fidelity.model.recognised import Field
from fidelity.model.span import Span
from fidelity.recognition.citations.patterns import BARE_YEAR, CAPITAL, PARTICLE, SPACE, WORD, YEAR
from fidelity.recognition.citations.wording import monthly


class Imprint(NamedTuple):
    """The fields of an imprint in order of place, and the stretch that it takes up with its brackets and marks."""

    span: Span
    fields: tuple[tuple[Field, Span], ...]


_TOWN = (
    rf"(?:{WORD}(?:[ /-](?:{WORD}|{PARTICLE}|{CAPITAL}\.|am|an|a\.|i\.|im|bei|sur|upon|on){SPACE}?){{0,4}}"
    rf"(?:,{SPACE}(?:[A-Z]{{2}}|[A-Z][a-z]{{2,4}}\.|"
    rf"[A-Z]\.{SPACE}?[A-Z]\.(?:{SPACE}?[A-Z]\.)?|{WORD}(?:{SPACE}{WORD})?)(?=:|{SPACE}:))?)"
)
_TOWNS = rf"{_TOWN}(?:(?:{SPACE}[–/-]{SPACE}|/|{SPACE}(?:and|und|et|y|e|&){SPACE}|,{SPACE}){_TOWN}){{0,3}}"
_MONTHLY = r"(?:[^\W\d_]+\.?(?:[/–-][^\W\d_]+\.?)?,?\s(?:\d{1,2}(?:st|nd|rd|th)?,\s)?|\d{1,2}\.?\s[^\W\d_]+\.?\s)?"

_THESIS = (
    r"(?:Ph\.?\s?D\.?|Diss(?:\.|ertation)|D\.?Phil\.?|M\.?Phil\.?|M\.?A\b|[Mm]aster[’']?s|(?:[Uu]npublished|[Dd]octoral|[Mm]aster)\s|"
    r"[Mm]asterarbeit|[Tt]hèse|[Tt]esi)"
)
BRACKETED = late_pattern(
    rf"\((?P<lead>(?:\ue001+[,;]{SPACE})+|{BARE_YEAR};{SPACE}|{_THESIS}[^():;,]{{0,20}},{SPACE}|"
    rf"[^():;]{{0,60}}?(?:ed|eds|edn|Aufl|vols?|repr|ser|series|Bde)\b\.?[,;]{SPACE})?"
    rf"(?:(?P<place>[^():;0-9]{{2,60}}?){SPACE}?:{SPACE}(?P<publisher>[^()]{{2,90}}?),{SPACE}(?P<year>{YEAR})"
    rf"|(?P<place2>{_TOWNS}),{SPACE}(?P<publisher2>[^(),;:]{{2,60}}),{SPACE}(?P<year2>{YEAR})"
    rf"|(?P<place3>{_TOWNS}),?{SPACE}(?P<year3>{YEAR})"
    rf"|(?P<publisher4>(?:il |the )?{CAPITAL}[^(),;:\d]{{2,60}}),{SPACE}(?P<year4>{YEAR}))"
    rf"(?P<more>[,;][^()]*)?\)"
)
"""(Place: Publisher, Year) – (Place, Year) – (2nd edn, Publisher, Year)"""
DATED = late_pattern(
    rf"\((?P<date>{_MONTHLY}(?P<year>{YEAR}))(?:[;,][^()]*)?\)|\((?:[^()]{{0,24}}?,{SPACE})(?P<edyear>{YEAR})\)"
)
"""A year in brackets, a month or day before it."""
_HOUSED = late_pattern(
    rf"\((?:[^();]{{0,90}}?(?:edn?|trs?|eds?|Aufl)\b\.?,{SPACE}|{_THESIS}[^();,]{{0,20}},{SPACE}|(?:\ue001+[,;]?{SPACE})+)?"
    rf"(?P<publisher>{CAPITAL}[^(),;:\d\ue001]{{1,60}}?){SPACE}(?P<year>{YEAR})\)"
)
"""(House Year) – (2nd edn, House Year), as law has it."""
_COLON = late_pattern(
    rf"(?:(?<=[.,?!)”\"’»])|(?<=[.,]\s[\"”]))\s*(?P<place>{_TOWNS}|S\.l\.){SPACE}?:{SPACE}?"
    rf"(?P<publisher>[^:;()“”\"\ue001]{{2,80}}?)(?:[,.;]?{SPACE}(?P<year>©?{YEAR})(?=[.,;)"
    rf"\s\ue001]|$)|(?=(?:,{SPACE}(?:(?:S|pp?)\.{SPACE})?\d+(?:[–-]\d+)?(?:{SPACE}?ff?\.)?)?\.?{SPACE}?$|\.{SPACE}?\ue001))"
)
"""Place: Publisher, Year – Place: Publisher."""
_HOUSE_SEMICOLON = late_pattern(
    rf"(?<=[.?!\ue001]{SPACE})(?P<publisher>{CAPITAL}(?:[^.;:()\d\ue001]|(?<={CAPITAL})\.){{2,60}});{SPACE}"
    rf"(?P<year>{YEAR})(?=[.,:]|{SPACE}?$)"
)
"""Zone Books; 2007."""
_BEFORE_YEAR = late_pattern(
    rf"(?P<before>[^;\ue001]+?)(?P<mark>,?){SPACE}?(?P<open>[(\[]?){SPACE}?"
    rf"(?P<year>©?{YEAR}|I[4-9]\d\d|{BARE_YEAR}(?=[2-9](?!\d)))[2-9]?(?=[.,;)\]:·\s]|$)"
)
_HOUSE_ENDS = late_pattern(r"\b(?:UP|OUP|CUP|Press|Verlag|Publishing|Hart|Maxwell|Butterworths)$")
_HOUSE = rf"(?:{CAPITAL}\.\s)?{WORD}(?:\s(?:e|et|&|y|and|und|{WORD})){{0,3}}"
_STATE = late_pattern(r"[A-Z]{2}|[A-Z][a-z]{2,4}\.|Mass|Conn|Calif|Ill|Penn")
_PAGED = late_pattern(rf"(?:pp?|S|Sp)\.?{SPACE}?\d[\d–-]*")
_SEGMENT = late_pattern(r"[^,.]+(?:(?:\.(?=\s?[a-zA-ZÀ-Þ]\.|,|\s[A-Z]\b)|(?<=\b[A-ZÀ-Þ])\.(?=\s?[A-ZÀ-Þ]))[^,.]*)*")


def imprint_of(
    string: str, start: int, end: int, *, dated: bool, titled: bool = False, housed: bool = False, behind_title: bool = False
) -> Imprint | None:
    """The imprint in a stretch where everything that is already known has been blanked; None where there is none.

    `dated` says that the year of the work is known already, so that a place may stand alone at the end, and `titled` that
    the title is, so that what stands before a year may be what it appeared in and no publisher. `housed` says that the style
    of the citation names a house in brackets and no place, and `behind_title` that an emphasised title ends right before.
    """
    for match in BRACKETED.finditer(string, start, end):
        town = match["place2"] or match["place3"]
        if town and not is_place(town) and re.search(r"\d|\b(?:vol|no|n)\b", town):
            continue
        if match["place3"] and not is_place(match["place3"]):
            if not _HOUSE_ENDS.search(match["place3"]) and not _is_publisher(match["place3"]):
                continue
            return _imprint(match, (), ("place3",), ("year3",))
        return _imprint(match, ("place", "place2", "place3"), ("publisher", "publisher2", "publisher4"), _YEARS)
    for match in _HOUSED.finditer(string, start, end):
        house = match["publisher"]
        if (
            not is_place(house)
            and not monthly(house)
            and (_is_publisher(house) or (titled and (housed or (behind_title and _is_named_house(house)))))
        ):
            return _imprint(match, (), ("publisher",), ("year",))
    for match in _COLON.finditer(string, start, end):
        if (match["year"] or dated) and (is_place(match["place"]) or _is_publisher(match["publisher"]) or match["year"]):
            return _imprint(match, ("place",), ("publisher",), ("year",))
    for match in _HOUSE_SEMICOLON.finditer(string, start, end):
        return _imprint(match, (), ("publisher",), ("year",))
    found = list(_with_year(string, start, end, titled=titled, behind_title=behind_title))
    if found:
        return found[-1]
    return _last_place(string, start, end) if dated else None


_YEARS = ("year", "year2", "year3", "year4")


def _imprint(match: re.Match[str], places: tuple[str, ...], publishers: tuple[str, ...], years: tuple[str, ...]) -> Imprint:
    parts: list[tuple[Field, Span]] = []
    for field, groups in ((Field.PLACE, places), (Field.PUBLISHER, publishers), (Field.YEAR, years)):
        parts += [(field, Span(*match.span(group))) for group in groups if match.re.groupindex.get(group) and match[group]]
    return Imprint(Span(*match.span()), tuple(sorted(parts, key=lambda part: part[1])))


def _with_year(string: str, start: int, end: int, *, titled: bool, behind_title: bool) -> Iterator[Imprint]:
    """Place Year – Place, Year – Place, Publisher, Year – Publisher, Place, Year – Publisher, Year."""
    for match in _BEFORE_YEAR.finditer(string, start, end):
        pieces = _pieces(string, match.start("before"), match.end("before"))
        year = (Field.YEAR, Span(*match.span("year")))
        if not pieces:
            continue
        last = pieces[-1]
        close = match.end()
        if len(pieces) > 1 and _STATE.fullmatch(string, *last) and is_place(string[pieces[-2].start : last.end]):
            pieces[-2:] = [last := Span(pieces[-2].start, last.end)]  # Cambridge, MA 1940
        if is_place(string[slice(*last)]):
            second = pieces[-2] if len(pieces) > 1 else None
            alone = behind_title and len(pieces) == 2 and re.fullmatch(_HOUSE, string[slice(*last)]) is not None
            if (
                second is not None
                and (_is_publisher(string[slice(*second)]) or (alone and re.fullmatch(_HOUSE, string[slice(*second)])))
                and not is_place(string[slice(*second)])
            ):
                yield Imprint(Span(second.start, close), ((Field.PUBLISHER, second), (Field.PLACE, last), year))
            else:
                yield Imprint(Span(last.start, close), ((Field.PLACE, last), year))
            continue
        if not match["mark"]:
            if _looks_like_town(string[slice(*last)]) and (
                len(pieces) > 1 or (behind_title and string[last.start - 1 : last.start] != "(")
            ):
                yield Imprint(Span(last.start, close), ((Field.PLACE, last), year))
            continue
        if len(pieces) > 1 and is_place(string[slice(*pieces[-2])]) and last.length <= 60:
            yield Imprint(Span(pieces[-2].start, close), ((Field.PLACE, pieces[-2]), (Field.PUBLISHER, last), year))
        elif len(pieces) > 2 and is_place(string[slice(*pieces[-3])]) and pieces[-2].length + last.length <= 60:
            whole = Span(pieces[-2].start, last.end)
            yield Imprint(Span(pieces[-3].start, close), ((Field.PLACE, pieces[-3]), (Field.PUBLISHER, whole), year))
        elif _is_publisher(string[slice(*last)]):
            first = pieces[-2] if len(pieces) > 2 and _looks_like_town(string[slice(*pieces[-2])]) else None
            place = ((Field.PLACE, first),) if first is not None else ()
            yield Imprint(Span((first or last).start, close), (*place, (Field.PUBLISHER, last), year))
        elif not titled and len(pieces) > 1 and re.fullmatch(_HOUSE, string[slice(*last)]):
            yield Imprint(Span(last.start, close), ((Field.PUBLISHER, last), year))


def _last_place(string: str, start: int, end: int) -> Imprint | None:
    """A place at the end, or a place and a publisher, of a work whose year is known."""
    pieces = _pieces(string, start, end)
    while pieces and (not string[slice(*pieces[-1])].strip(" \ue001.,;") or _PAGED.fullmatch(string, *pieces[-1])):
        pieces.pop()
    if not pieces:
        return None
    last = pieces[-1]
    words = string[slice(*last)]
    house = pieces[-2] if len(pieces) > 2 else None
    if is_place(words) and house is not None and _is_house_of_its_own(string, house):
        return Imprint(Span(house.start, last.end), ((Field.PUBLISHER, house), (Field.PLACE, last)))
    if is_place(words):
        return Imprint(last, ((Field.PLACE, last),)) if len(pieces) > 1 or last.start == start else None
    if len(pieces) > 2 and _is_publisher(string[slice(*pieces[-2])]) and _looks_like_town(words):
        return Imprint(Span(pieces[-2].start, last.end), ((Field.PUBLISHER, pieces[-2]), (Field.PLACE, last)))
    if len(pieces) > 1 and _is_publisher(words):
        before = pieces[-2]
        if is_place(string[slice(*before)]):
            return Imprint(Span(before.start, last.end), ((Field.PLACE, before), (Field.PUBLISHER, last)))
        return Imprint(last, ((Field.PUBLISHER, last),))
    return None


def _is_house_of_its_own(string: str, house: Span) -> bool:
    """Whether what stands before a town begins behind a full stop and can be a house: ". Hill Press, London"."""
    words = string[slice(*house)]
    begins = string[: house.start].rstrip().endswith((".", "?", "!"), max(house.start - 3, 0))
    return begins and not is_place(words) and (_is_publisher(words) or re.fullmatch(_HOUSE, words) is not None)


def _pieces(string: str, start: int, end: int) -> list[Span]:
    """The stretches between commas and stops, trimmed."""
    found = []
    for match in _SEGMENT.finditer(string, start, end):
        a, b = match.span()
        while a < b and string[a] in " \u00a0\ue001([-–—)":
            a += 1
        while b > a and string[b - 1] in " \u00a0\ue001([-":
            b -= 1
        if a < b:
            found.append(Span(a, b))
    return found


def _folded(words: str) -> str:
    joined = re.sub(r"(?<=[a-zà-ÿ])\s?-\s(?=[a-z])", "", words)  # a word that a line's end broke
    return " ".join(joined.casefold().split()).strip(" .,:([)]")


def is_place(words: str) -> bool:
    """Whether some words are one known town, or several joined by dashes, slashes and "and"."""
    folded = re.sub(r"^(?:in|a|à|en|zu)\s", "", _folded(words))
    if folded in PLACES:
        return True
    if re.fullmatch(r"[^,]+, (?:[a-z]{2}|[a-z]{3,5}|[a-z]\.\s?[a-z]|massachusetts|mass|conn|calif)", folded):
        return folded.split(",")[0] in PLACES
    parts = re.split(r"\s?[–/-]\s|\s-\s?|/|\s(?:and|und|et|y|e|&)\s|,\s", folded)
    return len(parts) > 1 and parts[0] in PLACES and all(len(part.split()) <= 3 for part in parts)


def _is_publisher(words: str) -> bool:
    folded = _folded(words).replace("-", " ").split()
    if not folded or len(folded) > 9:
        return False
    if any(word.strip(".,") in PUBLISHING_WORDS for word in folded) and words.strip()[:1].isupper():
        return True
    return len(folded) <= 4 and (folded[0] in PUBLISHERS or folded[-1] in PUBLISHERS or folded[0] in {"ed", "ediz"})


def _is_named_house(words: str) -> bool:
    """Whether unknown words are a house's as people's names are: Felix Meiner, C H Beck, Allen & Unwin."""
    parts = words.split()
    return "&" in parts or (len(parts) > 1 and (parts[0].casefold() in GIVEN_NAMES or len(parts[0].strip(".")) == 1))


def _looks_like_town(words: str) -> bool:
    """Whether unknown words may be a town: one to three capitalised words, no title's small words."""
    plain = words.strip()
    if any(word.casefold() in MONTHS for word in re.findall(r"[^\W\d_]+", plain)) or re.fullmatch(r"[IVXLC]+", plain):
        return False
    return re.fullmatch(_TOWNS, plain) is not None and len(plain.split()) <= 4 and len(plain) >= 3
