"""The parts of one citation: author, title, place, publisher, year and the rest, each only where its form makes it sure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fidelity.language.citation_words import EDITOR, NO_DATE, PAGES, PIN, TRANSLATOR, VOLUME
from fidelity.model.recognised import Field
from fidelity.model.span import Span


def _any_of(words: Iterable[str]) -> str:
    return (
        "(?:"
        + "|".join(re.escape(word) + (r"\b" if word[-1].isalnum() else "") for word in sorted(words, key=len, reverse=True))
        + ")"
    )


_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽŠŽ][^\W\d_]*(?:[’'-][^\W\d_]+)*\.?)"
_PARTICLE = r"(?:von|van|der|den|de|del|della|di|da|dos|das|du|la|le|al|ibn|ben|zu|zur|ten|ter)"
_NAME = rf"(?:{_PARTICLE}\s)*{_CAPITAL}(?:[\s\u00a0](?:{_PARTICLE}[\s\u00a0])*{_CAPITAL}){{0,4}}"
_AND = r"(?:,?\s(?:and|und|et|y|e|&)\s|\s?/\s?)"
NAMES = rf"(?:{_NAME}(?:(?:,\s{_NAME}){{1,6}}{_AND}{_NAME}|{_AND}{_NAME})?(?:,?\s(?:et\sal\.|u\.\s?a\.))?)"
"""One name, "A and B", "A, B, and C", or any of these with "et al."."""
YEAR = rf"(?:(?:ca?\.\s)?(?:\[\d{{4}}\]\s?)?(?:1[4-9]|20)\d\d(?:\s?[–/-]\s?(?:1[4-9]|20)?\d\d)?[a-z]?|{_any_of(NO_DATE)})"
"""A year of the age of print, a range, or what is written for want of one."""
ADDRESS = (
    r"(?:https?://|www\.|doi:\s?|10\.\d{4,}/)[^\s<>]*[^\s<>.,;:)\]”’»]"
    r"|\b(?<!-)(?:[a-z0-9-]{1,63}\.){1,8}(?:org|com|net|edu|gov|info|de|fr|es|it|uk|br|ve|ch|at)\b(?:/[^\s<>]*[^\s<>.,;:)\]”’»])?"
)
_RANGE = r"(?:\d+[a-z]?|[ivxlc]+)(?:\s?[–—-]\s?(?:\d+[a-z]?|[ivxlc]+))?(?:\s?ff?\.|\sn{1,2}\.\s?\d+)?"

IMPRINT = re.compile(
    rf"\((?:[^():;]*?\b(?:eds?|edn|Aufl|vols?|repr|ser|series)\b\.?[^():;]*?[,;]\s)?"
    rf"(?P<place>[^():;0-9]{{2,60}}?):\s(?P<publisher>[^()]{{2,90}}?),\s(?P<year>{YEAR})(?:,[^()]*)?\)"
    rf"|\((?P<month>[^()\d]{{0,20}}?)(?P<bare>{YEAR})\)"
)
"""(Place: Publisher, Year), or a year in brackets."""
_OPEN_IMPRINT = re.compile(
    rf"[.,]\s(?P<place>[^\W\d_][^,.:;()]{{1,40}}):\s(?P<publisher>[^:;()“”\"]{{2,60}}?),\s(?P<year>{YEAR})(?=[.,;]|$)"
)
_PLACE_AND_YEAR = re.compile(
    rf"[.,]\s(?P<place>{_CAPITAL}(?:(?:\s(?:am|an|der|a\.)\s?|[ /-]){_CAPITAL}){{0,2}}(?:/{_CAPITAL})?)\s"
    rf"(?P<year>\d{{4}})(?=[.,;]|$)"
)
_ROMANCE_IMPRINT = re.compile(
    rf",\s(?P<place>{_CAPITAL}(?:\s{_CAPITAL})?),\s"
    rf"(?P<publisher>{_CAPITAL}(?:\s[^\W\d][\w’'&-]*){{0,4}}),\s(?P<year>\d{{4}})(?=[.,;]|$)"
)
"""French, Spanish and Italian notes: Title, Place, Publisher, Year."""
_LATE_YEAR = re.compile(rf",\s(?:[^\W\d_]+\.?\s)?(?:\d{{1,2}},\s)?(?P<year>{YEAR})(?=[.,;)]|$)")
_PAGES = re.compile(rf"(?<!\w){_any_of(PAGES)}\s?(?P<pages>{_RANGE}(?:,\s\d+(?:[–-]\d+)?)*)")
_BARE_PAGES = re.compile(r"(?:,|:)\s(?P<pages>\d+(?:[–—-]\d+)?(?:,\s\d+(?:[–—-]\d+)?)*)(?=\.?$|[.;]\s|,\shttp)")
_VOLUME = re.compile(rf"(?<!\w){_any_of(VOLUME)}\s?(?P<volume>\d+(?:[–/-]\d+)?|[IVXLC]+\b)", re.IGNORECASE)
_PIN = re.compile(rf"(?<!\w){_any_of(PIN)}\s?(?P<pin>\d+(?:[–.-]\d+)*|[IVXLC]+\b)", re.IGNORECASE)
_EDITOR = re.compile(rf"(?<!\w){_any_of(EDITOR)}\s(?P<names>{NAMES})(?=\s?[,.;()]|$)")
_TRANSLATOR = re.compile(rf"(?<!\w){_any_of(TRANSLATOR)}\s(?P<names>{NAMES})(?=\s?[,.;()]|$)")
_ADDRESS = re.compile(ADDRESS)
_AUTHOR = re.compile(
    rf"(?P<author>{NAMES})"
    rf"(?P<eds>,?\s\(?{_any_of(['eds.', 'ed.', 'Hrsg.', 'Hg.', 'éd.', 'coord.'])}\)?)?(?P<end>[,:]\s|,?\s?(?=[“\"„«‘]))"
)
_INVERTED = re.compile(
    rf"(?P<author>{_NAME},\s{_NAME}(?:(?:,?\s(?:and|und|&)\s|[;/]\s?){_NAME}(?:,\s{_NAME})?)*)(?P<eds>)(?P<end>[.:]\s|\s(?=\())"
)
_TITLE_ENDS = re.compile(
    rf",\s(?=(?:{_any_of([*PAGES, *VOLUME, *PIN, *EDITOR, *TRANSLATOR])}|\d|in:\s|in\s[A-Z]|https?:|see\b|siehe\b))"
    r"|\s\(|\.\s(?=[A-ZÀ-Þ])|;\s|\.?$"
)
_JOURNAL = re.compile(rf",\s(?P<container>{_CAPITAL}(?:\s[\w’'&-]+){{0,7}}),\s(?=(?:{_CAPITAL}\s)?\d)")
_CONTAINER = re.compile(r"[,.]?\s*(?:in:?\s)?(?P<container>[^\W\d_][^,;()\[\]“”\"]{2,90}?)(?=,\s|\s\(|\s\d|\.?$|\.\s)")

_NO_AUTHOR = re.compile(
    "(?:However|Moreover|Indeed|Nevertheless|Finally|Thus|Here|Yet|First|Second|Also|Still|Again|Therefore|Hence|Today|Later|"
    "Then|Translator|English|Quoted|Cited|Ibid|Ebd|Ebenda|Idem|Ders|Dies|Jedoch|Allerdings|Cependant|Sin embargo|Tuttavia|In|"
    "On|At|For)\\b"
)
"""Openings of sentences that a comma follows as it follows an author."""


def author_at(string: str, start: int, end: int, *, inverted: bool = False) -> re.Match[str] | None:
    """The names that open a citation at `start` and the mark that closes them, if it opens so."""
    match = (_INVERTED if inverted else _AUTHOR).match(string, start, end)
    return None if match is None or _NO_AUTHOR.match(match["author"]) else match


def fields(
    string: str, span: Span, quoted: list[Span], stressed: list[Span], *, listed: bool = False
) -> tuple[tuple[Field, Span], ...]:
    """The fields of the citation at `span`, in order of place, none overlapping another.

    `quoted` are the contents of quotation marks and `stressed` the emphasised stretches inside it, `listed` whether it stands
    in a list of references, where the family name comes first.
    """
    found: list[tuple[Field, Span]] = []

    def add(field: Field, start: int, end: int) -> None:
        if start < end and all(end <= known.start or known.end <= start for _, known in found):
            found.append((field, Span(start, end)))

    start, end = span
    for address in _ADDRESS.finditer(string, start, end):
        add(Field.URL, *address.span())
    after_author = start
    author = (author_at(string, start, end, inverted=True) if listed else None) or author_at(string, start, end)
    if author is not None:
        add(Field.EDITOR if author["eds"] else Field.AUTHOR, *author.span("author"))
        after_author = author.end()
    inside_quotes = quoted[:]
    title_end = after_author
    if quoted and quoted[0].start < end:
        first, last = quoted[0].start, quoted[0].end
        while last > first and string[last - 1] in ",. ":
            last -= 1
        add(Field.TITLE, first, last)
        title_end = quoted[0].end + 1
    imprint = _imprint(string, title_end, end, inside_quotes)
    if imprint is not None:
        for field, group in (
            (Field.PLACE, "place"),
            (Field.PUBLISHER, "publisher"),
            (Field.YEAR, "year"),
            (Field.YEAR, "bare"),
        ):
            if group in imprint.re.groupindex and imprint[group]:
                add(field, *imprint.span(group))
    for field, pattern, group in (
        (Field.EDITOR, _EDITOR, "names"),
        (Field.TRANSLATOR, _TRANSLATOR, "names"),
        (Field.VOLUME, _VOLUME, "volume"),
        (Field.OTHER, _PIN, "pin"),
        (Field.PAGES, _PAGES, "pages"),
    ):
        for match in pattern.finditer(string, title_end, end):
            if not _within(match.start(), inside_quotes):
                add(field, *match.span(group))
    for match in _BARE_PAGES.finditer(string, title_end, end):
        number = match["pages"]
        if not (len(number) == 4 and number[:2] in {"15", "16", "17", "18", "19", "20"}) and not _within(
            match.start(), inside_quotes
        ):
            add(Field.PAGES, *match.span("pages"))
    if not any(field is Field.YEAR for field, _ in found):
        late = [m for m in _LATE_YEAR.finditer(string, title_end, end) if not _within(m.start(), inside_quotes)]
        if late:
            add(Field.YEAR, *late[-1].span("year"))
    if quoted:
        container = _CONTAINER.match(string, title_end, end)
        if container is None or not _is_title(container["container"]):
            container = _JOURNAL.search(string, title_end, end)
        if container is not None:
            add(Field.CONTAINER, *container.span("container"))
    elif stressed and stressed[0].start >= after_author:
        add(Field.TITLE, *stressed[0])
    elif author is not None:
        stop = min((s.start for f, s in found if s.start >= after_author and f not in {Field.AUTHOR}), default=end)
        closing = _TITLE_ENDS.search(string, after_author, end)
        last = min(closing.start() if closing else end, stop)
        title = string[after_author:last].rstrip(" ,.:(")
        if _is_title(title):
            add(Field.TITLE, after_author, after_author + len(title))
    return tuple(sorted(found, key=lambda item: item[1]))


def _imprint(string: str, start: int, end: int, quoted: list[Span]) -> re.Match[str] | None:
    patterns: tuple[re.Pattern[str], ...] = (IMPRINT, _OPEN_IMPRINT, _PLACE_AND_YEAR, *(() if quoted else (_ROMANCE_IMPRINT,)))
    for pattern in patterns:
        for match in pattern.finditer(string, start, end):
            if not _within(match.start(), quoted):
                return match
    return None


def _within(offset: int, spans: list[Span]) -> bool:
    return any(span.start <= offset < span.end for span in spans)


def _is_title(words: str) -> bool:
    """Whether a stretch can be a title: it begins with a capital or figure and is no clause with a verb of saying."""
    words = words.strip()
    return bool(words) and (words[0].isupper() or words[0].isdigit()) and len(words) > 2
