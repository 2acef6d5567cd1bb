"""Heads and folios at the edges of pages: what recurs there, counts the pages, or stands where such lines stand."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence, Set
from itertools import accumulate

from fidelity.language.roman_numerals import value_of
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.counted_heads import counted_heads
from fidelity.repairs.facing_heads import heads_counting_outside
from fidelity.repairs.head_words import (
    OPENING_NUMBER,
    ends_paragraph,
    is_item,
    keys_of,
    may_be_head,
    opens_note,
    shape_of,
    stand_near,
)
from fidelity.repairs.heads_by_height import stands_as_head
from fidelity.repairs.linked_notes import linked_notes
from fidelity.repairs.lone_heads import FOLIO, SAME_HEIGHT, Spacing, is_apart, lines_around
from fidelity.repairs.page_edges import FURTHEST, PAGES, Edge, bands_of, is_in_band, rows_of
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.repeated_headings import repeated_headings
from fidelity.repairs.text_size import body_size

FACING = 4
"""Words and numbers of a head that is known again in another order, at least."""
FULL, OF_TEXT, BLOCK = 0.85, 0.3, 4
"""The part of the widest line of its page that a line of a paragraph has at least, points by which its size is off the text's,
and how many lines stand there as close to one another as in paragraphs."""
HEADING = 1.25
"""Times the size of the text that what stands at the height of heads, and nothing else tells to be one, is set in at most."""


def _facing(edge: Edge, keys: dict[Span, tuple[str, ...]]) -> set[Span]:
    """The heads that say the same as a head near by from the outside in: the number of the page opens one and ends the other.

    Numbers at one side that grow with the pages may be years, or count headings.
    """
    found: set[Span] = set()
    sides: dict[tuple[int, str], list[tuple[PrintedLine, bool]]] = defaultdict(list)
    for line in (line for lines in edge.values() for line in lines):
        words = line.words.split()
        for i in (0, -1) if len(words) >= FACING and keys[line.span] else ():
            if OPENING_NUMBER.fullmatch(words[i]):
                others = " ".join(sorted(shape_of(" ".join(words[1:] if i == 0 else words[:-1])).split()))
                sides[int(words[i]) - line.page, others].append((line, i == 0))
    for alike in sides.values():
        opening, ending = ([line for line, opens in alike if opens is side] for side in (True, False))
        for one in opening:
            near = [two.span for two in ending if two.page != one.page and stand_near(sorted((one.page, two.page)))]
            found.update((one.span, *near) if near else ())
    return found


def recurring_heads(
    text: Text, edge: Edge, pages: dict[int, list[PrintedLine]], spacings: dict[int, Spacing]
) -> dict[Span, tuple[str, float]]:
    """The heads and folios at an edge, each with (why, certainty)."""
    found: dict[Span, tuple[str, float]] = {}
    geometry = any(line.box is not None for lines in edge.values() for line in lines)
    keys = {line.span: keys_of(text, line) for lines in edge.values() for line in lines}
    for lines in edge.values() if geometry else ():
        for row in (row for row in rows_of(lines) if len(row) > 1):
            # a head of two pieces is one line on a page without columns
            whole = shape_of(" ".join(line.words for line in row))
            keys |= {line.span: (*keys[line.span], whole) for line in row if keys[line.span]}
    shapes: dict[str, list[int]] = defaultdict(list)
    for page in sorted(edge):
        for key in {key for line in edge[page] for key in keys[line.span]}:
            shapes[key].append(page)
    recurring = {key for key, there in shapes.items() if (stand_near(there) if geometry else len(there) >= PAGES)}
    headings = repeated_headings(edge, keys)
    again = {span for span, of_line in keys.items() if span not in headings and not recurring.isdisjoint(of_line)}
    often = {key for key, there in shapes.items() if len(there) >= PAGES}
    # two notes may end alike
    again -= {x.span for of in edge.values() for x in of if ends_paragraph(x) and often.isdisjoint(keys[x.span])}
    if geometry:
        again -= {x.span for page, of in edge.items() for x in of if _is_of_paragraph(text, x, pages[page], spacings[page])}
    counting = _counting(edge)
    counted = heads_counting_outside(edge, spacings) if geometry else counted_heads(edge, counting)
    again |= (_facing(edge, keys) | counted) - headings
    bands = bands_of(edge, again | counting)
    titles = _titles(text, edge, again | counting, bands)
    moved, known = _moved(edge, again, bands), again | counting
    levels = sorted((line for of in edge.values() for line in of if line.box is not None), key=_baseline_of)
    calls = linked_notes(text).calls if geometry else {}
    parts_pages = _parting(edge, spacings)
    for page, lines in edge.items():
        heads_moved = False
        for depth, line in enumerate(lines, start=1):
            recurs, counts = line.span in again, line.span in counting
            if FOLIO.match(line.words) and text.origin[line.start_of_words] in calls:
                break  # the call of a note stands alone at the head of its page
            if line.box is not None:
                in_band = is_in_band(line.box.baseline, bands)
                alone = in_band and not (recurs or counts) and line.span not in headings and line.span not in titles
                alone = alone and is_apart(line, spacings[page]) and parts_pages(line.box.baseline)
                alone = alone and not (opens_note(text, line) or is_item(line) or ends_paragraph(line))
                alone = alone and stands_as_head(text, line, _beside(levels, line.box.baseline), known, pages)
                heads_moved = heads_moved or line.span in moved
                if not (in_band and (recurs or counts or alone)) and not (heads_moved and (line.span in moved or counts)):
                    break
            elif not (recurs or counts) or not may_be_head(line) or 2 * len(lines[:depth]) > len(pages[page]):
                break
            what = "a folio" if FOLIO.match(line.words) else "a running head"
            evidence = "its words recur on other pages" if recurs and not FOLIO.match(line.words) else "it counts the pages"
            if not (recurs or counts):
                evidence = "it stands where the heads of other pages stand"
            found[line.span] = (f"{what}: {evidence}", 0.99 if recurs or counts else 0.9)
    return found


def _is_of_paragraph(text: Text, line: PrintedLine, page: Sequence[PrintedLine], spacing: Spacing) -> bool:
    """Whether a line without a number is as long and as large as lines of the text, and stands in a block of many.

    A text may say the same words at the same height of two pages, as forms of contracts and minutes do.
    """
    size = body_size(text)
    if line.box is None or size is None or abs(line.box.size - size) > OF_TEXT or re.search(r"^\W*\d|\d\W*$", line.words):
        return False
    measure = max(x.box.x1 - x.box.x0 for x in page if x.box is not None and abs(x.box.size - size) <= OF_TEXT)
    return line.box.x1 - line.box.x0 >= FULL * measure and lines_around(line, spacing) >= BLOCK


def _parting(edge: Edge, spacings: dict[int, Spacing]) -> Callable[[float], bool]:
    """What tells of a height whether most of the lines there stand apart, as heads do: where two lines of text happen to recur,
    most do not.
    """
    boxed = [(line.box.baseline, line) for lines in edge.values() for line in lines if line.box is not None]
    boxed.sort(key=lambda one: one[0])
    heights = [height for height, _ in boxed]
    apart = list(accumulate((is_apart(line, spacings[line.page]) for _, line in boxed), initial=0))

    def parts_pages(height: float) -> bool:
        first, last = bisect_left(heights, height - SAME_HEIGHT), bisect_right(heights, height + SAME_HEIGHT)
        return 2 * (apart[last] - apart[first]) > last - first

    return parts_pages


def _baseline_of(line: PrintedLine) -> float:
    return line.box.baseline if line.box is not None else 0.0


def _beside(levels: Sequence[PrintedLine], height: float) -> Sequence[PrintedLine]:
    """The lines at a height, of all by their height."""
    first = bisect_left(levels, height - SAME_HEIGHT, key=_baseline_of)
    return levels[first : bisect_right(levels, height + SAME_HEIGHT, key=_baseline_of)]


def _moved(edge: Edge, again: Set[Span], bands: Sequence[float]) -> set[Span]:
    """The outermost lines of pages that say what heads of two others or more do, as far from the left and in the same size, and
    stand a little higher or lower than these: the foot of a cover, whose page has other margins.
    """
    places: dict[tuple[str, int, int], list[float]] = defaultdict(list)
    for line in (line for lines in edge.values() for line in lines if line.span in again):
        if line.box is not None and is_in_band(line.box.baseline, bands):
            places[_place_of(line)].append(line.box.baseline)
    return {
        line.span
        for line in (lines[0] for lines in edge.values())
        if line.span in again
        and line.box is not None
        and len(there := places.get(_place_of(line), [])) > 1
        and all(abs(line.box.baseline - baseline) <= FURTHEST * line.box.size for baseline in there)
    }


def _place_of(line: PrintedLine) -> tuple[str, int, int]:
    """The words of a line, how far it stands from the left in whole points, and twice its size."""
    return (line.words, round(line.box.x0), round(2 * line.box.size)) if line.box is not None else (line.words, 0, 0)


def _titles(text: Text, edge: Edge, known: Set[Span], bands: Sequence[float]) -> set[Span]:
    """The lines at the height of heads that are larger than the text, if no more such are known for heads: titles of slides."""
    largest = HEADING * (body_size(text) or math.inf)
    large = {
        line.span
        for lines in edge.values()
        for line in lines
        if line.box is not None and line.box.size > largest and is_in_band(line.box.baseline, bands)
    }
    return large - known if 2 * len(large & known) <= len(large) else set()


def _counting(edge: Edge) -> set[Span]:
    """The lines that are a number which grows with the pages: two at least, the same distance from the page's index."""
    numbers: dict[int, list[Span]] = defaultdict(list)
    for page, lines in edge.items():
        for line in lines:
            match = FOLIO.match(line.words)
            # without geometry a capital Roman numeral at a page's edge may number a chapter
            if match and (line.box is not None or not match.group(1).isupper()):
                numbers[value_of(match.group(1)) - page].append(line.span)
    geometry = any(line.box is not None for lines in edge.values() for line in lines)
    least = 2 if geometry else PAGES
    return {span for spans in numbers.values() if len(spans) >= least for span in spans}
