"""Underscores that are drawn as short rules between letters, as TeX does in fonts that have no such glyph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from fidelity.readers.pdf.glyphs import PageGlyphs, Run, Stroke

NARROWEST, WIDEST = 0.2, 0.6
"""The width of a drawn underscore, in ems; TeX's measures 0.3."""
LOWEST, HIGHEST = -0.2, 0.06
"""How far above the baseline it lies, in ems: a minus or the bar of a fraction lies higher."""
HIGH = 0.9
"""Ems above a rule in which a raised glyph stands over it: browsers underline the calls of notes, which are links."""
NEAR, OVER = 0.16, 0.02
"""Ems of white between it and the glyphs beside it, at most, and that they may reach over it: an underline is under them."""


def draw_underscores(page: PageGlyphs) -> None:
    """Makes glyphs of the short rules of a page that stand between two glyphs of one line, under none, at its baseline."""
    found = sorted({place for stroke in page.short_strokes for place in _places(page, stroke)}, reverse=True)
    for run_number, at, x0, x1 in found:
        run = page.runs[run_number]
        page.characters.insert(at, "_")
        page.x0.insert(at, x0)
        page.x1.insert(at, x1)
        run.inked += 1
        run.x1 = max(run.x1, x1)
        for other in page.runs:
            # runs follow one another in the order of painting
            other.start += other is not run and other.start >= at
            other.stop += other is run or other.stop > at


def _places(page: PageGlyphs, stroke: Stroke) -> Iterator[tuple[int, int, float, float]]:
    """Where a glyph is to be put for a rule: the index of its run, that of the glyph; its left and right side."""
    x0, x1, _ = stroke
    before: tuple[int, int] | None = None
    behind = False
    for number, run in enumerate(page.runs):
        level = _is_level_with(run, stroke)
        if not level and not _may_stand_over(run, stroke):
            continue
        first, last = _around(page, run, x0, x1)
        if last > first:
            return  # something stands over it
        if not level:
            continue
        i = next((i for i in range(first - 1, run.start - 1, -1) if not page.characters[i].isspace()), None)
        if i is not None and x0 - page.x1[i] <= NEAR * run.size and page.characters[i].isalnum():
            before = number, i + 1
        k = next((k for k in range(last, run.stop) if not page.characters[k].isspace()), None)
        behind = behind or (k is not None and page.x0[k] - x1 <= NEAR * run.size)
    if before is not None and behind:
        yield *before, x0, x1


def _is_level_with(run: Run, stroke: Stroke) -> bool:
    x0, x1, height = stroke
    return (
        run.angle == 0
        and not run.hidden
        and NARROWEST * run.size <= x1 - x0 <= WIDEST * run.size
        and LOWEST * run.size <= height - run.baseline <= HIGHEST * run.size
        and run.x0 - NEAR * run.size <= x1
        and run.x1 + NEAR * run.size >= x0
    )


def _may_stand_over(run: Run, stroke: Stroke) -> bool:
    x0, x1, height = stroke
    return run.angle == 0 and not run.hidden and 0 <= run.baseline - height <= HIGH * run.size and run.x0 < x1 and x0 < run.x1


def _around(page: PageGlyphs, run: Run, x0: float, x1: float) -> tuple[int, int]:
    """The index of the first glyph of a run that stands over a rule or behind it, and of the first that is behind it."""
    inset = OVER * run.size
    first = bisect_right(page.x1, x0 + inset, run.start, run.stop)
    return first, bisect_left(page.x0, x1 - inset, first, run.stop)
