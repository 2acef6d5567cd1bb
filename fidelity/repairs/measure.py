"""The measure of a printed text: its column edges, its line distance, its body size; in points, from the lines' boxes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from fidelity.model.derived import derived
from fidelity.model.marks import Kind
from fidelity.model.source import MARGIN_COLUMN, Box
from fidelity.model.text import Text
from fidelity.repairs.printed_lines import PrintedLine, running_lines
from fidelity.repairs.text_size import body_size

INDENT = 0.6
"""A first line is set in by at least this many times the size; book indents are 1 to 2."""
SOLID = 0.85
"""Lines of text are no nearer than this many times their size; those of cells side by side may be."""
SPACED = 1.2, 1.1
"""Line distances over and below what stands clear of other text, at least."""
LEAST_STEPS = 12
"""Distances of lines of one size that show its line distance, at the least."""
LEAST_JUSTIFIED = 4
"""Lines of one size that share their right edge where they are justified, at the least; they are half of all, too."""
LEAST_GAPS = 5
"""Paragraphs that show how they are parted, at the least."""
RAGGED, BEYOND = 2.0, 0.15
"""Where this part of the lines of a column, three at the least and more than share an edge, end further right by so many ems,
the lines are ragged, and that edge is none."""
BULLETS = frozenset("•‣▪▫◦■□●○◆◇")
"""What hangs out of the text where lists hang."""
MOST = 6.0
"""And by at most this many: more is another column or a display."""


@dataclass(frozen=True)
class Measure:
    """Edges and distances of the running text. Built from the lines that are in it, notes and heads taken out."""

    lines: tuple[PrintedLine, ...]
    size: float

    @cached_property
    def _edges(self) -> dict[tuple[int, int], tuple[float, float]]:
        columns: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for line in self.lines:
            # the rows of a table end where its last cells do
            if line.box is not None and "\t" not in line.words and _is_measured(line.box, self.size):
                columns[line.box.page, line.box.column].append(line.box)
        bulleted = {line.box for line in self.lines if line.words[:1] in BULLETS}
        edges = {}
        for key, boxes in columns.items():
            left = _commonest([box.x0 for box in boxes if box not in bulleted] or [box.x0 for box in boxes], lowest=True)
            right = _right_edge([box.x1 for box in boxes], self.size)
            edges[key] = (left, right)
        lefts, rights = _shared(edges, 0), _shared(edges, 1)
        for key, (left, right) in edges.items():
            begun = [box.x0 for box in columns[key] if box.x0 < left and round(box.x0) in lefts[key] and box not in bulleted]
            reached = [box.x1 for box in columns[key] if box.x1 > right and round(box.x1) in rights[key]]
            edges[key] = (min(begun, default=left), max(reached, default=right))
        for key, left in [*_left_by_width(edges, columns, self.size)]:
            edges[key] = (left, edges[key][1])
        for (page, column, _), (left, right) in self._edges_by_size.items():
            # a heading or two in the text's size show less of a column than justified lines in another
            if len(columns.get((page, column), ())) < LEAST_JUSTIFIED:
                own = edges.get((page, column), (left, right))
                edges[page, column] = min(left, own[0]), max(right, own[1])
        return self._edges_of_few(edges) | edges

    def _edges_of_few(self, known: Mapping[tuple[int, int], tuple[float, float]]) -> dict[tuple[int, int], tuple[float, float]]:
        """The edges of columns beside others that hold nothing but a few lines in other sizes: those of an abstract."""
        boxes: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for line in self.lines:
            if line.box is not None and line.box.column > 0 and (line.box.page, line.box.column) not in known:
                boxes[line.box.page, line.box.column].append(line.box)
        return {key: (min(b.x0 for b in there), max(b.x1 for b in there)) for key, there in boxes.items() if len(there) > 1}

    @cached_property
    def _widest(self) -> tuple[float, float]:
        boxes = [line.box for line in self.lines if line.box is not None]
        return min((b.x0 for b in boxes), default=0.0), max((b.x1 for b in boxes), default=0.0)

    def left(self, box: Box) -> float:
        """The left edge of the column that a line stands in."""
        return (self._edges.get((box.page, box.column)) or self._widest)[0]

    def right(self, box: Box) -> float:
        """The right edge of the column that a line stands in."""
        return (self._edges.get((box.page, box.column)) or self._widest)[1]

    @cached_property
    def leading(self) -> float:
        """The distance between the baselines of two lines of a paragraph in the text's size: the smallest that is common.

        Paragraphs set apart may be more frequent than lines inside one (dialogue), and browsers round line distances up and
        down, so that neighbouring distances are counted together.
        """
        return self._smallest_step(self.size)[0] or 1.2 * self.size

    def leading_of(self, size: float) -> float:
        """The same of type of this size, in points: measured where much is set in it, else in proportion where it is larger."""
        if abs(size - self.size) <= 0.06 * self.size:
            return self.leading
        if (key := round(2 * size)) not in self._leadings:
            step, count = self._smallest_step(key / 2)
            self._leadings[key] = step if count >= LEAST_STEPS else 0.0
        return self._leadings[key] or self.leading * max(size / self.size, 1.0)

    @cached_property
    def _leadings(self) -> dict[int, float]:
        """What `leading_of` has measured, by twice the size; 0 where little is set in it."""
        return {}

    def _smallest_step(self, size: float) -> tuple[float, int]:
        """The smallest distance, in points, that is common between lines of a size, and how many are so far apart."""
        boxes = [line.box for line in self.lines]
        of_size = [box if box is not None and abs(box.size - size) <= 0.06 * size else None for box in boxes]
        steps = Counter(
            round((one.baseline - two.baseline) * 2)
            for one, two in pairwise(of_size)
            if one and two and one.baseline - two.baseline > SOLID * size
            if (one.page, one.column) == (two.page, two.column)
        )
        near = {step: steps[step - 1] + count + steps[step + 1] for step, count in steps.items()}
        common = [step for step, count in near.items() if count * 4 >= max(near.values(), default=0)]
        if not common:
            return 0.0, 0
        smallest = min(common)
        return max((smallest, smallest + 1), key=lambda step: steps[step]) / 2, near[smallest]

    @cached_property
    def character(self) -> float:
        """The usual width of a character, in points."""
        widths = sorted(
            (line.box.x1 - line.box.x0) / len(line.words)
            for line in self.lines
            if line.box == line.tail and line.box and line.words
        )
        return widths[len(widths) // 2] if widths else 0.5 * self.size

    def is_indented(self, line: PrintedLine) -> bool:
        """Whether a line is set in from its column's left edge as the first line of a paragraph is."""
        if line.box is None:
            return line.indent >= 2
        return INDENT * self.size <= line.box.x0 - self.left(line.box) <= MOST * self.size

    def falls_short(self, line: PrintedLine, after: PrintedLine, set_in: float | None = None) -> bool:
        """Whether the next line's first word would have fitted at the end of this one: the line was ended on purpose.

        `set_in` is how far, in points, the block that the line is in stays from the right edge of the column.
        """
        if line.tail is None or after.box is None or not after.words:
            return False
        own = self.edges_of_size(line.tail)
        right = (self.right(line.tail) - (set_in or 0.0) if own is None else own[1]) - 0.2 * self.size
        if line.tail.x1 >= right:
            return False  # nearly always
        word = len(after.words.split(maxsplit=1)[0])
        width = (word + 1) * self.character * min(line.tail.size / self.size, 1.0)
        return line.tail.x1 + width < right

    def is_spaced(self, first: int, last: int) -> bool:
        """Whether lines, given by their indexes, stand clear of what is over and below them, and leave room at the right."""
        lines = self.lines
        run = [line.box for line in lines[first : last + 1]]
        if last + 1 == len(lines) or any(box is None or self.right(box) - box.x1 < self.size for box in run):
            return False
        for one, two, least in ((first - 1, first, SPACED[0]), (last, last + 1, SPACED[1])):
            upper, lower = lines[max(one, 0)].box, lines[two].box
            if upper is None or lower is None or (one >= 0 and upper.page != lower.page and one == last):
                return False
            if one >= 0 and (upper.page, upper.column) == (lower.page, lower.column):
                distance = upper.baseline - lower.baseline
                if distance < least * self.leading:
                    return False
        return True

    def edges_of_size(self, box: Box) -> tuple[float, float] | None:
        """The edges that lines of a size other than the text's share in a column: those of an abstract set in on both sides.

        None where they share none, and for the text's own size.
        """
        if abs(box.size - self.size) <= 0.06 * self.size:
            return None
        return self._edges_by_size.get((box.page, box.column, round(2 * box.size)))

    @cached_property
    def _edges_by_size(self) -> dict[tuple[int, int, int], tuple[float, float]]:
        """By page, column and twice the size the edges, where at least half of the lines end at one place and none beyond."""
        boxes: dict[tuple[int, int, int], list[Box]] = defaultdict(list)
        for box in (line.box for line in self.lines):
            if box is not None and abs(box.size - self.size) > 0.06 * self.size:
                boxes[box.page, box.column, round(2 * box.size)].append(box)
        found = {}
        for key, there in boxes.items():
            right = _commonest([box.x1 for box in there], lowest=False)
            shared = sum(abs(box.x1 - right) <= 1.0 for box in there)
            if shared >= max(LEAST_JUSTIFIED, 0.5 * len(there)) and max(box.x1 for box in there) <= right + 1.0:
                found[key] = (_commonest([box.x0 for box in there], lowest=True), right)
        return found

    def is_half_empty(self, box: Box) -> bool:
        """Whether a line leaves a quarter of its column free, which only the last one of a paragraph does."""
        return box.x1 < self.right(box) - 0.25 * (self.right(box) - self.left(box))

    def is_wide(self, box: Box) -> bool:
        """Whether a line leaves no more than a tenth of its column free."""
        return box.x1 >= self.right(box) - 0.1 * (self.right(box) - self.left(box))

    @cached_property
    def parts_by_gaps(self) -> bool:
        """Whether paragraphs are parted by more than a line distance: nearly all lines that are half empty stand before a gap.

        Ragged lines may then leave room for the next word, and end no paragraph.
        """
        steps = [
            one.box.baseline - two.box.baseline
            for one, two in pairwise(self.lines)
            if one.box and two.box and (one.box.page, one.box.column) == (two.box.page, two.box.column)
            if one.box == one.tail and self.is_half_empty(one.box) and not self.is_indented(one) and not self.is_indented(two)
        ]
        return len(steps) >= LEAST_GAPS and sum(step > 1.15 * self.leading for step in steps) >= 0.9 * len(steps)

    @cached_property
    def parting(self) -> float:
        """The distance of baselines that parts paragraphs, in points: the usual one behind lines that are half empty.

        Infinite where paragraphs are not parted by space.
        """
        steps = sorted(
            step
            for one, two in pairwise(self.lines)
            if one.box and two.box and (one.box.page, one.box.column) == (two.box.page, two.box.column)
            if one.box == one.tail and self.is_half_empty(one.box) and abs(one.box.size - two.box.size) <= 0.06 * self.size
            if (step := one.box.baseline - two.box.baseline) > 1.15 * self.leading and "\t" not in one.words
        )
        return steps[len(steps) // 2] if len(steps) >= LEAST_GAPS else float("inf")

    @cached_property
    def indents(self) -> bool:
        """Whether paragraphs are shown by an indent: most lines that follow one which falls short are set in."""
        after_short = [
            self.is_indented(two)
            for one, two in pairwise(self.lines)
            if one.box and two.box and one.box.page == two.box.page and self.falls_short(one, two)
        ]
        return sum(after_short) * 2 > len(after_short)


@derived(heeds={Kind.NOTE_CALL, Kind.NOTE_BODY})
def measure_of(text: Text) -> Measure | None:
    """The measure of a text that is not settled, one for all that look at it; None where there is no geometry."""
    size = body_size(text)
    return Measure(running_lines(text), size) if size is not None else None


def _shared(edges: Mapping[tuple[int, int], tuple[float, float]], side: int) -> dict[tuple[int, int], frozenset[int]]:
    """For each column, the left (0) or right (1) edges, in whole points, that a third of the pages or more have there.

    A page of a few short lines (the last one, verse) has a line or two that reach it, and many that end elsewhere; a page of
    items has few that begin at it.
    """
    pages: dict[int, Counter[int]] = defaultdict(Counter)
    for (_, column), edge in edges.items():
        pages[column][round(edge[side])] += 1
    common = {
        column: frozenset(edge for edge, count in counts.items() if count * 3 >= counts.total())
        for column, counts in pages.items()
    }
    return {key: common[key[1]] for key in edges}


def _left_by_width(
    edges: Mapping[tuple[int, int], tuple[float, float]], columns: Mapping[tuple[int, int], Sequence[Box]], size: float
) -> Iterator[tuple[tuple[int, int], float]]:
    """The left edges, by page and column, of columns that two lines or more show to be as wide as another one of their page.

    A column of items has more lines that are set in than lines at its edge.
    """
    for key, (left, right) in edges.items():
        widest = max((b - a for (page, column), (a, b) in edges.items() if page == key[0] and column != key[1]), default=0.0)
        if right - left < widest - INDENT * size:
            begun = [box.x0 for box in columns[key] if abs(right - box.x0 - widest) <= 1.0]
            if len(begun) > 1:
                yield key, sum(begun) / len(begun)


def _is_measured(box: Box, size: float) -> bool:
    """Whether a line shows the edges of its column: it has the size of the text, or is of a note in the margin."""
    return box.column == MARGIN_COLUMN or abs(box.size - size) <= 0.06 * size


def _right_edge(ends: Sequence[float], size: float) -> float:
    """The right edge of a column whose lines end at these places: the one that most share, of ragged lines the outermost."""
    edge = _commonest(ends, lowest=False)
    beyond = [end for end in ends if end > edge + RAGGED * size]
    sharing = sum(abs(end - edge) <= 1.0 for end in ends)
    return _right_edge(beyond, size) if len(beyond) >= max(BEYOND * len(ends), sharing + 1, 3) else edge


def _commonest(edges: Sequence[float], *, lowest: bool) -> float:
    """The edge that most lines share, to a point; among equals the outermost."""
    counts = Counter(map(round, edges))
    shared = max(counts.values())
    candidates = [edge for edge, count in counts.items() if count >= max(0.5 * shared, min(shared, 2))]
    edge = min(candidates) if lowest else max(candidates)
    near = [x for x in edges if abs(x - edge) <= 1.0]
    return sum(near) / len(near)
