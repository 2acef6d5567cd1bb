"""Tables of contents in Markdown: lists whose every item is nothing but a link to a heading of the same document.

They are navigation, as `<nav>` is in HTML, and no text of the author's.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.readers.blocks import Block

_COUNTED = late_pattern(r"-\d+\Z")
"""What a name ends with when another heading has the same words."""
_FEWEST = 2
"""Items of a table of contents; one link alone is a reference."""


def without_contents_lists(running: list[Block]) -> list[Block]:
    """The blocks without lists of links to the document's own headings; what stood behind them is set apart as they were."""
    if not any(mark.value.startswith("#") for block in running if block.kind is Kind.ITEM for mark in block.marks):
        return running
    headings = {_letters(block.string) for block in running if block.kind is Kind.HEADING}
    names = {name for block in running if block.kind is Kind.HEADING for _, name in block.names}
    kept: list[Block] = []
    parted = False
    for in_list, group in groupby(running, key=lambda block: block.item is not None):
        blocks = list(group)
        if in_list and len(blocks) >= _FEWEST and all(_leads_to_heading(block, headings, names) for block in blocks):
            parted = parted or blocks[0].parted
            continue
        if parted:
            blocks[0] = replace(blocks[0], parted=True)
            parted = False
        kept += blocks
    return kept or running


def _leads_to_heading(block: Block, headings: set[str], names: set[str]) -> bool:
    links = [mark for mark in block.marks if mark.kind is Kind.LINK]
    if block.kind is not Kind.ITEM or len(links) != 1 or not links[0].value.startswith("#"):
        return False
    from urllib.parse import unquote

    link = links[0]
    outside = block.string[: link.start].removeprefix(block.value).strip() + block.string[link.end :].strip()
    name = unquote(link.value[1:])
    known = {_letters(block.string[link.start : link.end]), _letters(name), _letters(_COUNTED.sub("", name))} - {""}
    return not outside and (name in names or not known.isdisjoint(headings))


def _letters(string: str) -> str:
    """What is left of a heading however a program makes a name of it."""
    return "".join(filter(str.isalnum, string.casefold()))
