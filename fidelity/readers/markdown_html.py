"""HTML inside Markdown: its text is kept, its tags are not."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import Protocol

from fidelity.model.marks import Kind
from fidelity.readers.markdown_blocks import LINE, BlockBuilder, Lists

_INLINE: dict[str, Kind] = {
    "em": Kind.EMPHASIS,
    "i": Kind.EMPHASIS,
    "cite": Kind.EMPHASIS,
    "strong": Kind.STRONG,
    "b": Kind.STRONG,
    "code": Kind.VERBATIM,
    "kbd": Kind.VERBATIM,
    "samp": Kind.VERBATIM,
    "tt": Kind.VERBATIM,
    "a": Kind.LINK,
}
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))
# fmt: on
_TAG = re.compile(r"""<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(
    r"""(?:^|(?<=[\s"']))(?P<name>href|id|start|value)\s*=\s*"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))|"[^"]*"|'[^']*'""",
    re.IGNORECASE,
)
_NOTES = re.compile(r"foot-?notes?\b|end-?notes?\b", re.IGNORECASE)
"""What converters call the part of a page that holds its notes, in `class`, `id` or `role`."""
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<hidden>script|style|template)\b.*?(?:</(?P=hidden)\s*>|\Z)"
    r"|<[!?].*?(?:>|\Z)"
    rf"|(?P<tag>{_TAG.pattern})"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);)"
    r"|(?P<space>\s+)"
    r"|(?P<words>[^<&\s]+|[<&])",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HtmlTag:
    """A tag: its name in lower case, and what it marks, if anything."""

    name: str
    closing: bool
    empty: bool
    kind: Kind | None
    address: str
    attributes: str = ""

    def attribute(self, name: str) -> str:
        """The value of one of the attributes that matter here; "" when it is not there."""
        for match in _ATTRIBUTE.finditer(self.attributes):
            if match["name"] and match["name"].lower() == name:
                return html.unescape(match["double"] or match["single"] or match["bare"] or "")
        return ""

    def number(self, name: str) -> int | None:
        """The value of an attribute as a number; None when it is none."""
        value = self.attribute(name)
        return int(value) if value.isdecimal() and len(value) < 10 else None

    @property
    def holds_notes(self) -> bool:
        """Whether it begins the part of a page that holds the notes."""
        return not self.closing and self.name in ("aside", "div", "section") and _NOTES.search(self.attributes) is not None


def tag_of(markup: str) -> HtmlTag | None:
    """The tag that a piece of markup is; None for comments and declarations."""
    match = _TAG.fullmatch(markup)
    if match is None:
        return None
    name = match["name"].lower()
    kind = _INLINE.get(name)
    tag = HtmlTag(name, bool(match["closing"]), match["rest"].rstrip().endswith("/"), kind, "", match["rest"])
    if kind is not Kind.LINK or tag.closing:
        return tag
    if not any((found["name"] or "").lower() == "href" for found in _ATTRIBUTE.finditer(tag.attributes)):
        return replace(tag, kind=None)  # an anchor that leads nowhere
    return replace(tag, address=tag.attribute("href"))


class Reading(Protocol):
    """What the reader of a file offers to the reader of a fragment in it."""

    content: str
    block: BlockBuilder | None
    quotations: tuple[int, ...]
    markup_lists: Lists

    def begin(self, kind: Kind, value: str = "") -> BlockBuilder:
        """Begin a block."""

    def close(self) -> None:
        """End the block being read."""

    def leaf(self) -> BlockBuilder:
        """The block being read, or a new one."""

    def inline_tag(self, tag: HtmlTag, start: int) -> None:
        """Heed a tag inside a block."""

    def enter_quotation(self) -> None:
        """What follows stands in one more block quotation."""

    def leave_quotation(self) -> None:
        """The innermost block quotation ends."""

    def part(self) -> None:
        """What follows is set apart from what came before."""


def read_fragment(reading: Reading, stretches: list[tuple[int, int]]) -> None:
    """Read a block of HTML, given as stretches of the file: its text in blocks, comments, scripts and styles skipped.

    A block quotation that the fragment does not close ends with it: Markdown may follow and nothing may ever close it.
    """
    markup = "".join(reading.content[start:end] for start, end in stretches)
    places: list[int] = []
    for start, end in stretches:
        places.extend(range(start, end))
    outside = reading.quotations
    preformatted = False
    for token in _TOKEN.finditer(markup):
        at = places[token.start()]
        if token["words"]:
            reading.leaf().copy(at, at + len(token["words"])) if _contiguous(places, token) else _each(reading, places, token)
        elif token["entity"]:
            _entity(reading, token["entity"], at)
        elif token["space"]:
            _space(reading, token["space"], at, preformatted)
        elif token["tag"]:
            tag = tag_of(token["tag"])
            assert tag is not None
            if tag.name == "pre":
                preformatted = not tag.closing
            if tag.name in _BLOCKS:
                _block_tag(reading, tag, at, len(outside))
            else:
                reading.inline_tag(tag, at)
    _end_block(reading)
    reading.quotations = outside


def _contiguous(places: list[int], token: re.Match[str]) -> bool:
    return places[token.end() - 1] - places[token.start()] == token.end() - 1 - token.start()


def _each(reading: Reading, places: list[int], token: re.Match[str]) -> None:
    for i in range(token.start(), token.end()):
        reading.leaf().copy(places[i], places[i] + 1)


def _entity(reading: Reading, entity: str, at: int) -> None:
    decoded = html.unescape(entity)
    if decoded == entity:
        reading.leaf().copy(at, at + len(entity))
    else:
        reading.leaf().supply(" " if decoded in "\r\n" else decoded.replace("\0", "\ufffd"), at)


def _space(reading: Reading, space: str, at: int, preformatted: bool) -> None:
    block = reading.block
    if preformatted:
        for i, character in enumerate(space.replace("\r\n", "\n")):
            if character in "\r\n":
                if block is not None and len(block):
                    block.supply(LINE, at)
            else:
                reading.leaf().supply(character, at + i)
    elif block is not None and len(block) and block.parts[-1] not in (" ", LINE, "\t"):
        if space == " ":
            block.copy(at, at + 1)
        else:
            block.supply(" ", at)


def _block_tag(reading: Reading, tag: HtmlTag, at: int, outside: int) -> None:
    if tag.name in ("td", "th"):
        block = reading.block
        if not tag.closing:
            row = block if block is not None and block.kind is Kind.TABLE else reading.begin(Kind.TABLE)
            if row is block:
                row.supply("\t", at)
        return
    _end_block(reading)
    _heed_list(reading, tag)
    if tag.name == "hr" or tag.holds_notes:
        reading.part()
    elif tag.name == "blockquote":
        if not tag.closing:
            reading.enter_quotation()
        elif len(reading.quotations) > outside:
            reading.leave_quotation()
    elif not tag.closing and re.fullmatch("h[1-6]", tag.name):
        reading.begin(Kind.HEADING, tag.name[1])
    elif not tag.closing and tag.name == "pre":
        reading.begin(Kind.CODE)
    elif not tag.closing and tag.name == "li":
        reading.begin(Kind.ITEM, "-")
    elif not tag.closing and tag.name == "p":
        reading.begin(Kind.PARAGRAPH)


def _heed_list(reading: Reading, tag: HtmlTag) -> None:
    lists = reading.markup_lists
    if tag.name in ("ol", "ul"):
        if tag.closing:
            lists.end()
        else:
            lists.begin((tag.number("start") or 1) if tag.name == "ol" else None)
    elif tag.name == "li":
        if tag.closing:
            lists.end_item()
        else:
            lists.begin_item(tag.attribute("id"), tag.number("value"))


def _end_block(reading: Reading) -> None:
    """End the block being read, without the white space at its end."""
    block = reading.block
    while block is not None and block.parts and block.parts[-1] in (" ", LINE):
        block.parts.pop()
        block.file.pop()
    reading.close()
