"""The notes of a file settled: calls whose note is missing, inline notes, and the bodies laid behind the running text."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from fidelity.language.note_signs import SYMBOLS
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind, Mark
from fidelity.readers.blocks import Block, Cut, NoteText, extract, without

_CALL = late_pattern(
    rf"\[\^(?![^\[\]]*(?:\w-\w|\\)[^\[\]]*\][*+?{{])((?:[^\s\[\]^]{{0,200}}\w[^\s\[\]^]{{0,200}}|[{re.escape(SYMBOLS)}]{{1,4}}))\]"
)
"""A label in brackets. Without a letter, digit or sign of notes it is a pattern: `[^>]*`; so is a repeated range: `[^a-z]+`."""
_INLINE = "^["


def settle(running: list[Block], notes: list[NoteText], content: str | None) -> tuple[str, array[int], list[Mark]]:
    """The string, its places in the file, and its marks: the running text, then the bodies in order of first call.

    Bodies of one label stay together in the order of the file; those that nothing calls come last. `content` is the
    decoded file of Markdown; None for another format, in which brackets are no calls.
    """
    if content is None:
        return _laid_down([block for block in running if block.string], _in_order(running, notes))
    written = [_with_calls(block, content) for block in running]
    bodies = [replace(note, blocks=[_with_calls(block, content) for block in note.blocks]) for note in notes]
    free = _free_labels(written, bodies)
    inline: list[NoteText] = []
    written = [_without_inline_notes(block, content, free, inline) for block in written]
    for note in bodies:
        note.blocks[:] = [_without_inline_notes(block, content, free, inline) for block in note.blocks]
    for note in inline:  # grows while inline notes are found in inline notes
        note.blocks[:] = [_without_inline_notes(block, content, free, inline) for block in note.blocks]
    bodies += inline
    spelling = _Spelling(bodies)
    for block in _all_blocks(written, bodies):
        block.marks = [spelling.corrected(mark) if mark.kind is Kind.NOTE_CALL else mark for mark in block.marks]
    return _laid_down([block for block in written if block.string], _in_order(written, bodies))


def _all_blocks(running: Iterable[Block], notes: Iterable[NoteText]) -> Iterator[Block]:
    yield from running
    for note in notes:
        yield from note.blocks


class _Spelling:
    """How the definitions write their labels: calls match them whatever their case."""

    def __init__(self, bodies: list[NoteText]) -> None:
        self.exact = {note.label for note in bodies}
        self.folded: dict[str, str] = {}
        for note in bodies:
            self.folded.setdefault(note.label.casefold(), note.label)

    def corrected(self, call: Mark) -> Mark:
        if call.value in self.exact:
            return call
        return call._replace(value=self.folded.get(call.value.casefold(), call.value))


def _with_calls(block: Block, content: str) -> Block:
    """The block with its bracketed labels that have no definition read as calls."""
    if block.kind is Kind.CODE or "[^" not in block.string:
        return block
    literal = _Literal(block, content)
    cuts: list[Cut] = []
    calls: list[Mark] = []
    for match in _CALL.finditer(block.string):
        start, end = match.span()
        if literal(start) or not _together(block, start, end):
            continue
        cuts += [Cut(start, start + 2, ""), Cut(end - 1, end, "")]
        calls.append(Mark(Kind.NOTE_CALL, start + 2, end - 1, match[1]))
    return without(replace(block, marks=block.marks + calls), cuts) if cuts else block


def _together(block: Block, start: int, end: int) -> bool:
    """Whether a stretch stands in the file as it is, nothing between its characters."""
    first = block.file[start]
    return first >= 0 and all(block.file[i] == first + i - start for i in range(start, end))


class _Literal:
    """Whether a character of a block means itself: supplied, escaped in the file, in code or an address in `<>`."""

    def __init__(self, block: Block, content: str) -> None:
        self.file, self.content = block.file, content
        self.code = bytearray(len(block.string))
        for mark in block.marks:
            address = mark.kind is Kind.LINK and mark.start < mark.end and content.startswith("<", block.file[mark.start] - 1)
            if mark.kind is Kind.VERBATIM or address:
                self.code[mark.start : mark.end] = b"\1" * (mark.end - mark.start)

    def __call__(self, at: int) -> bool:
        place = self.file[at]
        if place < 0 or self.code[at]:
            return True
        return place > 0 and self.content[place - 1] == "\\" and not (at > 0 and self.file[at - 1] == place - 1)


def _without_inline_notes(block: Block, content: str, free: Iterator[str], found: list[NoteText]) -> Block:
    """The block with each inline note replaced by a call with the next free number; the notes are added to `found`."""
    if block.kind is Kind.CODE or _INLINE not in block.string:
        return block
    literal = _Literal(block, content)
    closing = _closing(block, literal)
    cuts: list[Cut] = []
    at = block.string.find(_INLINE)
    while at >= 0:
        end = closing.get(at + 1, -1) if not literal(at) and _together(block, at, at + 2) else -1
        if end > at + 2 and not block.string[at + 2 : end].isspace():
            label = next(free)
            found.append(NoteText(label, [extract(block, at + 2, end)]))
            cuts.append(Cut(at, end + 1, label))
        at = block.string.find(_INLINE, max(end + 1, at + 2))
    return without(block, cuts) if cuts else block


def _closing(block: Block, literal: _Literal) -> dict[int, int]:
    """For the offset of each opening bracket that of the bracket which closes it."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"[\[\]]", block.string):
        at = match.start()
        if literal(at):
            continue
        if match[0] == "[":
            opened.append(at)
        elif opened:
            pairs[opened.pop()] = at
    return pairs


def _free_labels(running: list[Block], bodies: list[NoteText]) -> Iterator[str]:
    """Numbers that no note and no call uses, from 1."""
    used = {note.label for note in bodies}
    used.update(mark.value for block in _all_blocks(running, bodies) for mark in block.marks if mark.kind is Kind.NOTE_CALL)
    return (label for label in map(str, count(1)) if label not in used)


def _in_order(running: list[Block], bodies: list[NoteText]) -> list[NoteText]:
    """The bodies in order of first call; a body called from a body comes after those already called; uncalled ones last."""
    waiting: dict[str, list[NoteText]] = {}
    for note in bodies:
        waiting.setdefault(note.label, []).append(note)
    order: list[NoteText] = []
    done = 0

    def call(blocks: list[Block]) -> None:
        for block in blocks:
            for mark in sorted(block.marks, key=lambda mark: mark.start):
                if mark.kind is Kind.NOTE_CALL:
                    order.extend(waiting.pop(mark.value, ()))

    call(running)
    while True:
        while done < len(order):
            done += 1
            call(order[done - 1].blocks)
        if not waiting:
            return order
        order.extend(waiting.pop(next(iter(waiting))))


def _laid_down(running: list[Block], bodies: list[NoteText]) -> tuple[str, array[int], list[Mark]]:
    parts: list[str] = []
    file: array[int] = array("i")
    marks: list[Mark] = []
    quotations: dict[int, tuple[int, int]] = {}

    def lay(block: Block) -> None:
        if parts:
            last = file[-1] if file else -1
            parts.append("\n")
            file.append(~(last + 1) if last >= 0 else last)
        start = len(file)
        parts.append(block.string)
        file.extend(block.file)
        end = len(file)
        marks.append(Mark(block.kind, start, end, block.value))
        marks.extend(mark._replace(start=mark.start + start, end=mark.end + start) for mark in block.marks)
        for number in block.quotations:
            quotations[number] = (quotations.get(number, (start, end))[0], end)

    for block in running:
        lay(block)
    for note in bodies:
        blocks = [block for block in note.blocks if block.string] or [Block(Kind.PARAGRAPH, "", ())]
        first = len(file) + (1 if parts else 0)
        for block in blocks:
            lay(block)
        marks.append(Mark(Kind.NOTE_BODY, first, len(file), note.label))
        if note.back is not None:
            marks.append(Mark(Kind.BACK_LINK, len(file), len(file), note.back))
    marks.extend(Mark(Kind.QUOTATION, start, end) for start, end in quotations.values())
    return "".join(parts), file, list(dict.fromkeys(marks))
