"""A block of a Markdown file while it is read: its characters, where each stands in the file, and its marks."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from fidelity.model.marks import Kind, Mark

LINE = "\u2028"
"""Separates the lines of one block (verse, code, a hard break)."""

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(slots=True, eq=False)
class ListItem:
    """An item of a list; two are the same only when they are one."""

    number: int | None
    """Its number as counted from the first of its list; None in a list without numbers."""
    name: str = ""
    """What links call it by (an `id` in HTML)."""


class Lists:
    """The lists that are open at a place of a file, of which only the items of the outermost count."""

    def __init__(self) -> None:
        self.counters: list[int | None] = []
        self.item: ListItem | None = None
        """The item of the outermost list that holds this place."""

    def begin(self, start: int | None) -> None:
        """A list begins, numbered from `start` or not at all."""
        self.counters.append(start)

    def end(self) -> None:
        """The innermost list ends."""
        del self.counters[-1:]
        if not self.counters:
            self.item = None

    def begin_item(self, name: str = "", number: int | None = None) -> None:
        """An item begins; a number of its own counts on."""
        if len(self.counters) > 1:
            return
        counted = self.counters[0] if self.counters else None
        if counted is not None and number is not None:
            counted = number
        self.item = ListItem(counted, name)
        if counted is not None:
            self.counters[0] = counted + 1

    def end_item(self) -> None:
        """The innermost item ends."""
        if len(self.counters) <= 1:
            self.item = None


@dataclass(slots=True)
class Block:
    """One block; mark offsets count from its first character."""

    kind: Kind
    value: str
    quotations: tuple[int, ...]
    """The block quotations it stands in, outermost first, by number."""
    string: str = ""
    file: array[int] = field(default_factory=lambda: array("i"))
    marks: list[Mark] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    """Stretches set as superiors; known only until the notes are settled."""
    item: ListItem | None = None
    """The item of the outermost list that it stands in."""
    parted: bool = False
    """Whether a thematic break, or the beginning of a section of notes in HTML, stands before it."""


@dataclass(slots=True)
class NoteText:
    """A note body: its label as its definition writes it, and its blocks."""

    label: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Written:
    """A decoded file: its characters, those that the parser saw, and their offsets, those of line feeds turned."""

    content: str
    shown: str
    every: array[int]


class BlockBuilder:
    """Collects the characters of one block from the file."""

    def __init__(self, written: Written, kind: Kind, value: str, quotations: tuple[int, ...]) -> None:
        self.content = written.content
        self.shown = written.shown
        self.every = written.every
        self.kind = kind
        self.value = value
        self.quotations = quotations
        self.parts: list[str] = []
        self.file: array[int] = array("i")
        self.marks: list[Mark] = []
        self.opened: list[tuple[Kind, int, str]] = []
        self.tags: dict[str, list[tuple[int, Kind, str]]] = {}
        self.raising: list[int] = []
        self.raised: list[tuple[int, int]] = []
        self.only_maths = False

    def __len__(self) -> int:
        return len(self.file)

    def copy(self, start: int, end: int) -> None:
        """Copy a stretch of the file; line ends in it become spaces."""
        piece = self.content[start:end]
        if "\r" in piece:
            self.align(_LINE_END.sub(" ", piece), start, end)
            return
        if "\n" in piece:
            piece = piece.replace("\n", " ")
        self.only_maths = False
        self.parts.append(piece)
        self.file.extend(self.every[start:end])

    def supply(self, characters: str, at: int) -> None:
        """Characters that the file does not hold as such, standing for something at `at`."""
        self.only_maths = False
        self.parts.append(characters)
        self.file.extend([~at] * len(characters))

    def align(self, text: str, start: int, end: int) -> None:
        """What the parser made of a stretch of the file: a character found there in order is copied, others are supplied."""
        if self.content[start:end] == text and "\n" not in text and "\r" not in text:
            self.copy(start, end)
            return
        self.only_maths = False
        at = start
        for character in text.replace("\r\n", "\n"):
            here = self.shown[at] if at < end else ""
            if here in ("\r", "\n") and character in " \n":
                self.parts.append(" ")
                self.file.append(~at)
                at += 2 if self.shown.startswith("\r\n", at) else 1
                continue
            found = at if here == character else self.shown.find(character, at, end)
            if found < 0 or character in "\r\n":
                self.parts.append(" " if character in "\r\n" else character)
                self.file.append(~min(at, max(end - 1, start)))
            else:
                self.parts.append(self.content[found])
                self.file.append(found)
                at = found + 1

    def open(self, kind: Kind, value: str = "") -> None:
        """Begin a mark that ends with the matching `shut`."""
        self.opened.append((kind, len(self.file), value))

    def shut(self) -> None:
        """End the mark opened last."""
        if self.opened:
            kind, start, value = self.opened.pop()
            self.mark(kind, start, value)

    def mark(self, kind: Kind, start: int, value: str = "") -> None:
        """Mark what stands from `start` to here, if that is anything."""
        if start < len(self.file):
            self.marks.append(Mark(kind, start, len(self.file), value))

    def open_tag(self, tag: str, kind: Kind, value: str = "") -> None:
        """Begin a mark at an HTML tag."""
        self.tags.setdefault(tag, []).append((len(self.file), kind, value))

    def shut_tag(self, tag: str) -> None:
        """End the mark that the last open tag of this name began."""
        if self.tags.get(tag):
            start, kind, value = self.tags[tag].pop()
            self.mark(kind, start, value)

    def begin_raised(self) -> None:
        """Superiors begin."""
        self.raising.append(len(self.file))

    def end_raised(self) -> None:
        """The superiors that began last end."""
        if self.raising:
            start = self.raising.pop()
            if start < len(self.file):
                self.raised.append((start, len(self.file)))

    def finished(self) -> Block | None:
        """The block; None when it shows nothing."""
        string = "".join(self.parts)
        if not string or string.isspace():
            return None
        kind = self.kind
        if kind is Kind.ITEM and string == f"{self.value} ":
            string = self.value  # a number whose item shows nothing else
            self.file.pop()
        if self.only_maths and kind is Kind.PARAGRAPH:
            return Block(Kind.CODE, "", self.quotations, string, self.file)
        if kind is Kind.PARAGRAPH and LINE in string:
            kind = Kind.VERSE
        marks = [mark._replace(end=min(mark.end, len(string))) for mark in self.marks if mark.start < len(string)]
        raised = [(start, min(end, len(string))) for start, end in self.raised if start < len(string)]
        return Block(kind, self.value, self.quotations, string, self.file, marks, raised)


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a block to take out, and the characters supplied in its place, marked as a note call."""

    start: int
    end: int
    label: str
    """The label of the call left there; "" where nothing is left."""


def extract(block: Block, start: int, end: int) -> Block:
    """A paragraph of the characters of a stretch of a block, with the marks that lie on it."""
    marks = [
        mark._replace(start=max(mark.start, start) - start, end=min(mark.end, end) - start)
        for mark in block.marks
        if max(mark.start, start) < min(mark.end, end)
    ]
    raised = [
        (max(first, start) - start, min(last, end) - start)
        for first, last in block.raised
        if max(first, start) < min(last, end)
    ]
    string = block.string[start:end]
    return Block(Kind.VERSE if LINE in string else Kind.PARAGRAPH, "", (), string, block.file[start:end], marks, raised)


def without(block: Block, cuts: Sequence[Cut]) -> Block:
    """The block after cuts (in order, not overlapping); a label left in place of a cut is supplied and marked as a call.

    What is known of superiors is lost.
    """
    parts: list[str] = []
    file: array[int] = array("i")
    olds, news = [0], [0]
    calls = []
    at = 0
    for cut in cuts:
        parts.append(block.string[at : cut.start])
        file.extend(block.file[at : cut.start])
        olds.append(cut.start)
        news.append(len(file))
        if cut.label:
            calls.append(Mark(Kind.NOTE_CALL, len(file), len(file) + len(cut.label), cut.label))
            parts.append(cut.label)
            anchor = block.file[cut.start]
            file.extend([anchor if anchor < 0 else ~anchor] * len(cut.label))
        olds.append(cut.end)
        news.append(len(file))
        at = cut.end
    parts.append(block.string[at:])
    file.extend(block.file[at:])

    def moved(offset: int) -> int:
        i = bisect_left(olds, offset)
        if i < len(olds) and olds[i] == offset:
            return news[i]
        # inside a cut nothing is left to point at: its end; elsewhere the same distance from the last fixed point
        return news[i] if i % 2 == 0 and i < len(olds) else news[i - 1] + offset - olds[i - 1]

    marks = [mark._replace(start=moved(mark.start), end=moved(mark.end)) for mark in block.marks]
    kept = [mark for mark in marks if mark.start < mark.end]
    kind = block.kind
    string = "".join(parts)
    if kind is Kind.VERSE and LINE not in string:
        kind = Kind.PARAGRAPH
    return Block(kind, block.value, block.quotations, string, file, kept + calls)
