"""Markdown (CommonMark with footnotes, tables and strikethrough) to a text whose every character knows its place in the file.

The syntax is pulldown-cmark's (`markdown_events`). Notes that it does not know are read in `endnotes` (a numbered
list under a heading) and `settling` (calls whose note is missing, inline notes).
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from typing import Any

from fidelity.model.errors import UnreadableFile
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.model.source import Source
from fidelity.model.text import Text
from fidelity.readers.attribute_lists import without_attribute_lists
from fidelity.readers.blocks import LINE, Block, BlockBuilder, NoteText, Reference
from fidelity.readers.contents_lists import without_contents_lists
from fidelity.readers.decoding import decode
from fidelity.readers.flow import Flow
from fidelity.readers.html_tags import RAW, tag_of
from fidelity.readers.markdown_dialects import CALL
from fidelity.readers.markdown_events import Parsed, parsed
from fidelity.readers.markdown_plain import PlainRuns, plain_blocks
from fidelity.readers.notes_headings import is_notes_heading
from fidelity.readers.settling import settle

_ORDERED = re.compile(r"\d{1,9}[.)]")
_RAISED = late_pattern(r"\^(?<=[^\s^\\]\^)[^\s^\[\]\\]{1,12}\^(?!\^)")
_LOWERED = late_pattern(r"~(?<=[^\W\d_]~)[^\s~\\]{1,12}~(?!~)")


def read_markdown(content: bytes, name: str) -> Text:
    """The text of a Markdown file, marks included, its note bodies behind the running text.

    `Text.source.file` gives for each character its place in the decoded file (code points, line ends as they are there).
    Raises UnreadableFile when the file is empty, is not text, or holds nothing but syntax.
    """
    decoded = decode(content, name)
    reading = _Reading(decoded, parsed(decoded))
    reading.run()
    running, notes = _with_other_notes(without_contents_lists(reading.running), reading.notes, decoded)
    del reading  # a book's places in the file, and its words as they were parsed, are not needed twice
    string, file, marks = settle(running, notes, decoded)
    if not string:
        raise UnreadableFile(f"{name} holds no text.")
    digest = hashlib.sha256(content).hexdigest()
    return Text.of_source(Source(name, digest, "markdown", string, file, decoded), marks)


def _with_other_notes(running: list[Block], notes: list[NoteText], decoded: str) -> tuple[list[Block], list[NoteText]]:
    """The running text and the notes, those among them that Markdown has no syntax for; what reads them is seldom needed."""
    if any(block.references for block in running):
        from fidelity.readers.linked_notes import with_linked_notes

        running, notes = with_linked_notes(running, notes)
    if "¹" in decoded or any(b.parted or b.item is not None or b.raised or is_notes_heading(b) for b in running):
        from fidelity.readers.endnotes import with_endnotes

        running, notes = with_endnotes(running, notes, decoded)
    return running, notes


_NOTHING_MORE = late_pattern(r"\s*(?:\{[^{}\n]*\}\s*)?")
"""What may stand behind a picture that is a paragraph of its own: attributes."""


class _Reading(Flow):
    """The blocks of a file, gathered event by event."""

    def __init__(self, content: str, parsed: Parsed) -> None:
        super().__init__(content, parsed.shown)
        self.parsed = parsed
        self.saved: list[tuple[list[Block], tuple[int, ...], list[tuple[int, int] | None]]] = []
        self.items: list[tuple[int, int] | None] = []
        """For each list item around this place its marker in the file, until a block has taken it."""
        self.images = 0
        """How many pictures, one in another's alternative text, this place is in."""
        self.alternative = len(content), 0
        """Where the words of a picture begin and end, which are no text; calls in them are."""
        self.paragraph = 0, 0
        """Where the last paragraph begins and ends."""
        self.figure = False
        """Whether this place is in the caption of a picture."""
        self.address_shown = False
        """Whether this place is in an address between angle brackets, where nothing is a call."""
        self.html: list[tuple[int, int]] | None = None
        self.hiding: tuple[str, int] | None = None
        """The element around this place that is not shown, and how many of its name are open; it ends with its block."""
        self.cells = 0
        raised = [match.span() for match in _RAISED.finditer(content)] if "^" in content else []
        lowered = [match.span() for match in _LOWERED.finditer(content)] if "~" in content else []
        self.raising = frozenset(start for start, _ in raised)
        self.lowering = frozenset(start for start, _ in lowered)
        self.signs = sorted(place for start, end in (*raised, *lowered) for place in (start, end - 1))
        """Signs around superiors and inferiors, where what stands there is words."""

    def run(self) -> None:
        """Read every event."""
        runs = PlainRuns.of(self.parsed.shown, self.parsed.start)
        passed = 0
        for event, start, end in self.parsed.events_around(runs):
            if start < passed:
                continue
            if start in runs.spans:
                self.close()
                for block in plain_blocks(self.written, runs.spans[start]):
                    self.append(block)
                passed = runs.spans[start][1]
            elif isinstance(event, str):
                self._break(event, start)
            else:
                self._read(event, start, end)
        self.close()

    def _read(self, event: dict[str, Any], start: int, end: int) -> None:
        ((name, content),) = event.items()
        if name == "Text" and self.html is None and not self.images:
            self._inline(name, content, start, end)
        elif name == "Start":
            if content == "Paragraph":
                self.paragraph = start, end
            elif isinstance(content, dict) and "Image" in content and self._is_figure(start, end):
                return
            self._start(content, start)
        elif name == "End":
            self._end(content, start, end)
        elif self.html is not None:
            self.html.append((start, end))
        elif not self.images:
            self._inline(name, content, start, end)
        if name == "Text" and self.images and self.html is None:
            self.alternative = min(start, self.alternative[0]), end

    def begin(self, kind: Kind, value: str = "") -> BlockBuilder:
        """Begin a block; the first paragraph of a list item becomes the item and takes its marker."""
        self.close()
        marker = self.items[-1] if self.items else None
        if marker is not None and kind is not Kind.PARAGRAPH:
            self._lone_markers()
        if marker is None or kind is not Kind.PARAGRAPH:
            return self.new_block(kind, value)
        self.items[-1] = None
        start, end = marker
        block = self.new_block(Kind.ITEM, self.content[start:end])
        if end - start > 1:
            block.copy(start, end)
            if self.content[end : end + 1] == " ":
                block.copy(end, end + 1)
            else:
                block.supply(" ", end)
        return block

    def append(self, block: Block) -> None:
        """A block has been read; attribute lists in it are no text."""
        left = without_attribute_lists(block, self.content)
        if left is not None:
            super().append(left)

    def _lone_markers(self) -> None:
        """Give a number of an item that does not begin with a paragraph a block of its own, so that it is not lost."""
        for i, marker in enumerate(self.items):
            if marker is not None and marker[1] - marker[0] > 1:
                self.close()
                start, end = marker
                alone = BlockBuilder(self.written, Kind.ITEM, self.content[start:end], self.quotations)
                alone.copy(start, end)
                finished = alone.finished()
                assert finished is not None
                self.append(finished)
            self.items[i] = None

    def _break(self, event: str, start: int) -> None:
        if self.images:
            return
        if event == "Rule":
            self.close()
            self.part()
        elif event == "HardBreak":
            self.leaf().supply(LINE, start)
        else:
            self.leaf().supply(" ", start)

    def _start(self, tag: Any, start: int) -> None:
        name: str
        value: Any
        name, value = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name == "Image" or self.images:
            self.images += name == "Image"
        elif name == "Paragraph":
            self.begin(Kind.PARAGRAPH)
        elif name == "Emphasis":
            self.leaf().open(Kind.EMPHASIS)
        elif name == "Strong":
            self.leaf().open(Kind.STRONG)
        elif name == "Link":
            address = self._address(value["dest_url"])
            self.address_shown = value["link_type"] == "Autolink"
            self.leaf().open(Kind.LINK, address)
            self.leaf().begin_link(Reference(0, 0, self.target(address), (), calls_note=False))
        elif name == "Strikethrough":
            self._strike(start)
        elif name == "Heading":
            self.begin(Kind.HEADING, value["level"][1:])
        elif name == "BlockQuote":
            self.close()
            self.enter_quotation()
        elif name == "List":
            self.close()
            self.lists.begin(value)
        elif name == "Item":
            self.close()
            self._lone_markers()
            self.lists.begin_item()
            number = _ORDERED.match(self.content, start)
            self.items.append((start, number.end() if number else start + 1))
        elif name == "FootnoteDefinition":
            self.close()
            self.saved.append((self.flow, self.quotations, self.items))
            note = NoteText(" ".join(value.split()))
            self.notes.append(note)
            self.flow, self.quotations, self.items = note.blocks, (), []
        elif name == "CodeBlock":
            self.begin(Kind.CODE)
        elif name == "HtmlBlock":
            self.close()
            self.html = []
        elif name in ("TableHead", "TableRow"):
            self.begin(Kind.TABLE)
            self.cells = 0
        elif name == "TableCell":
            if self.cells:
                self.leaf().supply("\t", start)
            self.cells += 1

    def _end(self, tag: Any, start: int, end: int) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        if name == "Image" and self.figure and not self.images:
            self.figure = False
        elif name == "Image" or self.images:
            self.images -= name == "Image"
            if not self.images:
                for call in CALL.finditer(self.content, *self.alternative):
                    self.leaf().copy(*call.span())
                self.alternative = len(self.content), 0
        elif name in ("Emphasis", "Strong", "Link"):
            self.leaf().shut()
            if name == "Link":
                self.address_shown = False
                self.leaf().end_link()
        elif name == "Strikethrough":
            self._strike(start, end - 1)
        elif name in ("Paragraph", "Heading", "TableHead", "TableRow"):
            self.close()
        elif name == "List":
            self.close()
            self.lists.end()
        elif name == "CodeBlock":
            self._end_code()
        elif name == "HtmlBlock":
            from fidelity.readers.html_fragment import read_fragment

            stretches, self.html = self.html or [], None
            read_fragment(self, stretches)
            self.close()
        elif name == "BlockQuote":
            self.close()
            self.leave_quotation()
        elif name == "Item":
            self.close()
            if self.items and self.items[-1] is not None:
                self._lone_markers()
            del self.items[-1:]
            self.lists.end_item()
        elif name == "FootnoteDefinition":
            self.close()
            self.flow, self.quotations, self.items = self.saved.pop()

    def _is_figure(self, start: int, end: int) -> bool:
        """Whether a picture is a paragraph of its own: its alternative text is its caption, and is printed below it."""
        first, last = self.paragraph
        alone = not self.images and start == first and _NOTHING_MORE.fullmatch(self.content, end, last) is not None
        self.figure = alone or self.figure
        return alone

    def _strike(self, start: int, end: int | None = None) -> None:
        """Two tildes strike out what is no longer text, as `<del>` does; a single one is the printed sign for "about".

        Behind a letter single ones set an inferior, H~2~O, as pandoc writes it.
        """
        if not self.content.startswith("~~", start):
            if start in self.lowering:
                return
            at = start if end is None else end
            self.leaf().copy(at, at + 1)
        elif end is None:
            self.leaf().begin_deleted()
        else:
            self.leaf().end_deleted()

    def _address(self, address: str) -> str:
        mask = self.parsed.mask
        return address.replace(mask, "$") if mask and mask not in self.content else address

    def _end_code(self) -> None:
        block = self.leaf()
        if block.parts and block.parts[-1] == LINE:
            block.parts.pop()
            block.file.pop()
        self.close()

    def _inline(self, name: str, content: Any, start: int, end: int) -> None:
        if name == "Text":
            if self.block is not None and self.block.kind is Kind.CODE:
                self._lines(self.block, content, start, end)
            elif self.content[start] == "&" and end - start > len(content):
                self.leaf().supply(content.replace("\n", " ").replace("\r", " "), start)
            elif end - start == len(content):
                self._words(start, end)
            else:
                self.leaf().align(content, start, end)
        elif name == "Code":
            block, at = self.leaf(), len(self.leaf())
            raw = self.content[start:end]
            fence = len(raw) - len(raw.lstrip("`"))
            block.align(content, start + fence, end - fence)
            block.mark(Kind.VERBATIM, at)
        elif name in ("InlineMath", "DisplayMath"):
            self._maths(content, start, end, 2 if name == "DisplayMath" else 1)
        elif name == "InlineHtml":
            self._tag(self.content[start:end], start)
        elif name == "FootnoteReference" and self.address_shown:
            self.leaf().copy(start, end)
        elif name == "FootnoteReference":
            block, at = self.leaf(), len(self.leaf())
            block.align(" ".join(content.split()), start + 2, end - 1)
            block.mark(Kind.NOTE_CALL, at, " ".join(content.split()))

    def _words(self, start: int, end: int) -> None:
        """Words as they stand, but for the signs around superiors and inferiors: XIX^e^ and H~2~O, as pandoc writes them."""
        block = self.leaf()
        for sign in self.signs[bisect_left(self.signs, start) : bisect_left(self.signs, end)]:
            block.copy(start, sign)
            if self.content[sign] == "^" and sign in self.raising:
                block.begin_raised()
            elif self.content[sign] == "^":
                block.end_raised()
            start = sign + 1
        block.copy(start, end)

    def _lines(self, block: BlockBuilder, content: str, start: int, end: int) -> None:
        """A stretch of a code block; its line ends part lines of the block."""
        at = start
        for i, line in enumerate(content.split("\n")):
            if i:
                block.supply(LINE, min(at, end))
                at = self.parsed.shown.find("\n", at, end) + 1 or at
            if line:
                block.align(line, at, end)
                last = block.file[-1]
                at = (last if last >= 0 else ~last) + 1

    def _maths(self, formula: str, start: int, end: int, fence: int) -> None:
        block, at = self.leaf(), len(self.leaf())
        stripped = formula.strip()
        only = at == 0 and fence == 2
        lines = stripped.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        place = start + fence
        for i, line in enumerate(lines):
            if i:
                block.supply(LINE if only else " ", place)
            block.align(line, place, end - fence)
            last = block.file[-1] if block.file else place
            place = (last if last >= 0 else ~last) + 1
        block.only_maths = only
        if not only or block.kind is not Kind.PARAGRAPH:
            block.mark(Kind.VERBATIM, at)

    def _tag(self, markup: str, start: int) -> None:
        tag = tag_of(markup)
        if tag is None:
            return
        if self.hiding is not None and self.block is not None:
            name, depth = self.hiding
            if tag.name == name and not tag.empty:
                depth += -1 if tag.closing else 1
                self.hiding = (name, depth) if depth else None
                if not depth:
                    self.block.end_deleted()
        elif tag.hides or (tag.name in RAW and not tag.closing and not tag.empty):
            self.leaf().begin_deleted()  # where nothing ends it, nothing is deleted: better too much text than none
            self.hiding = (tag.name, 1)
        else:
            self.inline_tag(tag, start)

    def new_block(self, kind: Kind, value: str) -> BlockBuilder:
        """The block that is read from here on; what is not shown in the one before ended there."""
        self.hiding = None
        return super().new_block(kind, value)
