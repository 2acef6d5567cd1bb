"""The benchmark's texts: a small Markdown, read into blocks, runs of one style, and note calls.

`# title`, `@ byline`, `## heading`, `> quotation`, `| verse line`, `| cell | cell |`, `: caption`, `- item`, `1. item`; every
other block is a paragraph. Inside a block: `[^1]`, `*emphasis*`, `^superscript^`, `~subscript~`. A note's further paragraphs
are indented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

from fixtures.typeset.canonical import INITIAL, Call

FOLDER = Path(__file__).parent / "texts"
INLINE = re.compile(r"\[\^(?P<call>[^\]]+)\]|\*(?P<emphasis>[^*]+)\*|\^(?P<superscript>[^^]+)\^|~(?P<subscript>[^~]+)~")
NOTE = re.compile(r"\[\^([^\]]+)\]: (.*)", re.DOTALL)
ITEM = re.compile(r"(-|\d{1,2}\.) (.*)", re.DOTALL)
SYMBOLS = "*†‡§¶"

Style = Literal["", "emphasis", "superscript", "subscript"]
Kind = Literal["title", "byline", "heading", "paragraph", "quotation", "verse", "item", "caption", "table"]


class Run(NamedTuple):
    """Characters of one style."""

    text: str
    style: Style = ""


Piece = Run | Call


@dataclass(frozen=True, slots=True)
class Block:
    """A block: what a reader would call a paragraph, a heading, a stanza (its lines divided by \\n), a table (in `rows`)."""

    kind: Kind
    pieces: tuple[Piece, ...]
    marker: str = ""
    """Of an item: "-" or "3."."""
    drop_cap: bool = False
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """The text as a reader would type it, without calls; a number before an item belongs to it, a bullet does not."""
        number = f"{self.marker} " if self.marker_length else ""
        return number + "".join(piece.text for piece in self.pieces if isinstance(piece, Run))

    @property
    def marker_length(self) -> int:
        """How many characters of the words are an item's number and the space behind it."""
        return len(self.marker) + 1 if self.marker not in ("", "-") else 0

    @property
    def calls(self) -> tuple[tuple[str, int], ...]:
        """Label and offset (in `words`) of every call."""
        at = len(self.words) - sum(len(piece.text) for piece in self.pieces if isinstance(piece, Run))
        found = []
        for piece in self.pieces:
            if isinstance(piece, Run):
                at += len(piece.text)
            else:
                found.append((piece.label, at))
        return tuple(found)


Note = tuple[tuple[Piece, ...], ...]
"""The paragraphs of a note body."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to typeset."""

    name: str
    language: str
    title: str
    author: str
    blocks: tuple[Block, ...]
    notes: dict[str, Note]


class DropCap(NamedTuple):
    """The beginning of a paragraph, cut for a drop cap: `„`, `E`, `in`, and the pieces that follow."""

    opening: str
    initial: str
    rest_of_word: str
    following: tuple[Piece, ...]


def read_texts(folder: Path = FOLDER) -> tuple[Text, ...]:
    """All texts of the folder, by name; the language is what stands before the first hyphen of the name."""
    return tuple(read_text(path) for path in sorted(folder.glob("*.md")))


def read_text(path: Path) -> Text:
    """One text; raises ValueError when its calls and bodies are not the same labels in the same order."""
    blocks: list[Block] = []
    notes: dict[str, Note] = {}
    last = ""
    for raw in re.split(r"\n\n+", path.read_text(encoding="utf-8").strip()):
        if raw.startswith("    "):
            notes[last] = (*notes[last], inline(raw.strip()))
        elif body := NOTE.fullmatch(raw):
            last = body[1]
            notes[last] = (inline(body[2]),)
        else:
            blocks.extend(read_blocks(raw))
    called = [label for block in blocks for label, _ in block.calls]
    if called != list(notes):
        raise ValueError(f"{path.name}: the calls {called} are not the bodies {list(notes)}")
    return Text(
        name=path.stem,
        language=path.stem.partition("-")[0],
        title=next(block.words for block in blocks if block.kind == "title"),
        author=next(block.words for block in blocks if block.kind == "byline"),
        blocks=tuple(with_drop_caps(blocks)),
        notes=notes,
    )


def read_blocks(raw: str) -> Iterator[Block]:
    """The blocks between two blank lines: one, but for a title with its byline and a tight list."""
    lines = raw.split("\n")
    if raw.startswith("|") and raw.endswith("|"):
        rows = tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
        yield Block("table", (Run("\n".join(" ".join(row) for row in rows)),), rows=rows)
    elif raw.startswith("|"):
        yield Block("verse", inline("\n".join(line[2:] for line in lines)))
    elif raw.startswith("# "):
        yield Block("title", inline(lines[0][2:]))
        yield Block("byline", inline(lines[1][2:]))
    elif ITEM.match(raw) and (raw.startswith("-") or len(lines) > 1):
        for line in lines:
            marker, words = ITEM.fullmatch(line).groups()  # type: ignore[union-attr]
            yield Block("item", inline(words), marker=marker)
    else:
        openings: dict[str, Kind] = {"## ": "heading", "> ": "quotation", ": ": "caption"}
        for opening, kind in openings.items():
            if raw.startswith(opening):
                yield Block(kind, inline(raw.removeprefix(opening)))
                return
        yield Block("paragraph", inline(raw))


def inline(markdown: str) -> tuple[Piece, ...]:
    """Runs and calls of a stretch of Markdown."""
    pieces: list[Piece] = []
    done = 0
    for match in INLINE.finditer(markdown):
        if match.start() > done:
            pieces.append(Run(markdown[done : match.start()]))
        style = match.lastgroup
        pieces.append(Call(match["call"]) if style == "call" else Run(match[style or 0], style))  # type: ignore[arg-type]
        done = match.end()
    if done < len(markdown):
        pieces.append(Run(markdown[done:]))
    return tuple(pieces)


def with_drop_caps(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks; the first paragraph after each heading gets a drop cap if it begins with a letter."""
    before = ""
    for block in blocks:
        match = INITIAL.match(block.words)
        wanted = block.kind == "paragraph" and before == "heading" and match is not None and match[2].isalpha()
        yield replace(block, drop_cap=wanted)
        before = block.kind


def cut_initial(block: Block) -> DropCap:
    """A paragraph cut at its initial; raises ValueError if it does not begin with plain text."""
    first, *following = block.pieces
    match = INITIAL.match(first.text) if isinstance(first, Run) else None
    if match is None or not isinstance(first, Run):
        raise ValueError(f"no initial at the start of {first!r}")
    return DropCap(match[1], match[2], match[3], (Run(first.text[match.end() :], first.style), *following))


def without_drop_caps(text: Text, only_after_quotation_mark: bool = False) -> Text:
    """The text with no drop caps, or with none that an opening quotation mark stands before."""
    return replace(
        text,
        blocks=tuple(
            replace(block, drop_cap=block.drop_cap and only_after_quotation_mark and not cut_initial(block).opening)
            for block in text.blocks
        ),
    )


def without_notes(text: Text, labels: str) -> Text:
    """The text without the notes of the `labels`, for a producer that has no such sign."""
    return replace(
        text,
        blocks=tuple(
            replace(block, pieces=tuple(p for p in block.pieces if not (isinstance(p, Call) and p.label in labels)))
            for block in text.blocks
        ),
        notes={label: note for label, note in text.notes.items() if label not in labels},
    )
