"""The numbers of lines in the margin, as court papers, bills and critical editions print them: no part of the text.

They stand left or right of all text, under one another at one edge, and count by ones or by fives: at even distances, each
beside a line of running text, as word processors number manuscripts, or with as many lines between them as they say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

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


def line_numbers(page: PageGlyphs, runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """The numbers of lines among the inked runs of a page, from top to bottom, and the runs that are left."""
    numerals = [(run, value) for run in runs if (value := _value(page, run)) is not None]
    if not numerals:
        return [], list(runs)
    taken = {id(run) for run, _ in numerals}
    others = [run for run in runs if id(run) not in taken]
    left, right = _left_edge(others), _right_edge(others)
    if left is None:
        return [], list(runs)
    hanging = _downward((run, value) for run, value in numerals if run.x1 <= left - CLEAR * run.size)
    beyond = _downward((run, value) for run, value in numerals if right is not None and run.x0 >= right + CLEAR * run.size)
    columns = [*_at_one_edge(hanging), *(one for one in _at_one_edge(beyond) if not _have_text_beside(one, others))]
    # figures of one and of two digits share but one of their edges
    for aligned in sorted(columns, key=len, reverse=True):
        prose = aligned[:1] == hanging[:1] and _number_prose(page, aligned, runs)
        if prose or _counts(aligned) or _counts_lines(aligned, others, (left, right)):
            found = {id(run) for run, _ in aligned}
            return [run for run, _ in aligned], [run for run in runs if id(run) not in found]
    return [], list(runs)


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
    """Whether numerals count by ones beside running text: most lines are full, and many begin in the middle of a sentence."""
    if len(numerals) < FEWEST_BESIDE_PROSE or any(two - one != 1 for (_, one), (_, two) in pairwise(numerals)):
        return False
    beside: dict[float, list[Run]] = {numeral.baseline: [] for numeral, _ in numerals}
    edge = max(numeral.x1 for numeral, _ in numerals)
    heights = sorted(beside)
    for run in runs:
        at = bisect_left(heights, run.baseline - LEVEL * run.size)
        if run.x0 > edge and at < len(heights) and heights[at] <= run.baseline + LEVEL * run.size:
            beside[heights[at]].append(run)
    lines = [sorted(line, key=lambda run: run.x0) for line in beside.values() if line]
    width = max((line[-1].x1 - line[0].x0 for line in lines), default=0.0)
    full = sum(line[-1].x1 - line[0].x0 >= FULL * width for line in lines)
    within = sum(page.characters[line[0].start][:1].islower() for line in lines)
    # a page of lists and headings has fewer full lines; but no list counts so far in so small figures
    sizes = sorted(line[0].size for line in lines)
    many = len(numerals) >= FEWEST[1] and all(one.size <= SMALL * sizes[len(sizes) // 2] for one, _ in numerals)
    enough = 3 * full >= (1 if many else 2) * len(lines)
    return 2 * len(lines) > len(numerals) and enough and 3 * within >= len(lines)


def _counts_lines(numerals: Sequence[tuple[Run, int]], text: Sequence[Run], edges: tuple[float, float | None]) -> bool:
    """Whether small numerals are multiples of five, each beside a line, with as many lines from one to the next as they say.

    Displays are numbered as one line or not at all, so that some pairs may have more lines between them. One alone says how
    many lines its page has down to it.
    """
    if not numerals or any(value % FIFTH or not value for _, value in numerals):
        return False
    sizes = sorted(run.size for run in text for _ in range(run.inked))
    usual = sizes[len(sizes) // 2] if sizes else 0.0
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
