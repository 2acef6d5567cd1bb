"""Notes that follow one another in the same lines, each behind its raised number, as lines of their own.

Critical editions and lists of short notes are set so. A note begins where, in small type, a raised number stands apart from the
word before it, is the next to that of the note before, and is called on the page; a call within a note touches its word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fidelity.language.note_signs import numbers_called
from fidelity.readers.pdf.columns import Line
from fidelity.readers.pdf.glyphs import PageGlyphs, Run
from fidelity.readers.pdf.lines import segment_of

SMALLER = 0.95
"""Notes are set in at most this part of the size that most of the page is set in."""
RAISED = 0.1
"""Ems of its line by which the baseline of a label stands higher, at the least."""
LABEL_SIZE = 0.85
"""The part of the size of its line that a label is set in, at the most."""
APART = 0.2
"""Ems between a label and the word before it, at the least."""
DIGITS = 6
"""Figures that a raised number has at most: three calls of two figures may stand side by side."""


def parted_notes(page: PageGlyphs, lines: Sequence[Line], size: float) -> list[Line]:
    """Lines in reading order, parted before each run-in note; `size` is that of the text, in points."""
    labels = [_labels(page, line) if line.segment.size <= SMALLER * size else [] for line in lines]
    firsts = [value for found in labels for at, value in found if at == 0]
    if not any(at for found in labels for at, _ in found) or not firsts:
        return list(lines)
    raised = [value for line in lines for at, value in _raised(page, line) if _may_call(line, at, size)]
    called = {value for number in raised for value in numbers_called(str(number))}
    count: int | None = None
    made: list[Line] = []
    for line, found in zip(lines, labels, strict=True):
        if line.segment.size > SMALLER * size:
            count = None
        cuts = []
        for at, value in found:
            if at == 0:
                count = value
            elif count is not None and value == count + 1 and value in called and value not in firsts:
                cuts.append(at)
                count = value
        runs = line.segment.runs
        for start, end in zip([0, *cuts], [*cuts, len(runs)], strict=True):
            made.append(Line(segment_of(runs[start:end]), line.column) if cuts else line)
    return made


def _labels(page: PageGlyphs, line: Line) -> list[tuple[int, int]]:
    """The raised numbers of a line that nothing touches from the left and a word follows: index of the run, and value."""
    found = []
    runs, size = line.segment.runs, line.segment.size
    for at, value in _raised(page, line):
        follows = runs[at + 1] if at + 1 < len(runs) else None
        if follows is None or not _stands_apart(runs, at, size):
            continue
        if follows.x0 - runs[at].x1 < size and abs(follows.baseline - line.segment.baseline) < RAISED * size:
            found.append((at, value))
    return found


def _raised(page: PageGlyphs, line: Line) -> Iterator[tuple[int, int]]:
    """The raised numbers of a line: index of the run, and value."""
    size = line.segment.size
    for at, run in enumerate(line.segment.runs):
        text = "".join(page.characters[run.start : run.stop]).strip() if run.inked <= DIGITS else ""
        if not (text.isdecimal() and text.isascii()) or run.size > LABEL_SIZE * size:
            continue
        if run.baseline - line.segment.baseline >= RAISED * size:
            yield at, int(text)


def _may_call(line: Line, at: int, size: float) -> bool:
    """Whether a raised number of a line may call a note: in small type it touches a word; `size` is that of the text."""
    return line.segment.size > SMALLER * size or not _stands_apart(line.segment.runs, at, line.segment.size)


def _stands_apart(runs: Sequence[Run], at: int, size: float) -> bool:
    return at == 0 or runs[at].x0 - runs[at - 1].x1 >= APART * size
