"""Notes in the margin: type beside the text that is small, or that raised labels open.

It is read where a paragraph ends, and not in the middle of its lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from fidelity.model.source import MARGIN_COLUMN
from fidelity.readers.pdf.columns import Line, reading_order
from fidelity.readers.pdf.glyphs import Run
from fidelity.readers.pdf.lines import Segment, merged, segment_of

SMALLER = 0.95
"""Notes in the margin are set in at most this part of the text's size."""
APART = 0.4
"""Ems between the text and a note beside it, at the least."""
LEAST_LINES = 8
"""Lines of its own size that a page must have to show where its text ends."""
LEAST_WIDTH = 2.2
"""Ems that the widest line of a note measures: less is a number or a sign."""
NEAR = 1.7
"""Times their size that the lines of one note stand below each other at most."""
GAP = 1.25
"""Times the usual distance from which on lines of text belong to two paragraphs."""
EDGE = 0.6
"""Ems by which the label of a note may stand out of line with its last line."""
NARROW = 0.45
"""The part of the text's width that a margin with notes in the text's own size measures, at most."""
WIDE = 0.75
"""The part of the text's width from which on small type beside it is another column, and no margin."""
WORDS_APART = 0.9
"""Ems between words of a narrow line, at most, and between a margin and the text at its right, at least."""
LABEL, RAISED = 0.8, 0.15
"""The part of its line's size that a raised label is set in at most, and the part of that by which it is raised at least."""
FOLIO = 0.2
"""The part of the text's width that a folio measures, at most."""
INDENT = 0.6
"""Ems by which the first line of a paragraph is set in."""


def lines_in_order(pieces: Sequence[Segment], size: float, known: Sequence[float] = ()) -> list[Line]:
    """The segments of a page as printed lines in reading order; each note in the margin after the paragraph beside it.

    `size` is that of the page's text, in points.

    Where that paragraph does not end on the page, the note stands before it; where it does not begin there either, last.
    """
    notes, text = _parted(pieces, size)
    if not notes:
        return reading_order(pieces, known)
    lines = reading_order(text, known)
    size = text_size(text)
    ends: list[Line] = []
    for note in notes:
        made = [Line(line, MARGIN_COLUMN) for line in note]
        at = _place(lines, note[0], size)
        if at is None:
            ends += made
        else:
            lines[at:at] = made
    return lines + ends


def text_size(pieces: Sequence[Segment]) -> float:
    """The size that most of the page is set in, in points."""
    counts: dict[float, int] = {}
    for piece in pieces:
        for run in piece.runs:
            counts[run.size] = counts.get(run.size, 0) + run.inked
    sizes: dict[float, int] = {}
    for size, count in counts.items():
        tenth = round(size, 1)
        sizes[tenth] = sizes.get(tenth, 0) + count
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _parted(pieces: Sequence[Segment], size: float) -> tuple[list[list[Segment]], list[Segment]]:
    """The notes in the margins, each as its lines from top to bottom, and the other segments."""
    margin = _labelled_margin(pieces, size)

    def is_beside(run: Run) -> bool:
        return run.size <= SMALLER * size or (margin is not None and run.x0 >= margin[0] and run.x1 <= margin[1])

    small = [run for piece in pieces for run in piece.runs if is_beside(run)]
    if not small:
        return [], list(pieces)
    text = [
        run
        for piece in pieces
        for run in piece.runs
        if run.inked and abs(run.size - size) <= 0.05 * size and not is_beside(run)
    ]
    if len({round(run.baseline / (0.5 * size)) for run in text}) < LEAST_LINES:
        return [], list(pieces)
    left, right = min(run.x0 for run in text) - APART * size, max(run.x1 for run in text) + APART * size
    if all(run.x0 < right and run.x1 > left for run in small):
        return [], list(pieces)
    kept: list[Segment] = []
    beside: dict[bool, list[Segment]] = {False: [], True: []}
    for piece in pieces:
        outside = [run for run in piece.runs if is_beside(run) and (run.x0 >= right or run.x1 <= left)]
        inside = [run for run in piece.runs if run not in outside]
        if not outside or (inside and all(is_beside(run) for run in inside if run.inked)):
            kept.append(piece)  # the text, or a line of small type that sticks out
            continue
        for group in ([run for run in outside if run.x0 >= right], [run for run in outside if run.x1 <= left]):
            if group:
                beside[group[0].x0 >= right].append(segment_of(group))
        if inside:
            kept.append(segment_of(inside))
    width = max(run.x1 for run in text) - min(run.x0 for run in text)
    if any(max(one.x1 for one in side) - min(one.x0 for one in side) >= WIDE * width for side in beside.values() if side):
        return [], list(pieces)
    found = [note for side in beside.values() for note in _notes(side)]
    notes = [note for note in found if not _ends_small_type(note, kept)]
    kept += [line for note in found if note not in notes for line in note]
    # a line below or above all text, as printers put under their pages, is beside none of it
    lowest, highest = min(run.baseline for run in text) - size, max(run.baseline for run in text) + size
    real = [note for note in notes if lowest <= note[0].baseline <= highest and _is_note(note, kept, size)]
    rest = [line for note in notes if note not in real for line in note]
    if rest:
        # not all that stands there is a note: what is none is left where it was, and so is everything
        return [], list(pieces)
    return sorted(real, key=lambda note: -note[0].baseline), kept


def _labelled_margin(pieces: Sequence[Segment], size: float) -> tuple[float, float] | None:
    """The sides of a narrow column beside all text in which raised labels open two lines or more, in the text's own size."""
    labelled: dict[int, list[Segment]] = {}
    for piece in pieces:
        if abs(piece.size - size) <= 0.05 * size and _opens_with_label(piece):
            labelled.setdefault(round(piece.x0 / size), []).append(piece)
    opened = max(labelled.values(), key=len, default=[])
    if len(opened) < 2:
        return None
    x0 = min(piece.x0 for piece in opened) - 1
    runs = sorted((run for piece in pieces for run in piece.runs), key=lambda run: run.x0)  # a line may reach into the margin
    others, beside = ([run for run in runs if run.x0 < x0], [run for run in runs if run.x0 >= x0])
    edge = max(piece.x1 for piece in opened)
    if any(run.x1 > x0 - APART * size for run in others):
        return None
    if not others:
        for run in beside:
            edge = max(edge, run.x1) if run.x0 <= edge + WORDS_APART * size else edge
        beside, others = [run for run in beside if run.x1 <= edge], [run for run in beside if run.x0 > edge]
    text = [run for run in others if abs(run.size - size) <= 0.05 * size]
    if not text:
        return None
    x1, width = max(run.x1 for run in beside) + 1, max(run.x1 for run in text) - min(run.x0 for run in text)
    return (x0, x1) if x1 - x0 <= NARROW * width else None


def _opens_with_label(piece: Segment) -> bool:
    """Whether a line opens with a small raised run."""
    first = piece.runs[0]
    return first.size <= LABEL * piece.size and first.baseline - piece.baseline >= RAISED * piece.size and len(piece.runs) > 1


def _ends_small_type(note: Sequence[Segment], others: Sequence[Segment]) -> bool:
    """Whether the lines are the last, short ones of notes across the page, whose text is set in: at their edge, close below."""
    first = note[0]
    return any(
        abs(other.x0 - first.x0) <= EDGE * first.size
        and abs(other.size - first.size) <= 0.05 * first.size
        and 0 < other.baseline - first.baseline <= NEAR * first.size
        for other in others
    )


def _notes(lines: Sequence[Segment]) -> list[list[Segment]]:
    found: list[list[Segment]] = []
    whole: list[Segment] = []
    for piece in sorted(lines, key=lambda line: (-line.baseline, line.x0)):
        # the words of a narrow line stand far apart
        if whole and abs(whole[-1].baseline - piece.baseline) < 0.1 * piece.size and whole[-1].x1 <= piece.x0:
            whole[-1] = merged(whole[-1], piece)
        else:
            whole.append(piece)
    for line in whole:
        if found and 0 < found[-1][-1].baseline - line.baseline <= NEAR * line.size:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _is_note(note: Sequence[Segment], others: Sequence[Segment], size: float) -> bool:
    """Whether lines are wide enough, and do not go on with small type beside them, as the last column of a table does."""
    if max(line.x1 - line.x0 for line in note) < LEAST_WIDTH * size:
        return False
    level = [
        any(other.size <= SMALLER * size and abs(other.baseline - line.baseline) < 0.2 * size for other in others)
        for line in note
    ]
    return 2 * sum(level) < len(level)


def _place(lines: Sequence[Line], note: Segment, size: float) -> int | None:
    """Before which line a note is read: where a paragraph begins, below its first line or else above it."""
    if any(line.column > 0 and line.column != MARGIN_COLUMN for line in lines):
        return None
    text = [i for i, line in enumerate(lines) if abs(line.segment.size - size) <= 0.05 * size]
    steps = sorted(lines[i].segment.baseline - lines[j].segment.baseline for i, j in pairwise(text))
    # the names of commands, and the marks of paragraphs, may stand out
    left = Counter(round(lines[i].segment.x0) for i in text).most_common(1)[0][0]
    right = max(lines[i].segment.x1 for i in text)
    step = max(steps[len(steps) // 2], size)
    last, foot = (lines[i].segment for i in text[-2:])
    if last.baseline - foot.baseline > GAP * step and foot.x1 - foot.x0 < FOLIO * (right - left):
        text.pop()  # no paragraph of the text
    begins = [
        j
        for i, j in pairwise(text)
        if lines[i].segment.baseline - lines[j].segment.baseline > GAP * step
        or lines[j].segment.x0 > left + INDENT * size
        or lines[i].segment.x1 < right - 0.25 * (right - left)
    ]
    level = note.baseline - 0.3 * size
    below = next((j for j in begins if lines[j].segment.baseline < level), None)
    above = next((j for j in reversed(begins) if lines[j].segment.baseline >= level), None)
    return below if below is not None else above
