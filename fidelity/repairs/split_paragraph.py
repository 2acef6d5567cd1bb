"""Paragraphs split by a page end, or by a blank line that stands for none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from fidelity.model.changes import AddMark, Change, DropMark, Edit
from fidelity.model.marks import Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.joints_of_lines import joint_between
from fidelity.repairs.paragraph_evidence import Paragraphs
from fidelity.repairs.paragraphs_over_page_ends import goes_on_over_end


def propose(text: Text) -> Iterator[Change]:
    """The line end and blank lines between two halves of a paragraph made one space; the halves of a note made one."""
    if text.settled:
        return
    yield from _whole_notes(text)
    if not text.source.wrapped:
        return
    paragraphs = Paragraphs.of(text)
    for one, two in pairwise(paragraphs.lines):
        if not (two.after_blank or paragraphs.crosses(one, two)):
            continue
        certainty = goes_on_over_end(paragraphs, one, two)
        if certainty is not None:
            what = "a page or column end" if paragraphs.crosses(one, two) else "a blank line"
            reason = f"the sentence goes on after {what}" if certainty > 0.8 else f"the paragraph seems to go on after {what}"
            yield Edit(Span(one.end_of_words, two.start_of_words), joint_between(one, two), reason, certainty)


def _whole_notes(text: Text) -> Iterator[Change]:
    """Marks of neighbouring stretches of one note, left by a page end inside it, made one."""
    bodies = text.of_kind(Kind.NOTE_BODY)
    i = 0
    while i < len(bodies):
        last = i
        while (
            last + 1 < len(bodies)
            and bodies[last + 1].value == bodies[i].value
            and _touch(text.string[bodies[last].end : bodies[last + 1].start])
        ):
            last += 1
        if last > i:
            reason = f"note {bodies[i].value} runs over a page end"
            for mark in bodies[i : last + 1]:
                yield DropMark(mark, reason)
            yield AddMark(Mark(Kind.NOTE_BODY, bodies[i].start, bodies[last].end, bodies[i].value), reason)
        i = last + 1


def _touch(between: str) -> bool:
    """Whether nothing parts two stretches; the hyphen of a word that went on over the page end parts nothing."""
    return not between.strip() or "\n" not in between


REPAIR = Repair(
    code="A112",
    name="split-paragraph",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a paragraph was left split in two",
    transcript_only=True,
)
