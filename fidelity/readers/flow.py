"""The blocks of a file as they are gathered, and what HTML does to them, in a page as in Markdown."""

from __future__ import annotations

from fidelity.model.marks import Kind
from fidelity.readers.blocks import LINE, Block, BlockBuilder, Lists, NoteText, Reference, Written
from fidelity.readers.elements import Elements
from fidelity.readers.html_tags import STRUCK_OUT, HtmlTag
from fidelity.readers.style_classes import BOLD, ITALIC, RAISED, StyleClasses

_MARKED = {ITALIC: Kind.EMPHASIS, BOLD: Kind.STRONG}


class Flow:
    """The running text and the notes of a file, the block that is being read last; `shown` is the file as a parser saw it."""

    def __init__(self, content: str, shown: str) -> None:
        self.content = content
        self.written = Written.of(content, shown)
        self.running: list[Block] = []
        self.notes: list[NoteText] = []
        self.flow = self.running
        self.block: BlockBuilder | None = None
        self.quotations: tuple[int, ...] = ()
        self.count = 0
        self.lists = Lists()
        self.markup_lists = Lists()
        """Lists in HTML, which nothing need close."""
        self.elements = Elements()
        self.parted = False
        self.waiting: list[str] = []
        """Names of this place, for the block that comes next."""
        self.classes = StyleClasses()
        self.spans: list[frozenset[str]] = []
        """What the open elements that a style sets apart set in italics, in bold or as superiors, and those in them."""
        self.page = ""
        """What names of places begin with: in a work of several files, the file."""

    def leaf(self) -> BlockBuilder:
        """The block that is being read, or a new one."""
        if self.block is None:
            self.begin(Kind.PARAGRAPH)
        assert self.block is not None
        return self.block

    def begin(self, kind: Kind, value: str = "") -> BlockBuilder:
        """Begin a block."""
        self.close()
        return self.new_block(kind, value)

    def new_block(self, kind: Kind, value: str) -> BlockBuilder:
        """The block that is read from here on; the one before it is closed."""
        if kind is Kind.HEADING:
            self.markup_lists = Lists()
        self.spans.clear()
        self.block = BlockBuilder(self.written, kind, value, self.quotations)
        self.block.element = self.elements.innermost
        return self.block

    def close(self) -> None:
        """End the block that is being read, if one is."""
        if self.block is not None:
            finished = self.block.finished()
            if finished is None:
                self.waiting += [name for _, name in self.block.names]
            else:
                if self.waiting:
                    finished.names = [*((0, name) for name in self.waiting), *finished.names]
                    self.waiting = []
                self.append(finished)
            self.block = None

    def append(self, block: Block) -> None:
        """A block has been read."""
        block.item = self.lists.item or self.markup_lists.item
        if self.flow is self.running:
            block.parted, self.parted = self.parted, False
        self.flow.append(block)

    def part(self) -> None:
        """What follows is set apart from what came before."""
        self.parted = True

    def enter_quotation(self) -> None:
        """What follows stands in one more block quotation."""
        self.count += 1
        self.quotations = (*self.quotations, self.count)

    def leave_quotation(self) -> None:
        """The innermost block quotation ends."""
        self.quotations = self.quotations[:-1]

    def name(self, names: tuple[str, ...]) -> None:
        """Links lead here by these names."""
        for one in names:
            if self.block is not None:
                self.block.names.append((len(self.block), self.page + one))
            else:
                self.waiting.append(self.page + one)

    def target(self, address: str) -> str:
        """The name of the place that a link leads to, if that is in this work; else "" ."""
        before, fragment, name = address.partition("#")
        return self.page + name if fragment and not before else ""

    def inline_tag(self, tag: HtmlTag, start: int) -> None:
        """Heed an HTML tag inside a block: a line break, or the beginning or end of a mark; others leave no trace."""
        if tag.rest and not tag.closing and tag.name != "a":
            self.name(tag.names)
        if tag.name == "br":
            if self.block is not None and self.block.kind is Kind.TABLE:
                self.block.supply(" ", start)
            else:
                self.leaf().supply(LINE, start)
        elif tag.name == "sup" and tag.closing:
            self.leaf().end_raised()
        elif tag.name == "sup" and not tag.empty:
            self.leaf().begin_raised()
        elif tag.name in STRUCK_OUT:
            if tag.closing:
                self.leaf().end_deleted()
            else:
                self.leaf().begin_deleted()
        elif tag.name == "q":
            self.leaf().supply("”" if tag.closing else "“", start)
        elif tag.name == "a":
            self._anchor(tag)
        elif tag.name == "span":
            self._span(tag)
        elif tag.kind is not None and tag.closing:
            self.leaf().shut_tag(tag.name)
        elif tag.kind is not None and not tag.empty:
            self.leaf().open_tag(tag.name, tag.kind)

    def _span(self, tag: HtmlTag) -> None:
        """Begin or end what a style sets apart."""
        if tag.closing:
            looks = self.spans.pop() if self.spans else frozenset()
            if looks and self.block is not None:
                if RAISED in looks:
                    self.block.end_raised()
                for name in looks & _MARKED.keys():
                    self.block.shut_tag(name)
            return
        looks = self.classes.looks(tag) if tag.rest and not tag.empty else frozenset()
        if tag.empty or not (looks or self.spans):
            return
        block = self.leaf()
        self.spans.append(looks)
        if RAISED in looks:
            block.begin_raised()
        for name in looks & _MARKED.keys():
            block.open_tag(name, _MARKED[name])

    def _anchor(self, tag: HtmlTag) -> None:
        if tag.closing:
            if self.block is not None:
                self.block.shut_tag("a")
                self.block.end_link()
            return
        names = tag.names
        if names:
            self.name(names)
        if tag.kind is None or tag.empty:
            return
        address = tag.attribute("href")
        block = self.leaf()
        block.open_tag("a", Kind.LINK, address)
        own = tuple(self.page + one for one in names)
        block.begin_link(Reference(0, 0, self.target(address), own, tag.calls_note, tag.leads_back))
