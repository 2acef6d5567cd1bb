"""Bullets that are drawn as small filled squares or discs before items, as browsers and Spanish lists of LaTeX have them."""

from __future__ import annotations

from fidelity.readers.pdf.glyphs import Box, PageGlyphs, Run

BULLET = "▪"
SMALLEST, LARGEST = 0.2, 0.6
"""The side of a drawn bullet, in ems of the words behind it."""
LOWEST, HIGHEST = -0.1, 0.85
"""How far above the baseline it lies, in ems: its lower and its upper side."""
NEAREST, FURTHEST = 0.2, 0.9
"""Ems of white between it and the words behind it; a square that ends a proof is further from the next column."""
ALONE = 1.2
"""Ems of white before it, at the least: a square within a line is a sign of its own."""
APART = 0.8
"""Ems between two bullets, at the least: nearer ones are a dotted border, or a leader."""


def draw_bullets(page: PageGlyphs) -> None:
    """Makes glyphs of the small squares of a page that stand before the first word of a line."""
    for square in page.squares:
        run = min((run for run in page.runs if _stands_before(square, run)), key=lambda run: run.x0, default=None)
        if run is None or any(_is_beside(other, square, run) for other in page.runs if other is not run):
            continue
        if any(_is_near(other, square, APART * run.size) for other in page.squares if other is not square):
            continue
        at = run.start
        page.characters.insert(at, BULLET)
        page.x0.insert(at, square[0])
        page.x1.insert(at, square[2])
        run.inked += 1
        run.x0 = square[0]
        for other in page.runs:
            # runs follow one another in the order of painting
            other.start += other is not run and other.start >= at
            other.stop += other is run or other.stop > at


def _stands_before(square: Box, run: Run) -> bool:
    x0, y0, x1, y1 = square
    return (
        run.angle == 0
        and not run.hidden
        and run.inked > 0
        and NEAREST * run.size <= run.x0 - x1 <= FURTHEST * run.size
        and SMALLEST * run.size <= x1 - x0 <= LARGEST * run.size
        and y0 - run.baseline >= LOWEST * run.size
        and y1 - run.baseline <= HIGHEST * run.size
    )


def _is_beside(other: Run, square: Box, run: Run) -> bool:
    """Whether something stands close before a square, or over it, on the line of a run."""
    level = abs(other.baseline - run.baseline) <= 0.5 * run.size
    return level and other.x0 < square[2] and other.x1 > square[0] - ALONE * run.size


def _is_near(one: Box, two: Box, distance: float) -> bool:
    return abs(one[0] - two[0]) < distance and abs(one[1] - two[1]) < distance and one != two
