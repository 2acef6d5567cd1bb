"""Volume, issue and pages of what came out in a serial, with the date that stands among them."""

from __future__ import annotations

import re
from typing import NamedTuple

from fidelity.language.citation_words import ISSUE, PAGES, VOLUME
from fidelity.model.late_pattern import late_pattern
from fidelity.model.recognised import Field
from fidelity.model.span import Span
from fidelity.recognition.citations.patterns import BARE_YEAR, CAPITAL, RANGE, RANGES, ROMAN, SPACE, YEAR, any_of


class Numbering(NamedTuple):
    """The fields of a numbering in order of place, and the stretch that it takes up."""

    span: Span
    fields: tuple[tuple[Field, Span], ...]


_NUMBER = rf"(?:\d{{1,4}}(?:[–/-]\d{{1,3}})?(?!\d)|{ROMAN})"
_DATE = rf"\((?P<date>[^()\d]{{0,30}}(?:\d{{1,2}}[.,]?{SPACE})?(?:[^()\d]{{0,20}})?(?P<year>{BARE_YEAR}(?:[–/-]\d{{2,4}})?))\)"
_VOLUME_WORD = rf"(?:{any_of(VOLUME)}{SPACE}?)"
_ISSUE_WORD = rf"(?:(?:{any_of(ISSUE)}|n\.){SPACE}?)"
_PAGE_WORD = rf"(?:{any_of(PAGES)}{SPACE}?)"
_AT = rf"(?:,?{SPACE}(?:at|hier|here|ici|esp\.|bes\.){SPACE}{_PAGE_WORD}?(?P<pin>{RANGES}))?"
_PAGES = rf"(?P<pages>{RANGES}){_AT}"
_VOL = rf"(?P<volume>{_NUMBER})"
_BEFORE = r"(?<=[\s,;(\u00a0])(?<![SsPp]\.\s)(?<![SsPp]\.\u00a0)(?<!pp\.\s)(?<!\sat\s)"
"""Behind a space or mark, and no page number's word."""

NUMBERINGS = tuple(
    late_pattern(pattern, shape=shape)
    for shape, pattern in (
        # 1971;(50):76-136
        (
            r"\d;\s?\(",
            rf"(?P<year>(?<!\d){BARE_YEAR});{SPACE}?\((?P<issue>\d{{1,4}})\){SPACE}?:{SPACE}?{_PAGE_WORD}?{_PAGES}",
        ),
        # 1979, 36, 1215–1218 – 2009;12(3):201-19
        (
            r"\d{4}[,;.]",
            rf"(?P<year>(?<!\d){BARE_YEAR})[,;.]{SPACE}?{_VOL}{SPACE}?(?:\((?P<issue>(?!{BARE_YEAR})\d{{1,4}})\))?{SPACE}?[,:]{SPACE}?"
            rf"{_PAGE_WORD}?{_PAGES}",
        ),
        # 24(4):911–932 – 47 (4), 35–51 – 2(3) 350-360
        (
            r"\(",
            rf"{_BEFORE}{_VOLUME_WORD}?{_VOL}{SPACE}?\((?:{_ISSUE_WORD})?(?P<issue>(?!{BARE_YEAR})\d{{1,4}}(?:[–/-]\d{{1,4}})?)\)"
            rf"(?:{SPACE}?[:,.;]?{SPACE}?(?:{_DATE}[:,]?{SPACE}?)?{_PAGE_WORD}?{_PAGES})?",
        ),
        # vol. 31, no. 12, pp. 1445 – 93, no. 4 (Fall 2011): 581–598 – 33, 1 (2013), pp. 39-55 – 19, 4 (July 1988): 195
        (
            "",
            rf"{_BEFORE}{_VOLUME_WORD}?{_VOL}(?:,|/|:)?{SPACE}?(?:{_ISSUE_WORD}(?P<issue>\d{{1,4}}(?:[–/-]\d{{1,4}})?)|"
            rf"(?P<issue2>(?!{BARE_YEAR})\d{{1,4}})(?={SPACE}\([^()]*{BARE_YEAR}))"
            rf"(?:,?{SPACE}{_DATE}|,{SPACE}(?P<year2>{BARE_YEAR})(?=[,.:]))?(?:[:,]?{SPACE}?{_PAGE_WORD}?{_PAGES})?",
        ),
        # 171.4356 (1953), pp. 737–738
        (
            r"\d\.\d{1,4}\s\(",
            rf"{_BEFORE}(?P<volume>\d{{1,4}})\.(?P<issue>\d{{1,4}}){SPACE}{_DATE}(?:[:,]?{SPACE}?{_PAGE_WORD}?{_PAGES})?",
        ),
        # 10. 1984, Nr. 3, S. 395–408
        (
            r"\d\.\s\d{4},\s",
            rf"{_BEFORE}(?P<volume>\d{{1,4}})\.{SPACE}(?P<year>{BARE_YEAR}),{SPACE}(?:{_ISSUE_WORD}(?P<issue>\d{{1,4}}),{SPACE})?"
            rf"{any_of(PAGES)}{SPACE}?{_PAGES}",
        ),
        # (1971) 50, S. 76–136 – 10 (1984) 3, S. 395
        (
            r"\),?\s\d{1,4},\s",
            rf"(?:{_BEFORE}{_VOLUME_WORD}?{_VOL},?{SPACE})?{_DATE},?{SPACE}(?P<issue>\d{{1,4}}),{SPACE}"
            rf"(?:{any_of(PAGES)}{SPACE}?|(?=\d{{1,5}}[–-]\d)){_PAGES}",
        ),
        # 18, 1786–1788 (1993)
        (
            r",?\s\(",
            rf"{_BEFORE}{_VOLUME_WORD}?{_VOL},{SPACE}{_PAGE_WORD}?(?P<pages>{RANGE}),?{SPACE}{_DATE}",
        ),
        # Jg. 12 (1980) H. 3, S. 1–20 – 42 (1999/2000): 358–60 – XLV (July-August, 1967), pp. 67-76 – 11 (1978)
        (
            r",?\s\(",
            rf"{_BEFORE}{_VOLUME_WORD}?{_VOL},?{SPACE}{_DATE}(?:[,:]?{SPACE}?{_ISSUE_WORD}(?P<issue>"
            rf"\d{{1,4}})|,{SPACE}(?P<issue2>\d{{1,2}})(?=,{SPACE}{_PAGE_WORD}))?"
            rf"(?:[:,]?{SPACE}?{_PAGE_WORD}?{_PAGES})?",
        ),
        # t. 46, 1928, p. 15-50
        (
            r",\s\d{4}",
            rf"{_BEFORE}{_VOLUME_WORD}{_VOL},{SPACE}(?:{_ISSUE_WORD}?(?P<issue>(?!{BARE_YEAR})\d{{1,4}}),{SPACE})?(?P<year>{BARE_YEAR})"
            rf"(?:,{SPACE}{_ISSUE_WORD}(?P<issue2>\d{{1,4}}))?(?:,{SPACE}{_PAGE_WORD}{_PAGES})?",
        ),
        # BSFE 106, 1986, p. 31-44 – 45-3, 2001, p. 658-677
        (
            r"\d,\s\d{4},\s",
            rf"{_BEFORE}(?P<volume>\d{{1,3}})(?:[-–/](?P<issue>\d{{1,2}}))?,{SPACE}(?P<year>{BARE_YEAR}),{SPACE}{any_of(PAGES)}{SPACE}?{_PAGES}",
        ),
        # 46. 15–50 at the end
        (
            r"\.\s\d{1,5}[–-]\d",
            rf"{_BEFORE}{_VOL}(?:\((?P<issue>\d{{1,4}})\))?\.{SPACE}(?P<pages>\d{{1,5}}[–-]\d{{1,5}})(?=\.?{SPACE}?(?:\ue001|$))",
        ),
        # 1971:76–136 at the end
        (
            r"\d{4}:\d",
            rf"(?<=\s)(?P<year>{BARE_YEAR}):(?P<pages>\d{{1,5}}(?:[–-]\d{{1,5}})?)(?=\.?(?:{SPACE}?\ue001|$))",
        ),
        # 12 (3) – 9: 169–87 – 39:1146 – 11, 371–397 – 410, 777 – 14, pp. 57-71
        (
            "",
            rf"{_BEFORE}{_VOLUME_WORD}?{_VOL}{SPACE}?(?:[:;]|,(?={SPACE}?{_PAGE_WORD}?[A-Z]?\d)){SPACE}?{_PAGE_WORD}?"
            rf"(?P<pages>{RANGE}){_AT}(?=[\s.,;(\]]|$)",
        ),
    )
)
"""Tried in this order; before each, what it takes a look for first."""

LAW = late_pattern(
    rf"[\[(](?P<year>{YEAR})[\])],?{SPACE}(?:(?P<volume>\d{{1,4}}|{ROMAN})(?:\((?P<issue>\d{{1,3}})\))?{SPACE})?"
    rf"(?P<container>{CAPITAL}(?:[^\d\"“”‘(\[;]|\((?:[A-Z]{{2,}}|[A-Z][a-z]+)\)){{1,80}}?),?{SPACE}"
    rf"(?P<pages>\d{{1,5}}(?:[–-]\d{{1,5}})?)(?:,?{SPACE}at{SPACE}(?:pp?\.{SPACE}"
    rf")?(?P<pin>{RANGES})|,{SPACE}(?P<pin2>{RANGES}))?(?=[\s.,;)]|$)"
)
"""(1976) 89 Harvard Law Review 1685, at 1690: the order of English law."""
MARKED_VOLUME = late_pattern(
    rf"(?<![\w]){any_of(VOLUME)}{SPACE}?(?P<volume>\d{{1,4}}(?:[–/-]\d+)?(?![\d])|{ROMAN}|"
    rf"[IVXLC]+[.,/]\d{{1,3}})",
    needs=VOLUME,
)
MARKED_ISSUE = late_pattern(rf"(?<![\w]){any_of(ISSUE)}{SPACE}?(?P<issue>\d{{1,5}}(?:[–/-]\d+)?(?![\d.]\d))", needs=ISSUE)
MARKED_PAGES = late_pattern(
    rf"(?<![\w.])(?:at{SPACE})?{any_of(PAGES)}{SPACE}?(?P<pages>{RANGES})|(?<![\w.])at{SPACE}(?P<pin>{RANGES})(?=[\s.,;)]|$)|"
    rf"(?P<total>(?<![\w-])\d{{2,4}})(?:{SPACE}(?:pages|pp?\.?)|pp?\.)(?!\w)"
)
BARE_PAGES = late_pattern(
    rf"(?:[,:]|[)\ue001]|(?<=[a-z\d]:))\.?,?{SPACE}?(?P<pages>(?:\d{{1,5}}(?:[–—‐-]\d+)?|"
    rf"[ivxlc]{{1,8}}(?:[–—‐-][ivxlc]{{1,8}})?)(?:{SPACE}?ff?\.|n\d{{1,3}})?"
    rf"(?:(?:,{SPACE}|{SPACE}(?:and|und|et|y|e){SPACE})\d+(?:[–—-]\d+)?)*)(?=\.?{SPACE}?\)?$|"
    rf"[.;]{SPACE}|\.?{SPACE}?\ue001|,{SPACE}\ue001)"
)


_TWO_NUMERALS = late_pattern(r"\d(?!\d)[\s\S]*\d|[IVXLC][\s\S]*\d")
"""What every numbering has."""


def numbering_of(string: str, start: int, end: int) -> Numbering | None:
    """The numbering of a serial in a stretch where everything already known has been blanked; None where there is none."""
    if _TWO_NUMERALS.search(string, start, end) is None:
        return None
    for pattern in NUMBERINGS:
        for match in pattern.finditer(string, start, end):
            volume = match.groupdict().get("volume")
            if volume and len(volume) == 4 and volume.startswith(("19", "20")):
                continue
            return _numbering(match)
    return None


def _numbering(match: re.Match[str]) -> Numbering:
    parts = []
    for name in match.re.groupindex:
        if match[name] and name != "date":
            field = Field("pages" if name.startswith("pin") else name.rstrip("2"))
            parts.append((field, Span(*match.span(name))))
    return Numbering(Span(*match.span()), tuple(sorted(parts, key=lambda part: part[1])))


def law_numbering_of(string: str, start: int, end: int) -> Numbering | None:
    """Year, volume, journal and page in the order of English law, at the start of a stretch."""
    match = LAW.match(string, start, end)
    return _numbering(match) if match is not None else None
