"""Tokens of HTML to the blocks of a file: text is kept, tags are not. A page and HTML inside Markdown are read alike.

Tokens are read, no tree: a tree has no places in the file, and building one is quadratic in nesting. What a tree would add
here, which element holds a block, is kept in `elements`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from fidelity.model.marks import Kind
from fidelity.readers.blocks import LINE
from fidelity.readers.flow import Flow
from fidelity.readers.html_tags import RAW, TAG, HtmlTag, made

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on


def _tokens(hidden: str, characters: str) -> re.Pattern[str]:
    return re.compile(
        r"<!--(?:-?>|.*?(?:--!?>|\Z))"
        rf"|(?P<characters>{characters})"
        rf"|<(?P<hidden>{'|'.join(RAW)})\b(?!-){hidden}.*?(?:</(?P=hidden)\b[^<>]*>|\Z)"
        r"|<(?:[!?]|/(?=[^A-Za-z])).*?(?:>|\Z)"
        rf"|(?P<tag>{TAG.pattern})"
        r"|(?P<entity>&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?))"
        r"|(?P<space>[ \t\n\r\f]+)"
        r"|(?P<words>[^<& \t\n\r\f]+|[<&])",
        re.DOTALL | re.IGNORECASE,
    )


_HTML = _tokens("", r"(?!)")
_XHTML = _tokens(r"""(?:[^<>"']++|"[^"]*+"|'[^']*+'){0,400}+(?<!/)>""", r"<!\[CDATA\[.*?(?:\]\]>|\Z)")
"""In XHTML an element that ends in its own tag holds nothing, `<script src="x"/>`, and `<![CDATA[…]]>` holds characters."""
_IN_CDATA = re.compile(r"(?P<space>[ \t\n\r\f]+)|(?P<words>[^ \t\n\r\f]+)")
_CELL_END = re.compile(r"</?(?:t[dhr]|table|tbody|tfoot)\b", re.IGNORECASE)
_BLOCK_IN_CELL = re.compile(r"<(?:h[1-6]|ul|ol|dl|blockquote|pre)\b|<p\b.*?<p\b", re.IGNORECASE | re.DOTALL)


_BESIDE_MAIN = frozenset({"header", "footer", "aside"})
"""Elements that hold the furniture of a page where they stand beside its `<main>`."""
_IDENTITY = re.compile(r"""\bid\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)
_PAGE_HEADING = re.compile(r"<h1\b", re.IGNORECASE)


def _main_of(markup: str) -> tuple[int, int] | None:
    """From where to where the one element reaches that a page says is its text; None where it has none, or several."""
    begins = [match.end() for match in re.finditer(r"<main\b", markup, re.IGNORECASE)]
    ends = [match.start() for match in re.finditer(r"</main\b", markup, re.IGNORECASE)]
    return (begins[0], ends[0]) if len(begins) == len(ends) == 1 and begins[0] < ends[0] else None


def read_fragment(flow: Flow, stretches: list[tuple[int, int]], xhtml: bool = False) -> None:
    """Read a piece of HTML, given as stretches of the file: its text in blocks; comments, scripts and styles are skipped.

    A block quotation that the fragment does not close ends with it: Markdown may follow and nothing may ever close it.
    """
    markup = "".join(flow.content[start:end] for start, end in stretches)
    places: Sequence[int] = range(*stretches[0]) if len(stretches) == 1 else [p for pair in stretches for p in range(*pair)]
    outside = flow.quotations
    _Fragment(flow, markup, places, xhtml).read()
    _end_block(flow)
    flow.quotations = outside


class _Fragment:
    """A piece of HTML while it is read; `places` has the place in the file of each of its characters."""

    def __init__(self, flow: Flow, markup: str, places: Sequence[int], xhtml: bool) -> None:
        self.flow = flow
        self.xhtml = xhtml
        self.markup = markup
        self.places = places
        self.outside = len(flow.quotations)
        self.preformatted = False
        self.skipping = ""
        self.skipped = 0
        self.last_end: dict[str, int] = {}
        self.main = _main_of(markup)

    def read(self) -> None:
        """Read every token."""
        for token in (_XHTML if self.xhtml else _HTML).finditer(self.markup):
            if token["tag"]:
                tag = made(token)
                if not self._is_skipped(tag, token.end()):
                    self._tag(tag, token)
            elif self.skipping:
                continue
            elif token["words"]:
                self._words(token)
            elif token["characters"]:
                self._characters(token)
            elif token["entity"]:
                self._entity(token["entity"], self.places[token.start()])
            elif token["space"]:
                self._space(token)

    def _is_skipped(self, tag: HtmlTag, end: int) -> bool:
        """Whether a tag stands in, begins or ends something that is no text of the page."""
        if self.skipping:
            if tag.name == self.skipping and not tag.empty:
                self.skipped += -1 if tag.closing else 1
                if self.skipped == 0:
                    self.skipping = ""
            return True
        if not tag.hides and not (tag.name in _BESIDE_MAIN and self._is_beside_main(tag, end)):
            return False
        last = self.last_end.get(tag.name)
        if last is None:
            found = [m.start() for m in re.finditer(rf"</{tag.name}\b", self.markup, re.IGNORECASE)]
            last = self.last_end[tag.name] = found[-1] if found else -1
        if last < end:
            return False  # nothing ends it: better too much text than none
        self.skipping, self.skipped = tag.name, 1
        return True

    def _is_beside_main(self, tag: HtmlTag, end: int) -> bool:
        """Whether the head, the foot or an aside of a page begins, outside of what the page says is its text.

        One that links lead into, as to notes, or that has the heading of the page is of the text all the same.
        """
        if self.main is None or tag.closing or tag.empty or tag.holds_notes or self.main[0] < end < self.main[1]:
            return False
        last = self.markup.find(f"</{tag.name}", end)
        inside = self.markup[end : last if last >= 0 else len(self.markup)]
        named = [tag.attribute("id"), *(match[1] for match in _IDENTITY.finditer(inside))]
        return not any(name and f"#{name}" in self.markup for name in named) and _PAGE_HEADING.search(inside) is None

    def _words(self, token: re.Match[str]) -> None:
        at, length = self.places[token.start()], len(token["words"])
        if self.places[token.end() - 1] - at == length - 1:
            self.flow.leaf().copy(at, at + length)
            return
        for i in range(token.start(), token.end()):
            self.flow.leaf().copy(self.places[i], self.places[i] + 1)

    def _characters(self, token: re.Match[str]) -> None:
        """Characters in which nothing is markup."""
        end = token.end() - len("]]>") if token[0].endswith("]]>") else token.end()
        for piece in _IN_CDATA.finditer(self.markup, token.start() + len("<![CDATA["), end):
            if piece["words"]:
                self._words(piece)
            else:
                self._space(piece)

    def _entity(self, entity: str, at: int) -> None:
        decoded = html.unescape(entity)
        if decoded == entity:
            self.flow.leaf().copy(at, at + len(entity))
        else:
            self.flow.leaf().supply(" " if decoded in "\r\n" else decoded.replace("\0", "\ufffd"), at)

    def _space(self, token: re.Match[str]) -> None:
        at, space, block = self.places[token.start()], token["space"], self.flow.block
        if self.preformatted:
            for i, character in enumerate(space.replace("\r\n", "\n")):
                if character in "\r\n":
                    if block is not None and len(block):
                        block.supply(LINE, at)
                else:
                    self.flow.leaf().supply(character, at + i)
        elif block is not None and len(block) and block.parts[-1][-1:] not in (" ", LINE, "\t"):
            if space == " ":
                block.copy(at, at + 1)
            else:
                block.supply(" ", at)

    def _tag(self, tag: HtmlTag, token: re.Match[str]) -> None:
        at = self.places[token.start()]
        if tag.name == "pre":
            self.preformatted = not tag.closing
        if tag.name not in _BLOCKS:
            self.flow.inline_tag(tag, at)
            return
        if self.xhtml and tag.empty and tag.name != "hr":
            self.flow.name(tag.names)  # it holds nothing, but links may lead to it
            return
        self.flow.elements.heed(tag, self.flow.page)
        if tag.name in ("td", "th"):
            self._cell(tag, token.end(), at)
        elif self._in_row() and tag.name not in ("tr", "table", "tbody", "thead", "tfoot", "body", "html"):
            self._space_between(at)
        else:
            self._block_tag(tag, at)

    def _in_row(self) -> bool:
        """Whether this place is in a cell of a row that is one block."""
        block = self.flow.block
        return block is not None and block.kind is Kind.TABLE and self.flow.elements.within("td", "th")

    def _space_between(self, at: int) -> None:
        block = self.flow.block
        assert block is not None
        if block.parts and block.parts[-1][-1:] not in (" ", "\t"):
            block.supply(" ", at)

    def _cell(self, tag: HtmlTag, end: int, at: int) -> None:
        flow = self.flow
        if tag.closing:
            if self._row_is_open() and flow.block is not None:
                _trim(flow.block.parts, flow.block.file, " ")
            return
        close = _CELL_END.search(self.markup, end)
        if _BLOCK_IN_CELL.search(self.markup, end, close.start() if close else len(self.markup)):
            _end_block(flow)  # a table that only lays out a page: what its cells hold are blocks
            return
        if self._row_is_open():
            assert flow.block is not None
            flow.block.supply("\t", at)
        else:
            _end_block(flow)
            flow.begin(Kind.TABLE)

    def _row_is_open(self) -> bool:
        return self.flow.block is not None and self.flow.block.kind is Kind.TABLE

    def _block_tag(self, tag: HtmlTag, at: int) -> None:
        flow = self.flow
        item = flow.block if tag.name == "p" and not tag.closing else None
        if item is not None and item.kind is Kind.ITEM and "".join(item.parts).strip() in ("", item.value):
            return  # the first paragraph of an item is the item
        _end_block(flow)
        _heed_list(flow, tag)
        if tag.name == "hr" or tag.holds_notes:
            flow.part()
        elif tag.name == "blockquote":
            if not tag.closing:
                flow.enter_quotation()
            elif len(flow.quotations) > self.outside:
                flow.leave_quotation()
        elif tag.closing:
            return
        elif re.fullmatch("h[1-6]", tag.name):
            flow.begin(Kind.HEADING, tag.name[1])
        elif tag.name == "pre":
            flow.begin(Kind.CODE)
        elif tag.name == "li":
            self._item(at)
        elif tag.name == "p":
            flow.begin(Kind.PARAGRAPH)

    def _item(self, at: int) -> None:
        marker = self.flow.markup_lists.marker
        block = self.flow.begin(Kind.ITEM, marker)
        if len(marker) > 1:
            block.supply(f"{marker} ", at)


def _heed_list(flow: Flow, tag: HtmlTag) -> None:
    lists = flow.markup_lists
    if tag.name in ("ol", "ul"):
        if tag.closing:
            lists.end()
        else:
            unmarked = re.search(r"list-style[^;:]*:[^;]*none", tag.attribute("style")) is not None
            first = tag.number("start")
            lists.begin((1 if first is None else first) if tag.name == "ol" else None, tag.attribute("type"), unmarked)
    elif tag.name == "li":
        if tag.closing:
            lists.end_item()
        else:
            lists.begin_item(tag.attribute("id"), tag.number("value"))


def _trim(parts: list[str], file: object, characters: str) -> None:
    while parts and parts[-1] and parts[-1] in characters:
        parts.pop()
        file.pop()  # type: ignore[attr-defined]


def _end_block(flow: Flow) -> None:
    """End the block being read, without the white space at its end."""
    if flow.block is not None:
        _trim(flow.block.parts, flow.block.file, f" {LINE}")
    flow.close()
