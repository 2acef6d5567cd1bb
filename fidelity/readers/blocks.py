"""A block of a file while it is read: its characters, where each stands in the file, and its marks."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fidelity.model.counting import counted
from fidelity.model.marks import Kind, Mark
from fidelity.readers.elements import Element

LINE = "\u2028"
"""Separates the lines of one block (verse, code, a hard break)."""

_LINE_END = re.compile(r"\r\n?|\n")


_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True)
)


@dataclass(slots=True, eq=False)
class ListItem:
    """An item of a list; two are the same only when they are one."""

    number: int | None
    """Its number as counted from the first of its list; None in a list without numbers."""
    name: str = ""
    """What links call it by (an `id` in HTML)."""


def list_label(number: int, style: str) -> str:
    """The number of a list item in a style of HTML: "1", "a", "A", "i" or "I"."""
    if style in ("i", "I") and 0 < number < 4000:
        parts, left = [], number
        for value, sign in _ROMAN:
            parts.append(sign * (left // value))
            left %= value
        return "".join(parts) if style == "i" else "".join(parts).upper()
    if style in ("a", "A") and 0 < number <= 26:
        return chr(ord(style) + number - 1)
    return str(number)


class Lists:
    """The lists that are open at a place of a file, of which only the items of the outermost count."""

    def __init__(self) -> None:
        self.counters: list[int | None] = []
        self.styles: list[tuple[str, bool]] = []
        self.item: ListItem | None = None
        """The item of the outermost list that holds this place."""
        self.marker = "-"
        """What is shown before the item that began last: "-", or its number and a stop."""

    def begin(self, start: int | None, style: str = "1", unmarked: bool = False) -> None:
        """A list begins, numbered from `start` or not at all; `style` is "1", "a", "A", "i" or "I"."""
        self.counters.append(start)
        self.styles.append((style, unmarked))

    def end(self) -> None:
        """The innermost list ends."""
        del self.counters[-1:]
        del self.styles[-1:]
        if not self.counters:
            self.item = None

    def begin_item(self, name: str = "", number: int | None = None) -> None:
        """An item begins; a number of its own counts on."""
        counted = self.counters[-1] if self.counters else None
        if counted is not None and number is not None:
            counted = number
        self.marker = "-"
        if counted is not None:
            self.counters[-1] = counted + 1
            style, unmarked = self.styles[-1]
            self.marker = "-" if unmarked else f"{list_label(counted, style)}."
        if len(self.counters) <= 1:
            self.item = ListItem(counted, name)

    def end_item(self) -> None:
        """The innermost item ends."""
        if len(self.counters) <= 1:
            self.item = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to a place in the same work; offsets count from the first character of its block."""

    start: int
    end: int
    target: str
    """The name of the place."""
    names: tuple[str, ...]
    """What other links call this one."""
    calls_note: bool
    """Whether it says of itself that it is the call of a note."""
    says_back: bool = False
    """Whether it says of itself that it leads from a note back to its call."""


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
    element: Element | None = None
    """The innermost element of HTML that holds it."""
    names: list[tuple[int, str]] = field(default_factory=list)
    """Offsets that links lead to, each with the name it is called by; known only until the notes are settled, as are:"""
    references: list[Reference] = field(default_factory=list)


@dataclass(slots=True)
class NoteText:
    """A note body: its label as its definition writes it, and its blocks."""

    label: str
    """With its scope, where labels begin again."""
    blocks: list[Block] = field(default_factory=list)
    back: str | None = None
    """The note to whose call a link in it leads back; "" for no call, None where notes have no such links."""


@dataclass(frozen=True, slots=True)
class Written:
    """A decoded file: its characters, those that the parser saw, and their offsets, those of line feeds turned."""

    content: str
    shown: str
    every: array[int]

    @classmethod
    def of(cls, content: str, shown: str) -> Written:
        """A decoded file, and as a parser sees it; line feeds count as supplied there, since they become spaces."""
        every = counted(0, len(content))
        at = shown.find("\n")
        while at >= 0:
            every[at] = ~at
            at = shown.find("\n", at + 1)
        return cls(content, shown, every)


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
        self.element: Element | None = None
        self.deleted: list[tuple[int, int]] = []
        self.deleting: list[int] = []
        self.names: list[tuple[int, str]] = []
        self.references: list[Reference] = []
        self.linking: list[Reference] = []

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

    def add(self, piece: str, at: int) -> None:
        """Characters of the file that begin at `at`, which need not be those of `content`."""
        self.parts.append(piece)
        self.file.extend(range(at, at + len(piece)))

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
        last = start + len(text)
        if last <= end and self.shown.startswith(text, start) and "\n" not in text and "\r" not in text:
            self.copy(start, last)
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

    def begin_link(self, link: Reference) -> None:
        """A link to a place in the same work begins."""
        self.linking.append(replace(link, start=len(self.file)))

    def end_link(self) -> None:
        """The link that began last ends; also one that shows nothing."""
        if self.linking:
            self.references.append(replace(self.linking.pop(), end=len(self.file)))

    def begin_deleted(self) -> None:
        """What follows was struck out and is not part of the text."""
        self.deleting.append(len(self.file))

    def end_deleted(self) -> None:
        """What follows is text again."""
        if self.deleting:
            start = self.deleting.pop()
            if not self.deleting and start < len(self.file):
                self.deleted.append((start, len(self.file)))

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
        length = len(string)
        marks = [mark if mark.end <= length else mark._replace(end=length) for mark in self.marks if mark.start < length]
        raised = [(start, min(end, length)) for start, end in self.raised if start < length]
        block = Block(kind, self.value, self.quotations, string, self.file, marks, raised)
        block.element = self.element
        if self.names:
            block.names = [(min(at, length), name) for at, name in self.names]
        if self.references:
            block.references = [replace(one, start=min(one.start, length), end=min(one.end, length)) for one in self.references]
        if self.deleted:
            block = without(
                block, [Cut(start, min(end, len(string)), "") for start, end in self.deleted if start < len(string)]
            )
            return block if block.string and not block.string.isspace() else None
        return block


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a block to take out, and the characters supplied in its place, marked as a note call."""

    start: int
    end: int
    label: str
    """The label of the call left there; "" where nothing is left."""
    value: str = ""
    """The value of its mark, where that is not the label."""


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


def _supplied_at(block: Block, at: int) -> int:
    """The entry in `Block.file` of a character supplied before the one at an offset, or after the last."""
    if at < len(block.file):
        place = block.file[at]
        return place if place < 0 else ~place
    last = block.file[-1] if block.file else -1
    return ~(last + 1) if last >= 0 else last


def without(block: Block, cuts: Sequence[Cut]) -> Block:
    """The block after cuts (in order, not overlapping); a label left in place of a cut is supplied and marked as a call."""
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
            calls.append(Mark(Kind.NOTE_CALL, len(file), len(file) + len(cut.label), cut.value or cut.label))
            parts.append(cut.label)
            file.extend([_supplied_at(block, cut.start)] * len(cut.label))
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
    return replace(
        block,
        kind=kind,
        string=string,
        file=file,
        marks=kept + calls,
        raised=[(a, b) for a, b in ((moved(start), moved(end)) for start, end in block.raised) if a < b],
        names=[(moved(at), name) for at, name in block.names],
        references=[replace(one, start=moved(one.start), end=moved(one.end)) for one in block.references],
    )
