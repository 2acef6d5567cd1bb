"""Ignore comments in an edition: `<!-- fidelity: ignore T106 a misprint corrected -->`.

A comment that shares its line with words is about that line; one that stands alone is about the block that follows;
`ignore-file` is about the file, and `ignore-start` about everything up to `ignore-end`. Comments in code are text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from operator import itemgetter

from fidelity.model.departure import Ignore
from fidelity.model.late_pattern import late_pattern
from fidelity.model.lines import Lines

_OPENING = late_pattern(r"<!--\s*+fidelity:")
_COMMENT = late_pattern(r"<!--\s*+fidelity:\s*+((?:(?!-->)[\w-])++)[ \t]*+(.*)-->", re.S)
_KINDS = ("ignore", "ignore-file", "ignore-start", "ignore-end")

Resolve = Callable[[str], tuple[frozenset[str], str]]
"""The codes that a rule's code, name or beginning of a code means, and what is wrong with it, as a clause."""


def read_ignores(content: str, suffix: str, resolve: Resolve) -> tuple[Ignore, ...]:
    """The ignore comments of a decoded Markdown or HTML file, in order; `suffix` is the ending of its name."""
    if "fidelity:" not in content:
        return ()
    found = list(_comments(content, suffix))
    if not found:
        return ()
    return tuple(_ignores(content, found, resolve))


def _comments(content: str, suffix: str) -> Iterator[re.Match[str]]:
    if suffix not in (".md", ".markdown"):
        yield from _closed(content)
        return
    from fidelity.readers.markdown_events import parsed

    html = [
        (start, end)
        for event, start, end in parsed(content).events()
        if isinstance(event, dict) and next(iter(event)) in {"Html", "InlineHtml"}
    ]
    for comment in _closed(content):
        k = bisect_right(html, comment.start(), key=itemgetter(0)) - 1
        if k >= 0 and comment.start() < html[k][1]:
            yield comment


def _closed(content: str) -> Iterator[re.Match[str]]:
    """The comments, each up to the first end behind it, which is looked for once."""
    at = 0
    while (opening := _OPENING.search(content, at)) is not None:
        end = content.find("-->", opening.end())
        if end < 0:
            return
        at = end + len("-->")
        comment = _COMMENT.fullmatch(content, opening.start(), at)
        if comment is not None:
            yield comment


def _ignores(content: str, comments: list[re.Match[str]], resolve: Resolve) -> Iterator[Ignore]:
    lines = Lines.of(content)
    last = len(lines.starts)
    open_ranges: list[tuple[re.Match[str], frozenset[str], str]] = []
    for comment in comments:
        kind = comment[1].lower()
        codes, said, fault = _rules(comment[2], resolve)
        place = lines.position(comment.start())
        if kind not in _KINDS:
            from difflib import get_close_matches

            near = get_close_matches(kind, _KINDS, n=1) or _KINDS[:1]
            yield Ignore(
                frozenset(), kind, *_at(lines, comment), 0, 0, f"there is no comment “{kind}”; did you mean “{near[0]}”?"
            )
        elif kind == "ignore-end":
            if not open_ranges:
                yield Ignore(frozenset(), said, *_at(lines, comment), 0, 0, "nothing is open that it could end")
                continue
            opening, opened, name = open_ranges.pop()
            yield Ignore(opened, name, *_at(lines, opening), lines.position(opening.start()).line, place.line)
        elif fault:
            yield Ignore(frozenset(), said, *_at(lines, comment), 0, 0, fault)
        elif kind == "ignore-start":
            open_ranges.append((comment, codes, said))
        elif kind == "ignore-file":
            yield Ignore(codes, said, *_at(lines, comment), 0, last)
        else:
            yield Ignore(codes, said, *_at(lines, comment), *_reach(content, lines, comment))
    for opening, codes, said in open_ranges:
        first = lines.position(opening.start()).line
        yield Ignore(codes, said, *_at(lines, opening), first, last, "no “fidelity: ignore-end” closes it")


def _at(lines: Lines, comment: re.Match[str]) -> tuple[int, int, int]:
    place = lines.position(comment.start())
    return place.line, place.column, place.offset


def _reach(content: str, lines: Lines, comment: re.Match[str]) -> tuple[int, int]:
    """The lines that a comment is about: its own, or, where it stands alone, those of the next block."""
    first, last = lines.position(comment.start()).line, lines.position(comment.end()).line
    before = content[lines.span(first).start : comment.start()]
    after = content[comment.end() : lines.span(last).end]
    if before.strip(" \t>") or after.strip():
        return first, last
    line, end = last + 1, len(lines.starts)
    while line <= end and _is_blank(content, lines, line):
        line += 1
    start = line
    while line < end and not _is_blank(content, lines, line + 1):
        line += 1
    return start, line


def _is_blank(content: str, lines: Lines, line: int) -> bool:
    return not content[slice(*lines.span(line))].strip(" \t>")


def _rules(words: str, resolve: Resolve) -> tuple[frozenset[str], str, str]:
    """The codes that a comment names, as it names them, and what is wrong; more than one rule is set apart by commas."""
    match = re.match(r"[\w-]+(?:\s*,\s*[\w-]+)*", words)
    if match is None:
        return frozenset(), "", "it names no rule; write, for instance, “fidelity: ignore T106 a misprint corrected”"
    codes: set[str] = set()
    for name in re.split(r"\s*,\s*", match.group()):
        meant, fault = resolve(name)
        if fault:
            return frozenset(), match.group(), fault
        codes |= meant
    return frozenset(codes), match.group(), ""
