"""A canonical text in Markdown, one block a line, and where its parts stand; offsets are characters of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from benchmarks.checking.words import LANGUAGES, Words

CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
BODY = re.compile(r"\[\^([^\]\s]+)\]: ?")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?<=[^\W\d_]{4}[.!?]) (?=[^\W\d_a-zà-ÿ])")
EMPHASIS = re.compile(r"(?<![\\*])\*[^*\n]+(?<!\\)\*(?!\*)")
ADDRESS = re.compile(r"https?://\S+")
REFERENCE = re.compile(r"(?:see\snote|Anm\.|voir\snote|la\snota|vedi\snota|ver\snota)\s(?:>\s)?(\d+)")
"""A reference of the running text to a note, in the project's own texts."""

Block = Literal["heading", "paragraph", "quotation", "note"]


class Stretch(NamedTuple):
    """Characters of the canonical file."""

    start: int
    end: int


class Edit(NamedTuple):
    """Characters of the canonical file, and what the edition has instead."""

    start: int
    end: int
    after: str


@dataclass(frozen=True)
class Site:
    """A text in which changes are planted."""

    name: str
    content: str
    language: str

    @property
    def words(self) -> Words:
        return LANGUAGES[self.language]

    @cached_property
    def blocks(self) -> list[tuple[Block, Stretch]]:
        """Every block with its kind, without the mark-up that begins its line."""
        found: list[tuple[Block, Stretch]] = []
        for match in re.finditer(r"[^\n]+", self.content):
            line = match[0]
            prefix = re.match(r"#+ |> |\[\^[^\]\s]+\]: ?", line)
            kind: Block = "paragraph"
            if prefix:
                kind = "heading" if line[0] == "#" else "quotation" if line[0] == ">" else "note"
            found.append((kind, Stretch(match.start() + (prefix.end() if prefix else 0), match.end())))
        return found

    def of(self, *kinds: Block) -> list[Stretch]:
        return [stretch for kind, stretch in self.blocks if kind in kinds]

    @cached_property
    def quotations(self) -> list[Stretch]:
        """The insides of inline quotations."""
        opening, closing = self.words.quotes
        pattern = re.compile(f"(?<!\\w){opening}[ \u00a0\u202f]?([^{opening}{closing}\n]+?)[ \u00a0\u202f]?{closing}")
        return [Stretch(*match.span(1)) for match in pattern.finditer(self.content)]

    @cached_property
    def calls(self) -> list[re.Match[str]]:
        return [m for m in CALL.finditer(self.content) if not self.in_note(m.start())]

    @cached_property
    def bodies(self) -> dict[str, Stretch]:
        """Each note's whole line, by label."""
        return {m[1]: Stretch(m.start(), m.end()) for m in re.finditer(r"^\[\^([^\]\s]+)\]:.*$", self.content, re.M)}

    @cached_property
    def _notes(self) -> list[Stretch]:
        return self.of("note")

    def in_note(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self._notes)

    @cached_property
    def _shut(self) -> list[Stretch]:
        """What no change of wording may touch: quotations with their marks, calls, emphasis, addresses."""
        marked = [Stretch(start - 2, end + 2) for start, end in self.quotations]
        others = (m.span() for pattern in (CALL, BODY, EMPHASIS, ADDRESS) for m in pattern.finditer(self.content))
        return sorted([*marked, *(Stretch(a - 1, b + 1) for a, b in others)])

    @cached_property
    def plain(self) -> list[Stretch]:
        """Stretches of running prose outside everything that is shut."""
        return list(_without(self.of("paragraph"), self._shut))

    def find(self, pattern: str | re.Pattern[str], places: Iterable[Stretch] | None = None) -> Iterator[re.Match[str]]:
        """Matches in running prose, or in the places given."""
        compiled = re.compile(pattern)
        for start, end in self.plain if places is None else places:
            yield from compiled.finditer(self.content, start, end)

    @cached_property
    def sentences(self) -> list[Stretch]:
        """Whole sentences with the space after them: not the first or last of a paragraph, without quotations and calls."""
        found = []
        for start, end in self.of("paragraph"):
            cuts = [m.end() for m in SENTENCE_END.finditer(self.content, start, end)]
            found += [Stretch(a, b) for a, b in pairwise(cuts) if 40 < b - a < 400]
        return [s for s in found if not any(a < s.end and s.start < b for a, b in self._shut)]

    @cached_property
    def paragraphs(self) -> list[Stretch]:
        """Whole paragraphs with the blank line after them, without calls, with a paragraph before and after."""
        found = []
        for before, (kind, stretch), after in zip(self.blocks, self.blocks[1:], self.blocks[2:], strict=False):
            if (before[0], kind, after[0]) != ("paragraph",) * 3 or stretch.end - stretch.start < 150:
                continue
            if not CALL.search(self.content, *stretch):
                found.append(Stretch(stretch.start, after[1].start))
        return found

    @cached_property
    def quoted_words(self) -> list[list[re.Match[str]]]:
        """The words of each inline quotation of the running text that has at least five."""
        found = [list(WORD.finditer(self.content, *q)) for q in self.quotations if not self.in_note(q.start)]
        return [words for words in found if len(words) >= 5]


def _without(places: Iterable[Stretch], shut: list[Stretch]) -> Iterator[Stretch]:
    for start, end in places:
        at = start
        for a, b in shut:
            if b <= at or a >= end:
                continue
            if a > at:
                yield Stretch(at, a)
            at = max(at, b)
        if at < end:
            yield Stretch(at, end)
