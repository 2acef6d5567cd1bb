"""The numbers of lines in the margin, as court papers, bills and critical editions print them: no part of the text.

They stand left or right of all text, under one another at one edge, and count by ones or by fives: at even distances, each
beside a line of running text, as word processors number manuscripts, or with as many lines between them as they say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from fidelity.readers.pdf.glyphs import PageGlyphs, Run

FEWEST = {1: 20, 5: 4}
"""How many numbers make a count by ones (pleading paper has 24 to 28), and one by fives; shorter ones may number a list."""
LONGEST = 3
"""Figures in a number of a line."""
LEVEL = 0.15
"""Ems by which the baselines of a number and its line may differ."""
ALIGNED = 2.0
"""Points by which the numbers' common edge, or the text's, may waver."""
CLEAR = 0.5
"""Ems between the numbers and the text, at least."""
UNEVEN = 0.15
"""The part of the usual distance by which two numbers may stand nearer to each other or further apart."""
FIFTH, STEPS = 5, (5, 10)
"""Editions and manuscripts number every fifth line, or every tenth."""
TENTH, LEAST_PAGES, FACING = 10, 3, 2
"""Numbers by tens that go on over so many pages, one on each, at the least; and at how many edges they may stand."""
LEAST_ALONE = 10
"""A number that is the only one of its page counts so many lines, at least: fewer may be chance."""
SAME_SIZE = 0.1
"""The part of the text's size by which that of its lines differs at most."""
SMALL = 0.85
"""The part of the text's size that such numbers have at most."""
FEWEST_BESIDE_PROSE = 8
"""How many numbers by ones make a count where they stand beside running text, which no list is."""
FULL = 0.85
"""The part of the widest line that lines of running text reach, except at the end of a paragraph."""
SHARED = 3
"""Lines that begin at one place and so make an edge of the text."""
BETWEEN_COLUMNS = 1.2
"""Ems between two columns of text, at least."""
FEW_AS_ONE = 8
"""One in so many lines may go on in the column beside it, where no gap tells."""
_x0 = attrgetter("x0")


@dataclass(frozen=True, slots=True)
class NumberedMargin:
    """Where pages have the numbers of their lines: the edge that these share, in points, their size, and how they count."""

    edge: float
    on_the_right: bool
    """Whether it is their right edge."""
    size: float
    step: int

    @classmethod
    def of(cls, numbers: Sequence[Run], step: int) -> NumberedMargin:
        """The margin that some numbers stand in."""
        rights = [run.x1 for run in numbers]
        on_the_right = max(rights) - min(rights) <= ALIGNED
        edge = numbers[0].x1 if on_the_right else numbers[0].x0
        return cls(round(edge, 1), on_the_right, round(numbers[0].size, 1), step)

    def has(self, run: Run) -> bool:
        """Whether a run stands there, in the size of the numbers."""
        edge = run.x1 if self.on_the_right else run.x0
        return abs(edge - self.edge) <= ALIGNED and abs(run.size - self.size) <= SAME_SIZE * self.size


def line_numbers(page: PageGlyphs, runs: Sequence[Run], margins: Sequence[NumberedMargin] = ()) -> tuple[list[Run], list[Run]]:
    """The numbers of lines among the inked runs of a page, from top to bottom, and the runs that are left.

    Where the page itself does not show that they number lines, they are those that stand where `margins` has them, and count.
    """
    numerals = [(run, value) for run in runs if (value := _value(page, run)) is not None]
    if not numerals:
        return [], list(runs)
    taken = {id(run) for run, _ in numerals}
    others = [run for run in runs if id(run) not in taken]
    left, right = _left_edge(others), _right_edge(others)
    found: list[tuple[Run, int]] = []
    if left is not None:
        hanging = _downward((run, value) for run, value in numerals if run.x1 <= left - CLEAR * run.size)
        beyond = _downward((run, value) for run, value in numerals if right is not None and run.x0 >= right + CLEAR * run.size)
        columns = [*_at_one_edge(hanging), *(one for one in _at_one_edge(beyond) if not _have_text_beside(one, others))]
        # figures of one and of two digits share but one of their edges; columns of text may each have their own numbers
        for aligned in sorted(columns, key=len, reverse=True):
            if any(one in found for one in aligned):
                continue
            prose = aligned[:1] in (hanging[:1], beyond[:1]) and _number_prose(page, aligned, runs)
            if prose or _counts(aligned) or _counts_lines(aligned, others, (left, right)):
                found += aligned
    for margin in margins if not found else ():
        there = [(run, value) for run, value in _downward(numerals) if margin.has(run)]
        # a table is numbered as one line, at the height of none
        beside = [(run, value) for run, value in there if _is_beside_text(run, others)]
        found = next((some for some in ((there, beside) if len(beside) > 1 else (beside,)) if _count_on(some, margin.step)), [])
        if found:
            break
    known = {id(run) for run, _ in found}
    return [run for run, _ in found], [run for run in runs if id(run) not in known]


def _count_on(numbers: Sequence[tuple[Run, int]], step: int) -> bool:
    """Whether numbers count by a step from a multiple of it on, or anew from the first."""
    counted = all(two in (one + step, step) for (_, one), (_, two) in pairwise(numbers))
    return bool(numbers) and counted and all(value % step == 0 for _, value in numbers)


def numbered_margins(pages: Sequence[tuple[PageGlyphs, Sequence[Run]]]) -> list[NumberedMargin]:
    """Where several pages number their lines: columns of numbers that one page proves, or that only pages together do."""
    proven: list[NumberedMargin] = []
    small: list[list[tuple[Run, int]]] = []
    for page, runs in pages:
        numbers, _ = line_numbers(page, runs)
        values = [value for run in numbers if (value := _value(page, run)) is not None]
        steps = {two - one for one, two in pairwise(values)}
        if len(steps) == 1:
            proven.append(NumberedMargin.of(numbers, steps.pop()))
        elif not values:
            small.append(_fives_in_margins(page, runs))
    return [*dict.fromkeys(proven)] or _counted_through(small)


def _fives_in_margins(page: PageGlyphs, runs: Sequence[Run]) -> list[tuple[Run, int]]:
    """The small multiples of five that stand left or right of all text of a page, each beside a line of it."""
    numerals = [(run, value) for run in runs if (value := _value(page, run)) is not None]
    others = [run for run in runs if all(run is not numeral for numeral, _ in numerals)] if numerals else []
    left, right, usual = _left_edge(others), _right_edge(others), _usual_size(others)
    if left is None or right is None:
        return []
    apart = [(n, value) for n, value in numerals if n.x1 <= left - CLEAR * n.size or n.x0 >= right + CLEAR * n.size]
    return [
        (n, value)
        for n, value in _downward(apart)
        if value and value % FIFTH == 0 and n.size <= SMALL * usual and _is_beside_text(n, others)
    ]


def _counted_through(pages: Sequence[Sequence[tuple[Run, int]]]) -> list[NumberedMargin]:
    """The margins of the numbers of pages that have two or three each, where all count alike: from the first line or on.

    Or one each, where these are 10, 20, 30, and so on.
    """
    numbered = [page for page in pages if page]
    if len(numbered) >= LEAST_PAGES and [value for page in numbered for _, value in page] == [
        TENTH * (i + 1) for i in range(len(numbered))
    ]:
        return _at_two_edges([NumberedMargin.of([run for run, _ in page], TENTH) for page in numbered])
    steps = {two - one for page in numbered for (_, one), (_, two) in pairwise(page)}
    if len(steps) != 1 or not steps <= set(STEPS) or len(numbered) < 2 or sum(map(len, numbered)) < FEWEST[FIFTH]:
        return []
    step = steps.pop()
    for before, page in pairwise(numbered):
        if page[0][1] not in (step, before[-1][1] + step):
            return []
    margins = [NumberedMargin.of([run for run, _ in page], step) for page in numbered if len(page) > 1]
    return margins if all(any(margin.has(run) for margin in margins) for page in numbered for run, _ in page) else []


def _at_two_edges(margins: Sequence[NumberedMargin]) -> list[NumberedMargin]:
    """The margins of pages that have a number each, where these stand at one edge, or at one of facing pages each."""
    found: list[NumberedMargin] = []
    for margin in margins:
        alike = (abs(margin.edge - other.edge) <= ALIGNED and margin.size == other.size for other in found)
        if not any(alike):
            found.append(margin)
    return found if len(found) <= FACING else []


def _is_beside_text(numeral: Run, others: Sequence[Run]) -> bool:
    """Whether a line stands at the height of a numeral, clear of it and all on one side."""
    level = [run for run in others if run.inked and abs(run.baseline - numeral.baseline) <= LEVEL * max(run.size, numeral.size)]
    gap = CLEAR * numeral.size
    return bool(level) and (all(r.x0 >= numeral.x1 + gap for r in level) or all(r.x1 <= numeral.x0 - gap for r in level))


def _value(page: PageGlyphs, run: Run) -> int | None:
    text = "".join(page.characters[run.start : run.stop]).strip() if run.inked <= LONGEST else ""
    return int(text) if text.isdecimal() and text.isascii() else None


def _downward(numerals: Iterable[tuple[Run, int]]) -> list[tuple[Run, int]]:
    return sorted(numerals, key=lambda one: -one[0].baseline)


def _left_edge(runs: Sequence[Run]) -> float | None:
    """The leftmost place where several lines of text begin; a head may begin further left."""
    starts = sorted(run.x0 for run in runs if run.inked > LONGEST)
    for i in range(len(starts) - SHARED + 1):
        if starts[i + SHARED - 1] - starts[i] <= ALIGNED:
            return starts[i]
    return None


def _right_edge(runs: Sequence[Run]) -> float | None:
    """The rightmost place where several lines of text end; a head may end further right."""
    ends = sorted((run.x1 for run in runs if run.inked > LONGEST), reverse=True)
    return next((ends[i] for i in range(len(ends) - SHARED + 1) if ends[i] - ends[i + SHARED - 1] <= ALIGNED), None)


def _at_one_edge(numerals: Sequence[tuple[Run, int]]) -> Iterator[list[tuple[Run, int]]]:
    """The numerals that share the right edge which most of them have, then those that share the left."""
    for edges in ([run.x1 for run, _ in numerals], [run.x0 for run, _ in numerals]):
        usual = sorted(edges)[len(edges) // 2] if edges else 0.0
        yield [one for one, edge in zip(numerals, edges, strict=True) if abs(edge - usual) <= ALIGNED]


def _number_prose(page: PageGlyphs, numerals: Sequence[tuple[Run, int]], runs: Sequence[Run]) -> bool:
    """Whether numerals count by ones beside running text: most lines are full, and many begin in the middle of a sentence.

    Of small numerals, which an edition of poems or plays may have too, a third of full lines is enough.
    """
    if len(numerals) < FEWEST_BESIDE_PROSE or any(two - one != 1 for (_, one), (_, two) in pairwise(numerals)):
        return False
    beside: dict[float, list[Run]] = {numeral.baseline: [] for numeral, _ in numerals}
    first, last = min(numeral.x0 for numeral, _ in numerals), max(numeral.x1 for numeral, _ in numerals)
    on_the_left = 2 * sum(run.inked for run in runs if run.x0 > last) > sum(run.inked for run in runs)
    heights = sorted(beside)
    for run in runs:
        at = bisect_left(heights, run.baseline - LEVEL * run.size)
        if (
            (run.x0 > last if on_the_left else run.x1 < first)
            and at < len(heights)
            and heights[at] <= run.baseline + LEVEL * run.size
        ):
            beside[heights[at]].append(run)
    lines = [_column_of(line, first=on_the_left) for line in beside.values() if line]
    widths = sorted(line[-1].x1 - line[0].x0 for line in lines)
    # of two columns close to one another some lines are as one
    full = sum(width >= FULL * widths[-1 - len(widths) // FEW_AS_ONE] for width in widths)
    within = sum(page.characters[line[0].start][:1].islower() for line in lines)
    sizes = sorted(max(run.size for run in line) for line in lines)
    small = bool(sizes) and all(one.size <= SMALL * sizes[len(sizes) // 2] for one, _ in numerals)
    enough = 3 * full >= (1 if small else 2) * len(lines)
    return 2 * len(lines) > len(numerals) and enough and 3 * within >= len(lines)


def _column_of(line: Sequence[Run], *, first: bool) -> list[Run]:
    """The runs of a line before its first gap that is wider than any between words, or those behind its last."""
    ordered = sorted(line, key=_x0)
    gaps = [i for i, (one, two) in enumerate(pairwise(ordered), 1) if two.x0 - one.x1 > BETWEEN_COLUMNS * two.size]
    if first:
        return ordered[: gaps[0] if gaps else len(ordered)]
    return ordered[gaps[-1] if gaps else 0 :]


def _counts_lines(numerals: Sequence[tuple[Run, int]], text: Sequence[Run], edges: tuple[float, float | None]) -> bool:
    """Whether small numerals are multiples of five, each beside a line, with as many lines from one to the next as they say.

    Displays are numbered as one line or not at all, so that some pairs may have more lines between them. One alone says how
    many lines its page has down to it.
    """
    if not numerals or any(value % FIFTH or not value for _, value in numerals):
        return False
    usual = _usual_size(text)
    if any(numeral.size > SMALL * usual for numeral, _ in numerals):
        return False
    lines: list[list[Run]] = []
    for run in sorted(text, key=lambda run: -run.baseline):
        if run.inked <= LONGEST or run.size <= SMALL * usual:
            continue
        if lines and lines[-1][0].baseline - run.baseline <= 0.5 * usual:
            lines[-1].append(run)
        else:
            lines.append([run])
    places = [
        next((i for i, x in enumerate(lines) if abs(x[0].baseline - n.baseline) <= LEVEL * usual), -1) for n, _ in numerals
    ]
    if min(places) < 0:
        return False
    full = [_is_of_paragraph(line, edges, usual) for line in lines]
    steps = {two - one for (_, one), (_, two) in pairwise(numerals)}
    between = [(below - above, sum(full[above + 1 : below + 1])) for above, below in pairwise(places)]
    if len(numerals) == 1:
        # beyond the right edge a paragraph may have its number
        return numerals[0][1] >= LEAST_ALONE and numerals[0][0].x1 < edges[0] and sum(full[: places[0] + 1]) == numerals[0][1]
    step = min(steps)
    exact = sum(step in rows for rows in between)
    return steps == {step} and step in STEPS and all(rows >= step for rows, _ in between) and 3 * exact >= len(between)


def _usual_size(runs: Sequence[Run]) -> float:
    """The median size of the glyphs, in points; 0 of none."""
    sizes = sorted(run.size for run in runs for _ in range(run.inked))
    return sizes[len(sizes) // 2] if sizes else 0.0


def _is_of_paragraph(line: Sequence[Run], edges: tuple[float, float | None], usual: float) -> bool:
    """Whether a line is of the text's size and begins at its left edge or ends at its right one: no heading, verse or list."""
    left, right = edges
    begins = abs(min(run.x0 for run in line) - left) <= ALIGNED
    ends = right is not None and abs(max(run.x1 for run in line) - right) <= ALIGNED
    return (begins or ends) and abs(line[0].size - usual) <= SAME_SIZE * usual


def _have_text_beside(numerals: Sequence[tuple[Run, int]], others: Sequence[Run]) -> bool:
    """Whether anything but numerals reaches to where they stand, at their heights: a cell of a table does, a head does not."""
    if not numerals:
        return False
    edge, highest, lowest = min(run.x0 for run, _ in numerals), numerals[0][0].baseline, numerals[-1][0].baseline
    return any(other.x1 > edge and lowest <= other.baseline <= highest for other in others)


def _counts(numerals: Sequence[tuple[Run, int]]) -> bool:
    """Whether numerals from top to bottom count by ones or fives at even distances."""
    steps = {two - one for (_, one), (_, two) in pairwise(numerals)}
    if len(steps) != 1 or len(numerals) < FEWEST.get(next(iter(steps)), len(numerals) + 1):
        return False
    distances = sorted(one.baseline - two.baseline for (one, _), (two, _) in pairwise(numerals))
    usual = distances[len(distances) // 2]
    return usual > 0 and distances[-1] - usual <= UNEVEN * usual and usual - distances[0] <= UNEVEN * usual
