"""One citation while it is read: what is found so far, and what is still free."""

from __future__ import annotations

import re

from fidelity.model.recognised import Field
from fidelity.model.span import Span
from fidelity.recognition.citations.parts import MARKS, TAKEN
from fidelity.recognition.citations.wording import without_page_words

RAISED = "¹²³⁴⁵⁶⁷⁸⁹"
"""Numerals of editions beside a year."""


class Reading:
    """The string of a citation, its free stretches, and the fields that are found; each part found is blanked."""

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
        """Whether one of some fields is found."""
        return any(field in wanted for field, _ in self.found)

    def add(self, field: Field, start: int, end: int) -> None:
        """Take a stretch for a field, trimmed, unless a part of it is taken."""
        opening = " \t\u00a0\u202f,;:." if field is Field.AUTHOR else MARKS.replace("[", "") if field is Field.YEAR else MARKS
        while start < end and self.string[start] in opening:
            start += 1
        while end > start and self.string[end - 1] in " \t\u00a0\u202f,;:([" + ("" if field is Field.AUTHOR else "—"):
            end -= 1
        if field is Field.YEAR:
            start, end = self._without_raised(start, end)
        if field is Field.CONTAINER and self.string[start : start + 1] in {"«", "“", "„"}:
            start, end = start + 1, end - (self.string[end - 1] in "»”“")
        if field in {Field.TITLE, Field.CONTAINER}:
            end = without_page_words(self.string, start, end)
        if field in {Field.PLACE, Field.PUBLISHER} and re.search(r"(?:^|[\s.])[A-Z][a-z]{0,3}$", self.string[start:end]):
            end += self.string[end : end + 1] == "."
        if start < end and TAKEN not in self.free[start:end]:
            self.found.append((field, Span(start, end)))
            self.blank(start, end)

    def _without_raised(self, start: int, end: int) -> tuple[int, int]:
        """Where a year stands without the number of the edition that is raised beside it, which is taken for one."""
        first, last = start, end
        while start < end and self.string[start] in RAISED:
            start += 1
        while end > start and self.string[end - 1] in RAISED:
            end -= 1
        raised = Span(first, start) if start > first else Span(end, last)
        if raised.length and TAKEN not in self.free[slice(*raised)]:
            self.found.append((Field.EDITION, raised))
            self.blank(*raised)
        return start, end

    def blank(self, start: int, end: int) -> None:
        """Make a stretch no longer free."""
        self.free = self.free[:start] + TAKEN * (end - start) + self.free[end:]

    def in_quote(self, at: int) -> bool:
        """Whether a place is within quotation marks."""
        return any(q.start - 1 <= at < q.end for q in self.quoted)

    def may_begin(self, start: int) -> bool:
        """Whether something may begin here: after a mark, a bracket or another part, and not within a title's words."""
        before = self.free[:start].rstrip(" \u00a0")
        return not before or before[-1] in ',.;:()[]”’»"\ue001?!' or before.endswith((" in", " see"))
