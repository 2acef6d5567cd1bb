"""Drop caps: large letters with the topmost line that stands beside each, and the opening marks that hang before them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from fidelity.language.one_letter_words import is_word_somewhere
from fidelity.readers.pdf.glyphs import PageGlyphs, Run
from fidelity.readers.pdf.lines import DROP_CAP_LETTERS, DROP_CAP_RATIO, ROUND, Segment, segment_of

LOWEST_BESIDE = 0.45
"""Times its size that the last line beside a drop cap may lie below the cap's baseline."""
LOWEST_CLEAR_OF = 1.0
"""The same where it begins clear of the cap: a browser places the cap by its line box, not on a baseline."""
LOWEST_FIRST = 0.4
"""Times its size that the first line beside a cap stands above the cap's baseline: else the cap is a raised one."""
FURTHEST_IN = 3.5
"""Ems by which the first line beside a cap may be set in behind it, as a paragraph's first line is: browsers do that."""
CAP_HEIGHT = 0.66
"""Height of capitals in ems, on the low side of common text faces."""
ACCENTED_HEIGHT = 0.82
"""Ems above the baseline of a capital with an accent where the baseline of the first line beside it may lie: LibreOffice makes
the letter so small that its accent is level with the line."""
OPENING_MARKS = "“‘«‹»›„‚\"'¿¡—–-([‛‟"
ABOVE = 230
"""Unicode's combining class of accents above a letter."""
WHITE = " \u00a0\u2009\u202f"
LEVEL, LOW = 0.1, 0.5
"""Ems by which lines beside a cap begin at one place, and by which a cap stands lower than its first line at most."""
_height = attrgetter("baseline")
_x0 = attrgetter("x0")


@dataclass(slots=True)
class DropCap:
    """A drop cap, with the opening mark that hangs before it, and the topmost run that stands beside it."""

    segment: Segment
    beside: Run


def drop_caps(page: PageGlyphs, runs: Sequence[Run]) -> tuple[list[DropCap], list[Run]]:
    """The drop caps among the runs of a page, and the runs that are left.

    A drop cap is one to three letters, with or without an opening mark, at least DROP_CAP_RATIO times as large as the text that
    stands beside it on the right in two lines or more.
    """
    caps: list[DropCap] = []
    taken: set[int] = set()
    smallest = min((run.size for run in runs if run.inked), default=0.0)
    places: _Places | None = None
    for i, run in enumerate(runs):
        if run.size < DROP_CAP_RATIO * smallest or not 1 <= run.inked <= DROP_CAP_LETTERS + 1 or i in taken:
            continue
        letters = "".join(page.characters[run.start : run.stop]).lstrip(OPENING_MARKS + WHITE).rstrip("’'" + WHITE)
        if not 1 <= len(letters) <= DROP_CAP_LETTERS or not letters.isalpha():
            continue
        if places is None:
            places = _Places(runs)
        beside = _beside(page, run, places)
        if beside is None:
            continue
        parts = [run]
        taken.add(i)
        for j in places.between(run.baseline - 0.1 * run.size, beside.baseline + 0.6 * beside.size):
            if j not in taken and _hangs_before(page, runs[j], run, runs):
                parts.append(runs[j])
                taken.add(j)
        caps.append(DropCap(segment_of(parts), beside))
    return caps, [run for i, run in enumerate(runs) if i not in taken]


class _Places:
    """The runs of a page by height, so that of a page of scattered letters not every one is held against every other."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self._order = sorted(range(len(runs)), key=lambda i: runs[i].baseline)
        self._heights = [runs[i].baseline for i in self._order]

    def between(self, lowest: float, highest: float) -> list[int]:
        """The indexes of the runs whose baselines lie between two heights, in points, in the order of painting."""
        return sorted(self._order[bisect_left(self._heights, lowest) : bisect_right(self._heights, highest)])

    def runs_between(self, lowest: float, highest: float) -> Iterator[Run]:
        """The same runs themselves."""
        return map(self.runs.__getitem__, self.between(lowest, highest))


def _beside(page: PageGlyphs, cap: Run, places: _Places) -> Run | None:
    """The topmost of the runs that stand right beside a cap, if they make two lines or more and are small enough.

    One line must be clear of the cap; others may run under it: WeasyPrint may set the first line before it places the float.
    A line alone (a paragraph of one line, or the last line of a page) must begin as the rest of a word and hang from the cap.
    """
    letters = unicodedata.normalize("NFD", "".join(page.characters[cap.start : cap.stop]))
    height = ACCENTED_HEIGHT if any(unicodedata.combining(letter) == ABOVE for letter in letters) else CAP_HEIGHT
    depth = ROUND * LOWEST_CLEAR_OF * cap.size / DROP_CAP_RATIO
    found = [
        run
        for run in places.runs_between(cap.baseline - depth, cap.baseline + height * cap.size)
        if run.inked
        and run.size * DROP_CAP_RATIO <= cap.size
        and cap.x0 - 0.1 * run.size <= run.x0 <= cap.x1 + 1.5 * run.size
        # what stands over an accent is the line before, a heading
        and run.baseline <= cap.baseline + (height if run.x0 >= cap.x1 - 0.5 * run.size else CAP_HEIGHT) * cap.size
        and run.baseline >= cap.baseline - (LOWEST_CLEAR_OF if run.x0 >= cap.x1 - 0.1 * run.size else LOWEST_BESIDE) * run.size
    ]
    if not any(run.x0 >= cap.x1 - 0.5 * run.size for run in found):
        return None
    highest = max(found, key=lambda run: (run.baseline, -run.x0))
    set_in = _set_in_above(page, cap, highest, height, places) or _level_above(page, cap, highest, height, places)
    if set_in is not None:
        found.append(set_in)
        highest = set_in
    main = max(found, key=lambda run: run.inked)
    lines = {round((run.baseline - main.baseline) / (0.8 * main.size)) for run in found}
    if highest.baseline < cap.baseline + LOWEST_FIRST * main.size:
        return None
    return highest if len(lines) > 1 or _hangs_from(page, highest, cap, places.runs) else None


def _set_in_above(page: PageGlyphs, cap: Run, second: Run, height: float, places: _Places) -> Run | None:
    """The first line beside a cap where it is set in behind it, right above the line that touches the cap, which is given.

    It goes on with the cap's word, or behind it, in a small letter, or in any where the cap may be a word by itself; `height`
    is that of the cap in ems.
    """
    found = [
        run
        for run in places.runs_between(second.baseline + 0.7 * second.size, second.baseline + 2.2 * second.size)
        if run.inked
        and abs(run.size - second.size) <= 0.05 * second.size
        and second.x0 + second.size < run.x0 <= cap.x1 + FURTHEST_IN * run.size
        and 0.8 * run.size <= run.baseline - second.baseline <= 2 * run.size
        and run.baseline <= cap.baseline + height * cap.size
    ]
    if not found or not second.x0 >= cap.x1 - 0.1 * second.size:
        return None
    first = min(found, key=_x0)
    before = any(
        run.inked and cap.x0 <= run.x0 < first.x0 and abs(run.baseline - first.baseline) < 0.3 * first.size and run is not cap
        for run in places.runs_between(first.baseline - 0.4 * first.size, first.baseline + 0.4 * first.size)
    )
    begins = page.characters[first.start : first.stop]
    letter = next((letter for letter in begins if letter not in WHITE and letter not in "’'"), "")
    goes_on = letter.islower() or (letter.isalpha() and is_word_somewhere(page.characters[cap.stop - 1]))
    return first if goes_on and not before else None


def _level_above(page: PageGlyphs, cap: Run, second: Run, height: float, places: _Places) -> Run | None:
    """The first line beside a cap that a browser placed lower than it: right above the line that touches the cap.

    It begins exactly where that one does, in a small letter, and nothing stands before it; `height` is that of the cap in ems.
    """
    if second.x0 < cap.x1 - 0.1 * second.size:
        return None
    above = [
        run
        for run in places.runs_between(second.baseline + 0.8 * second.size, second.baseline + 2 * second.size)
        if run.inked
        and abs(run.size - second.size) <= 0.05 * second.size
        and 0.8 * second.size <= run.baseline - second.baseline <= 2 * second.size
    ]
    first = min((run for run in above if abs(run.x0 - second.x0) <= LEVEL * second.size), key=_height, default=None)
    if first is None or first.baseline > cap.baseline + height * cap.size + LOW * first.size:
        return None
    beside = places.runs_between(first.baseline - 0.4 * first.size, first.baseline + 0.4 * first.size)
    before = any(
        run.inked
        and run is not cap
        and cap.x0 - cap.size <= run.x0 < first.x0
        and abs(run.baseline - first.baseline) <= 0.4 * first.size
        for run in beside
    )
    begins = next((letter for letter in page.characters[first.start : first.stop] if letter not in WHITE), "")
    return first if begins.islower() and not before else None


def _hangs_from(page: PageGlyphs, line: Run, cap: Run, runs: Sequence[Run]) -> bool:
    """Whether a line that stands alone beside a cap is level with its top and goes on with its word; none is at its foot."""
    begins = page.characters[line.start]
    if not begins.islower() or not page.characters[cap.stop - 1].isupper():
        return False
    top, own_top = cap.baseline + CAP_HEIGHT * cap.size, line.baseline + CAP_HEIGHT * line.size
    at_foot = any(
        run.inked and run is not cap and run.x0 >= cap.x1 and abs(run.baseline - cap.baseline) < 0.5 * line.size for run in runs
    )
    return abs(top - own_top) <= 0.5 * line.size and not at_foot


def _hangs_before(page: PageGlyphs, mark: Run, cap: Run, runs: Sequence[Run]) -> bool:
    """Whether a run at the height of a cap's first line is an opening mark set by itself just left of it."""
    if not (-0.2 * cap.size <= cap.x0 - mark.x1 <= 0.5 * cap.size and mark.x0 < cap.x0):
        return False
    text = "".join(page.characters[mark.start : mark.stop]).strip()
    if not text or len(text) > 2 or not set(text) <= set(OPENING_MARKS):
        return False
    return not any(  # text to its left on its own baseline: then it belongs there; a column's is as far as the gutter is wide
        run is not mark
        and abs(run.baseline - mark.baseline) < 0.3 * mark.size
        and 0 <= mark.x0 - run.x1 < 0.5 * min(mark.size, run.size)
        for run in runs
        if run.inked
    )
