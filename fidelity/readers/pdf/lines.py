"""Runs of glyphs to segments of printed lines, from baselines and sizes: superscripts stay in, drop caps stay out."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from fidelity.language.one_letter_words import is_word_somewhere
from fidelity.readers.pdf.glyphs import PageGlyphs, Run

SAME_BASELINE = 0.12
"""Two baselines are one when they lie no further apart than this, in ems of the smaller size."""
JOIN_GAP = 0.75
"""Widest gap that is bridged before columns are known, in ems: below LaTeX's default gutter of 10 pt in 10 pt type."""
ATTACH_GAP = 0.6
"""Widest gap between a raised or lowered glyph and the line it belongs to, in ems of the line."""
LABEL_GAP = 3.0
"""The same where the glyph comes first: the number of a note may hang before it, or a justified line's space follow it."""
LOWEST_SHIFT, HIGHEST_SHIFT = -0.55, 0.75
"""Where the baseline of a subscript (ReportLab lowers by 0.5) or superscript may lie, in ems above that of its line."""
REACH = 40.0
"""Points; no line is looked for further away, however large its letters."""
ROUND = 1.001
"""What is looked at is taken so many times as far away as it may be, since numbers are rounded."""
ATTACHED_WIDTH = 5.0
"""Widest raised or lowered piece, in ems of its line: a dozen digits and commas of note calls."""
LARGEST_SIGN = 1.5
"""Times the size of a line that a sign before it is set in at most."""
LONGEST_LABEL, LARGEST_LABEL, LEAST_RAISE = 3, 1.2, 0.25
"""Figures of a raised number that is larger than the line it opens; times the size of that line, and ems above it."""
SIGN_GAP = 1.0
"""Ems between such a sign and its line at most."""
LEAST_OPENED = 8
"""So many glyphs has a line that such a sign opens, at least: a formula has a larger sign among few."""
DROP_CAP_RATIO = 1.6
"""Least ratio of a drop cap's size to that of the lines beside it."""
LOWEST_BESIDE = 0.45
"""Times its size that the last line beside a drop cap may lie below the cap's baseline."""
LOWEST_CLEAR_OF = 1.0
"""The same where it begins clear of the cap: a browser places the cap by its line box, not on a baseline."""
LOWEST_FIRST = 0.4
"""Times its size that the first line beside a cap stands above the cap's baseline: else the cap is a raised one."""
FURTHEST_IN = 3.5
"""Ems by which the first line beside a cap may be set in behind it, as a paragraph's first line is: browsers do that."""
EDGE_LINES = 8
"""Lines that end at one place and so make the right edge of a justified page."""
DROP_CAP_LETTERS = 3
CAP_HEIGHT = 0.66
"""Height of capitals in ems, on the low side of common text faces."""
ACCENTED_HEIGHT = 0.82
"""Ems above the baseline of a capital with an accent where the baseline of the first line beside it may lie: LibreOffice makes
the letter so small that its accent is level with the line."""
OPENING_MARKS = "“‘«‹»›„‚\"'¿¡—–-([‛‟"
ABOVE = 230
"""Unicode's combining class of accents above a letter."""
WHITE = " \u00a0\u2009\u202f"

_baseline = attrgetter("baseline")
_x0 = attrgetter("x0")


@dataclass(slots=True)
class Segment:
    """A stretch of one printed line, its runs sorted from left to right; points."""

    runs: list[Run]
    x0: float
    x1: float
    baseline: float
    size: float
    inked: int

    @property
    def bottom(self) -> float:
        """The lowest edge of its glyph boxes."""
        return min(run.bottom for run in self.runs)

    @property
    def top(self) -> float:
        """The highest edge of its glyph boxes."""
        return max(run.top for run in self.runs)


@dataclass(slots=True)
class DropCap:
    """A drop cap, with the opening mark that hangs before it, and the topmost run that stands beside it."""

    segment: Segment
    beside: Run


def segment_of(runs: Iterable[Run]) -> Segment:
    """One segment of these runs: its baseline is that of most of its inked glyphs, its size the largest of an eighth of them.

    In a line of capitals and small capitals most letters are small, and the line's size is that of its capitals.
    """
    ordered = sorted(runs, key=_x0)
    main = ordered[0]
    if len(ordered) == 1:
        return Segment(ordered, main.x0, main.x1, main.baseline, main.size, main.inked)
    baseline, size = main.baseline, main.size
    x1, inked, alike = main.x1, 0, True
    for run in ordered:
        inked += run.inked
        x1 = max(x1, run.x1)
        alike = alike and run.baseline == baseline and run.size == size
    if not alike:
        keys = [(round(run.baseline, 1), round(run.size, 1)) for run in ordered]
        weights: dict[tuple[float, float], float] = {}
        for key, run in zip(keys, ordered, strict=True):
            weights[key] = weights.get(key, 0.0) + run.inked * run.size
        heaviest = max(weights, key=lambda key: (weights[key], key[1]))
        main = ordered[keys.index(heaviest)]
        size = _full_size(ordered, main)
    return Segment(ordered, ordered[0].x0, x1, main.baseline, size, inked)


def _full_size(runs: list[Run], main: Run) -> float:
    """The size of the capitals that stand among small capitals in a line; the main size where there are none."""
    if not any(run.size > 1.05 * main.size for run in runs):
        return main.size
    level = [run for run in runs if run.inked and abs(run.baseline - main.baseline) < 0.05 * main.size]
    total = sum(run.inked for run in level)
    for size in sorted({run.size for run in level if run.size > 1.05 * main.size}, reverse=True):
        large = [run.size == size for run in level]
        changes = sum(one != two for one, two in pairwise(large))
        if changes >= 3 and 8 * sum(run.inked for run in level if run.size == size) >= total:
            return size
    return main.size


def usual_size(sizes: Iterable[tuple[float, int]]) -> float:
    """The median of sizes, each counted as often as is told; 0 where there are none."""
    counts: dict[float, int] = {}
    for size, count in sizes:
        counts[size] = counts.get(size, 0) + count
    middle = sum(counts.values()) // 2
    for size in sorted(counts):
        middle -= counts[size]
        if middle < 0:
            return size
    return 0.0


def merged(first: Segment, second: Segment) -> Segment:
    """Two segments as one."""
    return segment_of([*first.runs, *second.runs])


def segments(runs: Sequence[Run]) -> list[Segment]:
    """The runs of one page (one direction of writing, white runs left out) as segments, top to bottom, left to right."""
    level = _on_baselines([Segment([run], run.x0, run.x1, run.baseline, run.size, run.inked) for run in runs if run.inked])
    return _on_baselines(_attach(level))


def rows(pieces: Sequence[Segment]) -> list[list[Segment]]:
    """Segments that share a baseline, as rows from top to bottom, each from left to right."""
    found: list[list[Segment]] = []
    first: Segment | None = None
    for piece in sorted(pieces, key=_baseline, reverse=True):
        if first is not None and same_baseline(first, piece):
            found[-1].append(piece)
        else:
            found.append([piece])
            first = piece
    for row in found:
        if len(row) > 1:
            row.sort(key=_x0)
    return found


def right_edge(found: Sequence[list[Segment]]) -> float:
    """The rightmost place where many rows end, in points; infinity on a page that is not justified."""
    ends = sorted((max(piece.x1 for piece in row) for row in found), reverse=True)
    for i in range(len(ends) - EDGE_LINES + 1):
        if ends[i] - ends[i + EDGE_LINES - 1] < 1:
            return ends[i] if 10 * i <= len(ends) else float("inf")
    return float("inf")


def same_baseline(first: Segment, second: Segment) -> bool:
    """Whether two segments stand on one baseline."""
    return abs(first.baseline - second.baseline) <= SAME_BASELINE * min(first.size, second.size)


def _on_baselines(pieces: Sequence[Segment]) -> list[Segment]:
    """Joins what stands on one baseline with no gap wide enough to be a gutter."""
    joined: list[Segment] = []
    for row in rows(pieces):
        if len(row) == 1:
            joined.append(row[0])
            continue
        group = [row[0]]
        edge = row[0].x1
        for piece in row[1:]:
            if piece.x0 - edge <= JOIN_GAP * max(piece.size, group[-1].size):
                group.append(piece)
            else:
                joined.append(_one(group))
                group = [piece]
                edge = piece.x1
            edge = max(edge, piece.x1)
        joined.append(_one(group))
    return joined


def _one(group: list[Segment]) -> Segment:
    return group[0] if len(group) == 1 else segment_of(run for piece in group for run in piece.runs)


def _around(host: Segment, group: list[Segment]) -> Segment:
    """A line with what was raised or lowered in it: its baseline and size stay its own, however short it is."""
    whole = _one(group)
    whole.baseline, whole.size = host.baseline, host.size
    return whole


def _attach(pieces: list[Segment]) -> list[Segment]:
    """Puts raised and lowered pieces into the line they belong to."""
    hosts: dict[int, int] = {}
    ems = [_em(piece) for piece in pieces]
    largest = max(ems, default=0.0)
    widest = ATTACHED_WIDTH * largest
    largest = max([largest, *(piece.runs[0].size for piece in pieces)])
    for i, piece in enumerate(pieces):
        if piece.x1 - piece.x0 > widest:
            continue
        best: tuple[float, float] | None = None
        for j in _near(pieces, i, largest):
            host = pieces[j]
            gap = _attachable(piece, host, max(ems[j], _size_behind(piece, host, ems[j])))
            if gap is not None and (best is None or (gap, abs(piece.baseline - host.baseline)) < best):
                best = (gap, abs(piece.baseline - host.baseline))
                hosts[i] = j
    if not hosts:
        return pieces
    gathered: dict[int, list[Segment]] = {}
    for i, piece in enumerate(pieces):
        j, seen = i, {i}
        while j in hosts and hosts[j] not in seen:
            j = hosts[j]
            seen.add(j)
        gathered.setdefault(j, []).append(piece)
    return [_around(pieces[j], group) for j, group in gathered.items()]


def _em(piece: Segment) -> float:
    """The size of a line's full letters, in points, where most of it is set in small capitals."""
    if len(piece.runs) == 1:
        return round(piece.runs[0].size, 1)
    counts: dict[float, int] = {}
    for run in piece.runs:
        counts[round(run.size, 1)] = counts.get(round(run.size, 1), 0) + run.inked
    return max(size for size, count in counts.items() if 10 * count >= piece.inked)


def _size_behind(piece: Segment, host: Segment, em: float) -> float:
    """The size, in points, of the letters that a piece stands before, where the rest of their line is set smaller.

    A note may be an address in a small typewriter face behind a word or two. A drop cap is no measure.
    """
    first = host.runs[0]
    return first.size if piece.x1 <= first.x0 and piece.size < first.size < DROP_CAP_RATIO * em else 0.0


def _near(pieces: list[Segment], i: int, largest: float) -> Iterable[int]:
    """The pieces that one may belong to, by their places; `largest` is the largest size on the page, in points.

    They are sorted by falling baseline, those of one line from left to right, so that only neighbours matter.
    """
    piece = pieces[i]
    baseline, left, right = piece.baseline, piece.x0 - ROUND * ATTACH_GAP * largest, piece.x1 + ROUND * LABEL_GAP * largest
    highest = baseline + min(REACH, ROUND * (2 * SAME_BASELINE - LOWEST_SHIFT) * largest)
    lowest = baseline - min(REACH, ROUND * (2 * SAME_BASELINE + HIGHEST_SHIFT) * largest)
    for j in range(i - 1, -1, -1):
        other = pieces[j]
        if other.baseline > highest:
            break
        if other.x1 >= left and other.x0 <= right:
            yield j
    for j in range(i + 1, len(pieces)):
        other = pieces[j]
        if other.baseline < lowest:
            break
        if other.x1 >= left and other.x0 <= right:
            yield j


def _attachable(piece: Segment, host: Segment, em: float) -> float | None:
    """The gap in ems between a raised or lowered piece and a line that it may belong to; None if it may not."""
    shift = (piece.baseline - host.baseline) / em
    if not LOWEST_SHIFT <= shift <= HIGHEST_SHIFT or piece.x1 - piece.x0 > ATTACHED_WIDTH * em:
        return None
    if piece.size > 1.05 * em:
        # a sign of a note or a list, larger than the line that it opens: fonts center their asterisks by drawing them deep
        sign = piece.inked == 1 and piece.size <= LARGEST_SIGN * em and abs(shift) <= 0.5
        # or the number of a note that begins in a small typewriter face
        number = piece.inked <= LONGEST_LABEL and piece.size <= LARGEST_LABEL * em and shift >= LEAST_RAISE
        before = (host.x0 - piece.x1) / em
        opens = (sign or number) and host.inked >= LEAST_OPENED and -0.1 <= before <= SIGN_GAP
        return max(before, 0.0) if opens else None
    if piece.size > 0.92 * em:
        # of equal size: only a glyph or four, raised a little, that touch a longer line
        if piece.inked > 4 or host.inked <= 2 * piece.inked or abs(shift) > 0.5:
            return None
        widest = 0.25
    else:
        widest = ATTACH_GAP
    before, after = (host.x0 - piece.x1) / em, (piece.x0 - host.x1) / em
    if em > 2.4 * piece.size and host.inked <= DROP_CAP_LETTERS and before < 0:
        return None
    if after > widest or before > (LABEL_GAP if shift > 0 else widest):
        return None
    return max(before, after, 0.0)


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
    set_in = _set_in_above(page, cap, highest, height, places)
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
    return not any(  # text to its left on its own baseline: then it belongs there
        run is not mark and abs(run.baseline - mark.baseline) < 0.3 * mark.size and 0 <= mark.x0 - run.x1 < 0.5 * mark.size
        for run in runs
        if run.inked
    )
