"""What the rules for citations share: in which note one stands, what it says, how its work is named in a message."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from fidelity.language.citation_forms import title_words
from fidelity.model.declarations import Relation
from fidelity.model.derived import derived
from fidelity.model.marks import Kind, Mark
from fidelity.model.recognised import Antecedent, Citation, CitationKind, Field
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import shown, variants_at

_ABBREVIATIONS = re.compile(
    r"\b(?:abbreviations|abkürzungen|siglen|abréviations|sigles|abreviaturas|abbreviazioni|sigle)\b", re.I
)


def is_whole(case: Case) -> bool:
    """Whether the edition is a whole text, so that what is not in it is missing."""
    return case.relation not in {Relation.EXCERPT, Relation.QUOTING}


def has_abbreviations(text: Text) -> bool:
    """Whether a text has a list of abbreviations, by which works may be cited that are nowhere named in full."""
    return any(_ABBREVIATIONS.search(text.string[slice(*mark.span)]) for mark in text.of_kind(Kind.HEADING))


def linked(case: Case, kind: CitationKind) -> Iterator[tuple[Citation, Antecedent]]:
    """The edition's citations of a kind, each with what it refers to."""
    marks = case.edition_marks
    for citation, antecedent in zip(marks.citations, marks.antecedents, strict=False):
        if citation.kind is kind:
            yield citation, antecedent


_IN_BRACKETS = re.compile(r"\((?:[a-zäöü.]{1,9}\s){0,2}[^\W\d_a-z][^()]{2,120}\d[^()]{0,40}\)")


def cites_in_text(text: Text, ibid: Citation) -> bool:
    """Whether the running text cites something in brackets between the call before and that of the note of an "ibid."."""
    k = note_index(text, ibid.span.start)
    if k is None:
        return False
    places, first = _calls(text)
    own = first.get(text.of_kind(Kind.NOTE_BODY)[k].span)
    if own is None:
        return False
    at = bisect_left(places, own)
    before = places[at - 1] if at else 0
    return _IN_BRACKETS.search(text.string, before, own) is not None


@derived()
def _calls(text: Text) -> tuple[list[int], dict[Span, int]]:
    """Where notes are called, in order, and where the note of each body is called first."""
    first: dict[Span, int] = {}
    for note in text.notes:
        if note.calls and note.body is not None:
            first.setdefault(note.body, note.calls[0].start)
    return sorted(call.start for note in text.notes for call in note.calls), first


def chapter_between(text: Text, start: int, end: int) -> bool:
    """Whether a heading of the text's highest level that is there more than once stands between two places."""
    headings = text.of_kind(Kind.HEADING)
    levels = sorted({mark.value for mark in headings})
    chapters = next((level for level in levels if sum(mark.value == level for mark in headings) > 1), None)
    return any(mark.value == chapters and start <= mark.start < end for mark in headings)


def note_index(text: Text, offset: int) -> int | None:
    """Which note body, in the order of the text, holds a place; None outside notes."""
    bodies = text.of_kind(Kind.NOTE_BODY)
    k = bisect_right(bodies, offset, key=lambda mark: mark.start) - 1
    return k if k >= 0 and offset < bodies[k].end else None


def is_followed(case: Case, citation: Citation) -> bool:
    """Whether the canonical text has a citation too, so that what it refers to there is what counts."""
    return case.collation is not None and case.collation.to_canonical(citation.span.start) is not None


def changes_of_what_is_meant(case: Case, citation: Citation, meant: Iterable[Citation] = ()) -> frozenset[int]:
    """The variants in the works that an unchanged citation refers to: those meant here, and those of the canonical text.

    What is wrong with the citation follows from these. None where its own words changed.
    """
    collation, old = case.collation, case.canonical_marks
    if collation is None or variants_at(case, citation.span):
        return frozenset()
    found = {index for one in meant for index in variants_at(case, one.span)}
    at = collation.to_canonical(citation.span.start)
    k = bisect_right(old.citations, at, key=lambda one: one.span.start) - 1 if at is not None else -1
    if k >= 0:
        antecedent = old.antecedents[k]
        works = {i for i in (antecedent.full, antecedent.previous, *antecedent.candidates) if i is not None}
        places = [old.citations[i].span for i in works]
        found |= {v.index for v in collation.substantive if any(v.canonical.overlaps(place) for place in places)}
    return frozenset(found)


def is_as_in_the_canonical_text(case: Case, citation: Citation, meant: Sequence[Citation]) -> bool:
    """Whether neither a citation nor any work that is meant has words that differ from the canonical text.

    What is wrong with it was so before, or comes of markup alone: emphasis tells where a title ends.
    """
    if case.collation is None or variants_at(case, citation.span):
        return False
    return not changes_of_what_is_meant(case, citation, meant)


def is_in_order(text: Text) -> bool:
    """Whether every note has a call and a body, so that it is known which note comes before which."""
    return all(note.calls and note.body is not None for note in text.notes)


def note_mark(text: Text, citation: Citation) -> Mark | None:
    """The note body that a citation stands in."""
    return text.mark_at(citation.span.start, Kind.NOTE_BODY)


def words(text: Text, span: Span | None) -> str:
    """What stands at a place; nothing for no place."""
    return text.string[slice(*span)] if span is not None else ""


def title_of(text: Text, citation: Citation) -> tuple[str, ...]:
    """The words of a citation's title, folded."""
    return title_words(words(text, citation.of(Field.TITLE)))


def named(text: Text, citation: Citation) -> str:
    """A cited work as a message names it: author and title, or what is printed."""
    author, title = citation.of(Field.AUTHOR, Field.EDITOR), citation.of(Field.TITLE)
    if author is not None and title is not None:
        return shown(f"{words(text, author)}, {words(text, title)}")
    return shown(words(text, author or title or citation.span))
