"""How much a piece of a note looks like a citation, and whether it says a work in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fidelity.language.citation_words import (
    ARCHIVES,
    CHAPTER,
    CITED,
    CONSULTED,
    EDITOR,
    EDITOR_AFTER,
    ISSUE,
    PAGES,
    SAME_AUTHOR,
    SAME_PLACE,
    SAME_WORK,
    TRANSLATOR,
    VOLUME,
)
from fidelity.language.numerals import MONTHS
from fidelity.language.places_of_print import PLACES
from fidelity.model.late_pattern import late_pattern
from fidelity.model.recognised import CitationKind, Field
from fidelity.model.span import Span
from fidelity.recognition.citations.authors import Author, author_at
from fidelity.recognition.citations.clauses import inside
from fidelity.recognition.citations.imprint import BRACKETED, DATED
from fidelity.recognition.citations.parts import EMPHASISED_NAMES
from fidelity.recognition.citations.patterns import (
    ADDRESS,
    AND,
    AND_WORD,
    BARE_YEAR,
    CAPITAL,
    DOI,
    ET_AL,
    FAMILY,
    RANGES,
    SPACE,
    YEAR,
    any_of,
)
from fidelity.recognition.citations.serial import NUMBERINGS

ENOUGH = 2.0
"""Evidence from which on a piece is a citation: two kinds of it, or an imprint, or "ibid."."""

SAME = late_pattern(rf"(?<!\w){any_of([*SAME_WORK, *SAME_AUTHOR])}(?![\w’'])\s*", re.IGNORECASE)
_SAME_PLACE = late_pattern(rf"{any_of(SAME_PLACE)}(?![\w’'])", re.IGNORECASE)
CITED_BEFORE = late_pattern(
    rf"(?<!\w)(?:{any_of([word for word in CITED if word not in {'cit.', 'supra'}])}|id\.|ibid\.|"
    rf"cit\.(?=[,;.\s]*(?:pp?\.|n\.|S\.|\d|$))|\((?:above{SPACE}|supra{SPACE})?(?:nn?|fn)\.?{SPACE}\d{{1,4}}\)|"
    rf"supra(?={SPACE}(?:note|n\.|nota|Anm)|,|\.?\s*$))",
    re.IGNORECASE,
)
_PAGES = late_pattern(rf"(?<!\w){any_of([*PAGES, *CHAPTER])}{SPACE}?\d|(?<![\w])at{SPACE}\d")
_VOLUME = late_pattern(rf"(?<!\w){any_of([*VOLUME, *ISSUE])}{SPACE}?(?:\d|[IVXLC]+\b)", needs=(*VOLUME, *ISSUE))
_ROLE = late_pattern(
    rf"(?<!\w){any_of([*EDITOR, *TRANSLATOR])}(?=\s|\))|\({any_of(EDITOR_AFTER)}\)", needs=(*EDITOR, *TRANSLATOR, *EDITOR_AFTER)
)
_REPORT = late_pattern(
    rf"\[{BARE_YEAR}\]{SPACE}(?:\d{{1,3}}{SPACE})?[A-Z][\w.]*(?:{SPACE}[A-Z][\w.]*){{0,3}}{SPACE}\d|"
    rf"\d{{1,4}}{SPACE}(?:U\.{SPACE}?S\.|F\.{SPACE}?(?:2d|3d|Supp\.)|S\.{SPACE}?Ct\.|L\.{SPACE}?Ed\.){SPACE}\d|"
    rf"\b(?:NJW|JZ|RGZ|BGHZ|BVerfGE|BGE){SPACE}\d",
    shape=r"\[|\d\s[UFSL]\.|NJW|JZ|RGZ|BGHZ|BVerfGE|BGE",
)
"""Where the judgment of a court is printed: [1999] 2 AC 15 – 347 U.S. 483 – NJW 1987, 2011."""
_ADDRESS = late_pattern(rf"{ADDRESS}|{DOI}")
_CONSULTED = late_pattern(rf"(?<!\w){any_of(CONSULTED)}(?!\w)", re.IGNORECASE, needs=CONSULTED)
_YEAR = late_pattern(rf"[,.)\]”’]\s[^,;]{{0,24}}?\b{YEAR}(?=[,.;:)\s]|$)|\({YEAR}\)|(?<=[”’»\"]{SPACE})\[{YEAR}\]")
_VERB = late_pattern(
    r"\b(?:is|are|was|were|has|have|had|argues?|argued|quoted|claims?|claimed|writes|wrote|"
    r"says?|said|noted|suggests?|believed|took|"
    r"shows?|ist|sind|war|waren|hat|haben|wird|werden|wurden?|schreibt|est|sont|était|es|son|era|è|sono|discuss(?:es|ed)?|"
    r"that|which|who|these|thanks?|zeigt|sagte|would|could|should|did|does|do|not|been|me|my|I|we|our)\b"
)
TELLING = late_pattern(
    rf"{CAPITAL}[^\W\d_]*,{SPACE}(?:[^\W\d_]{{1,4}}[’'])?{CAPITAL}[^\W\d_]*(?:{SPACE}{CAPITAL}[^\W\d_]*)?"
    rf"(?:,{SPACE}{CAPITAL}[^\W\d_]*){{0,4}}{AND_WORD}{CAPITAL}[^\W\d_]*(?:{SPACE}{CAPITAL}[^\W\d_]*)?{SPACE}"
    rf"(?:(?:ne|si|se|non|não|no|nicht|sich|all|both)[’'\s]\s?)?"
    rf"(?:were|are|had|have|did|do|went|came|knew|met|sont|étaient|ont|son|eran|sono|erano|são|sind|waren|"
    rf"(?!zwischen|neben|gegen|wegen|einen|keinen)[^\W\d_A-Z]{{3,}}en(?={SPACE}[a-zäöü])|"
    rf"[^\W\d_A-Z]{{2,}}(?:ed|ten|aient|èrent|irent|aban|ían|aron|ieron|avano|evano|ivano|rono|avam|iam|aram|eram|iram)){SPACE}?(?!\w)"
)
"""Several names of one word each, and what they did: "Oxford, Cambridge and Durham refused"."""
_COMMA = late_pattern(r",(?!\s\d)")
"""A comma that parts words, and no page from a page."""
SHELFMARK = late_pattern(
    rf"(?:{CAPITAL}[^\W\d_]+,{SPACE})?[^,;:“„«\"]{{0,60}}?(?i:{any_of(ARCHIVES)})[^,;:“„«\"]{{0,60}},{SPACE}(?:[^,;:()]{{2,40}},{SPACE})?"
    rf"(?:[A-Z]{{1,5}}(?:{SPACE}|/|-)?\d+(?!\d|{SPACE}?\()|(?:MSS?|Mss?\.|Rep\.|Abt\.|Best\.|Nr\.|Bestand|[Cc]arton|[Bb]ox|[Ll]iasse|[Bb]usta){SPACE})"
)
"""Archives du Nord, B 45 – an archive and the mark under which it keeps something."""
DATED_SHORT = late_pattern(
    rf"(?<![\w’'.-])(?P<names>(?:{FAMILY}(?:{SPACE}{FAMILY})?)(?:(?:/|{AND}|,{SPACE})(?:{FAMILY})"
    rf")*{ET_AL}?)(?:’s|'s)?,?{SPACE}?"
    rf"(?P<open>[(\[]?)(?P<year>(?:{BARE_YEAR}(?:[–/-]\d\d)?[a-z]?)(?!\d|[–-]\d))(?P<pin>(?:,|"
    rf":)?{SPACE}?(?:\w+{SPACE})?{any_of(PAGES)}{SPACE}?{RANGES}"
    rf"(?:{SPACE}(?:und|and|u\.){SPACE}{any_of(PAGES)}{SPACE}?{RANGES})?(?:{SPACE}(?:Fn|Anm|n)"
    rf"\.{SPACE}\d+)?|[,:]{SPACE}\d{{1,4}}(?:[–-]\d+)?(?!\d))?[)\]]?"
)
"""Luhmann 1980, S. 99–112 – Smith and Jones (1999: 23)."""


def evidence(string: str, span: Span, quoted: Sequence[Span], stressed: Sequence[Span]) -> float:
    """How much a piece looks like a citation: points for each kind of part, less for verbs; counted up to ENOUGH."""
    start, end = span
    if SHELFMARK.match(string, start, end) or TELLING.match(string, start, end):
        return 0.0
    if SAME.match(string, start, end) and (
        _SAME_PLACE.match(string, start, end)
        or string[start].isupper()
        or string[start:end].startswith(("ders.", "dies.", "idem"))
    ):
        return ENOUGH
    quotations, stress = inside(quoted, span), inside(stressed, span)
    outside = string[start:end]
    for q in quotations:
        outside = outside[: q.start - start] + " " * q.length + outside[q.end - start :]
    total = -0.75 * len(_VERB.findall(_outside_titles(outside, stress, start)))
    for points in _points(string, span, outside, quotations, stress):
        total += points
        if total >= ENOUGH:
            return total
    if total >= ENOUGH - 1.0:
        total += any(pattern.search(outside) for pattern in NUMBERINGS[:3])
    return total


def _points(string: str, span: Span, outside: str, quotations: Sequence[Span], stress: Sequence[Span]) -> Iterator[float]:
    """The points for each kind of part, what tells most and costs least first."""
    start, end = span
    if BRACKETED.search(outside):
        yield 2.0
    elif DATED.search(outside):
        yield 1.0
    author = author_before(string, span, quotations, stress)
    if author is not None:
        opens_title = author.end < end and (
            any(q.start - 1 == author.end for q in quotations) or any(s.start == author.end for s in stress)
        )
        yield 1.0 + 0.5 * opens_title + _short_form(string, author.end, end, quotations)
    elif (quotations and quotations[0].start - 1 == start) or (stress and stress[0].start == start):
        yield 0.5
    yield 1.0 * bool(_YEAR.search(outside))
    yield 1.0 * bool(_PAGES.search(outside))
    yield 0.5 * bool(_VOLUME.search(outside))
    yield 1.0 * bool(_ROLE.search(outside))
    yield 1.5 * bool(CITED_BEFORE.search(outside))
    yield 2.0 * bool(_REPORT.search(outside))
    yield (2.0 if _CONSULTED.search(outside) else 1.0) * bool(_ADDRESS.search(outside))


def author_before(string: str, span: Span, quoted: Sequence[Span], stressed: Sequence[Span]) -> Author | None:
    """The author with whom a citation opens, none of its words from a title that quotation marks or italics show."""
    names = EMPHASISED_NAMES.match(string, *span) if any(s.start == span.start for s in stressed) else None
    if names is not None and any(s.end == names.end("names") for s in stressed):
        return Author(Span(*names.span("names")), edits=False, end=names.start("follows"))
    author = author_at(string, *span)
    titles = [q.start - 1 for q in quoted if q.start - 1 > span.start] + [s.start for s in stressed if s.start > span.start]
    title = min(titles, default=span.end)
    if author is None or title >= min(author.span.end, span.end):
        return author
    return author_at(string, span.start, title, titled=True)


def _outside_titles(outside: str, stress: Sequence[Span], start: int) -> str:
    for s in stress:
        outside = outside[: s.start - start] + " " * s.length + outside[s.end - start :]
    return outside


def _short_form(string: str, start: int, end: int, quoted: Sequence[Span]) -> bool:
    """Whether what follows the author is a title and nothing else but a pin: "Commune or Nothing!", "“Strike at the Helm.”"."""
    rest = string[start:end]
    if quoted and quoted[0].start - 1 == start:
        after = string[quoted[0].end + 1 : end].strip(" .,")
        pinned = re.fullmatch(r"(?:(?:at|pp?\.|S\.)?\s?\d[\d–, fn.-]*)?", after)
        return pinned is not None and quoted[0].length <= 160
    words: list[str] = re.findall(r"[^\W\d_][\w’'-]*", rest)
    if not 1 <= len(words) <= 10 or not rest[:1].isupper() or rest.rstrip(".").endswith("?") or len(_COMMA.findall(rest)) > 1:
        return False
    long_and_small = sum(word[0].islower() and len(word) > 3 for word in words)
    return long_and_small * 3 <= len(words)


def is_dated_short(printed: str) -> bool:
    """Whether names before a year are a person's, and not a town's, a month's or a sentence's first word."""
    names = printed.casefold()
    if names in PLACES or names.split()[-1] in MONTHS or names.split("/")[0] in PLACES:
        return False
    listed, comma, last = names.rpartition(", ")
    if comma and not re.match(AND_WORD, f" {last}") and (last in PLACES or re.search(AND_WORD, listed)):
        return False  # Jürgen Thomsen, Wind und Zahl, Hamburg 1984
    return (
        re.match(
            r"(?:in|im|seit|vor|nach|bis|ab|since|by|until|from|to|after|before|during|the|of|and|note|"
            r"januar|jahr|sommer|winter|"
            r"anfang|ende|mitte|spring|summer|autumn|fall|early|late|cmnd|en|depuis|avant|après|desde|hasta|nel|dal|but|until|"
            r"between|around|circa|about|congress|compare|comparing|comparer|comparar|confrontare|vergleiche|vergleicht|vol|bd|no|nr|p|s|art|act|edition|auflage)\b",
            names.split()[-1] if len(names.split()) < 3 else names,
        )
        is None
    )


def kind_of(string: str, span: Span, found: Sequence[tuple[Field, Span]]) -> CitationKind:
    """Whether a citation says a work in full, by a short form, or points to the one just before."""
    words = string[slice(*span)]
    if _SAME_PLACE.match(words):
        return CitationKind.IBID
    if CITED_BEFORE.search(words) or (SAME.match(words) and not any(f in {Field.YEAR, Field.PUBLISHER} for f, _ in found)):
        return CitationKind.SHORT
    named = {field for field, _ in found}
    if named <= {Field.AUTHOR, Field.EDITOR, Field.YEAR, Field.PAGES, Field.CHAPTER} and Field.YEAR in named:
        return CitationKind.SHORT
    in_full = {Field.YEAR, Field.PLACE, Field.PUBLISHER, Field.URL, Field.DOI, Field.ISSUE, Field.CONTAINER}
    if not named & in_full and named & {Field.AUTHOR, Field.TITLE}:
        return CitationKind.SHORT
    return CitationKind.FULL
