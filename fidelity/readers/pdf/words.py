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
"""Marks that French sets a thin space before: TIGHTEST_SPACE is enough, however wide the word spaces of the line."""
LETTERSPACE = 0.04
"""When three gaps in four are wider than this, in ems, the line is letterspaced, and words count from its usual gap on."""
WIDE_GAP = 1.0
"""Ems. What stands further apart may be spaced differently: two running heads on one line."""
NO_SPACE = (-0.1, 0.05)
"""Ems. A space glyph between two glyphs that touch parts nothing: so Chromium paints soft hyphens inside a line. Glyphs that
overlap more than this have wrong advances in the file, and then the space glyph is right."""
DOUBLED = 0.08
"""A glyph painted again no further away than this, in ems, is the same glyph made bold."""


def words(page: PageGlyphs, segment: Segment) -> tuple[Sequence[int], dict[int, int]]:
    """The inked glyphs of a line from left to right, and what parts some from the one before, by position among them.

    That is the index of a space glyph, or SUPPLIED for a gap that is as wide as a space and holds none.
    """
    found = _of_one_run(page, segment.runs[0]) if len(segment.runs) == 1 else None
    inked, spaces, gaps = found or _of_runs(page, segment.runs)
    characters = page.characters
    for start, stop in _stretches(gaps):
        usual, threshold = _word_gap([gaps[i] for i in range(start + 1, stop) if i not in spaces])
        least = min(threshold, usual + TIGHTEST_SPACE)
        if start not in spaces and gaps[start] > WIDE_GAP:
            spaces[start] = SUPPLIED
        for i in range(start + 1, stop):
            if gaps[i] > least and i not in spaces:
                french = characters[inked[i]] in FRENCH_SPACED or characters[inked[i - 1]] == "«"
                if french or gaps[i] > threshold:
                    spaces[i] = SUPPLIED
    return inked, spaces


def _of_one_run(page: PageGlyphs, run: Run) -> tuple[Sequence[int], dict[int, int], list[float]] | None:
    """The glyphs of a run without spaces, such as TeX paints, and the gaps before them in ems; None for any other run."""
    if run.inked < run.stop - run.start:
        return None
    lefts, rights = page.x0[run.start + 1 : run.stop], page.x1[run.start : run.stop]
    size = run.size
    gaps = [0.0, *((left - right) / size for left, right in zip(lefts, rights, strict=False))]
    # a glyph painted twice reaches back over itself
    return (range(run.start, run.stop), {}, gaps) if min(gaps) > -DOUBLED else None


def _of_runs(page: PageGlyphs, runs: Sequence[Run]) -> tuple[Sequence[int], dict[int, int], list[float]]:
    """The inked glyphs of a line, the spaces painted between them, by position, and the gaps before them in ems."""
    x0, x1, characters = page.x0, page.x1, page.characters
    inked: list[int] = []
    spaces: dict[int, int] = {}
    gaps: list[float] = []
    space = -1
    last_size = 0.0
    for glyph, size in _left_to_right(page, runs):
        if characters[glyph].isspace():
            if space < 0:
                space = glyph
            continue
        gap = 0.0
        if inked:
            gap = (x0[glyph] - x1[inked[-1]]) / (size if size > last_size else last_size)
            if gap < 0 and size == last_size and _doubled(page, inked[-1], glyph, size):
                continue
        if space >= 0:
            if not NO_SPACE[0] < gap < NO_SPACE[1]:
                spaces[len(inked)] = space
            space = -1
        inked.append(glyph)
        gaps.append(gap)
        last_size = size
    return inked, spaces, gaps


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
