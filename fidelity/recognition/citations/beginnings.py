"""What a citation begins with: addresses and days, whose form is sure, then the author and a title that its marks show."""

from __future__ import annotations

import re

from fidelity.language.citation_words import PERIODICALS
from fidelity.language.given_names import GIVEN_NAMES
from fidelity.language.places_of_print import PLACES, PUBLISHERS
from fidelity.model.recognised import Field
from fidelity.model.span import Span
from fidelity.recognition.citations.authors import LONGEST_NAMES, Author, author_at
from fidelity.recognition.citations.evidence import is_dated_short
from fidelity.recognition.citations.parts import (
    ACCESSED,
    ADDRESSES,
    CITED_WORK,
    DOIS,
    EMPHASISED_NAMES,
    FULL_DATE,
    IN,
    ISBN,
    ISSN,
    LAWSUIT,
    MARKS,
    ONE_PERSON,
    SECOND_YEAR,
    SHORT_DATED,
    TAKEN,
)
from fidelity.recognition.citations.reading import Reading
from fidelity.recognition.citations.wording import collection, monthly, namelike, quote_near, title_follows


def take_identifiers(reading: Reading) -> None:
    """Take addresses, DOIs, ISBNs and ISSNs, and the days on which something was looked up."""
    for match in ACCESSED.finditer(reading.free):
        reading.add(Field.ACCESSED, *match.span("day"))
        reading.blank(*match.span())
    for field, pattern, group, sign in (
        (Field.DOI, DOIS, 0, "10."),
        (Field.URL, ADDRESSES, 0, "."),
        (Field.ISBN, ISBN, "isbn", "ISBN"),
        (Field.ISSN, ISSN, "issn", "ISSN"),
    ):
        for match in pattern.finditer(reading.free) if sign in reading.free else ():
            reading.add(field, *match.span(group))
            reading.blank(*match.span())


def take_days(reading: Reading) -> None:
    """Take days that are written out outside brackets and quotation marks: June 15, 2005."""
    for match in FULL_DATE.finditer(reading.free):
        written_out = match["numbers"] is not None or monthly(match[0])
        if not reading.in_quote(match.start()) and written_out and not reading.has(Field.YEAR):
            year = "year3" if match["numbers"] is not None else "year" if match["year"] else "year2"
            reading.add(Field.YEAR, *match.span(year))
            reading.day = reading.found[-1]
            reading.blank(*match.span())
            reading.numbered = True


def take_author(reading: Reading, at: int) -> int:
    """Read the author, and a year right after; the place where the title may begin."""
    dated = SHORT_DATED.match(reading.free, at)
    if (
        dated
        and is_dated_short(dated["author"])
        and not title_follows(reading.free, dated.end())
        and not quote_near(reading.quoted, dated.start("year"))
    ):
        reading.add(Field.AUTHOR, *dated.span("author"))
        reading.add(Field.YEAR, *dated.span("year"))
        reading.short = True
        return dated.end()
    title = min((q.start - 1 for q in reading.quoted if q.start - 1 > at), default=len(reading.free))
    title = min((one.start for one in reading.stressed if one.start > at), default=title) if reading.stressed else title
    case = LAWSUIT.match(reading.free, at)
    if case:
        reading.title = Span(case.start("title"), case.end("title"))
        reading.add(Field.TITLE, *case.span("title"))
        return case.end()
    emphasised = _emphasised_names(reading, at)
    if emphasised is not None:
        reading.add(Field.AUTHOR, *emphasised)
        return emphasised.end
    author = author_at(reading.free, at, len(reading.free), listed=reading.listed)
    if author is not None and author.span.end > title:
        author = author_at(reading.free, at, title, listed=reading.listed, titled=True)
    if author is not None and any(
        one.start <= at + 1 and author.span.end < one.end < len(reading.free) - 3 for one in reading.stressed
    ):
        author = None  # the first words of a title in italics
    if author is None:
        quote = next((q for q in reading.quoted if q.start > at), None)
        before = reading.free[at : quote.start - 1].strip(" ,.:") if quote else ""
        if quote and 1 < len(before) < 200 and namelike(before):
            reading.add(Field.AUTHOR, at, at + len(reading.free[at : quote.start - 1].rstrip(" ,.:")))
            return quote.start - 1
        return at
    author = _with_more(reading, author, title)
    family, comma, rest = reading.string[slice(*author.span)].partition(",")
    if comma and collection(rest) is not None:  # Berg, Gesammelte Werke
        family_end = author.span.start + len(family)
        author = author._replace(span=Span(author.span.start, family_end), end=family_end + 1)
    titled = None if author.edits else collection(reading.string[slice(*author.span)])
    if titled is Field.TITLE:
        reading.title = author.span
    reading.add(titled or (Field.EDITOR if author.edits else Field.AUTHOR), *author.span)
    reading.blank(author.span.start, author.end)
    second = SECOND_YEAR.match(reading.free, author.end)
    if second and not reading.in_quote(second.start()) and (second["mark"] or title_follows(reading.free, second.end())):
        reading.add(Field.YEAR, *second.span("year"))
        reading.numbered = monthly(reading.string[second.end("year") : second.end()])  # (2021, May 3)
        reading.blank(author.end, second.end())
        return second.end()
    return author.end


def _with_more(reading: Reading, author: Author, title: int) -> Author:
    """The author with the people after them, each with a given name, up to a title that its marks show."""
    if author.edits or not author.span.end < author.end < title < len(reading.free) or title - author.end > LONGEST_NAMES:
        return author
    between = reading.free[author.end : title].rstrip(' ,:“‘«„"\u00a0')
    if not between or TAKEN in between or not all(_is_named(part) for part in between.split(", ")):
        return author
    return author._replace(span=Span(author.span.start, author.end + len(between)), end=title)


def _is_named(name: str) -> bool:
    """Whether words are one person's name, the given name known or an initial."""
    words = name.split()
    known = len(words) in range(2, 5) and (words[0].casefold() in GIVEN_NAMES or words[0].endswith("."))
    return known and ONE_PERSON.fullmatch(name) is not None


def _emphasised_names(reading: Reading, at: int) -> Span | None:
    """The family names that law sets in italics before a plain title: *Berg*/*Lind*, Recht der Flüsse, S. 3."""
    first = next((one for one in reading.stressed if one.start == at), None)
    if first is None or (len(reading.stressed) > 1 and reading.quoted):
        return None
    names = EMPHASISED_NAMES.match(reading.free, at)
    if names is None or not any(one.end == names.end("names") for one in reading.stressed):
        return None
    follows = names["follows"]
    first_word = follows.split()[0].strip(".,:").casefold()
    if (
        first_word in PLACES
        or first_word in PUBLISHERS
        or monthly(follows)
        or any(w in PERIODICALS for w in names["names"].casefold().split())
    ):
        return None
    later = [one for one in reading.stressed if one.start > names.end("names")]
    return Span(*names.span("names")) if not later else None


def take_quoted_title(reading: Reading, at: int) -> int:
    """Take a title in quotation marks, if one opens where the title may begin; the place where another may."""
    if reading.title is not None:
        return at
    while at < len(reading.free) and reading.free[at] in " ,.:\ue001":
        at += 1
    quote = next((q for q in reading.quoted if at <= q.start <= at + 2), None)
    if quote is None and reading.quoted and not reading.has(Field.AUTHOR, Field.EDITOR) and at < reading.quoted[0].start < 60:
        quote = (
            reading.quoted[0] if reading.free[at : reading.quoted[0].start - 1].strip().endswith((",", ":", "-", "–")) else None
        )
    if quote is None:  # Otto Weidmann, English translation: “A Winter at Sea”
        lead = next((q for q in reading.quoted if at < q.start <= at + 40), None)
        quote = lead if lead is not None and re.fullmatch(r"[^.;()]+:\s?", reading.free[at : lead.start - 1]) else None
    if quote is not None and quote.end - quote.start > 3:
        last = quote.end
        while last > quote.start and reading.string[last - 1] in ",. ":
            last -= 1
        last += reading.string[last : last + 1] == "." and reading.string[last - 1 : last].isupper()
        reading.title = Span(quote.start, quote.end)
        reading.add(Field.TITLE, quote.start, last)
        reading.blank(max(quote.start - 1, 0), min(quote.end + 1, len(reading.free)))
    return at


def take_cited_work(reading: Reading, at: int) -> None:
    """Blank "op. cit., n. 8"; what "in Thomas, op. cit." names is an editor."""
    for match in CITED_WORK.finditer(reading.free, at):
        lead = IN.search(reading.free, max(at - 2, 0), match.start())
        if lead is not None and namelike(reading.free[lead.end() : match.start()]) and reading.title is not None:
            reading.add(Field.EDITOR, lead.end(), match.start())
            reading.blank(lead.start(), match.start())
        reading.blank(*match.span())
        reading.short = reading.short or not reading.free[at : match.start()].strip(MARKS + TAKEN)


def take_stressed_title(reading: Reading, at: int) -> None:
    """Take an emphasised title that opens where the title may begin."""
    first = next((s for s in reading.stressed if at <= s.start <= at + 3 and s.length > 2), None)
    if first is not None and not reading.free[at : first.start].strip(MARKS):
        reading.title = Span(first.start, first.end - 1)
        reading.add(Field.TITLE, *first)
