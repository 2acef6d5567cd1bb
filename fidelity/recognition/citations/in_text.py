"""Citations in note bodies and in lists of references: where each begins and ends, what it says, which work it means.

A note is cut at semicolons and sentence ends; a piece is a citation if it shows enough of what citations are made of. A comment
("Weidmann quoted Koehler’s claim that …") shows none of it, and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from fidelity.language.citation_words import CITED, EDITOR, NO_DATE, SAME_AUTHOR, SAME_WORK, TRANSLATOR
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.model.recognised import Citation, CitationKind, Field, Quotation
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.citations.authors import author_at, family_name, listed_names
from fidelity.recognition.citations.clauses import inside
from fidelity.recognition.citations.even_spaces import evenly_spaced
from fidelity.recognition.citations.evidence import kind_of
from fidelity.recognition.citations.fields import fields
from fidelity.recognition.citations.patterns import YEAR
from fidelity.recognition.citations.segments import entries, pieces
from fidelity.recognition.prose import prose
from fidelity.recognition.reference_lists import listed_blocks

_YEAR = late_pattern(YEAR)
_SENTENCE = late_pattern(r"[^\W\d_][a-zà-öø-ÿœ ,'’]*[.!?]?")
"""Words, none of which begins with a capital but the first, and commas: by itself no part of a citation but its author."""
MANY_NOTES = 4096
"""Blocks of notes whose citations are kept: those of a book with many notes."""


def citations(text: Text, quoted: Sequence[Quotation]) -> Iterator[Citation]:
    """All citations in note bodies and under headings such as "Bibliography", in order of place."""
    string = prose(text)
    outer = outermost(quoted)
    stressed = [mark.span for mark in text.of_kind(Kind.EMPHASIS)]
    for block in listed_blocks(text):
        yield from in_list(string, block, outer, stressed)
    if not text.of_kind(Kind.NOTE_BODY):
        return
    for block in text.blocks:
        if block.start > text.running_end:
            yield from in_note(string, block, outer, stressed)


def outermost(quoted: Sequence[Quotation]) -> list[Span]:
    """The contents of quotations that stand in no other."""
    contents = [one.content for one in quoted if one.closed and not one.block]
    return [c for k, c in enumerate(contents) if k == 0 or not any(p.covers(c) for p in contents[max(k - 6, 0) : k])]


def in_note(string: str, block: Span, outer: Sequence[Span], stressed: Sequence[Span]) -> Iterator[Citation]:
    """The citations of one block of a note."""
    even = evenly_spaced(string, block, outer, stressed)
    yield from even.placed(_in_words(even.words, even.quoted, even.stressed))


@lru_cache(maxsize=MANY_NOTES)
def _in_words(words: str, quoted: tuple[Span, ...], stressed: tuple[Span, ...]) -> tuple[Citation, ...]:
    """The citations in the words of a note, which most notes of an edition share with the canonical text."""
    if not quoted and not stressed and says_nothing(words):
        return ()
    cited = []
    for span in pieces(words, Span(0, len(words)), quoted, stressed):
        found = fields(words, span, inside(quoted, span), inside(stressed, span))
        cited.append(Citation(span, found, kind_of(words, span, found), families=families_of(words, found)))
    return tuple(cited)


def says_nothing(words: str) -> bool:
    """Whether a note without quotations and emphasis is a sentence of which no words can be a part of a citation."""
    if not _SENTENCE.fullmatch(words):
        return False
    folded = words.casefold()
    inside, last = _telling()
    said = f" {' '.join(folded.translate(_APART).split())} "
    return not f" {folded}".endswith(last) and not any(phrase in said for phrase in inside)


_APART = str.maketrans(dict.fromkeys(",.!?'’", " "))


@lru_cache(maxsize=1)
def _telling() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a citation may have besides its author and is written as a sentence is: inside, or at its end with a stop."""
    phrases = {phrase.casefold() for phrase in (*SAME_WORK, *SAME_AUTHOR, *CITED, *NO_DATE, *EDITOR, *TRANSLATOR)}
    alike = sorted(phrase for phrase in phrases if _SENTENCE.fullmatch(phrase))
    inside = tuple(f" {phrase} " for phrase in alike if not phrase.endswith("."))
    return inside, tuple(f" {phrase}" for phrase in alike if phrase.endswith("."))


def in_list(string: str, block: Span, outer: Sequence[Span], stressed: Sequence[Span]) -> Iterator[Citation]:
    """The citations of one block of a list of references."""
    even = evenly_spaced(string, block, outer, stressed)
    yield from even.placed(_in_entries(even.words, even.quoted, even.stressed))


def _in_entries(words: str, quoted: Sequence[Span], stressed: Sequence[Span]) -> Iterator[Citation]:
    for span in entries(words, Span(0, len(words)), quoted):
        if _YEAR.search(words, *span) or author_at(words, *span, listed=True):
            found = fields(words, span, inside(quoted, span), inside(stressed, span), listed=True)
            yield Citation(span, found, CitationKind.FULL, listed=True, families=families_of(words, found))


def families_of(string: str, found: Sequence[tuple[Field, Span]]) -> tuple[str, ...]:
    """The family names of a citation's authors, else of its editors."""
    places = dict(reversed(found))
    place = places.get(Field.AUTHOR) or places.get(Field.EDITOR)
    if place is None or string[slice(*place)].startswith(("—", "–", "-", "_")):
        return ()
    return tuple(family_name(name) for name in listed_names(string[slice(*place)]))
