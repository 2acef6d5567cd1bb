"""Whose words a quotation is said to be, and on which page: the citation in brackets behind it, the note called there, the
author and date in its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fidelity.language.citation_forms import title_words
from fidelity.language.citation_words import PAGES, QUOTED_IN, SAME_WORK, SIGNALS, TAKEN_FROM
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind, Mark
from fidelity.model.quoted import Ascription, Attribution, Vicinity
from fidelity.model.recognised import Citation, Field, Quotation, Recognised
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.citations.authors import family_name, listed_names
from fidelity.recognition.citations.patterns import (
    AND,
    BARE_YEAR,
    CAPITAL,
    DIRECT,
    ET_AL,
    FAMILY,
    INITIALS,
    PARTICLE,
    RANGES,
    SPACE,
    WORD,
    any_of,
)
from fidelity.recognition.narration import (
    NAME_IN_FULL,
    Teller,
    first_named,
    is_in,
    leads,
    speaks_against,
    tellers,
    work_named,
)
from fidelity.recognition.prose import BLANK, prose

_LAST_NAMES = rf"{FAMILY}(?:{SPACE}{WORD})?"
_NAMES = rf"(?:(?:{INITIALS}{SPACE})?{_LAST_NAMES}(?:(?:,{SPACE}|{AND}){_LAST_NAMES}){{0,3}}{ET_AL}?)"
_NAMES_IN_FULL = rf"{NAME_IN_FULL}(?:(?:,{SPACE}|{AND}){NAME_IN_FULL}){{0,3}}"
_PAGES = rf"(?:(?:{any_of(PAGES)}\s?)?(?P<pages>{RANGES}))"
_YEAR = rf"(?:\[(?P<first>{BARE_YEAR})\]\s?|(?P<before>{BARE_YEAR})/)?(?P<year>{BARE_YEAR})[a-z]?(?![\w])"
_AGAIN = rf"(?:{any_of(SAME_WORK)}(?!\w))"
_SIGNAL = late_pattern(rf"(?:{any_of([*SIGNALS, 'in'])}[\s,:]+)+", re.IGNORECASE)
_TAKEN_FROM = late_pattern(rf"(?<!\w){any_of(TAKEN_FROM)}(?!\w)|\[\^[^\]]*\]", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_AUTHOR_AND_DATE = late_pattern(rf"(?P<names>{_NAMES}),?\s(?:\()?{_YEAR}\)?(?:\s?[,:]\s?{_PAGES})?")
_AUTHOR_AND_PAGE = late_pattern(rf"(?P<names>{_NAMES}),?\s{_PAGES}")
_DATE_ALONE = late_pattern(rf"{_YEAR}(?:\s?[,:]\s?{_PAGES})?")
_DATE_BEHIND = late_pattern(rf"\s\({_YEAR}(?:\s?[,:]\s?{_PAGES})?\)")
_PAGE_ALONE = late_pattern(_PAGES)
_SAME = late_pattern(rf"{_AGAIN}(?:[\s,.:]*{_PAGES})?", re.IGNORECASE)
_BEHIND = late_pattern(
    rf"[{BLANK}\s.,;:!?…]{{0,6}}[(\[](?P<inside>[^()\[\]]{{1,200}}(?:[(\[]{BARE_YEAR}[)\]][^()\[\]]{{0,80}})?)[)\]]"
)
_LONGEST_NOTE = 200
"""Characters of a note that are looked at where no citation is known in it."""
_SPLIT = late_pattern(rf";|(?:,\s)?{any_of(QUOTED_IN)}\s", re.IGNORECASE)
_AT_BLOCK_END = late_pattern(r"[ \u00a0\n\u2028]*[(\[](?P<inside>[^()\[\]]{1,200})[)\]][\s.,]*\Z")
_LINE_AT_BLOCK_END = late_pattern(
    rf"(?:\A|[\n\u2028]|(?<=[.!?…”’»\")\]])[ \u00a0])[ \u00a0]*[—–―-]{{1,3}}[ \u00a0]?"
    rf"(?P<inside>{CAPITAL}[^\n\u2028]{{2,160}}?)\s*\Z"
)
_NAMED_FIRST = late_pattern(
    rf"{NAME_IN_FULL}(?:\s|,\s*|$)(?:{CAPITAL}|\d|\(|$|{any_of(PAGES)}\s?\d)|(?:{INITIALS}|{WORD})\s{DIRECT},\s"
)
_MOST_WORDS, _NAME_WORDS = 16, 5
"""Words of a line under a block quotation that says whose it is, at most; and of one that has nothing but a name."""
_SENTENCE_END = late_pattern(rf"[.!?…][”’»\"{BLANK}]*\s+(?=[“„«»\"‘(]?{CAPITAL})")
_ENDS = re.compile(r"[.!?…]\s*\Z")
_NEXT = late_pattern(rf"[{BLANK}]*\s+[“„«»\"‘]?{CAPITAL}")
_ABBREVIATED = late_pattern(rf"(?:\b{CAPITAL}|\b(?:p|pp|vol|no|ed|cf|St|Dr|Mr|Mrs|S|Bd|Nr|vgl|ca|c))\.\s+\Z")
_PLACE_IN_NARRATIVE = late_pattern(rf"[a-z]?\s?[,:]\s?{_PAGES}[)\]]")


def ascriptions(text: Text, marks: Recognised, quotations: Sequence[Quotation]) -> tuple[Ascription, ...]:
    """For each of some quotations, in order, what is said of where its words are from."""
    return tuple(_Reading(text, marks).all(quotations))


def parts_of_block(text: Text, quotation: Quotation) -> Iterator[Quotation]:
    """A block quotation, and what follows a place where it says whose it is as another.

    The content of each ends before what says so: "(Marx 1976, 45)", or a line "— Karl Marx, Capital". The span holds that, too.
    """
    start = quotation.content.start
    for block in text.blocks[bisect_right(text.blocks, start, key=lambda one: one.start) - 1 :]:
        if block.start >= quotation.content.end:
            break
        end = min(block.end, quotation.content.end)
        source = source_at_end(text, Span(start, end))
        if source is not None:
            yield replace(quotation, span=Span(start, end), content=Span(start, source.start))
            start = min(end + 1, quotation.content.end)
    if start == quotation.content.start:
        yield quotation
    elif start < quotation.content.end:
        yield replace(quotation, span=Span(start, quotation.span.end), content=Span(start, quotation.content.end))


def source_at_end(text: Text, span: Span) -> Span | None:
    """What stands at the end of a stretch of a block quotation of where it is from."""
    string = prose(text)[slice(*span)].replace(BLANK, " ")
    end = len(string)
    line = _LINE_AT_BLOCK_END.search(string)
    if line is not None and _is_signature(text, Span(span.start + line.start("inside"), span.start + line.end("inside"))):
        end = line.start()
    behind = _AT_BLOCK_END.search(string[:end])
    if behind is not None and behind.start() and _is_source(behind["inside"]):
        end = behind.start()
    return Span(span.start + end, span.end) if end < len(string) else None


def _is_source(inside: str) -> bool:
    """Whether what stands in brackets at the end of a block says where it is from."""
    parts = [_SIGNAL.sub("", part.strip(), count=1) for part in _SPLIT.split(inside)]
    patterns = (_AUTHOR_AND_DATE, _AUTHOR_AND_PAGE, _DATE_ALONE, _PAGE_ALONE, _SAME)
    return any(pattern.fullmatch(part) for pattern in patterns for part in parts) or bool(
        re.search(rf"\b{BARE_YEAR}\b|\b{any_of(PAGES)}\s?\d", inside)
        and re.match(rf"(?:{PARTICLE}{SPACE}?[’']?)*{CAPITAL}", inside)
    )


def _is_signature(text: Text, span: Span) -> bool:
    """Whether a line behind a dash names somebody rather than goes on: few words, and a name or an emphasised title first."""
    string = text.string[slice(*span)]
    if len(string.split()) > _MOST_WORDS or string.endswith(("!", "?", ";", ":")):
        return False
    stressed = any(mark.span.overlaps(span) for mark in text.of_kind(Kind.EMPHASIS))
    return (stressed or len(string.split()) <= _NAME_WORDS or "," in string) and _NAMED_FIRST.match(string) is not None


def _says_where(before: str, after: str) -> bool:
    """Whether what stands around a citation leaves it one of what is quoted: nothing, or words like "quoted in".

    "Cf.", "see", "against", "on this see" and "for a critique" only bring another work in.
    """
    return not _LETTERS.search(_TAKEN_FROM.sub("", before)) and not _LETTERS.match(after.lstrip(" \u00a0,—–-"))


class _Reading:
    """The quotations of one text, and what was cited before each."""

    def __init__(self, text: Text, marks: Recognised) -> None:
        self.text, self.marks, self.string = text, marks, prose(text)
        self.calls: Sequence[Mark] = text.of_kind(Kind.NOTE_CALL)
        self.bodies = {mark.value: mark.span for mark in text.of_kind(Kind.NOTE_BODY)}
        self.cited = [one.span.start for one in marks.citations]
        self.dated = [one.span.start for one in marks.author_dates]
        self.stressed = [mark.span for mark in text.of_kind(Kind.EMPHASIS)]
        self.before: Attribution | None = None

    def all(self, quotations: Sequence[Quotation]) -> Iterator[Ascription]:
        """See `ascriptions`."""
        for k, quotation in enumerate(quotations):
            following = quotations[k + 1].span.start if k + 1 < len(quotations) else len(self.string)
            block = self.text.block_at(quotation.span.end - 1)
            end = min(following, block.end)
            preceding = quotations[k - 1].span.end if k else 0
            sentence = self.sentence(quotation, preceding, end)
            noted = list(self._noted(quotation, min(sentence.end + 3, end)))
            found = [*self._behind(quotation), *noted]
            if not found or not any(one.families for one in found):
                narrated = list(self._narrated(quotation, sentence))
                spans = [one.span for one in narrated]
                told = [one for one in self._told(quotation, sentence) if not any(map(one.span.overlaps, spans))]
                told = [*narrated, *told]
                dated = found[0] if found else None
                if dated is not None and told and dated.years and not dated.families:
                    # Marx writes that “…” (1976, 45)
                    merged = replace(dated, families=told[0].families, vicinity=Vicinity.SENTENCE)
                    found = [merged]
                elif not found:
                    found = told
            if found:
                self.before = found[-1]
            if found and all(self._is_page(one) for one in found):
                # Marx writes: “…” (45) – the page says where, and the sentence still who
                found += [one for one in self._told(quotation, sentence) if one.sure]
            around = self.string[sentence.start : quotation.span.start] + " " + self.string[quotation.span.end : sentence.end]
            bodies = {self.text.block_at(one.span.start) for one in noted}
            notes = " ".join(self.string[slice(*body)] for body in sorted(bodies))
            yield Ascription(tuple(found), f"{around} {notes}".replace(BLANK, " "))

    def _is_page(self, one: Attribution) -> bool:
        """Whether an attribution is a page and nothing else."""
        return one.vicinity is Vicinity.CARRIED and _PAGE_ALONE.fullmatch(self.string, *one.span) is not None

    def sentence(self, quotation: Quotation, first: int, last: int) -> Span:
        """The sentence around a quotation, without what belongs to those before and after."""
        start = max(self._lead_in(quotation) if quotation.block else self.text.block_at(quotation.span.start).start, first)
        for match in _SENTENCE_END.finditer(self.string, start, quotation.span.start + 2):
            if match.end() <= quotation.span.start and not _ABBREVIATED.search(
                self.string, max(match.start() - 5, 0), match.end()
            ):
                start = match.end()
        end = last
        if _ENDS.search(self.string, quotation.content.start, quotation.content.end) and _NEXT.match(
            self.string, quotation.span.end
        ):
            return Span(start, quotation.span.end)
        for match in _SENTENCE_END.finditer(self.string, quotation.span.end, last):
            if not _ABBREVIATED.search(self.string, max(match.start() - 5, 0), match.end()):
                end = match.start() + 1
                break
        return Span(start, end)

    def _lead_in(self, quotation: Quotation) -> int:
        """Where the paragraph begins that leads to a block quotation, "Marx writes:"; else where that itself begins."""
        start = self.text.block_at(quotation.span.start).start
        if not start:
            return start
        before = self.text.block_at(start - 1)
        leading = self.string[slice(*before)].rstrip(f" \u00a0{BLANK}").endswith((":", ","))
        quoting = any(mark.span.overlaps(before) for mark in self.text.of_kind(Kind.QUOTATION))
        return before.start if leading and not quoting else start

    def _behind(self, quotation: Quotation) -> Iterator[Attribution]:
        """What stands in brackets right behind the marks; of a block, at its end or on a line below."""
        if quotation.block:
            source = Span(quotation.content.end, quotation.span.end)
            if source.length:
                match = re.compile(r"[\s(\[—–―-]*").match(self.string, *source)
                start = match.end() if match else source.start
                inner = Span(start, start + len(self.string[start : source.end].rstrip(" \n\u2028)].,")))
                names = re.match(rf"{_NAMES_IN_FULL}\Z", self.string[slice(*inner)])
                if names is not None:
                    yield Attribution(inner, Vicinity.BEHIND, tuple(family_name(name) for name in listed_names(names[0])))
                else:
                    yield from self._parts(inner)
                return
            below = self.text.block_at(quotation.span.end + 1) if quotation.span.end + 1 < len(self.string) else source
            match = _AT_BLOCK_END.fullmatch(self.string, *below)
            if match is not None and _is_source(match["inside"]):
                yield from self._parts(Span(*match.span("inside")))
            return
        match = _BEHIND.match(self.string, quotation.span.end, quotation.span.end + 320)
        if match is not None:
            yield from self._parts(Span(*match.span("inside")))

    def _parts(self, span: Span) -> Iterator[Attribution]:
        at = span.start
        for cut in [*_SPLIT.finditer(self.string, *span), None]:
            part = Span(at, cut.start() if cut is not None else span.end)
            at = cut.end() if cut is not None else span.end
            found = self._part(part)
            if found is not None:
                yield found

    def _part(self, span: Span) -> Attribution | None:
        string = self.string[slice(*span)]
        start = span.start + len(string) - len(string.lstrip())
        end = span.end - (len(string) - len(string.rstrip(" ,.")))
        signal = _SIGNAL.match(self.string, start, end)
        found = self._plain(Span(signal.end() if signal is not None else start, end))
        return replace(found, sure=found.sure and _says_where(signal[0], "")) if found is not None and signal else found

    def _plain(self, span: Span) -> Attribution | None:
        """What a citation without a signal says."""
        start, end = span
        if end <= start:
            return None
        for pattern in (_AUTHOR_AND_DATE, _SAME, _DATE_ALONE, _PAGE_ALONE, _AUTHOR_AND_PAGE):
            match = pattern.fullmatch(self.string, start, end)
            if match is None:
                continue
            said = match.groupdict()
            pages = Span(*match.span("pages")) if said.get("pages") else None
            years = tuple(year for year in (said.get("first"), said.get("before"), said.get("year")) if year)
            if said.get("names"):
                families = tuple(family_name(name) for name in listed_names(match["names"]))
                return Attribution(Span(start, end), Vicinity.BEHIND, families, years, pages=pages)
            if pattern is _DATE_ALONE:
                return Attribution(Span(start, end), Vicinity.CARRIED, years=years, pages=pages)
            return self._again(Span(start, end), pages)
        return self._in_full(Span(start, end))

    def _again(self, span: Span, pages: Span | None) -> Attribution:
        """A page alone, or "ibid.": of the work cited last, in whatever way."""
        k = bisect_left(self.dated, span.start) - 1
        last = self.before
        if k >= 0 and (last is None or self.dated[k] > last.span.start):
            dated = self.marks.author_dates[k]
            years = (self.string[slice(*dated.year)][:4],)
            return Attribution(span, Vicinity.CARRIED, dated.families, years, pages=pages)
        if last is None:
            return Attribution(span, Vicinity.CARRIED, pages=pages)
        return Attribution(span, Vicinity.CARRIED, last.families, last.years, last.title, pages)

    def _in_full(self, span: Span) -> Attribution | None:
        stressed = [one for one in self.stressed if span.covers(one)]
        quoted = [one.content for one in self.marks.quotations if span.covers(one.span)]
        from fidelity.recognition.citations.fields import fields
        from fidelity.recognition.citations.in_text import families_of

        found = fields(self.string, span, quoted, stressed)
        families = families_of(self.string, found)
        names = {name for name, _ in found}
        if not families or not names & {Field.TITLE, Field.YEAR, Field.PAGES, Field.CONTAINER}:
            return None
        first, last = min(place.start for _, place in found), max(place.end for _, place in found)
        sure = _says_where(self.string[span.start : first], self.string[last : span.end])
        return replace(self._of(Citation(span, found, families=families), None), sure=sure)

    def _of(self, citation: Citation, full: Citation | None) -> Attribution:
        """What a citation says, and what is known from the one that says its work in full."""
        title = citation.of(Field.TITLE) or (full.of(Field.TITLE) if full is not None else None)
        years: list[str] = []
        for one in (citation, full):
            for field, place in one.fields if one is not None else ():
                if field is Field.YEAR:
                    years += re.findall(BARE_YEAR, self.text.string[slice(*place)])
        pages = [place for field, place in citation.fields if field is Field.PAGES]
        families = citation.families or (full.families if full is not None else ())
        words = title_words(self.text.string[slice(*title)]) if title is not None else ()
        last = pages[-1] if pages else None
        return Attribution(citation.span, Vicinity.BEHIND, families, tuple(dict.fromkeys(years)), words, last)

    def _noted(self, quotation: Quotation, end: int) -> Iterator[Attribution]:
        """What the first note behind a quotation cites, in its sentence; of a block, a note called at its end."""
        start = quotation.content.end - 8 if quotation.block else quotation.span.end
        k = bisect_left(self.calls, start, key=lambda mark: mark.start)
        if k == len(self.calls) or self.calls[k].start > max(end, quotation.span.end + 2):
            return
        body = self.bodies.get(self.calls[k].value)
        if body is None:
            return
        cited = range(bisect_left(self.cited, body.start), bisect_left(self.cited, body.end))
        if not cited:  # a short form alone is not always known for a citation; behind a quotation it can be nothing else
            yield from self._parts(Span(body.start, min(body.end, body.start + _LONGEST_NOTE)))
        for i in cited:
            antecedent = self.marks.antecedents[i] if i < len(self.marks.antecedents) else None
            full = antecedent.full if antecedent is not None else None
            citation = self.marks.citations[i]
            before = self.string[self.marks.citations[i - 1].span.end if i > cited.start else body.start : citation.span.start]
            last = max((place.end for _, place in citation.fields), default=citation.span.end)
            after = self.string[last : self.cited[i + 1] if i + 1 < cited.stop else body.end]
            said = self._of(citation, self.marks.citations[full] if full is not None else None)
            yield replace(said, sure=_says_where(before, after))

    def _narrated(self, quotation: Quotation, sentence: Span) -> Iterator[Attribution]:
        """The author and date that the sentence names outside the quotation: Marx (1976, 45) writes that “…”."""
        for k in range(bisect_left(self.dated, sentence.start), bisect_left(self.dated, sentence.end)):
            dated = self.marks.author_dates[k]
            if dated.span.overlaps(quotation.span):
                continue
            year = self.string[dated.year.start : dated.year.start + 4]
            match = _PLACE_IN_NARRATIVE.match(self.string, dated.year.start + 4)
            pages = Span(*match.span("pages")) if match is not None else None
            sure = self._is_led(quotation, sentence, dated.span, 1)
            yield Attribution(dated.span, Vicinity.SENTENCE, dated.families, (year,), pages=pages, sure=sure)

    def _is_led(self, quotation: Quotation, sentence: Span, told: Span, spare: int) -> bool:
        """Whether what names somebody in a sentence says that the quotation is theirs; see `_leads`."""
        if told.start < quotation.span.start:
            before, between = (sentence.start, told.start), (told.end, quotation.span.start)
        else:
            before = between = (quotation.span.end, told.start)
        return not speaks_against(self.string, Span(*before)) and leads(self.string[slice(*between)], spare)

    def _told(self, quotation: Quotation, sentence: Span) -> Iterator[Attribution]:
        """Who is said in the sentence, outside the quotation, to say so: Marx writes in *Capital* that “…”."""
        before, after = Span(sentence.start, quotation.span.start), Span(quotation.span.end, sentence.end)
        told = False
        for part in (before, after):
            titles = [one for one in self.stressed if part.overlaps(one)]
            for teller in tellers(self.string, part, titles):
                told = True
                yield self._said_by(quotation, sentence, part, teller)
        first = first_named(self.string, before, after) if not told else None
        if first is not None:
            yield self._said_by(quotation, sentence, before, first)
        elif not told:
            yield from self._said_in(quotation, sentence, before)

    def _said_by(self, quotation: Quotation, sentence: Span, part: Span, teller: Teller) -> Attribution:
        title = next((one for one in self.stressed if part.covers(one) and is_in(self.string, one.start)), None)
        words = title_words(self.text.string[slice(*title)]) if title is not None else ()
        sure = not teller.repeats and self._is_led(quotation, sentence, teller.whole, 0)
        families = tuple(map(family_name, teller.families))
        dated = _DATE_BEHIND.match(self.string, teller.whole.end)  # as Marx writes (1976, 45)
        years = tuple(year for year in (dated["first"], dated["before"], dated["year"]) if year) if dated is not None else ()
        pages = Span(*dated.span("pages")) if dated is not None and dated["pages"] else None
        return Attribution(teller.name, Vicinity.SENTENCE, families, years, words, pages, sure)

    def _said_in(self, quotation: Quotation, sentence: Span, before: Span) -> Iterator[Attribution]:
        """The work in which the words stand, where nobody else is named: in Marx’s *Capital* we read “…”."""
        for one in self.stressed:
            names = work_named(self.string, before.start, one) if before.covers(one) else None
            if names is not None and self._is_led(quotation, sentence, one, 0):
                title = title_words(self.text.string[slice(*one)])
                yield Attribution(one, Vicinity.SENTENCE, tuple(map(family_name, names)), title=title)
