"""Heads known by their place: the same words at one place of several pages, or a little higher or lower."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.head_words import opens_note, shape_of
from fidelity.repairs.page_edges import DEPTH, FURTHEST, PAGES
from fidelity.repairs.printed_lines import PrintedLine

SHARE = 0.2
"""And the part of all pages on which it must."""


def heads_at_one_place(text: Text, pages: dict[int, list[PrintedLine]]) -> dict[Span, tuple[str, float]]:
    """Lines with the same words at the same place of at least three pages, wherever that is: heads set sideways, stamps.

    A form, or the head of a table, has such lines too: within the text.
    """
    least = max(PAGES, SHARE * len(pages))
    places: dict[tuple[int, int], list[PrintedLine]] = defaultdict(list)
    for lines in pages.values():
        for line in lines:
            if line.box is not None:
                places[round(line.box.x0 / 4), round(line.box.baseline / 4)].append(line)
    # heads of one shape have as many words; few lines of the text that share a place do
    alike_in_length: dict[tuple[tuple[int, int], int], list[PrintedLine]] = defaultdict(list)
    for place, there in places.items():
        for line in there if len(there) >= least else ():
            alike_in_length[place, len(line.words.split())].append(line)
    found: dict[Span, tuple[str, float]] = {}
    for there in alike_in_length.values():
        shapes: dict[str, list[PrintedLine]] = defaultdict(list)
        for line in there if len(there) >= least else ():
            if any(c.isalpha() for c in line.words) and not opens_note(text, line):
                shapes[shape_of(line.words)].append(line)
        for alike in shapes.values():
            recurs = len({line.page for line in alike}) >= least and len(alike[0].words) <= 80
            if recurs and 2 * sum(_is_within(line, pages[line.page]) for line in alike) < len(alike):
                found.update(
                    {line.span: ("a running head: its words stand at the same place on other pages", 0.95) for line in alike}
                )
    return found


def heads_at_another_height(
    pages: dict[int, list[PrintedLine]], heads: dict[Span, tuple[str, float]]
) -> dict[Span, tuple[str, float]]:
    """The highest lines of pages that say in the same size what the heads of two others or more do, a line higher or lower.

    A browser sets the head of a table, which comes again on each page, a little lower on the first.
    """
    highest = [max(page, key=lambda line: line.box.baseline if line.box else 0.0) for page in pages.values()]
    known: dict[tuple[str, int], list[float]] = defaultdict(list)
    for line in highest:
        if line.span in heads and line.box is not None and len(line.words.split()) > 1:
            known[line.words, round(2 * line.box.size)].append(line.box.baseline)
    return {
        line.span: ("a running head: its words are those of other pages, a little higher or lower", 0.9)
        for line in highest
        if line.span not in heads
        and line.box is not None
        and len(there := known.get((line.words, round(2 * line.box.size)), [])) > 1
        and all(abs(line.box.baseline - baseline) <= FURTHEST * line.box.size for baseline in there)
    }


def _is_within(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    """Whether a line stands in the text of its page, over and below lines of its column: it says again what pages say.

    What is set sideways follows the text, and what is in a margin has none over it.
    """
    i = page.index(line)
    if not DEPTH <= i < len(page) - DEPTH:
        return False
    above, here, below = page[i - 1].box, line.box, page[i + 1].box
    if above is None or here is None or below is None or not above.column == here.column == below.column:
        return False
    if not above.baseline > here.baseline > below.baseline:
        return False
    return max(above.x0, here.x0) < min(above.x1, here.x1) and max(below.x0, here.x0) < min(below.x1, here.x1)
