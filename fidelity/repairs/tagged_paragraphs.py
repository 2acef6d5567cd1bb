"""What the structure tree of a tagged PDF says of paragraphs, where it proves true elsewhere in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from fidelity.model.source import Tags
from fidelity.model.text import Text
from fidelity.repairs.measure import Measure
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence

LEAST = {True: 6, False: 4}
"""Places at which the layout clearly joins lines, and parts them, that a tree has to speak of before it is believed."""
AGREES = {True: 0.95, False: 0.8}
"""The part of them that it has to have right; lines of verse, which the layout parts, are of one paragraph to a browser."""
_OF_TEXT = frozenset({"P", "LI", "BlockQuote"})


@dataclass(frozen=True, slots=True)
class TaggedParagraphs:
    """Which lines are of one paragraph, says the tree; nothing where it is wrong about lines whose layout leaves no doubt."""

    text: Text
    tags: Tags | None

    @classmethod
    def of(cls, text: Text, lines: Sequence[PrintedLine], measure: Measure | None) -> TaggedParagraphs:
        """What may be believed of the tree of a text."""
        believed = cls(text, text.source.tags)
        if believed.tags is not None and (measure is None or not believed._holds(lines, measure)):
            return cls(text, None)
        return believed

    def same(self, one: PrintedLine, two: PrintedLine) -> bool | None:
        """Whether two lines that follow one another are of one paragraph; None where nothing is known."""
        if self.tags is None:
            return None
        # the mark of a list item is an element of its own, and its words are another one
        above, below = self._line(one.end_of_words - 1), self._line(two.start_of_words)
        if above < 0 or below < 0 or not {self.tags.role[above], self.tags.role[below]} <= _OF_TEXT:
            return None
        first = self.tags.last[above] if self.tags.last[above] >= 0 else self.tags.element[above]
        second = self.tags.element[below] if self.tags.element[below] >= 0 else self.tags.last[below]
        return first == second if first >= 0 and second >= 0 else None

    def _line(self, offset: int) -> int:
        """The index of the printed line of a character; -1 for none."""
        origin = self.text.origin[offset]
        return self.text.source.line_of(origin if origin >= 0 else ~origin)

    def _holds(self, lines: Sequence[PrintedLine], measure: Measure) -> bool:
        """Whether the tree has one paragraph where lines clearly go on, and two where they clearly do not."""
        right = {True: 0, False: 0}
        count = {True: 0, False: 0}
        for one, two in pairwise(lines):
            clear = _clearly(one, two, measure)
            said = self.same(one, two) if clear is not None else None
            if clear is not None and said is not None:
                count[clear] += 1
                right[clear] += said is clear
        return all(count[kind] >= LEAST[kind] and right[kind] >= AGREES[kind] * count[kind] for kind in (True, False))


def _clearly(one: PrintedLine, two: PrintedLine, measure: Measure) -> bool | None:
    """Whether the layout leaves no doubt that a line goes on with the one above it (True), or that it does not (False)."""
    if one.tail is None or two.box is None or (one.tail.page, one.tail.column) != (two.box.page, two.box.column):
        return None
    distance = one.tail.baseline - two.box.baseline
    if abs(one.tail.size - two.box.size) > 0.06 * measure.size or not distance > 0:
        return None
    ended, short = ends_sentence(one.words), measure.falls_short(one, two)
    if not ended and not short and two.words[0].islower() and distance <= 1.1 * measure.leading:
        return True
    if ended and short and two.words[0].isupper() and (measure.is_indented(two) or distance > 1.2 * measure.leading):
        return False
    return None
