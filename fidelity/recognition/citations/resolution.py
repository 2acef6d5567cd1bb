"""Which work a short form or "ibid." means: the chain back to the citation that says it in full."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from fidelity.language.citation_forms import title_words
from fidelity.language.citation_words import QUOTED_IN
from fidelity.model.marks import Kind
from fidelity.model.recognised import Antecedent, Citation, CitationKind, CrossReference, Field
from fidelity.model.text import Text
from fidelity.recognition.citations.patterns import any_of

_QUOTED_IN = re.compile(rf"(?<!\w){any_of(QUOTED_IN)}", re.IGNORECASE)
_ALIKE = 0.5
"""Share of a short title's words from which on it is a misprint of a full title rather than another work's."""


def antecedents(text: Text, citations: Sequence[Citation], references: Sequence[CrossReference]) -> tuple[Antecedent, ...]:
    """What each citation refers to, in order; nothing for one that says its work in full."""
    return tuple(_Resolution(text, citations, references).all())


class _Resolution:
    """The citations of one text while each is led back to its work."""

    def __init__(self, text: Text, citations: Sequence[Citation], references: Sequence[CrossReference]) -> None:
        self.string, self.citations = text.string, citations
        self.bodies = text.of_kind(Kind.NOTE_BODY)
        starts = [mark.start for mark in self.bodies]
        self.note = [-1 if one.listed else bisect_right(starts, one.span.start) - 1 for one in citations]
        self.in_note: dict[int, list[int]] = {}
        self.by_family: dict[str, list[int]] = {}
        self.titles = [self._title(one) for one in citations]
        self.words = [frozenset(title) for title in self.titles]
        for k, one in enumerate(citations):
            self.in_note.setdefault(self.note[k], []).append(k)
            if one.kind is CitationKind.FULL:
                for family in dict.fromkeys(one.families):
                    self.by_family.setdefault(family, []).append(k)
        places = [one.span.start for one in citations]
        self.pointed: dict[int, list[str]] = {}
        for reference in references:
            k = bisect_right(places, reference.span.start) - 1
            if k >= 0 and citations[k].span.covers(reference.span):
                self.pointed.setdefault(k, []).append(reference.label)
        self.found: list[Antecedent] = []

    def _title(self, citation: Citation) -> tuple[str, ...]:
        place = citation.of(Field.TITLE)
        return title_words(self.string[slice(*place)]) if place is not None else ()

    def all(self) -> list[Antecedent]:
        """The antecedents of all citations, in order."""
        for k, one in enumerate(self.citations):
            if one.kind is CitationKind.FULL:
                self.found.append(Antecedent())
            elif one.kind is CitationKind.IBID:
                self.found.append(self._same(k))
            else:
                self.found.append(self._named(k))
        return self.found

    def _same(self, k: int) -> Antecedent:
        """The work that "ibid." means: the citation before it in its own note, else the only one of the note before."""
        if self.note[k] < 0:
            return Antecedent()
        own = self.in_note[self.note[k]]
        place = bisect_left(own, k)
        before = own[place - 1 : place] if place else self.in_note.get(self.note[k] - 1, [])
        before = [i for i in before if not self._quotes_another(i)] or before
        works = {self._full(i) for i in before}
        if len(before) == 1 or (before and len(works) == 1 and None not in works):
            return Antecedent(before[-1], self._full(before[-1]))
        return Antecedent(None, None, tuple(before))

    def _quotes_another(self, i: int) -> bool:
        """Whether a citation only says where the one before it was found: "quoted in"."""
        if i == 0 or self.note[i - 1] != self.note[i]:
            return False
        between = self.string[self.citations[i - 1].span.end : self.citations[i].span.start]
        return _QUOTED_IN.search(between) is not None

    def _full(self, i: int) -> int | None:
        return i if self.citations[i].kind is CitationKind.FULL else self.found[i].full

    def _named(self, k: int) -> Antecedent:
        """The work of the author that a short form names."""
        one = self.citations[k]
        candidates = [i for i in self.by_family.get(one.families[0], []) if i != k] if one.families else []
        labels = self.pointed.get(k, [])
        if labels and len(candidates) > 1:
            there = [i for i in candidates if self.note[i] >= 0 and self.bodies[self.note[i]].value in labels]
            candidates = there or candidates
        if self.titles[k]:
            words = self.words[k]
            fitting = [i for i in candidates if words <= self.words[i]]
            if not fitting:
                alike = [i for i in candidates if len(words & self.words[i]) >= _ALIKE * len(words)]
                return Antecedent(None, None, tuple(alike))
            candidates = fitting
        elif (year := one.of(Field.YEAR)) is not None:
            printed = self.string[slice(*year)]
            candidates = [
                i for i in candidates if (at := self.citations[i].of(Field.YEAR)) and self.string[slice(*at)] == printed
            ]
        candidates = [i for i in candidates if i < k or self.citations[i].listed] or candidates
        if len(candidates) > 1 and len({self.titles[i][:6] for i in candidates}) == 1 and self.titles[candidates[0]]:
            candidates = candidates[:1]
        full = candidates[0] if len(candidates) == 1 else None
        return Antecedent(full, full, tuple(candidates) if len(candidates) > 1 else ())
