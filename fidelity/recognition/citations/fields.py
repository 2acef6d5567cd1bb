"""The parts of one citation: author, title, container, imprint, numbers and the rest, each only where its form makes it sure.

What is sure by its own form comes first (addresses, names before a title, an imprint, a numbering); each part found is
blanked, so that what is left between author and imprint is the title, and between title and numbering the container.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fidelity.language.places_of_print import PUBLISHING_WORDS
from fidelity.model.recognised import Field
from fidelity.model.span import Span
from fidelity.recognition.citations.authors import author_at
from fidelity.recognition.citations.clauses import LONGEST
from fidelity.recognition.citations.containers import Section, container_after, follows_book, section_in
from fidelity.recognition.citations.imprint import DATED, Imprint, imprint_of
from fidelity.recognition.citations.parts import (
    ACCESSED,
    ADDRESSES,
    CHAPTERS,
    CITED_WORK,
    COLLECTION,
    DOIS,
    EDITIONS,
    EDITORS,
    EDITORS_BEHIND,
    FULL_DATE,
    IN,
    INITIALLED,
    ISBN,
    ISSN,
    LABEL,
    LAST_HOUSE,
    LATE_DATE,
    LAWSUIT,
    LEADING_YEAR,
    MARKS,
    SAME,
    SAME_AUTHORS,
    SAME_PLACES,
    SECOND_YEAR,
    SERIES,
    SHORT_DATED,
    TAKEN,
    TRANSLATORS,
    TRANSLATORS_BEHIND,
)
from fidelity.recognition.citations.patterns import BARE_YEAR
from fidelity.recognition.citations.serial import (
    BARE_PAGES,
    MARKED_ISSUE,
    MARKED_PAGES,
    MARKED_VOLUME,
    law_numbering_of,
    numbering_of,
)
from fidelity.recognition.citations.wording import (
    collection,
    monthly,
    namelike,
    overlap,
    parting,
    quote_near,
    title_follows,
    trimmed,
    without_page_words,
)


def fields(
    string: str, span: Span, quoted: Sequence[Span], stressed: Sequence[Span], *, listed: bool = False
) -> tuple[tuple[Field, Span], ...]:
    """The fields of the citation at `span`, in order of place, none overlapping another.

    `quoted` are the contents of quotation marks and `stressed` the emphasised stretches inside it, `listed` whether it stands
    in a list of references, where the family name comes first. What is longer than LONGEST characters has none.
    """
    if span.length > LONGEST:
        return ()
    start = span.start
    local = string[start : span.end]
    inner = [Span(q.start - start, q.end - start) for q in quoted if q.length > 1]
    emphasised = [Span(s.start - start, s.end - start) for s in stressed]
    found = _Reading(local, inner, emphasised, listed=listed).read()
    return tuple(sorted(((field, Span(a + start, b + start)) for field, (a, b) in found), key=lambda item: item[1]))


class _Reading:
    """One citation while it is read: what is found so far, and what is still free."""

    def __init__(self, string: str, quoted: list[Span], stressed: list[Span], *, listed: bool) -> None:
        self.string = self.free = string
        self.quoted, self.stressed, self.listed = quoted, stressed, listed
        self.found: list[tuple[Field, Span]] = []
        self.title: Span | None = None
        self.day: tuple[Field, Span] | None = None
        """The year of a day that is written out: a letter's or a newspaper's, unless an imprint says another."""
        self.numbered = False
        """Whether it is numbered or dated as articles are."""
        self.short = False
        """Whether it is no more than an author, a date or "op. cit.", and pages."""

    def has(self, *wanted: Field) -> bool:
        return any(field in wanted for field, _ in self.found)

    def add(self, field: Field, start: int, end: int) -> None:
        """Take a stretch for a field, trimmed, unless a part of it is taken."""
        opening = " \t\u00a0\u202f,;:." if field is Field.AUTHOR else MARKS.replace("[", "") if field is Field.YEAR else MARKS
        while start < end and self.string[start] in opening:
            start += 1
        while end > start and self.string[end - 1] in " \t\u00a0\u202f,;:([" + ("" if field is Field.AUTHOR else "—"):
            end -= 1
        if field is Field.CONTAINER and self.string[start : start + 1] in {"«", "“", "„"}:
            start, end = start + 1, end - (self.string[end - 1] in "»”“")
        if field in {Field.TITLE, Field.CONTAINER}:
            end = without_page_words(self.string, start, end)
        if field in {Field.PLACE, Field.PUBLISHER} and re.search(r"(?:^|[\s.])[A-Z][a-z]{0,3}$", self.string[start:end]):
            end += self.string[end : end + 1] == "."
        if start < end and TAKEN not in self.free[start:end]:
            self.found.append((field, Span(start, end)))
            self.blank(start, end)

    def blank(self, start: int, end: int) -> None:
        self.free = self.free[:start] + TAKEN * (end - start) + self.free[end:]

    def read(self) -> list[tuple[Field, Span]]:
        """Everything, the sure parts first."""
        label = LABEL.match(self.string)
        at = label.end() if label else 0
        if label:
            self.blank(0, at)
        self._identifiers()
        self._dates()
        same = SAME.match(self.string, at)
        if same:
            self.blank(*same.span())
            at = same.end()
            self.short = SAME_PLACES.match(same[0]) is not None
        leading = LEADING_YEAR.match(self.string, at)
        if leading:
            self.add(Field.YEAR, *leading.span("year"))
            at = leading.end()
        after = at if same and SAME_AUTHORS.match(same[0]) else self._author(at)
        body = self._quoted_title(after)
        if self.title is None:
            self._stressed_title(after)
        self._cited(after)
        tail = self.title.end + 1 if self.title is not None else body
        self._names(tail)
        self._numbers(tail)
        self._titles(body, tail)
        self._late_year(tail)
        self._last_house(tail)
        return self.found

    def _identifiers(self) -> None:
        for match in ACCESSED.finditer(self.free):
            self.add(Field.ACCESSED, *match.span("day"))
            self.blank(*match.span())
        for field, pattern, group, sign in (
            (Field.DOI, DOIS, 0, "10."),
            (Field.URL, ADDRESSES, 0, "."),
            (Field.ISBN, ISBN, "isbn", "ISBN"),
            (Field.ISSN, ISSN, "issn", "ISSN"),
        ):
            for match in pattern.finditer(self.free) if sign in self.free else ():
                self.add(field, *match.span(group))
                self.blank(*match.span())

    def _dates(self) -> None:
        """Take days that are written out outside brackets and quotation marks: June 15, 2005."""
        for match in FULL_DATE.finditer(self.free):
            if not self._in_quote(match.start()) and monthly(match[0]) and not self.has(Field.YEAR):
                self.add(Field.YEAR, *match.span("year" if match["year"] else "year2"))
                self.day = self.found[-1]
                self.blank(*match.span())
                self.numbered = True

    def _author(self, at: int) -> int:
        """Read the author, and a year right after; the place where the title may begin."""
        dated = SHORT_DATED.match(self.free, at)
        if dated and not title_follows(self.free, dated.end()) and not quote_near(self.quoted, dated.start("year")):
            self.add(Field.AUTHOR, *dated.span("author"))
            self.add(Field.YEAR, *dated.span("year"))
            self.short = True
            return dated.end()
        title = min((q.start - 1 for q in self.quoted if q.start - 1 > at), default=len(self.free))
        title = min((one.start for one in self.stressed if one.start > at), default=title) if self.stressed else title
        case = LAWSUIT.match(self.free, at)
        if case:
            self.title = Span(case.start("title"), case.end("title"))
            self.add(Field.TITLE, *case.span("title"))
            return case.end()
        author = author_at(self.free, at, len(self.free), listed=self.listed)
        if author is not None and author.span.end > title:
            author = author_at(self.free, at, title, listed=self.listed, titled=True)
        if author is None:
            quote = next((q for q in self.quoted if q.start > at), None)
            before = self.free[at : quote.start - 1].strip(" ,.:") if quote else ""
            if quote and 1 < len(before) < 200 and namelike(before):
                self.add(Field.AUTHOR, at, at + len(self.free[at : quote.start - 1].rstrip(" ,.:")))
                return quote.start - 1
            return at
        family, comma, rest = self.string[slice(*author.span)].partition(",")
        if comma and collection(rest) is not None:  # Berg, Gesammelte Werke
            family_end = author.span.start + len(family)
            author = author._replace(span=Span(author.span.start, family_end), end=family_end + 1)
        titled = None if author.edits else collection(self.string[slice(*author.span)])
        if titled is Field.TITLE:
            self.title = author.span
        self.add(titled or (Field.EDITOR if author.edits else Field.AUTHOR), *author.span)
        self.blank(author.span.start, author.end)
        second = SECOND_YEAR.match(self.free, author.end)
        if second and not self._in_quote(second.start()) and (second["mark"] or title_follows(self.free, second.end())):
            self.add(Field.YEAR, *second.span("year"))
            self.numbered = monthly(self.string[second.end("year") : second.end()])  # (2021, May 3)
            self.blank(author.end, second.end())
            return second.end()
        return author.end

    def _in_quote(self, at: int) -> bool:
        return any(q.start - 1 <= at < q.end for q in self.quoted)

    def _quoted_title(self, at: int) -> int:
        """Take a title in quotation marks, if one opens where the title may begin; the place where another may."""
        if self.title is not None:
            return at
        while at < len(self.free) and self.free[at] in " ,.:\ue001":
            at += 1
        quote = next((q for q in self.quoted if at <= q.start <= at + 2), None)
        if quote is None and self.quoted and not self.has(Field.AUTHOR, Field.EDITOR) and at < self.quoted[0].start < 60:
            quote = self.quoted[0] if self.free[at : self.quoted[0].start - 1].strip().endswith((",", ":", "-", "–")) else None
        if quote is None:  # Otto Weidmann, English translation: “A Winter at Sea”
            lead = next((q for q in self.quoted if at < q.start <= at + 40), None)
            quote = lead if lead is not None and re.fullmatch(r"[^.;()]+:\s?", self.free[at : lead.start - 1]) else None
        if quote is not None and quote.end - quote.start > 3:
            last = quote.end
            while last > quote.start and self.string[last - 1] in ",. ":
                last -= 1
            last += self.string[last : last + 1] == "." and self.string[last - 1 : last].isupper()
            self.title = Span(quote.start, quote.end)
            self.add(Field.TITLE, quote.start, last)
            self.blank(max(quote.start - 1, 0), min(quote.end + 1, len(self.free)))
        return at

    def _cited(self, at: int) -> None:
        """Blank "op. cit., n. 8"; what "in Thomas, op. cit." names is an editor."""
        for match in CITED_WORK.finditer(self.free, at):
            lead = IN.search(self.free, max(at - 2, 0), match.start())
            if lead is not None and namelike(self.free[lead.end() : match.start()]) and self.title is not None:
                self.add(Field.EDITOR, lead.end(), match.start())
                self.blank(lead.start(), match.start())
            self.blank(*match.span())
            self.short = self.short or not self.free[at : match.start()].strip(MARKS + TAKEN)

    def _stressed_title(self, at: int) -> None:
        """Take an emphasised title that opens where the title may begin."""
        first = next((s for s in self.stressed if at <= s.start <= at + 3 and s.length > 2), None)
        if first is not None and not self.free[at : first.start].strip(MARKS):
            self.title = Span(first.start, first.end - 1)
            self.add(Field.TITLE, *first)

    def _names(self, at: int) -> None:
        """Editors and translators that a word announces, editions, series, chapters."""
        for field, pattern, group in (
            (Field.EDITION, EDITIONS, "edition"),
            (Field.TRANSLATOR, TRANSLATORS, "names"),
            (Field.EDITOR, EDITORS, "names"),
            (Field.TRANSLATOR, TRANSLATORS_BEHIND, "names"),
            (Field.EDITOR, EDITORS_BEHIND, "names"),
            (Field.CHAPTER, CHAPTERS, "chapter"),
            (Field.SERIES, SERIES, "series"),
        ):
            for match in pattern.finditer(self.free, at):
                behind = pattern in {TRANSLATORS_BEHIND, EDITORS_BEHIND}
                if self._sure(match.start()) and (not behind or "(" in self.free[at : match.start()].rpartition(")")[2]):
                    self.add(field, *match.span(group))
                    self.blank(*match.span())
                    if field is Field.EDITION and self.string[match.end() - 1] == ".":
                        self.free = f"{self.free[: match.end() - 1]}.{self.free[match.end() :]}"  # a town may follow its stop

    def _sure(self, start: int) -> bool:
        """Whether something may begin here: after a mark, a bracket or another part, and not within a title's words."""
        before = self.free[:start].rstrip(" \u00a0")
        return not before or before[-1] in ',.;:()[]”’»"\ue001?!' or before.endswith((" in", " see"))

    def _numbers(self, at: int) -> None:
        """Numbering, imprint and pages."""
        for match in COLLECTION.finditer(self.free, at):
            self.found.append((Field.SERIES, Span(*match.span("series"))))
            self.free = self.free[: match.start()] + " " * len(match[0]) + self.free[match.end() :]
        quoted = self.title is not None
        here = at
        while here < len(self.free) and self.free[here] in " ,.\ue001":
            here += 1
        printed = max((s.end for s in self.stressed if s.start >= at and not self.string[slice(*s)].isdecimal()), default=at)
        law = law_numbering_of(self.free, here, len(self.free)) if quoted else None
        numbering = law or numbering_of(self.free, at, len(self.free))
        place = (
            None
            if law
            else imprint_of(
                self.free, printed, len(self.free), dated=self.has(Field.YEAR), titled=quoted, housed=self._initialled()
            )
        )
        if numbering and place and (overlap(numbering.span, place.span) or numbering.span.start > place.span.end):
            named = any(field in {Field.PLACE, Field.PUBLISHER} for field, _ in place.fields)
            numbering, place = (None, place) if named and not law else (numbering, None)
        bracketed = isinstance(place, Imprint) and self.free[place.span.start] == "("
        if self.day is not None and place is not None and bracketed and Field.YEAR in dict(place.fields):
            self.found.remove(self.day)
        for part in (numbering, place):
            for field, span in part.fields if part is not None else ():
                self.add(field, *span)
            if part is not None:
                self.blank(*part.span)
        self.numbered = self.numbered or numbering is not None
        self._marked(at, placed=isinstance(place, Imprint))

    def _initialled(self) -> bool:
        """Whether the author is written as lists of works in law do, "Berg AM,", which name the house and no place."""
        author = next((span for field, span in self.found if field in {Field.AUTHOR, Field.EDITOR}), None)
        return author is not None and INITIALLED.search(self.string, *author) is not None

    def _marked(self, at: int, *, placed: bool) -> None:
        """Volumes, issues and pages that a word announces, and bare page numbers at the end."""
        for field, pattern, group in ((Field.VOLUME, MARKED_VOLUME, "volume"), (Field.ISSUE, MARKED_ISSUE, "issue")):
            for match in pattern.finditer(self.free, at):
                if self._sure(match.start()) or self.free[match.end() : match.end() + 1] in {",", ".", ":", ""}:
                    self.add(field, *match.span(group))
                    self.blank(*match.span())
        if self.has(Field.ISSUE) and not placed:
            self.numbered = True
        for match in MARKED_PAGES.finditer(self.free, at):
            self.add(Field.PAGES, *match.span(match.lastgroup or 0))
        for match in DATED.finditer(self.free, at):
            if not self.has(Field.YEAR):
                self.add(Field.YEAR, *match.span("year" if match["year"] else "edyear"))
                self.blank(*match.span())
        for match in BARE_PAGES.finditer(self.free, max(at - 1, 0)):
            number = match["pages"]
            if not re.fullmatch(rf"{BARE_YEAR}(?:[–-]\d+)?", number):
                self.add(Field.PAGES, *match.span("pages"))
                self.blank(*match.span("pages"))

    def _last_house(self, at: int) -> None:
        """Take the house that ends a citation: "(pp. 123–129). Hill Press."."""
        last = LAST_HOUSE.search(self.free, at) if not self.has(Field.PUBLISHER) else None
        if last is None:
            return
        known = last["house"].casefold().split()[-1] in PUBLISHING_WORDS
        if known or (self.has(Field.YEAR) and self._closes(last.start())):
            self.add(Field.PUBLISHER, *last.span("house"))

    def _late_year(self, at: int) -> None:
        if self.has(Field.YEAR):
            return
        dates = [m for m in LATE_DATE.finditer(self.free, at) if " " not in m["date"].strip() or monthly(m["date"])]
        if dates:
            self.add(Field.YEAR, *dates[-1].span("year"))

    def _titles(self, body: int, tail: int) -> None:
        """What is left between the author and the imprint: the title; between the title and the numbers: the container."""
        if self.short:
            return
        section = self._in_section(tail)
        container = section.start if section is not None else None
        if self.title is not None:
            if section is None:
                self._container_after(tail)
            return
        while body < len(self.free) and self.free[body] in " ,.:;–-—\ue001":
            body += 1
        stop = self.free.find(TAKEN, body)
        stop = len(self.free) if stop < 0 else stop
        if container is not None and container < stop:
            stop = container
        end = trimmed(self.free, body, stop)
        late = LATE_DATE.search(self.free, body, stop)
        if (
            late
            and not self.has(Field.YEAR)
            and (" " not in late["date"].strip() or monthly(late["date"]))
            and late.start() > body
        ):
            self.add(Field.YEAR, *late.span("year"))
            end = trimmed(self.free, body, late.start())
            self.numbered = self.numbered or (" " in late["date"].strip() and not self.has(Field.PLACE, Field.PUBLISHER))
        if container is None and self.numbered and not self.has(Field.PUBLISHER):
            cut = parting(self.free, body, end)
            if cut is not None:
                self.add(Field.CONTAINER, cut, end)
                end = trimmed(self.free, body, cut)
            elif self.has(Field.YEAR, Field.VOLUME) and len(self.free[body:end].split()) <= 3 and self.has(Field.AUTHOR):
                self.add(Field.CONTAINER, body, end)
                return
        self._add_title(body, end)

    def _add_title(self, start: int, end: int) -> None:
        words = self.string[start:end].strip()
        words = re.sub(r"[\s,.]*(?:\((?:[^()]*)|\[)$", "", words)
        end = start + len(self.string[start:end]) - len(self.string[start:end].lstrip()) + len(words) if words else start
        if len(words) > 2 and (
            words[0].isupper() or words[0].isdigit() or words[0] in "“‘«„[¿¡(’'‚\"" or len(words.split()) > 2
        ):
            self.add(Field.TITLE, start, end)

    def _in_section(self, at: int) -> Section | None:
        """Read "in Editor (ed.), Container", where there is one."""
        section = section_in(self.free, at, [Span(q.start - 1, q.end) for q in self.quoted])
        if section is not None and section.editor is not None and not self.has(Field.EDITOR):
            self.add(Field.EDITOR, *section.editor)
        if section is not None and section.container is not None:
            self.add(Field.CONTAINER, *section.container)
        return section

    def _container_after(self, at: int) -> None:
        """Take what stands right after a title that its marks close: a journal, a newspaper, a site, or a house."""
        container = container_after(
            self.free, at, housed=self.has(Field.PUBLISHER), numbered=self.has(Field.VOLUME, Field.ISSUE)
        )
        if container is not None:
            house = self._is_house(container)
            self.add(Field.PUBLISHER if house else Field.CONTAINER, *container)

    def _is_house(self, container: Span) -> bool:
        """Whether what stands after a title is who published it, by its last word or its place: *Title*. House."""
        if self.has(Field.PUBLISHER):
            return False
        if self.free[slice(*container)].casefold().split()[-1] in PUBLISHING_WORDS:
            return True
        return (
            self.has(Field.YEAR)
            and self._closes(container.start)
            and not any(one.overlaps(container) for one in self.stressed)
            and ". " in self.string[self.title.end if self.title is not None else 0 : container.start + 1]
            and not self.free[container.end :].strip(MARKS + TAKEN)
        )

    def _closes(self, at: int) -> bool:
        """Whether what stands alone at the end can only be a house: a title or container is emphasised before it.

        An article is numbered or dated to the day, and what has an address may name its site there.
        """
        if self.numbered or self.day is not None or self.has(Field.VOLUME, Field.ISSUE, Field.PLACE, Field.URL, Field.ACCESSED):
            return False
        return follows_book(self.found, self.stressed, at)
