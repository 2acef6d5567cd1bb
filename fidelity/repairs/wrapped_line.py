"""Line ends of the typesetter inside paragraphs; the last step, which divides a transcript into blocks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from fidelity.model.changes import AddMark, Change, DropMark, Edit
from fidelity.model.marks import REFUSED, Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.joints_of_lines import joint_between
from fidelity.repairs.paragraph_evidence import Paragraphs
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.verse_lines import verses_of

VERSE_LINES = 2
"""A stanza has at least this many lines."""


def propose(text: Text) -> Iterator[Change]:
    """Line ends inside a paragraph made spaces, inside a stanza U+2028; every paragraph marked as a block."""
    if text.settled:
        return
    paragraphs = Paragraphs.of(text)
    blocks = list(_blocks(paragraphs))
    spans = [_extent(block, paragraphs) for block in blocks]
    calls = {mark.start for mark in text.of_kind(Kind.NOTE_CALL)}
    at = 0
    for block, span in zip(blocks, spans, strict=True):
        verse = _is_verse(block, paragraphs)
        marker = paragraphs.items.get(block[0].start_of_words) if not paragraphs.in_heading(block[0]) else None
        start = span.start + (marker.length if marker is not None and marker.is_bullet else 0)
        gap = Span(at, start)
        if text.string[slice(*gap)] != ("\n" if at else ""):
            why = "one line end parts blocks" if start == span.start else "the mark of the item stands for its bullet"
            yield Edit(gap, "\n" if at else "", why)
        first_lines = _first_lines(block, paragraphs) if verse else frozenset()
        for one, two in pairwise(block):
            joint = "\u2028" if two.start_of_words in first_lines else joint_between(one, two)
            if two.start_of_words in calls:
                joint = ""  # a browser may break a line before the call of its last word
            yield Edit(Span(one.end_of_words, two.start_of_words), joint, "the line ends inside a paragraph")
        if not paragraphs.in_heading(block[0]) and not paragraphs.in_table(block[0]) and not paragraphs.in_stanza(block[0]):
            kind = Kind.VERSE if verse else Kind.PARAGRAPH if marker is None else Kind.ITEM
            yield AddMark(Mark(kind, start, span.end, marker.value if marker is not None else ""), "a block of the text")
        at = span.end
    if text.string[at:]:
        yield Edit(Span(at, len(text.string)), "", "nothing stands behind the last block")
    yield from _whole_blocks(text, spans)


def _extent(block: Sequence[PrintedLine], paragraphs: Paragraphs) -> Span:
    """The words of a block; of a row, the tabs before and behind its words too, which stand for empty cells."""
    if paragraphs.in_table(block[0]):
        return block[0].span
    return Span(block[0].start_of_words, block[-1].end_of_words)


def _whole_blocks(text: Text, blocks: Sequence[Span]) -> Iterator[Change]:
    """Marks of headings and block quotations fitted to whole blocks: laid on lines, they may end inside a paragraph."""
    starts = [block.start for block in blocks]
    for mark in text.of_kind(Kind.HEADING, Kind.QUOTATION, Kind.TABLE, Kind.VERSE):
        if mark.kind is Kind.QUOTATION and mark.value == REFUSED:
            yield DropMark(mark, "its lines are joined, and it is no block quotation")
            continue
        first = max(bisect_right(starts, mark.start) - 1, 0)
        covered = [b for b in blocks[first : bisect_left(starts, mark.end)] if _is_of(b, mark)]
        one_to_one = mark.kind is not Kind.QUOTATION
        fitted = covered if one_to_one else ([Span(covered[0].start, covered[-1].end)] if covered else [])
        if fitted == [mark.span]:
            continue
        yield DropMark(mark, "it does not cover whole blocks")
        for span in fitted:
            yield AddMark(mark._replace(start=span.start, end=span.end), "fitted to whole blocks")
        for block in blocks[first : bisect_left(starts, mark.end)]:
            if one_to_one and block.start >= mark.start and block not in covered:
                yield AddMark(Mark(Kind.PARAGRAPH, *block), "a block of the text")


def _is_of(block: Span, mark: Mark) -> bool:
    """Whether a mark is of a block: most of it lies under the mark, or any of a row of a table, which may be tabs else.

    A block quotation that begins under the mark may go on behind a page end.
    """
    shared = _shared(block, mark.span)
    begins = mark.kind is Kind.QUOTATION and mark.start <= block.start
    return 2 * shared > block.length or ((mark.kind is Kind.TABLE or begins) and shared > 0)


def _shared(one: Span, two: Span) -> int:
    return max(0, min(one.end, two.end) - max(one.start, two.start))


def _blocks(paragraphs: Paragraphs) -> Iterator[list[PrintedLine]]:
    block: list[PrintedLine] = []
    for line in paragraphs.lines:
        if block:
            previous = block[-1]
            broken = line.after_blank or paragraphs.crosses(previous, line)
            one = paragraphs.in_note(previous) or paragraphs.in_stanza(previous)
            if not (one and not paragraphs.apart(previous, line)) and (broken or not paragraphs.continues(previous, line)):
                yield block
                block = []
        block.append(line)
    if block:
        yield block


def _is_verse(block: Sequence[PrintedLine], paragraphs: Paragraphs) -> bool:
    """Whether lines are verse: marked as such, or without geometry four short ones that each begin with a capital."""
    if paragraphs.in_stanza(block[0]):
        return True
    if len(block) < VERSE_LINES or paragraphs.measure is not None:
        return False
    if paragraphs.in_note(block[0]) or paragraphs.in_heading(block[0]):
        return False
    starts = [line.words.lstrip("“„«\"'(—–- ")[:1] for line in block]
    if not all(start.isupper() for start in starts):
        return False
    short = all(paragraphs.falls_short(one, two) for one, two in pairwise(block))
    return short or (len(block) >= 4 and max(len(line.words) for line in block) < 60)


def _first_lines(block: Sequence[PrintedLine], paragraphs: Paragraphs) -> frozenset[int]:
    """Offsets of the lines that begin a verse; the others are the ends of verses that were too long for their measure."""
    if paragraphs.measure is None:
        return frozenset(line.start_of_words for line in block)
    return frozenset(verse[0].start_of_words for verse in verses_of(block, paragraphs.measure))


REPAIR = Repair(
    code="A111",
    name="wrapped-line",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a line end of the typesetter was left inside a paragraph",
    transcript_only=True,
)
