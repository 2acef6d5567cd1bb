"""Headings known by their type: larger or bolder than the text, short, and apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import AddMark, Change
from fidelity.model.marks import Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.text import Text
from fidelity.repairs.measure import Measure
from fidelity.repairs.printed_lines import PrintedLine, body_size, ends_sentence, font_name, printed_lines

LARGER = 1.1
LONGEST = 4
"""A heading has at most this many lines."""
BOLD = ("bold", "black", "heavy", "semibold", "demi", "bx1", "bx12", "-bd")


def propose(text: Text) -> Iterator[Change]:
    """A heading mark on each run of lines set larger, or bold throughout, with space around them.

    The largest headings have level 1 when one of them opens the text (its title), else level 2.
    """
    size = body_size(text)
    if size is None or text.settled:
        return
    lines = [line for line in printed_lines(text) if line.span.start < text.running_end]
    measure = Measure(tuple(lines), size)
    runs = [run for run in _runs(text, lines, size) if _is_heading(run, lines, measure)]
    sizes = sorted({round(_size(run), 0) for run in runs}, reverse=True)
    opens = bool(runs) and bool(lines) and runs[0][0].span == lines[0].span and _size(runs[0]) >= max(map(_size, runs))
    for run in runs:
        level = min(sizes.index(round(_size(run), 0)) + (1 if opens else 2), 6)
        reason = (
            f"set at {_size(run):.1f} points, the text at {size:.1f}" if _size(run) > size * LARGER else "set bold, and apart"
        )
        yield AddMark(Mark(Kind.HEADING, run[0].start_of_words, run[-1].end_of_words, str(level)), reason, 0.9)


def _size(run: list[PrintedLine]) -> float:
    return max(line.box.size for line in run if line.box is not None)


def _runs(text: Text, lines: list[PrintedLine], size: float) -> Iterator[list[PrintedLine]]:
    run: list[PrintedLine] = []
    for line in lines:
        assert line.box is not None
        stands_out = line.box.size >= LARGER * size or (line.box.size >= 0.95 * size and _is_bold(text, line))
        same = (
            bool(run) and run[-1].box is not None and abs(run[-1].box.size - line.box.size) < 0.5 and run[-1].page == line.page
        )
        if run and not (stands_out and same):
            yield run
            run = []
        if stands_out:
            run.append(line)
    if run:
        yield run


def _is_bold(text: Text, line: PrintedLine) -> bool:
    """Whether the first and the last letter of a line are in a bold font."""
    names = [font_name(text, offset).lower() for offset in (line.start_of_words, line.end_of_words - 1)]
    return all(any(sign in name for sign in BOLD) for name in names)


def _is_heading(run: list[PrintedLine], lines: list[PrintedLine], measure: Measure) -> bool:
    words = " ".join(line.words for line in run)
    if len(run) > LONGEST or not any(c.isalpha() for c in words) or len(words) > 250:
        return False
    if len(words) <= 3 and words.strip("“„«\"'").isalpha() and len(words.strip("“„«\"'")) == 1:
        # a drop cap on a line of its own
        return False
    if ends_sentence(words) and words[-1] in ".;:" and not words[0].isdigit():
        return False
    i = bisect_left(lines, run[-1].span.start, key=lambda line: line.span.start)
    if i + 1 < len(lines):
        one, two = run[-1].box, lines[i + 1].box
        if one is None or two is None:
            return False
        if one.page == two.page and one.column == two.column and one.baseline - two.baseline < 1.02 * measure.leading:
            return False
    return True


REPAIR = Repair(
    code="A113",
    name="unmarked-heading",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a heading is not marked as one",
    transcript_only=True,
)
