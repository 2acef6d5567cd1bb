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
from fidelity.recognition.citations.american_law import pages_of_book, reported
from fidelity.recognition.citations.beginnings import (
    take_author,
    take_cited_work,
    take_days,
    take_identifiers,
    take_quoted_title,
    take_stressed_title,
)
from fidelity.recognition.citations.clauses import LONGEST
from fidelity.recognition.citations.containers import Section, container_after, follows_book, section_in
from fidelity.recognition.citations.imprint import DATED, Imprint, imprint_of, is_place
from fidelity.recognition.citations.parts import (
    CHAPTERS,
    COLLECTION,
    EDITIONS,
    EDITORS,
    EDITORS_BEHIND,
    EDITORS_BETWEEN,
    IN,
    INITIALLED,
    LABEL,
    LAST_HOUSE,
    LATE_DATE,
    LEADING_YEAR,
    MARKS,
    MORE_AUTHORS,
    ROLE_BRACKETED,
    SAME,
    SAME_AUTHORS,
    SAME_PLACES,
    SERIES,
    TAKEN,
    TRANSLATORS,
    TRANSLATORS_BEHIND,
)
from fidelity.recognition.citations.patterns import BARE_YEAR
from fidelity.recognition.citations.reading import Reading
from fidelity.recognition.citations.serial import (
    BARE_PAGES,
    MARKED_ISSUE,
    MARKED_PAGES,
    MARKED_VOLUME,
    law_numbering_of,
    numbering_of,
)
from fidelity.recognition.citations.wording import (
    monthly,
    overlap,
    parting,
    trimmed,
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
    local = string[start : span.end].replace("\u2011", "-")
    inner = [Span(q.start - start, q.end - start) for q in quoted if q.length > 1]
    emphasised = [Span(s.start - start, s.end - start) for s in stressed]
    found = _Reading(local, inner, emphasised, listed=listed).read()
    return tuple(sorted(((field, Span(a + start, b + start)) for field, (a, b) in found), key=lambda item: item[1]))


class _Reading(Reading):
    """A citation, and the order in which its parts are taken."""

    def read(self) -> list[tuple[Field, Span]]:
        """Everything, the sure parts first."""
        label = LABEL.match(self.string)
        at = label.end() if label else 0
        if label:
            self.blank(0, at)
        take_identifiers(self)
        take_days(self)
        same = SAME.match(self.string, at)
        if same:
            self.blank(*same.span())
            at = same.end()
            self.short = SAME_PLACES.match(same[0]) is not None
        leading = LEADING_YEAR.match(self.string, at)
        if leading:
            self.add(Field.YEAR, *leading.span("year"))
            at = leading.end()
        after = at if same and SAME_AUTHORS.match(same[0]) else take_author(self, at)
        body = take_quoted_title(self, after)
        if self.title is None:
            take_stressed_title(self, after)
        take_cited_work(self, after)
        tail = self.title.end + 1 if self.title is not None else body
        self._names(tail)
        self._numbers(tail)
        self._titles(body, tail)
        self._late_year(tail)
        self._last_house(tail)
        return self.found

    def _names(self, at: int) -> None:
        """Editors and translators that a word announces, editions, series, chapters."""
        for pattern, field in ((EDITORS_BETWEEN, Field.EDITOR), (ROLE_BRACKETED, Field.TRANSLATOR)):
            for match in pattern.finditer(self.free, at):
                titled = next((one for one in self.stressed if one.start in range(match.end(), match.end() + 3)), None)
                led = IN.search(self.free, max(at - 2, 0), match.start()) is not None
                if (titled and not led) or field is Field.TRANSLATOR:
                    self.add(field, *match.span("names"))
                    self.blank(*match.span())
                if titled and not led and field is Field.EDITOR and self.has(Field.AUTHOR):
                    self.add(Field.CONTAINER, *titled)
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
                if self.may_begin(match.start()) and (not behind or "(" in self.free[at : match.start()].rpartition(")")[2]):
                    self.add(field, *match.span(group))
                    self.blank(*match.span())
                    if field is Field.EDITION and self.string[match.end() - 1] == ".":
                        self.free = f"{self.free[: match.end() - 1]}.{self.free[match.end() :]}"  # a town may follow its stop

    def _numbers(self, at: int) -> None:
        """Numbering, imprint and pages."""
        self._year_again(at)
        for match in COLLECTION.finditer(self.free, at):
            self.found.append((Field.SERIES, Span(*match.span("series"))))
            self.free = self.free[: match.start()] + " " * len(match[0]) + self.free[match.end() :]
        quoted = self.title is not None
        here = at
        while here < len(self.free) and self.free[here] in " ,.\ue001":
            here += 1
        printed = max((s.end for s in self.stressed if s.start >= at and not self.string[slice(*s)].isdecimal()), default=at)
        pages = pages_of_book(self.free, at, len(self.free))
        if pages is not None:
            self.add(Field.PAGES, *pages)
        law = law_numbering_of(self.free, here, len(self.free)) if quoted else None
        law = law or reported(self.free, at, len(self.free))
        numbering = law or numbering_of(self.free, at, len(self.free))
        place = (
            None
            if law
            else imprint_of(
                self.free,
                printed,
                len(self.free),
                dated=self.has(Field.YEAR),
                titled=quoted,
                housed=self._initialled(),
                behind_title=any(one.end in (printed, printed - 1) for one in self.stressed),
            )
        )
        if numbering and place and (overlap(numbering.span, place.span) or numbering.span.start > place.span.end):
            named = any(
                field is Field.PUBLISHER or (field is Field.PLACE and is_place(self.free[slice(*part)]))
                for field, part in place.fields
            )
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

    def _year_again(self, at: int) -> None:
        """Blank the year where it is said a second time, before the numbering of a serial."""
        for year in [self.string[slice(*span)] for field, span in self.found if field is Field.YEAR]:
            again = re.compile(rf"(?<=[.,] ){re.escape(year)}(?=[.,] )").search(self.free, at)
            if again is not None:
                self.blank(*again.span())
                self.numbered = True

    def _initialled(self) -> bool:
        """Whether the author is written as lists of works in law do, "Berg AM,", which name the house and no place."""
        author = next((span for field, span in self.found if field in {Field.AUTHOR, Field.EDITOR}), None)
        return author is not None and INITIALLED.search(self.string, *author) is not None

    def _marked(self, at: int, *, placed: bool) -> None:
        """Volumes, issues and pages that a word announces, and bare page numbers at the end."""
        for field, pattern, group in ((Field.VOLUME, MARKED_VOLUME, "volume"), (Field.ISSUE, MARKED_ISSUE, "issue")):
            for match in pattern.finditer(self.free, at):
                if self.may_begin(match.start()) or self.free[match.end() : match.end() + 1] in {",", ".", ":", ""}:
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
        italic = self._italic_container(body, stop) if container is None else None
        more = MORE_AUTHORS.match(self.free, body, italic.start) if italic is not None else None
        if italic is not None and more is not None and not self.free[more.end() : italic.start].strip(" ,"):
            self.add(Field.AUTHOR, *more.span("names"))
            if more["role"]:
                self.found = [(Field.EDITOR if field is Field.AUTHOR else field, span) for field, span in self.found]
            self.add(Field.TITLE, *italic)
            return
        if italic is not None:
            self._add_title(body, trimmed(self.free, body, italic.start))
            self.add(Field.CONTAINER, *italic)
            return
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

    def _italic_container(self, body: int, stop: int) -> Span | None:
        """What a plain title is followed by in italics: "Kocka, Sozialgeschichte, *Geschichte und Gesellschaft* 10"."""
        if not self.has(Field.AUTHOR):
            return None
        later = (one for one in self.stressed if body + 8 < one.start and one.end <= stop and one.length > 3)
        return next((one for one in later if self.free[one.start - 2 : one.start] in {", ", ". ", "? "}), None)

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
        year = self._year_behind_town(container) if container is not None else None
        if year is not None:
            self.add(Field.YEAR, *year)
        elif container is not None:
            house = self._is_house(container)
            self.add(Field.PUBLISHER if house else Field.CONTAINER, *container)

    def _year_behind_town(self, words: Span) -> Span | None:
        """The bare year behind what may be a town, a house or a journal after an emphasised title: nobody can say which."""
        title, string = self.title, self.free[slice(*words)].strip()
        if (
            title is None
            or self.numbered
            or self.has(Field.YEAR, Field.VOLUME, Field.ISSUE, Field.URL)
            or len(string.split()) > 2
        ):
            return None
        emphasised = any(one.end in range(title.end, title.end + 2) for one in self.stressed)
        if (
            not emphasised
            or len(string.split()) > 2
            or not string[:1].isalpha()
            or any(one.overlaps(words) for one in self.stressed)
        ):
            return None
        match = re.compile(rf"(?:,\s[^,\d]{{2,40}})?,\s(?P<year>{BARE_YEAR})(?=[,.;]|$)").match(self.free, words.end)
        return Span(*match.span("year")) if match is not None else None

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
