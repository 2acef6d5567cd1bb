"""Markdown (CommonMark with footnotes, tables and strikethrough) to a text whose every character knows its place in the file.

The syntax is pulldown-cmark's, whose events carry exact byte ranges. Three things it does not do are done here and in
`markdown_notes`: calls whose note is missing, inline notes, and front matter that is taken for such only at the top of the
file. Dollar signs are maths only around what looks like maths: "from US$5m to US$6m" is prose.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from fidelity.model.errors import UnreadableFile
from fidelity.model.marks import Kind
from fidelity.model.source import Source
from fidelity.model.text import Text
from fidelity.readers.decoding import decode
from fidelity.readers.markdown_blocks import LINE, Block, BlockBuilder, NoteText
from fidelity.readers.markdown_html import HtmlTag, read_fragment, tag_of
from fidelity.readers.markdown_notes import settle

Event = tuple[Any, int, int]
"""What pulldown-cmark says, and where: code points of the decoded file."""

_FRONT_MATTER = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>(?:(?!(?P=fence)[ \t]*\r?$).*\n)*?)(?:(?P=fence)|\.\.\.)[ \t]*\r?(?:\n|\Z)",
    re.MULTILINE,
)
_FIELD = re.compile(r"^[\w.\"' -]+[:=]", re.MULTILINE)
_MATHS = re.compile(r"\\[A-Za-z]|[\^_{]")
_ORDERED = re.compile(r"\d{1,9}[.)]")
_HEADING_ATTRIBUTES = re.compile(r"[ \t]*\{[ \t]*[#.][^{}\s]+(?:[ \t]+(?:[#.][^{}\s]+|[\w-]+=[^{}\s]+))*[ \t]*\}\Z")


def read_markdown(content: bytes, name: str) -> Text:
    """The text of a Markdown file, marks included, its note bodies behind the running text.

    `Text.source.file` gives for each character its place in the decoded file (code points, line ends as they are there).
    Raises UnreadableFile when the file is empty, is not text, or holds nothing but syntax.
    """
    decoded = decode(content, name)
    reading = _Reading(decoded, _parsed(decoded))
    reading.run()
    string, file, marks = settle(reading.running, reading.notes, decoded)
    if not string and not marks:
        raise UnreadableFile(f"{name} holds no text.")
    digest = hashlib.sha256(content).hexdigest()
    return Text.of_source(Source(name, digest, "markdown", string, file, decoded), marks)


def _front_matter(content: str) -> int:
    """Where the text begins, after a block of fields between fences at the very top of the file."""
    match = _FRONT_MATTER.match(content)
    if match is None or not match["body"].strip() or not _FIELD.search(match["body"]):
        return 0
    return match.end()


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A file as it is given to the parser, with the places of what it says."""

    shown: str
    """The decoded file, except that a dollar sign which is money is shown as `mask`, and a carriage return that ends a line by
    itself, which the parser does not always heed, as a line feed; offsets are the same."""
    mask: str
    start: int
    """Where the text begins, behind the front matter."""
    options: Any

    def events(self) -> Iterator[Event]:
        """What the parser says."""
        import pyromark

        shown = self.shown[self.start :]
        place = _code_points(shown, self.start)
        for event, span in pyromark.events_with_range(shown, options=self.options):
            yield event, place(span["start"]), place(span["end"])


def _parsed(content: str) -> _Parsed:
    import pyromark

    start = _front_matter(content)
    options = pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
    shown = re.sub(r"\r(?!\n)", "\n", content) if "\r" in content else content
    if "$" not in content:
        return _Parsed(shown, "", start, options)
    # any ASCII punctuation without a meaning in Markdown will do; best one that the file does not use
    mask = next((sign for sign in "%;?," if sign not in content), "%")
    plain = _Parsed(shown, mask, start, options | pyromark.Options.ENABLE_MATH)
    parts, at = [], 0
    for event, first, end in plain.events():
        if isinstance(event, dict) and ("InlineMath" in event or "DisplayMath" in event):
            inline = "InlineMath" in event
            if _is_maths(event["InlineMath" if inline else "DisplayMath"], inline):
                parts += [shown[at:first].replace("$", mask), shown[first:end]]
                at = end
    return replace(plain, shown="".join([*parts, shown[at:].replace("$", mask)]))


def _is_maths(formula: str, inline: bool) -> bool:
    if not inline or _MATHS.search(formula):
        return True
    # letters that stand alone are variables; a word or an amount is prose between two dollar signs
    return not formula[:1].isdigit() and not re.search(r"[^\W\d_]{2}", formula) and any(c.isalpha() for c in formula)


def _code_points(content: str, start: int) -> Callable[[int], int]:
    """The function from an offset in the UTF-8 bytes of `content` to one in code points, counted on from `start`."""
    if content.isascii():
        return start.__add__
    import numpy

    encoded = numpy.frombuffer(content.encode(), dtype=numpy.uint8)
    table = numpy.empty(len(encoded) + 1, dtype=numpy.int32)
    table[0] = start
    numpy.cumsum((encoded & 0xC0) != 0x80, out=table[1:], dtype=numpy.int32)
    table[1:] += start
    # a boundary between characters at byte b has as many first bytes before it as there are characters before it
    return memoryview(table.data).__getitem__


class _Reading:
    """The blocks of a file, gathered event by event."""

    def __init__(self, content: str, parsed: _Parsed) -> None:
        self.content = content
        self.parsed = parsed
        self.running: list[Block] = []
        self.notes: list[NoteText] = []
        self.flow = self.running
        self.block: BlockBuilder | None = None
        self.quotations: tuple[int, ...] = ()
        self.count = 0
        self.saved: list[tuple[list[Block], tuple[int, ...], list[tuple[int, int] | None]]] = []
        self.items: list[tuple[int, int] | None] = []
        """For each list item around this place its marker in the file, until a block has taken it."""
        self.images = 0
        self.html: list[tuple[int, int]] | None = None
        self.cells = 0

    def run(self) -> None:
        """Read every event."""
        for event, start, end in self.parsed.events():
            if isinstance(event, str):
                self._break(event, start)
                continue
            name, content = next(iter(event.items()))
            if name == "Start":
                self._start(content, start)
            elif name == "End":
                self._end(content, start, end)
            elif self.html is not None:
                self.html.append((start, end))
            elif not self.images:
                self._inline(name, content, start, end)
        self.close()

    def leaf(self) -> BlockBuilder:
        """The block that is being read; in a tight list, where none is announced, a new one."""
        if self.block is None:
            self.begin(Kind.PARAGRAPH)
        assert self.block is not None
        return self.block

    def begin(self, kind: Kind, value: str = "") -> BlockBuilder:
        """Begin a block; the first paragraph of a list item becomes the item and takes its marker."""
        self.close()
        marker = self.items[-1] if self.items else None
        if marker is not None and kind is not Kind.PARAGRAPH:
            self._lone_markers()
        if marker is None or kind is not Kind.PARAGRAPH:
            self.block = BlockBuilder(self.content, self.parsed.shown, kind, value, self.quotations)
            return self.block
        self.items[-1] = None
        start, end = marker
        self.block = BlockBuilder(self.content, self.parsed.shown, Kind.ITEM, self.content[start:end], self.quotations)
        if end - start > 1:
            self.block.copy(start, end)
            if self.content[end : end + 1] == " ":
                self.block.copy(end, end + 1)
            else:
                self.block.supply(" ", end)
        return self.block

    def close(self) -> None:
        """End the block that is being read, if one is."""
        if self.block is not None:
            finished = self.block.finished()
            if finished is not None:
                self.flow.append(finished)
            self.block = None

    def _lone_markers(self) -> None:
        """Give a number of an item that does not begin with a paragraph a block of its own, so that it is not lost."""
        for i, marker in enumerate(self.items):
            if marker is not None and marker[1] - marker[0] > 1:
                self.close()
                start, end = marker
                alone = BlockBuilder(self.content, self.parsed.shown, Kind.ITEM, self.content[start:end], self.quotations)
                alone.copy(start, end)
                finished = alone.finished()
                assert finished is not None
                self.flow.append(finished)
            self.items[i] = None

    def _break(self, event: str, start: int) -> None:
        if self.images:
            return
        if event == "Rule":
            self.close()
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
            self.leaf().open(Kind.LINK, self._address(value["dest_url"]))
        elif name == "Strikethrough":
            self._tilde(start, start)
        elif name == "Heading":
            self.begin(Kind.HEADING, value["level"][1:])
        elif name == "BlockQuote":
            self.close()
            self.enter_quotation()
        elif name == "List":
            self.close()
        elif name == "Item":
            self.close()
            self._lone_markers()
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
        if name == "Image" or self.images:
            self.images -= name == "Image"
        elif name in ("Emphasis", "Strong", "Link"):
            self.leaf().shut()
        elif name == "Strikethrough":
            self._tilde(start, end - 1)
        elif name in ("Paragraph", "TableHead", "TableRow", "List"):
            self.close()
        elif name == "Heading":
            self._end_heading()
        elif name == "CodeBlock":
            self._end_code()
        elif name == "HtmlBlock":
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
        elif name == "FootnoteDefinition":
            self.close()
            self.flow, self.quotations, self.items = self.saved.pop()

    def enter_quotation(self) -> None:
        """What follows stands in one more block quotation."""
        self.count += 1
        self.quotations = (*self.quotations, self.count)

    def leave_quotation(self) -> None:
        """The innermost block quotation ends."""
        self.quotations = self.quotations[:-1]

    def _tilde(self, start: int, at: int) -> None:
        """One tilde on each side is the printed sign for "about" more often than a deletion: it stays in the text."""
        if not self.content.startswith("~~", start):
            self.leaf().copy(at, at + 1)

    def _address(self, address: str) -> str:
        mask = self.parsed.mask
        return address.replace(mask, "$") if mask and mask not in self.content else address

    def _end_heading(self) -> None:
        """A heading ends; `{#anchor}` behind it is a name for links, not text, unless it is escaped."""
        block = self.leaf()
        string = "".join(block.parts)
        attributes = _HEADING_ATTRIBUTES.search(string)
        if attributes:
            at = attributes.start()
            first, last = block.file[at], block.file[-1]
            if first >= 0 and self.content[first : last + 1] == attributes[0]:
                block.parts = [string[:at]]
                del block.file[at:]
                block.marks = [mark._replace(end=min(mark.end, at)) for mark in block.marks if mark.start < at]
        self.close()

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
                self.leaf().copy(start, end)
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
        elif name == "FootnoteReference":
            block, at = self.leaf(), len(self.leaf())
            block.align(" ".join(content.split()), start + 2, end - 1)
            block.mark(Kind.NOTE_CALL, at, " ".join(content.split()))

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
        if tag is not None:
            self.inline_tag(tag, start)

    def inline_tag(self, tag: HtmlTag, start: int) -> None:
        """Heed an HTML tag inside a block: a line break, or the beginning or end of a mark; others leave no trace."""
        if tag.name == "br":
            self.leaf().supply(LINE, start)
        elif tag.kind is not None and tag.closing:
            self.leaf().shut_tag(tag.name)
        elif tag.kind is not None and not tag.empty:
            self.leaf().open_tag(tag.name, tag.kind, tag.address)
