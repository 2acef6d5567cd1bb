"""Attribute lists: `{: .class #id}` of kramdown, `# Heading {.class #id}` and `[words]{.class}` of pandoc: no text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.readers.blocks import Block, Cut, without

_ATTRIBUTE = r"(?:[#.][^\W\d][\w:.-]*|[^\W\d][\w:.-]*=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s\"'{}]+))"
_LIST = rf"[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*"
_BEHIND_HEADING = late_pattern(rf"(?<![ \t])[ \t]*\{{(?:{_LIST}|[ \t]*-[ \t]*)\}}\Z")
_ALONE = late_pattern(rf"\{{:(?:{_LIST}|(?:toc|footnotes)[ \t]*|[\w-]+:{_LIST}|:[^{{}}]*|/[^{{}}]*)\}}")
"""What kramdown reads on a line of its own: attributes, a name of its own for some, an extension."""
_BEHIND_SPAN = late_pattern(rf"\{{:{_LIST}\}}")
_PANDOC = late_pattern(rf"\{{{_LIST}\}}")
_COMMAND = late_pattern(r"\\[A-Za-z]+\*?\Z")
_LONGEST_COMMAND = 40


def without_attribute_lists(block: Block, content: str) -> Block | None:
    """A block of Markdown without the attribute lists in it; None where it was nothing else. `content` is the file.

    Braces in prose, in code and in TeX, and those that were escaped, are text.
    """
    if "{" not in block.string or block.kind is Kind.CODE:
        return block
    cuts = sorted(_cuts(block, content), key=lambda cut: cut.start)
    if not cuts:
        return block
    left = without(block, cuts)
    return left if left.string.strip() else None


def _cuts(block: Block, content: str) -> Iterator[Cut]:
    string = block.string
    verbatim = [mark for mark in block.marks if mark.kind is Kind.VERBATIM]
    end = len(string)
    if (
        block.kind is Kind.HEADING
        and (behind := _BEHIND_HEADING.search(string)) is not None
        and _is_raw(block, behind, content)
    ):
        end = behind.start()
        yield Cut(end, len(string), "")
    at = string.find("{")
    while 0 <= at < end:
        if not any(mark.start <= at < mark.end for mark in verbatim):
            yield from _cut_at(block, at, content)
        at = string.find("{", at + 1)


def _cut_at(block: Block, at: int, content: str) -> Iterator[Cut]:
    """The cuts for the list that begins at a brace, if one does."""
    string = block.string
    alone = _ALONE.match(string, at)
    if alone is not None and _is_raw(block, alone, content) and _has_own_line(block, alone, content):
        start, end = alone.span()
        if start:
            start -= 1  # the line end before it
        elif string[end : end + 1].isspace():
            end += 1
        yield Cut(start, end, "")
        return
    place = block.file[at]
    before = content[place - 1 : place] if place > 0 else ""
    behind_syntax = before in {")", "`", "]", "*", "_", ">"} and (at == 0 or block.file[at - 1] != place - 1)
    span = _BEHIND_SPAN.match(string, at)
    if span is not None and behind_syntax and _is_raw(block, span, content):
        yield Cut(*span.span(), "")
        return
    span = _PANDOC.match(string, at)
    if span is None or not _is_raw(block, span, content):
        return
    if behind_syntax and before in {")", "`", "]"}:
        yield Cut(*span.span(), "")
    elif string[at - 1 : at] == "]" and before == "]":
        opening = _opening(block, at - 1, content)
        if opening is not None:
            yield Cut(opening, opening + 1, "")
            yield Cut(at - 1, span.end(), "")


def _opening(block: Block, closing: int, content: str) -> int | None:
    """The bracket that a closing one belongs to; None where there is none, or where it follows a command of TeX."""
    depth = 0
    for at in range(closing, -1, -1):
        sign, place = block.string[at], block.file[at]
        if sign not in "[]" or place < 0 or content[place - 1 : place] == "\\":
            continue
        depth += 1 if sign == "]" else -1
        if depth == 0:
            return None if _COMMAND.search(content, max(place - _LONGEST_COMMAND, 0), place) else at
    return None


def _is_raw(block: Block, match: re.Match[str], content: str) -> bool:
    """Whether the file has a list as the block has it: what was escaped or written as an entity is text."""
    first, last = block.file[match.start()], block.file[match.end() - 1]
    return first >= 0 and last >= 0 and content[first : last + 1] == match[0]


def _has_own_line(block: Block, match: re.Match[str], content: str) -> bool:
    """Whether nothing but the signs of lists and quotations stands on the line of a list."""
    first, last = block.file[match.start()], block.file[match.end() - 1]
    line = max(content.rfind("\n", 0, first), content.rfind("\r", 0, first)) + 1
    behind = content[last + 1 : last + 2000].replace("\r", "\n").split("\n", 1)[0]
    return not content[line:first].strip(" \t>") and not behind.strip()
