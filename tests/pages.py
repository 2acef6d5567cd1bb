"""Reads the page beside a rule or a repair: its sections and their fenced blocks, invisible characters expanded."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

SECTIONS = ("What", "Why", "Example", "Left alone", "Known failures")

INVISIBLE = {
    "SHY": "\u00ad",
    "NBSP": "\u00a0",
    "ZWSP": "\u200b",
    "ZWNJ": "\u200c",
    "ZWJ": "\u200d",
    "WJ": "\u2060",
    "BOM": "\ufeff",
    "NNBSP": "\u202f",
    "THSP": "\u2009",
    "LS": "\u2028",
    "FF": "\f",
    "TAB": "\t",
    "LRM": "\u200e",
    "VS15": "\ufe0e",
    "SP": " ",
    "CYRILLIC-A": "а",
    "CYRILLIC-E": "е",
    "GREEK-O": "ο",
}
"""Characters that a page writes by name in braces."""

_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<content>.*?)^(?P=fence)[ \t]*$", re.S | re.M)
_TITLE = re.compile(r"\A# (?P<name>[a-z0-9-]+) \((?P<code>[A-Z]\d{3})\)\n\n(?P<summary>.+?)\n\n", re.S)
_SECTION = re.compile(r"^## (.+)$", re.M)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its info string and its content, which ends with a line end unless it is empty."""

    info: str
    content: str

    @property
    def word(self) -> str:
        """The first word of the info string: what the block is."""
        return self.info.split()[0] if self.info.split() else ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, taken apart."""

    name: str
    code: str
    summary: str
    prose: dict[str, str]
    """The text of each section without its blocks."""
    blocks: dict[str, list[Block]]


@dataclass(frozen=True, slots=True)
class Trial:
    """An edition, the canonical text to judge it against (if any), its relation, and the findings that a page promises."""

    canonical: str | None
    """The canonical text, or the plain text of its source; of several, the first."""
    edition: str
    relation: str
    findings: tuple[str, ...]
    others: tuple[str, ...] = ()
    """Canonical texts besides the first."""
    printed: bool = False
    """Whether `canonical` is a source, from which the canonical text is extracted."""


def expand(content: str) -> str:
    """Invisible characters for their names: "co{SHY}operate". A name that is not known stays as it is."""
    return re.sub(r"\{([A-Z0-9-]+)\}", lambda match: INVISIBLE.get(match[1], match[0]), content)


def sections(page: str) -> dict[str, list[Block]]:
    """The fenced blocks of each section, in order. Headings inside a fence are none."""
    return parse(page).blocks


def parse(page: str) -> Page:
    """A page taken apart. Raises ValueError when it does not open with `# name (CODE)` and a summary."""
    title = _TITLE.match(page)
    if title is None:
        raise ValueError("a page opens with `# name (CODE)`, an empty line and a sentence")
    fences = [(match.start(), match.end(), match) for match in _FENCE.finditer(page)]
    heads = [h for h in _SECTION.finditer(page) if not any(start <= h.start() < end for start, end, _ in fences)]
    prose: dict[str, str] = {}
    blocks: dict[str, list[Block]] = {}
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        end = following.start() if following else len(page)
        inside = [match for start, _, match in fences if head.end() <= start < end]
        blocks[head[1]] = [Block(match["info"].strip(), expand(match["content"])) for match in inside]
        prose[head[1]] = _FENCE.sub("", page[head.end() : end]).strip()
    return Page(title["name"], title["code"], title["summary"], prose, blocks)


def read(path: Path) -> Page:
    """The page of a file."""
    return parse(path.read_text(encoding="utf-8"))


def trials(blocks: list[Block]) -> list[Trial]:
    """The editions among some blocks, each with the canonical block before it and the finding block after it.

    The info string of an edition may name its relation: "edition excerpt". Several canonical blocks are a library; a source
    block, in plain text, stands for the canonical text that is extracted from it.
    """
    found: list[Trial] = []
    canonical: list[str] = []
    printed = False
    for block in blocks:
        if block.word in {"canonical", "source"}:
            canonical.append(block.content)
            printed = block.word == "source"
        elif block.word == "edition":
            relation = block.info.split()[1] if len(block.info.split()) > 1 else "edition"
            first = canonical[0] if canonical else None
            found.append(Trial(first, block.content, relation, (), tuple(canonical[1:]), printed))
            canonical, printed = [], False
        elif block.word == "finding":
            if not found or found[-1].findings:
                raise ValueError("a finding block follows the edition block that it is about")
            last = found[-1]
            found[-1] = replace(last, findings=tuple(block.content.splitlines()))
    return found
