"""Running heads and folios in the flow of the text."""

from __future__ import annotations

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
from fidelity.repairs.note_labels import label_of
from fidelity.repairs.printed_lines import PrintedLine, body_size, ends_sentence, glyph_of, printed_lines

OPENING_NUMBER = re.compile(r"[0-9]{1,9}")
NUMERAL = re.compile(r"\d+|\b[ivxlc]+\b")
FOLIO = re.compile(
    r"^\W*(?:(?:page|seite|p\.|s\.)\s*)?(\d{1,4}|[ivxlc]{1,7})\W*(?:(?:/|of|von|sur|de)\s*\d{1,4})?\W*$", re.IGNORECASE
)
BROWSER_HEAD = re.compile(r"^\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d{2}(?:\s?[AP]M)?\b")
BROWSER_FOOT = re.compile(r"^(?:https?|file)://\S+ \d{1,4}/\d{1,4}$")
DEPTH = 3
"""Lines looked at, at the top and at the bottom of each page: a head, a folio and a rule of dots."""
SHARE = 0.2
"""And the part of all pages on which it must."""
PAGES = 3
"""Pages on which a line away from the edges must recur at one place."""
SAME_HEIGHT = 2.0
"""Points by which the baselines of a head may differ between pages."""
FEWEST_NUMBERS = {1: 8, 5: 4}
"""How many numbers at the end of a page count its lines by ones, and by fives."""
NAMES = 200
"""Lines at the beginning of a document among which its title and its author are."""
SMALLER = 0.95
"""Times the size of the text that a head with one of these is set in at most."""
SHORTEST = 3
"""Characters that say too little to be known again."""
LARGER = 1.15
"""Times the size of a head that what it repeats is set in at least: a heading."""
SEPARATE = 1.35
"""A head or folio stands at least this many normal line distances from the text."""


def propose(text: Text) -> Iterator[Change]:
    """Lines removed that recur at the top or bottom of pages, or count them."""
    if text.settled or len(text.source.pages) < 1:
        return
    pages: dict[int, list[PrintedLine]] = defaultdict(list)
    for line in printed_lines(text):
        pages[line.page].append(line)
    heads: dict[Span, tuple[str, float]] = {}
    if text.source.boxes is not None:
        for edge in (_by_height(pages, top=True), _by_height(pages, top=False)):
            heads.update(_recurring(text, edge, pages))
    elif len(pages) > 1:
        for edge in (_by_order(pages, first=True), _by_order(pages, first=False)):
            heads.update(_recurring(text, edge, pages))
    if text.source.boxes is not None:
        heads.update(_at_one_place(text, pages))
        heads.update(_saying_headings(pages))
        names: set[str] = set()
        for _, page in sorted(pages.items()):
            heads.update(_line_numbers(page))
            heads.update(_lone(text, page, names, heads.keys()))
            names.update(_without_folio(line.words) for line in page if len(names) < NAMES)
    for span in sorted(heads):
        reason, certainty = heads[span]
        end = span.end + 1 if span.end < len(text.string) else span.end
        yield Edit(Span(span.start, end), "", reason, certainty)


def _at_one_place(text: Text, pages: dict[int, list[PrintedLine]]) -> dict[Span, tuple[str, float]]:
    """Lines with the same words at the same place of at least three pages, wherever that is: heads set sideways, stamps."""
    least = max(PAGES, SHARE * len(pages))
    places: dict[tuple[int, int, int], list[PrintedLine]] = defaultdict(list)
    for lines in pages.values():
        for line in lines:
            if line.box is not None:
                # heads of one shape have as many words; few lines of the text that share a place do
                places[len(line.words.split()), round(line.box.x0 / 4), round(line.box.baseline / 4)].append(line)
    found: dict[Span, tuple[str, float]] = {}
    for there in places.values():
        shapes: dict[str, list[PrintedLine]] = defaultdict(list)
        for line in there if len(there) >= least else ():
            if any(c.isalpha() for c in line.words) and not _opens_note(text, line):
                shapes[_shape(line.words)].append(line)
        for alike in shapes.values():
            if len({line.page for line in alike}) >= least and len(alike[0].words) <= 80:
                found.update(
                    {line.span: ("a running head: its words stand at the same place on other pages", 0.95) for line in alike}
                )
    return found


def _without_folio(words: str) -> str:
    return words.casefold().strip(" 0123456789-–—·|")


def _names_the_text(text: Text, line: PrintedLine, page: Sequence[PrintedLine], names: set[str]) -> bool:
    """Whether a line in small type names the text: a folio, and the title or author as an earlier page or larger lines of its
    own page have them; or both title and author.
    """
    size, bare = body_size(text), _without_folio(line.words)
    if size is None or line.box is None or line.box.size > SMALLER * size or len(bare) <= 3:
        return False
    others = [(_without_folio(other.words), other.box.size > size) for other in page if other.box is not None]
    larger = {words for words, large in others if large}
    for (one, first), (two, second) in pairwise(others):
        # a title and an author one below the other, one of which may have the size of the text
        if one and two and (first or second) and bare in {f"{one} {two}", f"{two} {one}"}:
            return True
    return (bare in names or bare in larger) and any(character.isdigit() for character in line.words)


def _names_author_and_title(text: Text, row: Sequence[PrintedLine], names: set[str]) -> bool:
    """Whether a row is two pieces wide apart that an earlier page has in full: the author, and what the title begins with."""
    pieces = [piece for line in row for piece in _wide_apart(text, line)]
    bare = [name for name in map(_without_folio, pieces) if name]
    if len(bare) != 2:
        return False
    begun = [len(name.split()) > 1 and any(_begins_with(full, name) for full in names) for name in bare]
    author = [any(_is_shortened(name, full) for full in names) for name in bare]
    return (author[0] and begun[1]) or (begun[0] and author[1])


def _begins_with(full: str, name: str) -> bool:
    """Whether a name begins another one, and ends there with a word."""
    return full.startswith(name) and re.match(r"\w", full[len(name) :]) is None


def _is_shortened(name: str, full: str) -> bool:
    """Whether a name is another one, or its first names are initials there: "h. voss-calder"."""
    short, long = name.split(), full.split()
    return (
        len(short) == len(long) > 1
        and short[-1] == long[-1]
        and all(one.rstrip(".") in {two, two[0]} for one, two in zip(short[:-1], long[:-1], strict=True))
    )


def _wide_apart(text: Text, line: PrintedLine) -> list[str]:
    """The pieces of a line with more than two ems of white between them."""
    glyphs, at, pieces = text.source.glyphs, 0, []
    if glyphs is None or line.box is None:
        return [line.words]
    for blank in re.finditer(r"(?<=\S)\s+(?=\S)", line.words):
        before, after = (glyph_of(text, line.start_of_words + place) for place in (blank.start() - 1, blank.end()))
        if before is not None and after is not None and glyphs.x0[after] - glyphs.x1[before] > 2 * line.box.size:
            pieces.append(line.words[at : blank.start()])
            at = blank.end()
    return [*pieces, line.words[at:]]


def _lone(text: Text, page: list[PrintedLine], names: set[str], known: Set[Span]) -> dict[Span, tuple[str, float]]:
    """Heads that need no other page: what a browser prints around a page, and a line with the folio set apart in it.

    None that is `known` for one.
    """
    found: dict[Span, tuple[str, float]] = {}
    for row in _outer_rows(page):
        if all(line.span in known for line in row) or not _is_apart(row[0], page):
            continue
        words = " ".join(line.words for line in row)
        if BROWSER_HEAD.match(words) or BROWSER_FOOT.search(words):
            why = "a running head: what a browser prints around a page", 0.97
        elif FOLIO.match(words) and row[0].box is not None and row[0].box.baseline <= min(_baselines(page)) + SAME_HEIGHT:
            why = "a folio: a number by itself at the foot of the page", 0.8
        elif any(_has_folio_apart(text, line) for line in row) or (
            len(row) > 1 and any(FOLIO.match(line.words) for line in row)
        ):
            why = "a running head: a folio stands apart in it", 0.85
        elif (len(row) == 1 and _names_the_text(text, row[0], page, names)) or _names_author_and_title(text, row, names):
            why = "a running head: it says what names the text elsewhere", 0.9
        else:
            continue
        found.update({line.span: why for line in row if line.span not in known})
    return found


def _saying_headings(pages: dict[int, list[PrintedLine]]) -> dict[Span, tuple[str, float]]:
    """The highest lines of two pages or more, at one height, that say the headings of their pages."""
    highest = [max(page, key=lambda line: line.box.baseline if line.box else 0.0) for page in pages.values()]
    saying = [line for line in highest if _says_heading(line, pages[line.page])]
    heights = [line.box.baseline for line in saying if line.box is not None]
    again = [sum(abs(one - two) <= SAME_HEIGHT for two in heights) > 1 for one in heights]
    return {
        line.span: ("a running head: it says the heading of its page, as on another page", 0.9)
        for line, recurs in zip(saying, again, strict=True)
        if recurs
    }


def _says_heading(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    """Whether the highest line of a page has the very words of a line below it that is set larger."""
    if line.box is None or len(line.words) <= SHORTEST:
        return False
    size, baseline, words = line.box.size, line.box.baseline, line.words.casefold()
    return any(
        other.box is not None
        and other.box.size > LARGER * size
        and other.box.baseline < baseline - SAME_HEIGHT
        and other.words.casefold() == words
        for other in page
    )


def _baselines(page: Sequence[PrintedLine]) -> list[float]:
    return [line.box.baseline for line in page if line.box is not None]


def _outer_rows(page: list[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """The lines at the height of the page's highest line, and those at the height of its lowest, from left to right."""
    heights = _baselines(page)
    for height in {max(heights), min(heights)} if heights else ():
        row = [line for line in page if line.box is not None and abs(line.box.baseline - height) <= SAME_HEIGHT]
        yield sorted(row, key=lambda line: line.box.x0 if line.box else 0.0)


def _has_folio_apart(text: Text, line: PrintedLine) -> bool:
    """Whether a number opens or ends the line with more than two ems of white between it and the words."""
    if not (line.words[0].isdigit() or line.words[-1].isdigit()) or len(line.words) > 90 or text.source.glyphs is None:
        return False
    pieces = _wide_apart(text, line)
    if len(pieces) == 1:
        return False
    numeral = re.compile(r"\d{1,4}")
    opens = numeral.fullmatch(pieces[0]) is not None and re.match(r"[^\W\d]", pieces[1]) is not None
    return opens or (numeral.fullmatch(pieces[-1]) is not None and re.search(r"\w$", pieces[-2]) is not None)


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


def _line_numbers(page: Sequence[PrintedLine]) -> dict[Span, tuple[str, float]]:
    """The numbers of lines, which the reader puts last on the page: they count by ones, or by fives."""
    numbers: list[PrintedLine] = []
    for depth, line in enumerate(reversed(page)):
        if not numbers and depth < DEPTH and not line.words.isdecimal():
            # what is set sideways across the page follows them
            continue
        if not line.words.isdecimal() or (numbers and int(numbers[-1].words) - int(line.words) not in FEWEST_NUMBERS):
            break
        numbers.append(line)
    steps = {int(one.words) - int(two.words) for one, two in pairwise(numbers)}
    if len(steps) != 1 or len(numbers) < FEWEST_NUMBERS.get(next(iter(steps)), len(numbers) + 1):
        return {}
    return {line.span: ("the number of a line in the margin: it counts the lines of the page", 0.97) for line in numbers}


def _opens_note(text: Text, line: PrintedLine) -> bool:
    """Whether a superior number opens a line, as it does a note: many notes say "Ibid." and no more."""
    label = label_of(text, line)
    return label is not None and label.superior


def _keys(text: Text, line: PrintedLine) -> tuple[str, ...]:
    """By what a line is known again on another page: its shape; where a number opens it, the very words, or shape and count."""
    if _opens_note(text, line):
        return ()
    opens = OPENING_NUMBER.match(line.words)
    if opens is None or not any(c.isalpha() for c in line.words):
        return (_shape(line.words),)
    return line.words.casefold(), f"{int(opens[0]) - line.page} {_shape(line.words)}"


def _recurring(text: Text, edge: Edge, pages: dict[int, list[PrintedLine]]) -> dict[Span, tuple[str, float]]:
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
    counting = _counting(edge)
    bands = _bands(edge, again | counting)
    for page, lines in edge.items():
        for depth, line in enumerate(lines, start=1):
            recurs, counts = line.span in again, line.span in counting
            if line.box is not None:
                in_band = _is_in_band(line.box.baseline, bands)
                alone = line.span not in headings and _is_apart(line, pages[page])
                alone = alone and not (_opens_note(text, line) or _ends_paragraph(line))
                if not in_band or not (recurs or counts or alone):
                    break
            elif not (recurs or counts) or not _may_be_head(line) or 2 * len(lines[:depth]) > len(pages[page]):
                break
            what = "a folio" if FOLIO.match(line.words) else "a running head"
            evidence = "its words recur on other pages" if recurs and not FOLIO.match(line.words) else "it counts the pages"
            if not (recurs or counts):
                evidence = "it stands where the heads of other pages stand"
            found[line.span] = (f"{what}: {evidence}", 0.99 if recurs or counts else 0.9)
    return found


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


def _is_apart(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    """Whether a line stands further from its neighbours on the page than lines of the text do from one another."""
    if line.box is None:
        return False
    baselines = {other.box.baseline for other in page if other.box is not None}
    steps = sorted(
        one.box.baseline - two.box.baseline
        for one, two in pairwise(page)
        if one.box and two.box and one.box.column == two.box.column and one.box.baseline - two.box.baseline > SAME_HEIGHT
    )
    if not steps:
        return False
    usual = steps[len(steps) // 2]
    nearest = min(
        (abs(b - line.box.baseline) for b in baselines if abs(b - line.box.baseline) > SAME_HEIGHT),
        default=0.0,
    )
    return nearest >= SEPARATE * usual


REPAIR = Repair(
    code="A102",
    name="running-head",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a running head or folio was left in the text",
    transcript_only=True,
)
