"""Q130 unbalanced-quotation-marks: a quotation that is opened and never closed, or closed and never opened."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import variants_at

_DIRECTED = frozenset("“”„«»")
"""The marks that are asked. Single marks are not: an apostrophe looks the same."""
_SPEECH = re.compile(r"\s*[—–―]\s")
"""How the next speech of a dialogue begins."""
_ASKED = re.compile('[“”„«»"—–―]')
"""What a block has to have to open or close something, or to be a speech."""
_STRAIGHT = re.compile(r'(?<!\d)"')
"""A straight mark that is no sign of inches or seconds."""
_DOUBLE = '“”„«»"'
_REACH = 6
"""Blocks within which a quotation of several paragraphs, or one that a block quotation interrupts, must be closed."""


def check(case: Case) -> Iterator[Claim]:
    """Balance the double marks of each paragraph; what several paragraphs share is closed in the last of them."""
    open_before: list[tuple[int, int]] = []  # (block number, offset) of marks still open
    text = case.edition
    if _swedish(text):
        return
    lone = _lone_marks(case)
    dialogue = False
    bodies = {mark.start for mark in text.of_kind(Kind.NOTE_BODY)}
    for number, block in enumerate(text.blocks):
        if (not open_before and not _ASKED.search(text.string, *block)) or _not_prose(text, block):
            continue
        if _STRAIGHT.search(text.string, *block):
            open_before.clear()  # a straight mark may close what a typographic one opened
            continue
        if block.start in bodies:
            for _, offset in open_before:
                yield from _unclosed(case, offset)
            open_before.clear()
        opened, unopened = (_inside(offsets, block) for offsets in lone)
        if _SPEECH.match(text.string, *block):
            # in a dialogue, «so. — Yes. — No.», the first speech opens and the last closes, or the dashes alone tell
            dialogue = True
            open_before.clear()
        elif opened:
            dialogue = False
        if dialogue and unopened:
            dialogue = False
            continue
        # a paragraph that opens with a mark goes on with the quotation of the one before it
        start = text.string[block.start : block.end].lstrip()[:1]
        reopened = [one for one in open_before if start and start == text.string[one[1]]]
        for one in reopened:
            open_before.remove(one)
        for offset in unopened:
            if open_before and number - open_before[-1][0] <= _REACH:
                open_before.pop()
            else:
                yield from _claims(case, offset, block, "closed here was never opened")
        while open_before and number - open_before[0][0] > _REACH:
            yield from _unclosed(case, open_before.pop(0)[1])
        open_before.extend((number, offset) for offset in opened)
    for _, offset in open_before:
        yield from _unclosed(case, offset)


def _lone_marks(case: Case) -> tuple[list[int], list[int]]:
    """The offsets of double marks that nothing closes in their paragraph, and of those that close nothing there."""
    string = case.edition.string
    lone = [one for one in case.edition_marks.quotations if not one.closed and string[one.span.start] in _DIRECTED]
    opened = [one.span.start for one in lone if one.content.start == one.span.end]
    unopened = [one.span.start for one in lone if one.content.start == one.span.start]
    # a mark that is turned the wrong way opens all the same: ”two”
    turned = [one.span.start for one in case.edition_marks.quotations if one.closed and string[one.span.start] == "”"]
    return opened, sorted(unopened + turned)


def _inside(offsets: list[int], block: Span) -> list[int]:
    return offsets[bisect_left(offsets, block.start) : bisect_left(offsets, block.end)]


def _not_prose(text: Text, block: Span) -> bool:
    return any(text.mark_at(block.start, kind) is not None for kind in (Kind.CODE, Kind.TABLE))


def _swedish(text: Text) -> bool:
    """Whether ” stands on both sides, as in Swedish: then nothing is said."""
    string = text.everything
    return "“" not in string and "„" not in string and "”" in string


def _unclosed(case: Case, offset: int) -> Iterator[Claim]:
    return _claims(case, offset, case.edition.block_at(offset), "opened here is never closed")


def _claims(case: Case, offset: int, block: Span, what: str) -> Iterator[Claim]:
    """The claim of one mark; beside a canonical text, only where the paragraph lost or gained one."""
    variants = frozenset[int]()
    if case.collation is not None:
        collation = case.collation
        variants = frozenset(i for i in variants_at(case, block) if _changes_marks(*collation.readings(collation.variants[i])))
        if not variants:
            return
    yield Claim(f"the quotation {what}", Span(offset, offset + 1), variants=variants)


def _changes_marks(one: str, other: str) -> bool:
    return sum(map(one.count, _DOUBLE)) != sum(map(other.count, _DOUBLE))


RULE = Rule("Q130", "unbalanced-quotation-marks", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
