"""Headings that heads repeat, or that make a series: they are no heads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from fidelity.model.span import Span
from fidelity.repairs.head_words import shape_of
from fidelity.repairs.lone_heads import SAME_HEIGHT
from fidelity.repairs.page_edges import Edge
from fidelity.repairs.printed_lines import PrintedLine

SHORTEST = 3
"""Characters that say too little to be known again."""
LARGER = 1.15
"""Times the size of a head that what it repeats is set in at least: a heading."""


def numbered_headings(pages: dict[int, list[PrintedLine]]) -> set[Span]:
    """The headings of one series ("Article 3", "Article 4"): one number each, in one size, two of them on a page.

    Most stand away from the pages' edges; a head that counts has its words there alone, or set larger elsewhere.
    """
    series: dict[tuple[str, int], list[tuple[PrintedLine, bool]]] = defaultdict(list)
    for page in pages.values():
        heights = sorted(line.box.baseline for line in page if line.box is not None)
        for line in page:
            if line.box is not None and line.words[0].isalpha() and line.words[-1].isalnum() and "#" in shape_of(line.words):
                inside = heights[0] + SAME_HEIGHT < line.box.baseline < heights[-1] - SAME_HEIGHT
                series[shape_of(line.words), round(2 * line.box.size)].append((line, inside))
    return {
        line.span
        for alike in series.values()
        if len({line.words.casefold() for line, _ in alike}) == len(alike) < 2 * sum(inside for _, inside in alike)
        and len({line.page for line, _ in alike}) < len(alike)
        for line, _ in alike
    }


def saying_headings(pages: dict[int, list[PrintedLine]]) -> dict[Span, Span]:
    """The highest lines of two pages or more, at one height, that say the headings of their pages; each with that heading."""
    highest = [max(page, key=lambda line: line.box.baseline if line.box else 0.0) for page in pages.values()]
    saying = [(line, said) for line in highest if (said := _said_heading(line, pages[line.page])) is not None]
    heights = [line.box.baseline for line, _ in saying if line.box is not None]
    again = [sum(abs(one - two) <= SAME_HEIGHT for two in heights) > 1 for one in heights]
    return {line.span: said.span for (line, said), recurs in zip(saying, again, strict=True) if recurs}


def _said_heading(line: PrintedLine, page: Sequence[PrintedLine]) -> PrintedLine | None:
    """The line below the highest line of a page that is set larger and has its very words."""
    if line.box is None or len(line.words) <= SHORTEST:
        return None
    size, baseline, words = line.box.size, line.box.baseline, line.words.casefold()
    for other in page:
        below = other.box is not None and other.box.size > LARGER * size and other.box.baseline < baseline - SAME_HEIGHT
        if below and other.words.casefold() == words:
            return other
    return None


def repeated_headings(edge: Edge, keys: dict[Span, tuple[str, ...]]) -> set[Span]:
    """The lines set larger than most that say the same: what heads repeat, no heads."""
    sizes: dict[str, list[float]] = defaultdict(list)
    lines = [line for of_page in edge.values() for line in of_page if line.box is not None]
    for line in lines:
        for key in keys[line.span]:
            sizes[key].append(line.box.size if line.box else 0.0)
    usual = {key: sorted(found)[(len(found) - 1) // 2] for key, found in sizes.items()}
    return {
        line.span
        for line in lines
        if line.box and any(line.box.size > LARGER * usual[key] and len(sizes[key]) > 1 for key in keys[line.span])
    }
