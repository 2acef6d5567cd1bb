"""The glyphs of a line as words: their order, glyphs painted twice, and spaces where the producer wrote none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from fidelity.readers.pdf.glyphs import PageGlyphs, Run
from fidelity.readers.pdf.lines import Segment

SUPPLIED = -1
"""Stands for a space that no glyph was painted for."""
TIGHTEST_SPACE, SAFE_SPACE = 0.11, 0.15
"""From which gap on two glyphs belong to two words, in ems. TeX's tightest spaces measure 0.13 and French thin ones 0.17;
kerns and italic corrections reach 0.12, but stand beside wider word spaces: nearly half of those decides in between."""
FRENCH_SPACED = (";", ":", "!", "?", "»")
"""Marks that French sets a thin space before: no wider than TIGHTEST_SPACE demands, however wide the word spaces of the line."""
LETTERSPACE = 0.04
"""When three gaps in four are wider than this, in ems, the line is letterspaced, and words count from its usual gap on."""
WIDE_GAP = 1.0
"""Ems. What stands further apart may be spaced differently: two running heads on one line."""
NO_SPACE = (-0.1, 0.05)
"""Ems. A space glyph between two glyphs that touch parts nothing: so Chromium paints soft hyphens inside a line. Glyphs that
overlap more than this have wrong advances in the file, and then the space glyph is right."""
DOUBLED = 0.08
"""A glyph painted again no further away than this, in ems, is the same glyph made bold."""


def words(page: PageGlyphs, segment: Segment) -> list[tuple[int, int | None]]:
    """The inked glyphs of a line from left to right, each with what parts it from the one before.

    That is None for nothing, the index of a space glyph, or SUPPLIED for a gap that is as wide as a space and holds none.
    """
    x0, x1, characters = page.x0, page.x1, page.characters
    inked: list[int] = []
    spaces: list[int | None] = []
    gaps: list[float] = []
    space: int | None = None
    last_size = 0.0
    for glyph, size in _left_to_right(page, segment.runs):
        if characters[glyph].isspace():
            space = glyph if space is None else space
            continue
        em = max(size, last_size)
        gap = (x0[glyph] - x1[inked[-1]]) / em if inked else 0.0
        if inked and size == last_size and _doubled(page, inked[-1], glyph, size):
            continue
        if space is not None and NO_SPACE[0] < gap < NO_SPACE[1]:
            space = None
        inked.append(glyph)
        spaces.append(space)
        gaps.append(gap)
        space, last_size = None, size
    result: list[tuple[int, int | None]] = []
    for start, stop in _stretches(gaps):
        usual, threshold = _word_gap([gaps[i] for i in range(start + 1, stop) if spaces[i] is None])
        for i in range(start, stop):
            least = threshold
            if i > start and (characters[inked[i]] in FRENCH_SPACED or characters[inked[i - 1]] == "«"):
                least = min(threshold, usual + TIGHTEST_SPACE)
            wide = gaps[i] > (least if i > start else WIDE_GAP)
            result.append((inked[i], SUPPLIED if spaces[i] is None and wide else spaces[i]))
    return result


def _doubled(page: PageGlyphs, first: int, second: int, size: float) -> bool:
    return page.characters[first] == page.characters[second] and abs(page.x0[first] - page.x0[second]) <= DOUBLED * size


def _stretches(gaps: Sequence[float]) -> Iterator[tuple[int, int]]:
    """The parts of a line between wide gaps, as half-open ranges."""
    start = 0
    for i, gap in enumerate(gaps):
        if i and gap > WIDE_GAP:
            yield start, i
            start = i
    if gaps:
        yield start, len(gaps)


def _word_gap(gaps: list[float]) -> tuple[float, float]:
    """The usual gap inside a word, and from which on two glyphs belong to two; ems, given the gaps that hold no space glyph."""
    gaps.sort()
    usual = 0.0
    if len(gaps) > 3 and gaps[len(gaps) // 4] > LETTERSPACE:
        usual = gaps[len(gaps) // 2]
    wide = [gap - usual for gap in gaps if gap - usual > 0.1]
    if not wide:
        return usual, usual + SAFE_SPACE
    return usual, usual + min(max(0.45 * wide[len(wide) // 2], TIGHTEST_SPACE), SAFE_SPACE)


def _left_to_right(page: PageGlyphs, runs: Sequence[Run]) -> list[tuple[int, float]]:
    """The glyphs of a line with their sizes, in the order of their places.

    Glyphs keep the order of painting inside a run, so that an accent stays with its letter; where runs lie over one another
    by more than an em, place alone decides.
    """
    sequence = [(glyph, run.size) for run in runs for glyph in range(run.start, run.stop)]
    if any(before.x1 - after.x0 > before.size for before, after in pairwise(runs)):
        sequence.sort(key=lambda entry: page.x0[entry[0]])
    return sequence
