"""Running heads and folios in the flow of the text."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from fidelity.language.roman_numerals import value_of_roman
from fidelity.model.changes import Change, Edit
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.facing_heads import heads_counting_outside
from fidelity.repairs.heads_seen_once import folios_counting_on, heads_seen_once
from fidelity.repairs.lone_heads import FOLIO, SAME_HEIGHT, Spacing, is_apart, lone_heads, titles_of, without_folio
from fidelity.repairs.note_labels import superior_label_of
from fidelity.repairs.numbers_of_lines import numbers_of_lines
from fidelity.repairs.printed_lines import PrintedLine, body_size, ends_sentence, printed_lines, tall_characters

OPENING_NUMBER = re.compile(r"[0-9]{1,9}")
STOP = re.compile(r"[.)]\s")
"""What stands behind the number of a note or an item of a list."""
NUMERAL = re.compile(r"\d+|\b[ivxlc]+\b")
DEPTH = 3
"""Lines looked at, at the top and at the bottom of each page: a head, a folio and a rule of dots."""
SHARE = 0.2
"""And the part of all pages on which it must."""
FURTHEST = 1.5
"""Times its size that a head stands higher or lower than those of other pages, at most."""
PAGES = 3
"""Pages on which a line away from the edges must recur at one place."""
NAMES = 200
"""Lines at the beginning of a document among which its title and its author are."""
SHORTEST = 3
"""Characters that say too little to be known again."""
FACING = 4
"""Words and numbers of a head that is known again in another order, at least."""
LONGEST_CAP = 3
"""Characters of a drop cap with the opening marks before it, at most."""
HEADING = 1.25
"""Times the size of the text that what stands at the height of heads, and nothing else tells to be one, is set in at most."""
LARGER = 1.15
"""Times the size of a head that what it repeats is set in at least: a heading."""


def propose(text: Text) -> Iterator[Change]:
    """Lines removed that recur at the top or bottom of pages, or count them."""
    if text.settled or len(text.source.pages) < 1:
        return
    pages: dict[int, list[PrintedLine]] = defaultdict(list)
    tall = set(tall_characters(text))
    for line in printed_lines(text):
        # an initial "I" over the foot of a page is no Roman numeral
        if not (tall and line.start_of_words in tall and len(line.words) <= LONGEST_CAP and line.words[-1].isalpha()):
            pages[line.page].append(line)
    heads: dict[Span, tuple[str, float]] = {}
    headings = _numbered_headings(pages)
    spacings = {page: Spacing.of(lines) for page, lines in pages.items()}
    if text.source.boxes is not None:
        for edge in (_by_height(pages, top=True), _by_height(pages, top=False)):
            heads.update(_recurring(text, edge, pages, spacings))
    elif len(pages) > 1:
        for edge in (_by_order(pages, first=True), _by_order(pages, first=False)):
            heads.update(_recurring(text, edge, pages, spacings))
    if text.source.boxes is not None:
        heads.update(_at_one_place(text, pages))
        heads.update(_at_another_height(pages, heads))
        said = _saying_headings(pages)
        heads.update(dict.fromkeys(said, ("a running head: it says the heading of its page, as on another page", 0.9)))
        headings.update(said.values())
        heads.update((span, why) for span, why in heads_seen_once(text, pages).items() if span not in heads)
        names: set[str] = set()
        for number, page in sorted(pages.items()):
            heads.update(numbers_of_lines(page))
            heads.update(lone_heads(text, page, spacings[number], names, heads.keys()))
            names.update(without_folio(line.words) for line in page if len(names) < NAMES)
            names.update(titles_of(text, page) if len(names) < NAMES else ())
        heads.update((span, why) for span, why in folios_counting_on(pages, heads.keys()).items() if span not in heads)
    for span in sorted(heads.keys() - headings):
        reason, certainty = heads[span]
        end = span.end + 1 if span.end < len(text.string) else span.end
        yield Edit(Span(span.start, end), "", reason, certainty)


def _numbered_headings(pages: dict[int, list[PrintedLine]]) -> set[Span]:
    """The headings of one series ("Article 3", "Article 4"): one number each, in one size, two of them on a page.

    Most stand away from the pages' edges; a head that counts has its words there alone, or set larger elsewhere.
    """
    series: dict[tuple[str, int], list[tuple[PrintedLine, bool]]] = defaultdict(list)
    for page in pages.values():
        heights = sorted(line.box.baseline for line in page if line.box is not None)
        for line in page:
            if line.box is not None and line.words[0].isalpha() and line.words[-1].isalnum() and "#" in _shape(line.words):
                inside = heights[0] + SAME_HEIGHT < line.box.baseline < heights[-1] - SAME_HEIGHT
                series[_shape(line.words), round(2 * line.box.size)].append((line, inside))
    return {
        line.span
        for alike in series.values()
        if len({line.words.casefold() for line, _ in alike}) == len(alike) < 2 * sum(inside for _, inside in alike)
        and len({line.page for line, _ in alike}) < len(alike)
        for line, _ in alike
    }


def _at_one_place(text: Text, pages: dict[int, list[PrintedLine]]) -> dict[Span, tuple[str, float]]:
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
            if any(c.isalpha() for c in line.words) and not _opens_note(text, line):
                shapes[_shape(line.words)].append(line)
        for alike in shapes.values():
            recurs = len({line.page for line in alike}) >= least and len(alike[0].words) <= 80
            if recurs and 2 * sum(_is_within(line, pages[line.page]) for line in alike) < len(alike):
                found.update(
                    {line.span: ("a running head: its words stand at the same place on other pages", 0.95) for line in alike}
                )
    return found


def _at_another_height(
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


def _saying_headings(pages: dict[int, list[PrintedLine]]) -> dict[Span, Span]:
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


Edge = dict[int, list[PrintedLine]]
"""For each page, its outermost lines at one edge, from the outside in."""


def _by_height(pages: dict[int, list[PrintedLine]], *, top: bool) -> Edge:
    edge: Edge = {}
    for page, lines in pages.items():
        ordered = sorted(lines, key=lambda line: line.box.baseline if line.box else 0.0, reverse=top)
        edge[page] = ordered[: 2 * DEPTH]
    return edge


def _by_order(pages: dict[int, list[PrintedLine]], *, first: bool) -> Edge:
    return {page: (lines if first else lines[::-1])[:DEPTH] for page, lines in pages.items()}


@lru_cache(maxsize=4096)
def _shape(words: str) -> str:
    """What a head keeps from page to page: its words, numerals replaced."""
    return re.sub(r"\s+", " ", NUMERAL.sub("#", words.casefold())).strip()


def _opens_note(text: Text, line: PrintedLine) -> bool:
    """Whether a superior number opens a line, as it does a note: many notes say "Ibid." and no more."""
    return superior_label_of(text, line) is not None


def _keys(text: Text, line: PrintedLine) -> tuple[str, ...]:
    """By what a line is known again on another page: its shape; where a number opens it, the very words, or shape and count."""
    if _opens_note(text, line):
        return ()
    opens = OPENING_NUMBER.match(line.words)
    if opens is None or not any(c.isalpha() for c in line.words):
        return (_shape(line.words),)
    if STOP.match(line.words, opens.end()):
        # a note or an item: its number may well grow with the pages
        return (line.words.casefold(),)
    return line.words.casefold(), f"{int(opens[0]) - line.page} {_shape(line.words)}"


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
                others = " ".join(sorted(_shape(" ".join(words[1:] if i == 0 else words[:-1])).split()))
                sides[int(words[i]) - line.page, others].append((line, i == 0))
    for alike in sides.values():
        opening, ending = ([line for line, opens in alike if opens is side] for side in (True, False))
        for one in opening:
            near = [two.span for two in ending if two.page != one.page and _stand_near(sorted((one.page, two.page)))]
            found.update((one.span, *near) if near else ())
    return found


def _recurring(
    text: Text, edge: Edge, pages: dict[int, list[PrintedLine]], spacings: dict[int, Spacing]
) -> dict[Span, tuple[str, float]]:
    found: dict[Span, tuple[str, float]] = {}
    geometry = any(line.box is not None for lines in edge.values() for line in lines)
    keys = {line.span: _keys(text, line) for lines in edge.values() for line in lines}
    for lines in edge.values() if geometry else ():
        for row in (row for row in _rows(lines) if len(row) > 1):
            # a head of two pieces is one line on a page without columns
            whole = _shape(" ".join(line.words for line in row))
            keys |= {line.span: (*keys[line.span], whole) for line in row if keys[line.span]}
    shapes: dict[str, list[int]] = defaultdict(list)
    for page in sorted(edge):
        for key in {key for line in edge[page] for key in keys[line.span]}:
            shapes[key].append(page)
    recurring = {key for key, there in shapes.items() if (_stand_near(there) if geometry else len(there) >= PAGES)}
    headings = _headings(edge, keys)
    again = {span for span, of_line in keys.items() if span not in headings and not recurring.isdisjoint(of_line)}
    often = {key for key, there in shapes.items() if len(there) >= PAGES}
    # two notes may end alike
    again -= {x.span for of in edge.values() for x in of if _ends_paragraph(x) and often.isdisjoint(keys[x.span])}
    again |= (_facing(edge, keys) | (heads_counting_outside(edge, spacings) if geometry else set())) - headings
    counting = _counting(edge)
    bands = _bands(edge, again | counting)
    titles = _titles(text, edge, again | counting, bands)
    moved = _moved(edge, again, bands)
    for page, lines in edge.items():
        heads_moved = False
        for depth, line in enumerate(lines, start=1):
            recurs, counts = line.span in again, line.span in counting
            if line.box is not None:
                in_band = _is_in_band(line.box.baseline, bands)
                alone = line.span not in headings and is_apart(line, spacings[page])
                noted = _opens_note(text, line) or _is_item(line) or _ends_paragraph(line)
                alone = alone and not (noted or line.span in titles)
                heads_moved = heads_moved or line.span in moved
                if not (in_band and (recurs or counts or alone)) and not (heads_moved and (line.span in moved or counts)):
                    break
            elif not (recurs or counts) or not _may_be_head(line) or 2 * len(lines[:depth]) > len(pages[page]):
                break
            what = "a folio" if FOLIO.match(line.words) else "a running head"
            evidence = "its words recur on other pages" if recurs and not FOLIO.match(line.words) else "it counts the pages"
            if not (recurs or counts):
                evidence = "it stands where the heads of other pages stand"
            found[line.span] = (f"{what}: {evidence}", 0.99 if recurs or counts else 0.9)
    return found


def _moved(edge: Edge, again: Set[Span], bands: Sequence[float]) -> set[Span]:
    """The outermost lines of pages that say what heads of two others or more do, as far from the left and in the same size, and
    stand a little higher or lower than these: the foot of a cover, whose page has other margins.
    """
    places: dict[tuple[str, int, int], list[float]] = defaultdict(list)
    for line in (line for lines in edge.values() for line in lines if line.span in again):
        if line.box is not None and _is_in_band(line.box.baseline, bands):
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
    """The lines at the height of heads that are larger than the text, if few such are known for heads: titles of slides."""
    largest = HEADING * (body_size(text) or math.inf)
    large = {
        line.span
        for lines in edge.values()
        for line in lines
        if line.box is not None and line.box.size > largest and _is_in_band(line.box.baseline, bands)
    }
    return large - known if 2 * len(large & known) < len(large) else set()


def _rows(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """The lines that stand side by side, from left to right."""
    row: list[PrintedLine] = []
    for line in lines:
        if row and line.box and row[0].box and abs(line.box.baseline - row[0].box.baseline) > SAME_HEIGHT:
            yield sorted(row, key=lambda one: one.box.x0 if one.box else 0.0)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda one: one.box.x0 if one.box else 0.0)


def _headings(edge: Edge, keys: dict[Span, tuple[str, ...]]) -> set[Span]:
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


def _is_item(line: PrintedLine) -> bool:
    """Whether a line reads as a whole note or item: a number with a stop behind it, and a sentence."""
    opens = OPENING_NUMBER.match(line.words)
    return opens is not None and STOP.match(line.words, opens.end()) is not None and ends_sentence(line.words)


def _ends_paragraph(line: PrintedLine) -> bool:
    """Whether a line reads as the last of a paragraph that began on the page before: from a small letter to a stop."""
    return line.words[0].islower() and ends_sentence(line.words)


def _stand_near(pages: Sequence[int]) -> bool:
    """Whether a line stands on two pages that follow or face one another, as heads do; what opens each chapter does not."""
    return any(two - one <= 2 for one, two in pairwise(pages))


def _may_be_head(line: PrintedLine) -> bool:
    """Whether a line without geometry may be a head: short, and no sentence, question or answer."""
    return (len(line.words) <= 70 and line.words[-1] not in '.!?:;,”"') or bool(FOLIO.match(line.words))


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


def value_of(numeral: str) -> int:
    """The number that Arabic or Roman figures mean."""
    return int(numeral) if numeral.isdigit() else value_of_roman(numeral)


def _bands(edge: Edge, known: set[Span]) -> list[float]:
    """The heights at which heads stand, in order: where at least two pages have a line that recurs or counts."""
    heights: list[tuple[float, int]] = [
        (line.box.baseline, page)
        for page, lines in edge.items()
        for line in lines
        if line.box is not None and line.span in known
    ]
    heights.sort()
    levels = [height for height, _ in heights]
    bands = []
    for height, page in heights:
        near = range(bisect_left(levels, height - 2 * SAME_HEIGHT), bisect_right(levels, height + 2 * SAME_HEIGHT))
        if any(heights[i][1] != page and abs(levels[i] - height) <= SAME_HEIGHT for i in near):
            bands.append(height)
    return bands


def _is_in_band(height: float, bands: Sequence[float]) -> bool:
    i = bisect_left(bands, height)
    return any(abs(height - band) <= SAME_HEIGHT for band in bands[max(i - 1, 0) : i + 1])


REPAIR = Repair(
    code="A102",
    name="running-head",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a running head or folio was left in the text",
    transcript_only=True,
)
