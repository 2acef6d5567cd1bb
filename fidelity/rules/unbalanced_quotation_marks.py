"""Q130 unbalanced-quotation-marks: a quotation that is opened and never closed, or closed and never opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import variants_at

_PAIRS = {"”": "“„”", "“": "„", "»": "«", "«": "»"}
"""For each mark that may close: the marks it closes. Single marks are not asked: an apostrophe looks the same."""
_OPENING = "“„«»"
_MARK = re.compile("[“”„«»]")
_REACH = 6
"""Blocks within which a quotation of several paragraphs, or one that a block quotation interrupts, must be closed."""


def check(case: Case) -> Iterator[Claim]:
    """Balance the double marks of each paragraph; what several paragraphs share is closed in the last of them."""
    open_before: list[tuple[int, int]] = []  # (block number, offset) of marks still open
    text = case.edition
    unsure = _straight_and_typographic(text)
    bodies = {mark.start for mark in text.of_kind(Kind.NOTE_BODY)}
    for number, block in enumerate(text.blocks):
        if _not_prose(text, block) or unsure:
            continue
        if block.start in bodies:
            yield from (_unclosed(case, offset) for _, offset in open_before)
            open_before.clear()
        opened, unopened = _balance(text, block)
        # a paragraph that opens with a mark goes on with the quotation of the one before it
        start = text.string[block.start : block.end].lstrip()[:1]
        reopened = [one for one in open_before if start and start == text.string[one[1]]]
        for one in reopened:
            open_before.remove(one)
        for offset in unopened:
            if open_before and number - open_before[-1][0] <= _REACH:
                open_before.pop()
            else:
                yield _claim(case, offset, block, "closed here was never opened")
        while open_before and number - open_before[0][0] > _REACH:
            yield _unclosed(case, open_before.pop(0)[1])
        open_before.extend((number, offset) for offset in opened)
    for _, offset in open_before:
        yield _unclosed(case, offset)


def _balance(text: Text, block: Span) -> tuple[list[int], list[int]]:
    """The offsets of marks in a block that are not closed, and of those that close nothing."""
    stack: list[int] = []
    unopened: list[int] = []
    for match in _MARK.finditer(text.string, *block):
        mark, offset = match[0], match.start()
        if text.mark_at(offset, Kind.VERBATIM) is not None:
            continue
        if stack and (text.string[stack[-1]] in _PAIRS.get(mark, "") or stack[-1] in unopened):
            stack.pop()
        elif mark in _OPENING and _may_open(text.string, offset, block):
            stack.append(offset)
        else:
            unopened.append(offset)
            if mark == "”" and _may_open(text.string, offset, block) and text.string[offset + 1 : offset + 2].isalnum():
                stack.append(offset)  # turned the wrong way: what it opens may be closed all the same
    return [offset for offset in stack if offset not in unopened], unopened


def _may_open(string: str, offset: int, block: Span) -> bool:
    """A guillemet of either direction opens when nothing but a space or bracket comes before it; „ and “ always may."""
    if string[offset] in "“„":
        return True
    before = string[offset - 1] if offset > block.start else " "
    return before.isspace() or before in "([—–-"


def _not_prose(text: Text, block: Span) -> bool:
    return any(text.mark_at(block.start, kind) is not None for kind in (Kind.CODE, Kind.TABLE))


def _straight_and_typographic(text: Text) -> bool:
    """Whether straight marks stand among typographic ones, or ” on both sides as in Swedish: then nothing is said."""
    string = text.string
    return ("“" not in string and "„" not in string and "”" in string) or ('"' in string and ("“" in string or "”" in string))


def _unclosed(case: Case, offset: int) -> Claim:
    return _claim(case, offset, case.edition.block_at(offset), "opened here is never closed")


def _claim(case: Case, offset: int, block: Span, what: str) -> Claim:
    variants = frozenset[int]()
    if case.collation is not None:
        collation = case.collation
        touched = variants_at(case, block)
        variants = frozenset(
            i
            for i in touched
            if any(mark in reading for reading in collation.readings(collation.variants[i]) for mark in '“”„«»"')
        )
    return Claim(f"the quotation {what}", Span(offset, offset + 1), variants=variants)


RULE = Rule("Q130", "unbalanced-quotation-marks", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
