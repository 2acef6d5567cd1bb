"""Quotations: between quotation marks of any style, nested ones too, and block quotations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.language.quotation_marks import ALL, DIRECTED, ELISIONS, SINGLE
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.model.recognised import Quotation
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.prose import BLANK, paragraphs, prose

_OPENERS = "([{—–-/" + BLANK
"""Characters besides spaces and marks after which a mark opens."""


_DEEPEST = 12
"""Open marks that a closing one is compared with: quotations nest in two or three levels, and what is deeper never closed."""
_OPENING_GUILLEMET = late_pattern(r"[«»](?<![^\s(„“—–].)(?:(?=[^\s.,;:!?)])|(?<=«)(?=\s))")
_MARKS = re.compile(f"[{''.join(sorted(ALL))}]")


def quotations(text: Text) -> Iterator[Quotation]:
    """All quotations, in order of place, the outer before the inner.

    A mark that is never closed, or closes nothing, gives a quotation of that mark alone with `closed` unset. Of a quotation
    that goes on in the next paragraph, which then opens with the same mark, each paragraph's part is one quotation.
    """
    found = [
        Quotation(mark.span, mark.span, block=True)
        for mark in text.of_kind(Kind.QUOTATION)
        if text.string[mark.start : mark.end].strip()
    ]
    string = prose(text)
    inverse = _guillemets_point_inwards(f"{string}\n{text.source.left_out}")
    blocks = list(paragraphs(text))
    for k, (block, _) in enumerate(blocks):
        if not _MARKS.search(string, *block):
            continue
        continues = ""
        if k + 1 < len(blocks) and not blocks[k + 1][1]:
            continues = string[blocks[k + 1][0].start : blocks[k + 1][0].end].lstrip()[:1]
        found.extend(_Paragraph(string, block, inverse, continues).quotations())
    found.sort(key=lambda one: (one.span.start, -one.span.end))
    yield from found


def _guillemets_point_inwards(string: str) -> bool:
    """Whether this text writes »so« as German books do, judged by which mark stands before a letter after a space."""
    if "»" not in string:
        return False
    counts = Counter(_OPENING_GUILLEMET.findall(string))
    return counts["»"] > counts["«"]


@dataclass(slots=True)
class _Open:
    mark: str
    at: int


class _Paragraph:
    """One paragraph's marks read from left to right with a stack of what is open."""

    def __init__(self, string: str, block: Span, inverse: bool, continues: str) -> None:
        self.string = string
        self.block = block
        self.inverse = inverse
        self.continues = continues
        self.open: list[_Open] = []
        self.found: list[Quotation] = []

    def quotations(self) -> list[Quotation]:
        """The quotations of the paragraph, unsorted."""
        for match in _MARKS.finditer(self.string, *self.block):
            if not self._apostrophe(match[0], match.start()):
                self._read(match[0], match.start())
        outermost = len(self.open)  # from here on all that is open is single
        while outermost and self.open[outermost - 1].mark in SINGLE:
            outermost -= 1
        for k, left in enumerate(self.open):
            if left.mark == self.continues and k >= outermost - 1:
                self.found.append(Quotation(Span(left.at, self.block.end), Span(left.at + 1, self.block.end)))
            elif left.mark not in "'’":
                self.found.append(Quotation(Span(left.at, left.at + 1), Span(left.at + 1, left.at + 1), closed=False))
        return self.found

    def _before(self, at: int) -> str:
        return self.string[at - 1] if at > self.block.start else " "

    def _after(self, at: int) -> str:
        return self.string[at + 1] if at + 1 < self.block.end else " "

    def _may_open(self, at: int) -> bool:
        before = self._before(at)
        return (before.isspace() or before in _OPENERS or before in ALL) and not self._after(at).isspace()

    def _may_close(self, at: int) -> bool:
        return not self._before(at).isspace() and not self._after(at).isalnum()

    def _apostrophe(self, mark: str, at: int) -> bool:
        """Whether a single mark is an apostrophe, or a straight one stands for feet, inches, minutes or seconds."""
        before, after = self._before(at), self._after(at)
        if mark == '"' and before.isdigit():
            return not any(one.mark == '"' for one in self.open[-_DEEPEST:])
        if mark not in "'’‘‛":
            return False
        if before.isalnum() and after.isalnum():
            return True
        open_single = any(_closes(mark, one.mark) for one in self.open[-_DEEPEST:])
        if after.isalnum() and not before.isalnum():
            if mark in "’‛":
                return True
            word = self._word(at + 1)
            if word.lower() in ELISIONS or after.isdigit():
                return not (mark == "‘" and self._closing_ahead(at))
            return mark == "'" and not self._closing_ahead(at)
        if not open_single:
            # „so‘ and ‘ at an opening place are no apostrophes; after a word they are one
            return mark in "'’" or (mark == "‘" and before.isalnum())
        # plural possessive inside a quotation: the workers’ movement’
        return mark in "'’" and before in "sxz" and after == " " and self._after(at + 1).islower() and self._closing_ahead(at)

    def _word(self, at: int) -> str:
        end = at
        while end < self.block.end and self.string[end].isalnum():
            end += 1
        return self.string[at:end]

    def _closing_ahead(self, at: int) -> bool:
        """Whether a single mark that may close stands further on in the paragraph, before another opens."""
        for match in _MARKS.finditer(self.string, at + 1, self.block.end):
            mark, k = match[0], match.start()
            if mark in "'’" and self._may_close(k):
                return True
            if mark in "'‘" and self._may_open(k) and not self._before(k).isalnum():
                return False
        return False

    def _read(self, mark: str, at: int) -> None:
        last = len(self.open) - 1
        level = next((k for k in range(last, max(last - _DEEPEST, -1), -1) if _closes(mark, self.open[k].mark)), None)
        if level is not None and self._closing(mark, at, self.open[level].mark):
            for inner in self.open[level + 1 :]:
                if inner.mark not in SINGLE:
                    self.found.append(Quotation(Span(inner.at, inner.at + 1), Span(inner.at + 1, inner.at + 1), closed=False))
            opened = self.open[level].at
            self.found.append(Quotation(Span(opened, at + 1), Span(opened + 1, at)))
            del self.open[level:]
        elif self._closes_another_style(mark, at):
            opened = self.open.pop().at
            self.found.append(Quotation(Span(opened, at + 1), Span(opened + 1, at)))
        elif self._opening(mark, at):
            self.open.append(_Open(mark, at))
        elif mark not in "'’‘":
            self.found.append(Quotation(Span(at, at + 1), Span(at, at), closed=False))

    def _closing(self, mark: str, at: int, opened: str) -> bool:
        """Whether a mark that could close does."""
        if mark == opened and mark in "\"'":
            spaced = self._before(at).isspace() and self._after(at) in ".,;:!?)"  # French: " un mot ".
            return spaced or self._may_close(at) or not self._may_open(at)
        if mark == "«" and opened == "»" and self._before(at).isspace() and self._after(at).isalnum():
            return False  # it opens a quotation of the other direction
        if mark == opened and mark in "»”":
            return not self._before(at).isspace() and not self._after(at).isalnum()
        return True

    def _closes_another_style(self, mark: str, at: int) -> bool:
        """Whether a double mark that nothing of its style waits for can only close, so that it closes what is open: «so“."""
        if not self.open or mark in SINGLE or self.open[-1].mark in SINGLE:
            return False
        before = self._before(at)
        if before.isspace():  # French: « so »
            return mark == "»" and not self._after(at).isalnum()
        return before not in _OPENERS and not self._after(at).isalnum()

    def _opening(self, mark: str, at: int) -> bool:
        if mark in "«»":
            if mark == ("»" if self.inverse else "«"):
                return True
            return self._may_open(at)
        if mark in "‹›":
            return mark == ("›" if self.inverse else "‹")
        if mark in "\"'":
            elided = self._before(at) in "’'" and '"' in self.string[at + 1 : self.block.end]  # d’" un mot "
            return self._may_open(at) or (mark == '"' and (elided or not self._may_close(at)))
        if mark == "”":
            return self._may_open(at) and self._after(at).isalnum() and "”" in self.string[at + 1 : self.block.end]
        return mark in DIRECTED


def _closes(mark: str, opened: str) -> bool:
    return mark == opened if opened in "\"'" else mark in DIRECTED.get(opened, "")
