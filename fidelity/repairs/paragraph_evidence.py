"""Whether two lines that follow one another belong to one paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from fidelity.language.caption_words import NUMBERED_CAPTION
from fidelity.language.keyword_labels import KEYWORDS
from fidelity.model.marks import Kind
from fidelity.model.source import Box
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.definition_lists import definition_lines
from fidelity.repairs.hanging_paragraphs import hanging_paragraphs
from fidelity.repairs.lines_beside_caps import lines_beside_caps
from fidelity.repairs.lines_ranged_right import goes_on_ranged_right, is_ranged_right
from fidelity.repairs.list_items import Marker, hanging_lines, list_items
from fidelity.repairs.measure import INDENT, MOST, Measure, measure_of
from fidelity.repairs.note_labels import LEADERS
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence, printed_lines, running_lines, typical_width
from fidelity.repairs.raised_characters import is_raised
from fidelity.repairs.tagged_paragraphs import TaggedParagraphs
from fidelity.repairs.tall_characters import after_cap
from fidelity.repairs.text_face import is_bolder

_OPENING = re.compile(r"^[“„«\"'(]*(?:[-–\\]+(?=\w))?")
"""Marks before the first letter of a line; an option of a command has hyphens, which no list sets close."""
_RUN_IN = re.compile(r"([A-ZÀ-Þ][\w’'-]*(?: [\w’'-]+){0,4}) ?[.:] ")
"""A title that runs in: few words, and a colon or a stop."""
_TITLE_WITHIN = re.compile(r"(?<=[.;:!?] )([A-ZÀ-Þ])")
NEAR = 6
"""Lines before and behind a title that runs in, among which another may stand in the midst of its line."""
SAME_DISTANCE = 0.75
"""Points by which distances between paragraphs differ."""
SMALLER, SAME_SIZE = 0.95, 0.03
"""Times the size of the text that type is set in which is smaller, and the part of its size by which its lines differ."""
APART = 1.2
"""Line distances between paragraphs in small type, at least."""
CENTRED = 0.5
"""Ems by which twice the middle of a centred line lies off that of the one above it, at most."""
HALF = 0.4
"""Part of a column that the widest line of a block quotation leaves free at most."""
WIDE = 0.7
"""Part of the width of its column that a line is long at least which no list has."""
SPEECHES, STOPS = ("— ", "– "), ".:?!…”»"
"""What opens a speech, and ends the line before it, where that has room for more."""


_start_of_words = attrgetter("start_of_words")


@dataclass(frozen=True)
class Paragraphs:
    """The lines of a text that is not settled, and what shows where its paragraphs end."""

    text: Text
    lines: tuple[PrintedLine, ...]
    measure: Measure | None
    """None where there is no geometry."""
    width: float
    """The usual length of a line in characters."""
    bodies: tuple[Span, ...]
    headings: tuple[Span, ...]
    quotations: tuple[Span, ...]
    rows: tuple[Span, ...] = ()
    """Rows of tables."""
    stanzas: tuple[Span, ...] = ()
    items: Mapping[int, Marker] = field(default_factory=dict)
    """Offsets of the lines that begin an item of a list, and its marker."""
    hanging: frozenset[int] = frozenset()
    """Offsets of the lines that go on with a list item, a definition or a hanging paragraph, set in below its words."""
    first: frozenset[int] = frozenset()
    """Offsets of the lines that begin a hanging paragraph."""
    beside_caps: frozenset[int] = frozenset()
    """Offsets of the lines that a drop cap sets in."""

    @classmethod
    def of(cls, text: Text) -> Paragraphs:
        """Measure a text once for all its lines."""
        lines = printed_lines(text)
        measure = measure_of(text)
        items = list_items(text)
        below = hanging_lines(text) | definition_lines(text)
        beside_caps = lines_beside_caps(text, lines, measure) if measure is not None else frozenset()
        works = hanging_paragraphs(text)
        return cls(
            text,
            lines,
            measure,
            typical_width(running_lines(text)),
            tuple(mark.span for mark in text.of_kind(Kind.NOTE_BODY)),
            tuple(mark.span for mark in text.of_kind(Kind.HEADING)),
            tuple(mark.span for mark in text.of_kind(Kind.QUOTATION)),
            tuple(mark.span for mark in text.of_kind(Kind.TABLE)),
            tuple(mark.span for mark in text.of_kind(Kind.VERSE)),
            items,
            below | works.further,
            works.first,
            beside_caps,
        )

    @cached_property
    def _inside(self) -> tuple[Mapping[int, Span], ...]:
        """For bodies, headings, quotations, rows and stanzas the span of each line in one, by the offset of its words."""
        starts = [line.start_of_words for line in self.lines]
        return tuple(
            {at: span for span in spans for at in starts[bisect_left(starts, span.start) : bisect_left(starts, span.end)]}
            for spans in (self.bodies, self.headings, self.quotations, self.rows, self.stanzas)
        )

    @cached_property
    def _inside_any(self) -> tuple[Mapping[int, Span], ...]:
        """Those of `_inside` that have any line."""
        return tuple(inside for inside in self._inside if inside)

    @cached_property
    def _rows_start(self) -> list[int]:
        return [row.start for row in self.rows]

    @cached_property
    def _rights(self) -> dict[Span, float | None]:
        """What `_right_of` has found."""
        return {}

    @cached_property
    def tagged(self) -> TaggedParagraphs:
        """What the structure tree of the file says, where it may be believed."""
        return TaggedParagraphs.of(self.text, self.lines, self.measure)

    def apart(self, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether a mark parts the lines: another note, a heading, the edge of a block quotation, of a table or a stanza."""
        first, second = one.start_of_words, two.start_of_words
        parted = any(inside.get(first) != inside.get(second) for inside in self._inside_any)
        return parted and not (self._has_left_quotation(one) and self.is_plain(two))

    def crosses(self, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether a page or a column ends between the lines."""
        if one.tail is not None and two.box is not None:
            return (one.tail.page, one.tail.column) != (two.box.page, two.box.column)
        return one.last_page != two.page

    def in_note(self, line: PrintedLine) -> bool:
        """Whether the line is part of a note body."""
        return line.start_of_words in self._inside[0]

    def in_heading(self, line: PrintedLine) -> bool:
        """Whether the line is part of a heading."""
        return line.start_of_words in self._inside[1]

    def in_table(self, line: PrintedLine) -> bool:
        """Whether the line is a row of a table."""
        if not self.rows:
            return False
        i = bisect_left(self._rows_start, line.span.end) - 1
        return i >= 0 and self.rows[i].overlaps(line.span)

    def in_stanza(self, line: PrintedLine) -> bool:
        """Whether the line is a line of verse."""
        return line.start_of_words in self._inside[4]

    def _has_left_quotation(self, line: PrintedLine) -> bool:
        """Whether a line in a block quotation was joined, over a page end, with one that nothing showed to be in it."""
        quotation = self._inside[2].get(line.start_of_words)
        return quotation is not None and line.end_of_words > quotation.end and line.page != line.last_page

    def in_quotation(self, line: PrintedLine) -> bool:
        """Whether the line is part of a block quotation."""
        return line.start_of_words in self._inside[2]

    def is_plain(self, line: PrintedLine) -> bool:
        """Whether no mark of a block lies on the line."""
        return not any(line.start_of_words in inside for inside in self._inside_any)

    def falls_short(self, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether the first word of `two` would have fitted behind `one`."""
        if self.measure is not None:
            quotation = self._inside[2].get(one.start_of_words)
            return self.measure.falls_short(one, two, self._right_of(quotation) if quotation is not None else None)
        return len(one.words) + 1 + len(two.words.split(maxsplit=1)[0]) < 0.97 * self.width

    def is_indented(self, line: PrintedLine) -> bool:
        """Whether a line is set in as a first line is, and not by a drop cap or as a block quotation."""
        if self.measure is None:
            return line.indent >= 2
        if line.box is None or line.start_of_words in self.beside_caps:
            return False
        quotation = self._inside[2].get(line.start_of_words)
        if quotation is not None:
            inside = [box.x0 - self.measure.left(box) for box in self._boxes_in(quotation)]
            return line.box.x0 - self.measure.left(line.box) > min(inside, default=0.0) + 0.6 * self.measure.size
        own = self.measure.edges_of_size(line.box)
        if own is not None:
            return INDENT * line.box.size <= line.box.x0 - own[0] <= MOST * line.box.size
        return self.measure.is_indented(line)

    def _boxes_in(self, quotation: Span) -> list[Box]:
        first = bisect_left(self.lines, quotation.start, key=_start_of_words)
        last = bisect_left(self.lines, quotation.end, key=_start_of_words)
        return [line.box for line in self.lines[first:last] if line.box is not None]

    def _right_of(self, quotation: Span) -> float | None:
        """How far a block quotation's widest line stays from the right edge of its column, in points.

        None where no line comes near it: the parts of a list whose bullets are drawn, each on a line of its own.
        """
        assert self.measure is not None
        if quotation in self._rights:
            return self._rights[quotation]
        measure = self.measure
        found = self._rights[quotation] = min(
            (
                distance
                for box in self._boxes_in(quotation)
                if (distance := measure.right(box) - box.x1) < HALF * (measure.right(box) - measure.left(box))
            ),
            default=None,
        )
        return found

    def continues(self, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether `two` goes on with the paragraph that `one` is in, the two standing on one page without a blank line."""
        if self._goes_on_ranged_right(one, two):
            return True
        if self.apart(one, two):
            return False
        if self.in_note(one) or self.in_heading(one) or self.in_stanza(one):
            return True
        if two.start_of_words in self.items or two.start_of_words in self.first or is_caption(one, two):
            return False
        if one.words[-1].isdigit() and LEADERS.search(one.words) is not None:
            return False  # an entry of a table of contents, with its page
        if two.start_of_words in self.hanging:
            return True
        if self.measure is not None and one.tail is not None and two.box is not None:
            if ends_sentence(one.words) and (KEYWORDS.match(two.words) or self._begins_with_title(one, two)):
                return False
            return self._continues_in_print(self.measure, one, two)
        if not self.text.source.wrapped:
            return False
        if self.is_indented(two) and not self.is_indented(one):
            return False
        starts = two.words.lstrip("“„«\"'(»—–")[:1]
        return starts.islower() or not ends_sentence(one.words) or not self._is_last(one, two)

    def _goes_on_ranged_right(self, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether two lines are the source of an epigraph; the mark of its quotation may end between them."""
        marked = any(line.start_of_words in self._inside[i] for line in (one, two) for i in (0, 1, 3, 4))
        if self.measure is None or marked:
            return False
        return goes_on_ranged_right(self.lines, self._index(one), self.measure)

    def is_ranged_right(self, line: PrintedLine) -> bool:
        """Whether a line is ranged right, as a date is, and set in by no drop cap."""
        if self.measure is None or line.start_of_words in self.beside_caps:
            return False
        return is_ranged_right(self.lines, self._index(line), self.measure)

    def _index(self, line: PrintedLine) -> int:
        return bisect_left(self.lines, line.start_of_words, key=_start_of_words)

    def _is_last(self, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether a line without geometry that ends a sentence is much shorter than its neighbours, as last lines are.

        Neighbours on both sides are looked at, since the lines beside a drop cap or a picture are all short.
        """
        i = bisect_left([line.start_of_words for line in self.lines], one.start_of_words)
        before = self.lines[i - 1].words if i else ""
        least = min(len(two.words), len(before)) if before else len(two.words)
        return len(one.words) + 1 + len(two.words.split(maxsplit=1)[0]) < 0.88 * max(least, 0.75 * self.width)

    def _continues_in_print(self, measure: Measure, one: PrintedLine, two: PrintedLine) -> bool:
        assert one.tail is not None
        assert two.box is not None
        if abs(one.tail.size - two.box.size) > 0.12 * measure.size:
            return self._goes_on_beside_cap(measure, one, two)
        # larger type has lines further apart
        distance = (one.tail.baseline - two.box.baseline) * measure.leading / measure.leading_of(two.box.size)
        if distance > 1.5 * measure.leading:
            return False
        # a line with a raised or lowered sign may stand apart from its neighbour, in the middle of a sentence
        if distance > 1.15 * measure.leading and not (
            (two.words[0].islower() and not ends_sentence(one.words)) or self._is_pushed_down(one, two)
        ):
            return False
        if self._is_set_apart(measure, one, two):
            return False
        if two.start_of_words in self.beside_caps and (one.words[-1].isalpha() or one.words[-1] == ","):
            # beside a cap the measure is narrow: a long word leaves much room, and only a sentence ends a paragraph
            return True
        if not two.words[0].islower() and two.box.x0 < one.tail.x0 and self.is_ranged_right(one):
            return False
        if self._goes_on_set_in(measure, one, two) or _goes_on_centred(one, two):
            return True
        if self.is_indented(two) or _is_display(one.tail, two.box, measure.size):
            return False
        starts = _OPENING.sub("", two.words)[:1]
        if self.falls_short(one, two):
            ragged = measure.parts_by_gaps and distance <= 1.08 * measure.leading and not measure.is_half_empty(one.tail)
            ragged = ragged and not (two.words[:2] in SPEECHES and one.words[-1] in STOPS)
            goes_on = starts.islower() or (starts.isdigit() and one.words[-1].islower() and measure.is_wide(one.tail))
            return ragged or (goes_on and not ends_sentence(one.words))
        # a last line may be full, and the next paragraph begin without an indent
        return starts.islower() or not ends_sentence(one.words) or self.tagged.same(one, two) is not False

    def _is_set_apart(self, measure: Measure, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether a sentence ends in type smaller than the text's, and the next line is further away than the one before."""
        i = self._index(one)
        before = self.lines[i - 1].tail if i else None
        if before is None or one.tail is None or two.box is None or one.box != one.tail or not ends_sentence(one.words):
            return False
        sizes = (before.size, one.tail.size, two.box.size)
        if (before.page, before.column) != (one.tail.page, one.tail.column) or max(sizes) > SMALLER * measure.size:
            return False
        usual, step = before.baseline - one.tail.baseline, one.tail.baseline - two.box.baseline
        alike = max(sizes) - min(sizes) <= SAME_SIZE * max(sizes)
        return alike and usual >= max(sizes) and step >= APART * usual and not self._is_pushed_down(one, two)

    def _begins_with_title(self, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether a line begins with bold words and a colon or stop, and then goes on lighter: “**Keywords:** custom; tolls”.

        The line before it is lighter, too, and no other such title stands within the lines near by: a paragraph may have many.
        """
        match = _RUN_IN.match(two.words)
        if match is None or match.end() == len(two.words):
            return False
        at = two.start_of_words
        bold = is_bolder(self.text, at) and is_bolder(self.text, at + match.end(1) - 1)
        if not bold or is_bolder(self.text, two.end_of_words - 1) or is_bolder(self.text, one.end_of_words - 1):
            return False
        i = self._index(two)
        near = (*self.lines[max(i - NEAR, 0) : i], *self.lines[i + 1 : i + NEAR])
        return not any(self._has_title_within(line) for line in (two, *near))

    def _has_title_within(self, line: PrintedLine) -> bool:
        """Whether a bold title that runs in stands in the midst of a line, behind the end of a sentence."""
        titles = _TITLE_WITHIN.finditer(self.text.string, line.start_of_words, line.end_of_words)
        return any(is_bolder(self.text, title.start(1)) for title in titles)

    def _goes_on_beside_cap(self, measure: Measure, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether the line that a drop cap opens is set in another size, and the sentence goes on beside the cap in that of the
        text: in a small letter, or behind a full line.
        """
        edge = after_cap(self.text, one, measure.size)
        if edge is None or two.box is None or ends_sentence(one.words):
            return False
        if abs(two.box.size - measure.size) > 0.06 * measure.size:
            return False
        short = self.falls_short(one, two)
        if two.box.x0 < edge - 0.3 * measure.size:
            # below a raised initial the text goes on at the edge of its column
            level = one.box is not None and abs(two.box.x0 - one.box.x0) <= 0.3 * measure.size
            near = one.tail is not None and 0 < one.tail.baseline - two.box.baseline <= 1.5 * measure.leading
            return level and near and not short
        return two.words[0].islower() or (two.start_of_words in self.beside_caps and not short)

    def _is_pushed_down(self, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether a raised sign in a line keeps it from the full line before it, as browsers set lines."""
        assert self.measure is not None
        assert one.tail is not None
        assert two.box is not None
        if self.falls_short(one, two) or self.is_indented(two):
            return False
        if one.tail.baseline - two.box.baseline > self.measure.parting - SAME_DISTANCE:
            return False
        return any(is_raised(self.text, offset) for offset in range(two.start_of_words, two.end_of_words))

    def _goes_on_set_in(self, measure: Measure, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether two lines set in alike are of one item whose bullet is drawn, or of one quotation of two lines.

        The first ends no sentence and is full; or it is long, ends with no mark at all, the other begins small, and no third
        line is set in as they are: of a list.
        """
        assert one.tail is not None
        assert two.box is not None
        alike = one.box == one.tail and abs(one.tail.x0 - two.box.x0) <= 0.3 * measure.size
        if not alike or not self.is_indented(two) or ends_sentence(one.words) or self._are_parallel(one, two):
            return False
        if not self.falls_short(one, two):
            return True
        wide = one.tail.x1 - one.tail.x0 >= WIDE * (measure.right(one.tail) - measure.left(one.tail))
        if not (wide and one.words[-1].isalnum() and two.words[0].islower()):
            return False
        i = self._index(one)
        around = (*self.lines[max(i - 1, 0) : i], *self.lines[i + 2 : i + 3])
        return not any(line.box and abs(line.box.x0 - two.box.x0) <= 0.3 * measure.size for line in around)

    def _are_parallel(self, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether both lines begin with the word with which the line above them begins, which was ended on purpose.

        Items without bullets that are parts of one sentence: "that …, / that …, / that …".
        """
        assert self.measure is not None
        i = self._index(one)
        if not i or one.words[-1] not in ",;" or one.box is None:
            return False
        above = self.lines[i - 1]
        words = {line.words.split(maxsplit=1)[0] for line in (above, one, two)}
        alike = above.box is not None and abs(above.box.x0 - one.box.x0) <= 0.3 * self.measure.size
        return len(words) == 1 and alike and above.words[-1] in ",;" and self.falls_short(above, one)


def _goes_on_centred(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether two lines have one middle and are one sentence, as those of a caption are: the second begins small."""
    if one.tail is None or two.box is None or ends_sentence(one.words) or not two.words[0].islower():
        return False
    return abs(one.tail.x0 + one.tail.x1 - two.box.x0 - two.box.x1) <= CENTRED * two.box.size


def is_caption(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether a line begins the caption of a figure or table; after an unfinished sentence only a colon shows one."""
    found = NUMBERED_CAPTION.match(two.words)
    return found is not None and (ends_sentence(one.words) or ":" in found[0])


def _is_display(one: Box, two: Box, size: float) -> bool:
    """Whether a line is set in much further than the one before it, and the two are not centred alike."""
    return two.x0 - one.x0 > MOST * size and abs(one.x0 + one.x1 - two.x0 - two.x1) > 2 * size
