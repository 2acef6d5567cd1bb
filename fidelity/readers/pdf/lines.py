"""Runs of glyphs to segments of printed lines, from baselines and sizes: superscripts stay in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from fidelity.readers.pdf.glyphs import Run

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
DEEPEST_SHIFT = -0.6
"""The same of an inferior where no line below is nearer: some fonts ask for it, and Typst obeys."""
CROSSED, LEVEL = 0.25, 0.04
"""Ems by which two pieces overlap that are of two lines, where their baselines differ by more than so many ems."""
MOST_CROSSED = 6
"""Glyphs of the two: words drawn shakily are no figures."""
MOST_DEEP, SMALL = 2, 0.7
"""Glyphs of such an inferior, and times the size of its line that it is set in, at most."""
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
EDGE_LINES = 8
"""Lines that end at one place and so make the right edge of a justified page."""
DROP_CAP_LETTERS = 3

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
            if piece.x0 - edge <= JOIN_GAP * max(piece.size, group[-1].size) and not _crossed(group[-1], piece):
                group.append(piece)
            else:
                joined.append(_one(group))
                group = [piece]
                edge = piece.x1
            edge = max(edge, piece.x1)
        joined.append(_one(group))
    return joined


def _crossed(one: Segment, two: Segment) -> bool:
    """Whether two pieces on nearly one baseline are painted over one another: an inferior, and a superior of the next line."""
    size = min(one.size, two.size)
    if one.inked + two.inked > MOST_CROSSED or abs(one.baseline - two.baseline) <= LEVEL * size:
        return False
    # the room that a line leaves for a letter of a logo is not painted over
    return any(min(r.x1, q.x1) - max(r.x0, q.x0) > CROSSED * size for r in one.runs for q in two.runs)


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
        deep: tuple[float, int] | None = None
        for j in _near(pieces, i, largest):
            host = pieces[j]
            em = max(ems[j], _size_behind(piece, host, ems[j]))
            gap, off = _attachable(piece, host, em), abs(piece.baseline - host.baseline)
            if gap is not None and (best is None or (gap, off) < best):
                best = (gap, off)
                hosts[i] = j
            elif gap is None and _is_deep(piece, host, em) and (deep is None or off < deep[0]):
                deep = (off, j)
        if deep is not None and (best is None or deep[0] < best[1]):
            hosts[i] = deep[1]
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
    first, *others = piece.runs
    # a raised initial is no measure of the small capitals behind it
    raised = first.inked == 1 and first.size >= DROP_CAP_RATIO * max(run.size for run in others)
    counts: dict[float, int] = {}
    for run in others if raised else piece.runs:
        counts[round(run.size, 1)] = counts.get(round(run.size, 1), 0) + run.inked
    return max(size for size, count in counts.items() if 10 * count >= piece.inked - raised)


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


def _is_deep(piece: Segment, host: Segment, em: float) -> bool:
    """Whether one or two small glyphs stand within a line, lower than other inferiors."""
    low = DEEPEST_SHIFT <= (piece.baseline - host.baseline) / em < LOWEST_SHIFT
    within = host.x0 < piece.x0 and piece.x1 <= host.x1 + SAME_BASELINE * em
    return low and within and piece.inked <= MOST_DEEP and piece.size < SMALL * em


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
        if piece.inked > 4 or host.inked <= 2 * piece.inked or abs(shift) > 0.5 or _crossed(piece, host):
            return None
        widest = 0.25
    else:
        widest = ATTACH_GAP
    before, after = (host.x0 - piece.x1) / em, (piece.x0 - host.x1) / em
    if em > 2.4 * piece.size and host.inked <= DROP_CAP_LETTERS and (before < 0 or piece.inked > LONGEST_LABEL):
        return None
    if after > widest or before > (LABEL_GAP if shift > 0 else widest):
        return None
    return max(before, after, 0.0)
