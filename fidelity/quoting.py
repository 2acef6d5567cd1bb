"""A text that quotes: its quotations looked up in canonical texts, and each made a small case of its own for the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from fidelity.language.saying import NAMING, SAYING, SO_CALLED, WORKS
from fidelity.model.quoted import Passage, Quoted
from fidelity.model.recognised import Field, Quotation, Recognised
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import tokens

if TYPE_CHECKING:
    from fidelity.collation.passages.location import Place
    from fidelity.collation.quoted import Shelf

QUOTED_WORDS, _PHRASE = 4, 6
"""Words from which on a text that quotes must have them from a canonical text: where it says whose they are or that they are
said, and where it does not. Fewer are a phrase or a title: the so-called “miracle of the salt works”.
"""
_LOOKED_UP = 3
"""Words from which on a quotation is looked up."""
_BEFORE = 60
"""Characters before a quotation in which it is said that somebody says it."""
_SAME_WORDS = 0.8
"""Share of a quotation's words from which on a text that it is ascribed to has it, however it was altered."""


def look_up(case: Case, shelf: Shelf) -> tuple[Quoted, ...]:
    """The quotations of a text that quotes, with their passages.

    Of those that stand nowhere, a phrase or title is left out, and what has only words that stand almost everywhere: of that
    nobody can say that it is not there.
    """
    from fidelity.attribution import Works, ascribed
    from fidelity.collation.passages.location import thorough
    from fidelity.collation.quoted import quoted
    from fidelity.recognition.attributions import ascriptions

    sought = list(quotations_of(case))
    said = ascriptions(case.edition, case.edition_marks, sought)
    works = Works(shelf)
    meant = {
        quotation.span: [known.place for known in works.meant(one.attributions)]
        for quotation, one in zip(sought, said, strict=True)
        if works.described and one.attributions
    }

    def is_meant(quotation: Quotation, place: Place) -> bool:
        return any(text.start <= place.start < text.end for text in meant.get(quotation.span, ()))

    found = quoted(shelf, case.edition, sought, case.style, is_meant)
    told = ascribed(case, works, found, said)
    for k, one in enumerate(told):
        if one.misattribution is not None:
            home = works.at(one.address)  # the page alone may carry on with it
            others = [place for place in meant[one.quotation.span] if home is None or place != home.place]
            there = _in_texts(case, shelf, one.quotation, others)
            if there is not None:
                told[k] = replace(there, ascription=one.ascription)
    return tuple(
        one
        for one in told
        if one.passages
        or (
            _must_stand_somewhere(case, one)
            and not works.lack(one.ascription)
            and thorough(shelf, case.edition.string[slice(*one.quotation.content)])
        )
    )


def _in_texts(case: Case, shelf: Shelf, quotation: Quotation, texts: list[Span]) -> Quoted | None:
    """A quotation located in some texts alone, where they have nearly all its words in order."""
    from fidelity.collation.passages.coded import coded
    from fidelity.collation.passages.location import locate
    from fidelity.collation.passages.shelves import Narrowed
    from fidelity.collation.quoted import quoted

    narrowed = Narrowed(shelf, sorted(texts))
    string = case.edition.string[slice(*quotation.content)]
    (places,) = locate(narrowed, [string])
    if not places or places[0].shared < _SAME_WORDS * len(coded(string).code):
        return None
    (found,) = quoted(narrowed, case.edition, [quotation], case.style)
    return found if found.passages else None


def quotations_of(case: Case) -> Iterator[Quotation]:
    """The quotations of enough words to be looked up, without those inside another.

    A block quotation ends where it says whose it is; what goes on behind that is another.
    """
    from fidelity.recognition.attributions import parts_of_block

    end = 0
    for quotation in case.edition_marks.quotations:
        if quotation.span.start >= end:
            whole = _words(case, quotation) >= _LOOKED_UP
            end = quotation.span.end if whole else end
            for part in parts_of_block(case.edition, quotation) if quotation.block and whole else (quotation,):
                if _words(case, part) >= _LOOKED_UP:
                    yield part


def cases_of(case: Case, quoted: Quoted) -> Iterator[Case]:
    """A case of a quotation as a whole, without a collation; then one for each passage that it has otherwise, without the
    whole.
    """
    marks = replace(case.edition_marks, quotations=(quoted.quotation,))
    small = replace(case, edition_marks=marks, canonical=None, canonical_marks=Recognised(), collation=None)
    yield replace(small, quoted=(quoted,))
    for passage in quoted.passages:
        if passage.collation is not None:
            around = _recognised_around(passage)
            yield replace(small, canonical=passage.canonical, canonical_marks=around, collation=passage.collation, quoted=None)


def _words(case: Case, quotation: Quotation) -> int:
    return sum(token.is_word for token in tokens(case.edition, quotation.content))


def _must_stand_somewhere(case: Case, quoted: Quoted) -> bool:
    """Whether a quotation is long enough to have been taken from a text, and neither a slogan nor the title of a work."""
    quotation, titles = quoted.quotation, {Field.TITLE, Field.CONTAINER}
    before = case.edition.string[max(quotation.span.start - _BEFORE, 0) : quotation.span.start].rstrip()
    words = before.casefold().split()
    if not quotation.block and words and (words[-1] in WORKS or not SO_CALLED.isdisjoint(words)):
        return False
    said = before.endswith((":", ",")) or not (SAYING - NAMING).isdisjoint(words[-3:])
    least = QUOTED_WORDS if said or quoted.ascription.attributions or quotation.block else _PHRASE
    return _words(case, quotation) >= least and not any(
        field in titles and place.overlaps(quotation.content)
        for citation in case.edition_marks.citations
        for field, place in citation.fields
    )


def _recognised_around(passage: Passage) -> Recognised:
    """The numbers and names of the blocks that hold a passage."""
    from fidelity.recognition import recognise_words

    whole = passage.canonical
    start = whole.block_at(passage.span.start).start
    end = whole.block_at(max(passage.span.end - 1, start)).end
    excerpt = Text(whole.string[start:end], whole.origin[start:end], (), whole.source)
    found = recognise_words(excerpt)
    return replace(
        found,
        numbers=tuple(Span(one.start + start, one.end + start) for one in found.numbers),
        names=tuple(Span(one.start + start, one.end + start) for one in found.names),
    )
