"""Heads and folios that need no other page: their own words or place tell them."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby, pairwise

from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.text_size import body_size

FOLIO = re.compile(
    r"^\W*(?:(?:page|seite|p\.|s\.)\s*)?(\d{1,4}|[ivxlc]{1,7})\W*(?:(?:/|of|von|sur|de)\s*\d{1,4})?\W*$", re.IGNORECASE
)
PARTING = re.compile(r"[,:.;]\s+|\s+[–—·|/]\s+")
"""What stands between an author and a title in one line."""
BROWSER_HEAD = re.compile(r"^\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d{2}(?:\s?[AP]M)?\b")
BROWSER_FOOT = re.compile(r"^(?:https?|file)://\S+ \d{1,4}/\d{1,4}$")
SAME_HEIGHT = 2.0
"""Points by which the baselines of a head may differ between pages."""
SMALLER = 0.95
"""Times the size of the text that a head with one of these is set in at most."""
SEPARATE = 1.35
"""A head or folio stands at least this many normal line distances from the text."""
CLOSE = 1.2
"""Times the usual distance that two lines of one paragraph stand from one another, at most."""
AT_SIDE = 3.0
"""Points within which a folio ends at the side of the text."""
FEW_LINES = 6
"""Lines of a page from which on the distances between them tell which are lines of the text."""
SHORT_PAGE_GAP = 2.5
"""Ems of white above the folio of a page with fewer: more than lines of text have when they are set double."""


def lone_heads(
    text: Text, page: list[PrintedLine], spacing: Spacing, names: set[str], known: Set[Span]
) -> dict[Span, tuple[str, float]]:
    """Heads that need no other page: what a browser prints around a page, and a line with the folio set apart in it.

    None that is `known` for one. `spacing` is that of the page.
    """
    found: dict[Span, tuple[str, float]] = {}
    page = _within_marks(page, known)
    for row in outer_rows(page):
        if all(line.span in known for line in row) or not (is_apart(row[0], spacing) or _counts_short_page(text, row, page)):
            continue
        words = " ".join(line.words for line in row)
        if BROWSER_HEAD.match(words) or BROWSER_FOOT.search(words):
            why = "a running head: what a browser prints around a page", 0.97
        elif _is_folio_at_foot(text, row, page):
            why = "a folio: a number by itself at the foot of the page", 0.8
        elif len(row) == 1 and _counts_page(text, row[0]) and _is_at_side(row[0], page):
            why = "a folio: a number by itself over the text, that of its page", 0.8
        elif any(_has_folio_apart(text, line) for line in row) or (
            len(row) > 1 and any(FOLIO.match(line.words) for line in row)
        ):
            why = "a running head: a folio stands apart in it", 0.85
        elif (len(row) == 1 and _names_the_text(text, row[0], page, names)) or _names_author_and_title(text, row, page, names):
            why = "a running head: it says what names the text elsewhere", 0.9
        else:
            continue
        found.update({line.span: why for line in row if line.span not in known})
    return found


def _is_folio_at_foot(text: Text, row: Sequence[PrintedLine], page: Sequence[PrintedLine]) -> bool:
    """Whether the lowest row of a page is a number by itself; one with a stop may end a note, if it is not that of the page."""
    words = " ".join(line.words for line in row)
    if not FOLIO.match(words) or row[0].box is None or row[0].box.baseline > min(_baselines(page)) + SAME_HEIGHT:
        return False
    return not words.endswith(".") or any(_counts_page(text, line) for line in row)


def _within_marks(page: list[PrintedLine], known: Set[Span]) -> list[PrintedLine]:
    """The lines of a page between the printer's marks above and below them, which are known and have no letter."""
    marks = [line.box.baseline for line in page if line.span in known and line.box and not re.search(r"\w", line.words)]
    if not marks:
        return page
    middle = (max(_baselines(page)) + min(_baselines(page))) / 2
    top = min((mark for mark in marks if mark > middle), default=math.inf)
    foot = max((mark for mark in marks if mark < middle), default=-math.inf)
    return [line for line in page if line.box is None or foot < line.box.baseline < top]


def _counts_short_page(text: Text, row: Sequence[PrintedLine], page: Sequence[PrintedLine]) -> bool:
    """Whether a row is the number of its page alone, ems below a page of too few lines to tell how far apart lines stand."""
    box = row[0].box
    if len(row) > 1 or box is None or len(heights := sorted(set(_baselines(page)))) not in range(2, FEW_LINES):
        return False
    return heights[0] == box.baseline <= heights[1] - SHORT_PAGE_GAP * box.size and _counts_page(text, row[0])


def _counts_page(text: Text, line: PrintedLine) -> bool:
    """Whether a line is the number of its page alone, as the file counts or labels it, and set no larger than text."""
    folio, size = FOLIO.match(line.words), body_size(text)
    if folio is None or line.box is None or (size is not None and line.box.size > size / SMALLER):
        return False
    return folio[1] in {str(line.page + 1), *text.source.page_labels[line.page : line.page + 1]}


def _is_at_side(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    """Whether a line begins or ends where the text of its page does: the number of a chapter stands in the middle."""
    others = [other.box for other in page if other.box is not None and other is not line]
    if line.box is None or not others:
        return False
    left, right = min(box.x0 for box in others), max(box.x1 for box in others)
    return line.box.x0 <= left + AT_SIDE or line.box.x1 >= right - AT_SIDE


def outer_rows(page: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
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


def _names_the_text(text: Text, line: PrintedLine, page: Sequence[PrintedLine], names: set[str]) -> bool:
    """Whether a line in small type names the text: a folio, and the title or author as an earlier page or larger lines of its
    own page have them; or both title and author.
    """
    size, bare = body_size(text), without_folio(line.words)
    if size is None or not _is_small(text, line) or len(bare) <= 3:
        return False
    others = [(without_folio(other.words), other.box.size > size) for other in page if other.box is not None]
    larger = {words for words, large in others if large}
    for (one, first), (two, second) in pairwise(others):
        # a title and an author one below the other, one of which may have the size of the text
        if one and two and (first or second) and bare in {f"{one} {two}", f"{two} {one}"}:
            return True
    if (bare in names or bare in larger) and any(character.isdigit() for character in line.words):
        return True
    # the heading of its section, which stands below it, with the number of the page
    ends = re.findall(r"^\d+|\d+$", line.words)
    return str(line.page + 1) in ends and _is_elsewhere(line, page, bare)


def _is_elsewhere(line: PrintedLine, page: Sequence[PrintedLine], bare: str) -> bool:
    """Whether another line of the page has the words, and no more."""
    return any(other is not line and other.words.casefold() == bare for other in page)


def titles_of(text: Text, page: Sequence[PrintedLine]) -> set[str]:
    """What lines of a page that follow one another in a size above the text's say together."""
    size = body_size(text) or math.inf
    runs = groupby(page, lambda line: line.box.size if line.box is not None and line.box.size > size else 0.0)
    return {without_folio(" ".join(line.words for line in run)) for larger, run in runs if larger}


def _names_author_and_title(text: Text, row: Sequence[PrintedLine], page: Sequence[PrintedLine], names: set[str]) -> bool:
    """Whether a row is two pieces that its page or an earlier one has in full: the author, and what the title begins with.

    The pieces are wide apart, or a mark parts them in small type. Both may be lines of the row's own page, one of them larger
    than the text and the row.
    """
    small = all(_is_small(text, line) for line in row)
    large, all_lines = _lines_of(text, page, row)
    if len(row) == 1 and small:
        both = [
            [without_folio(row[0].words[: mark.start()]), without_folio(row[0].words[mark.end() :])]
            for mark in PARTING.finditer(row[0].words)
        ]
        if any(set(pair) <= names or (set(pair) <= all_lines and large.intersection(pair)) for pair in both):
            return True
    pieces = [piece for line in row for piece in _wide_apart(text, line)]
    bare = [name for name in map(without_folio, pieces) if name]
    if len(bare) != 2:
        return False
    # a first page may have its head over the title and the author themselves
    others = [line for line in page if line not in row]
    names = names | titles_of(text, others) | {without_folio(line.words) for line in others}
    if set(bare) <= all_lines and large.intersection(bare):
        return True
    begun = [len(name.split()) > 1 and any(_begins_with(full, name) for full in names) for name in bare]
    author = [any(_is_shortened(name, full) for full in names) for name in bare]
    return (author[0] and begun[1]) or (begun[0] and author[1])


def _lines_of(text: Text, page: Sequence[PrintedLine], row: Sequence[PrintedLine]) -> tuple[set[str], set[str]]:
    """What lines of a page say that are not of a row: the larger ones, alone and two that follow one another, and all."""
    size = max([body_size(text) or 0.0, *(line.box.size for line in row if line.box is not None)])
    others = [line for line in page if line not in row and line.box is not None]
    runs = [list(run) for _, run in groupby(others, lambda line: round(line.box.size, 1) if line.box else 0.0)]
    large = [run for run in runs if run[0].box is not None and run[0].box.size > size]
    titles = [line.words for run in large for line in run]
    titles += [f"{one.words} {two.words}" for run in large for one, two in pairwise(run)]
    return set(map(without_folio, titles)), {without_folio(words) for words in (*titles, *(line.words for line in others))}


def _is_small(text: Text, line: PrintedLine) -> bool:
    size = body_size(text)
    return size is not None and line.box is not None and line.box.size <= SMALLER * size


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


def without_folio(words: str) -> str:
    """Words without the figures and marks around them, in small letters: by what a name of the text is known again."""
    return words.casefold().strip(" 0123456789-–—·|.")


def _baselines(page: Sequence[PrintedLine]) -> list[float]:
    return [line.box.baseline for line in page if line.box is not None]


@dataclass(frozen=True, slots=True)
class Spacing:
    """How far apart the lines of a page stand, in points, and at which heights."""

    usual: float | None
    """The usual distance; None where no line stands below another one."""
    heights: tuple[float, ...]
    """The different baselines, from the lowest to the highest."""

    @classmethod
    def of(cls, page: Sequence[PrintedLine]) -> Spacing:
        """Measures a page once for all its lines."""
        boxes = [line.box for line in page]
        steps = sorted(
            step for one, two in pairwise(boxes) if one and two and (step := one.baseline - two.baseline) > SAME_HEIGHT
        )
        heights = sorted({box.baseline for box in boxes if box is not None})
        return cls(steps[len(steps) // 2] if steps else None, tuple(heights))


def lines_around(line: PrintedLine, spacing: Spacing) -> int:
    """How many lines, with this one, follow one another at usual distances where it stands."""
    if line.box is None or spacing.usual is None:
        return 1
    heights, widest = spacing.heights, CLOSE * spacing.usual
    first = last = min(range(len(heights)), key=lambda i: abs(heights[i] - line.box.baseline) if line.box else 0.0)
    while first and heights[first] - heights[first - 1] <= widest:
        first -= 1
    while last + 1 < len(heights) and heights[last + 1] - heights[last] <= widest:
        last += 1
    return last - first + 1


def is_apart(line: PrintedLine, spacing: Spacing) -> bool:
    """Whether a line stands further from its neighbours on the page than lines of the text do from one another."""
    if line.box is None or spacing.usual is None:
        return False
    heights, height = spacing.heights, line.box.baseline
    below = bisect_left(heights, height - SAME_HEIGHT) - 1
    above = bisect_right(heights, height + SAME_HEIGHT)
    nearest = [height - heights[below]] if below >= 0 else []
    nearest += [heights[above] - height] if above < len(heights) else []
    return min(nearest, default=0.0) >= SEPARATE * spacing.usual
