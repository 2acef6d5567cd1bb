"""Running heads that stand on one page only, as in a text of two pages whose first has none.

No other page shows them. Such a line stands apart at the edge of its page, says what names the text on an earlier page, and its
number is that of its page: all three, since each alone is true of lines of the text. Without a number it says the whole title
or the whole name of the author, and stands higher than the text of any page, as its fellow on the facing page may too. On the
first page it says the title over the title itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import accumulate, groupby, pairwise

from fidelity.model.late_pattern import late_pattern
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.lone_heads import SAME_HEIGHT, outer_rows
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.text_size import body_size

LARGER = 1.1
"""Times the size of the text in which titles are set at least."""
NOT_LARGER = 1.05
"""Times the size of the text in which heads are set at most."""
OPENING = 5
"""Lines at the beginning of a text among which its title and its author are, in any size."""
NARROW = 0.7
"""Of the widest line of its page: a title or an author is no wider."""
APART = 1.35
"""Usual distances between lines of the text that a head stands away from it, at least."""
LEAST = 4
"""Characters of a title that is known again."""
LONGER, ABOVE = 8, 1.6
"""Characters of a title that is a head without a number, and ems that such a head stands above the text, at least."""
TITLE = "a running head: it says what names the text, higher than the text of any page", 0.85
OVER_TITLE = "a running head: it says the title that stands below it in larger type", 0.85
TITLE_SIZE = 1.2
"""Times the size of a head over it that a title has at least."""
CLOSE = 1.6
"""Ems that a folio stands below the name of the text over it, at most."""
REASON = "a running head: it says what names the text, with the number of its page", 0.85
COUNTED = late_pattern(r"(?P<first>\d{1,4})\W*\s\W*(?P<behind>\w.*)|(?P<before>.*\w)\W*\s\W*(?P<last>\d{1,4})")
"""A head that a number opens or ends."""
NUMBER = late_pattern(r"\W*(\d{1,4})\W*")
"""A folio by itself."""


def heads_seen_once(text: Text, pages: Mapping[int, Sequence[PrintedLine]]) -> dict[Span, tuple[str, float]]:
    """The heads and feet that name the text and count their page, by the lines of each page, with reason and certainty."""
    size, names, whole = body_size(text), set[str](), set[str]()
    found: dict[Span, tuple[str, float]] = {}
    uncounted: dict[int, list[PrintedLine]] = {}
    for page, every in sorted(pages.items()) if size is not None else ():
        over = _over_title(every) if not names else []
        found.update(dict.fromkeys((line.span for line in over), OVER_TITLE))
        lines = [line for line in every if line not in over]
        for row in _heads_and_feet(lines) if names else ():
            words = " ".join(line.words for line in row)
            match = COUNTED.fullmatch(words)
            if any(line.box is not None and line.box.size > NOT_LARGER * (size or 0.0) for line in row):
                continue
            if match is None:
                if _bare(words) in whole and _is_highest(row, lines):
                    uncounted[page] = row
                continue
            said = _bare(match["behind"] or match["before"])
            number = int(match["first"] or match["last"])
            if _names(said, names) and number in counted_pages(text, page, pages) and _is_apart(row, lines, pages, size or 0.0):
                found.update({line.span: REASON for line in row})
        opens = not names
        titles = list(_titles(lines, size or 0.0, opens=opens))
        if opens:
            whole.update(name for name in titles if " " in name and len(name) >= LONGER)
        names.update(titles)
    for page, row in uncounted.items():
        if _is_above_text(row, page, pages, found.keys() | {line.span for fellow in uncounted.values() for line in fellow}):
            found.update(dict.fromkeys((line.span for line in row), TITLE))
    return found


def _over_title(page: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The highest row of a page, away from the others, if it says what lines in larger type below it say, and no more."""
    row = max(outer_rows(page), key=lambda row: row[0].box.baseline if row[0].box else 0.0, default=[])
    size = max((line.box.size for line in row if line.box is not None), default=0.0)
    said = _bare(" ".join(line.words for line in row if not NUMBER.fullmatch(line.words)))
    counted = COUNTED.fullmatch(" ".join(line.words for line in row))
    bare = {said, _bare(counted["behind"] or counted["before"])} if counted else {said}
    below = (line for line in page if line not in row)
    for larger, run in groupby(below, lambda line: line.box is not None and line.box.size >= TITLE_SIZE * size):
        # the author may follow in the same type
        titles = accumulate((_bare(line.words) for line in run), "{} {}".format) if larger else ()
        if any(title in bare and " " in title and len(title) >= LONGER for title in titles) and _is_highest(row, page):
            return row
    return []


def _heads_and_feet(page: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """The highest row of a page and its lowest; with the line over it, close by, where this is a number alone.

    The name of the text may leave no room for the number, so that it stands below it at the right.
    """
    for row in outer_rows(page):
        height = row[0].box.baseline if row[0].box is not None else 0.0
        others = [line for line in page if line.box is not None and line.box.baseline > height + SAME_HEIGHT]
        above = min(others, key=lambda line: line.box.baseline if line.box else 0.0, default=None)
        if len(row) == 1 and NUMBER.fullmatch(row[0].words) and above is not None and above.box is not None:
            beside = sum(abs(line.box.baseline - above.box.baseline) <= SAME_HEIGHT for line in others if line.box)
            if beside == 1 and above.box.baseline - height <= CLOSE * above.box.size and len(others) + 1 == len(page):
                yield [above, *row]
                continue
        yield [*row, *_folio_below(row, page)]


def _folio_below(row: Sequence[PrintedLine], page: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The number alone that stands close below a row, at its right end, with nothing beside it; none where there is none."""
    box = row[0].box
    lower = [line for line in page if line.box and box and line.box.baseline < box.baseline - SAME_HEIGHT]
    if len(row) > 1 or box is None or not lower:
        return []
    height = max(line.box.baseline for line in lower if line.box)
    below = [line for line in lower if line.box and line.box.baseline >= height - SAME_HEIGHT]
    if len(below) > 1 or box.baseline - height > CLOSE * box.size or NUMBER.fullmatch(below[0].words) is None:
        return []
    return below if below[0].box and abs(below[0].box.x1 - box.x1) <= SAME_HEIGHT else []


def _is_highest(row: Sequence[PrintedLine], page: Sequence[PrintedLine]) -> bool:
    """Whether a row is the highest of its page, and away from the others."""
    baseline, *others = sorted({line.box.baseline for line in page if line.box is not None}, reverse=True)
    size = max(line.box.size for line in row if line.box is not None)
    if row[0].box is None or row[0].box.baseline < baseline - SAME_HEIGHT or not others:
        return False
    below = next((other for other in others if other < baseline - SAME_HEIGHT), baseline)
    return baseline - below >= ABOVE * size


def _is_above_text(row: Sequence[PrintedLine], page: int, pages: Mapping[int, Sequence[PrintedLine]], heads: Set[Span]) -> bool:
    """Whether a row stands higher than any line of the other pages that is no such head itself."""
    height = row[0].box.baseline if row[0].box is not None else 0.0
    return all(
        line.box is None or line.box.baseline < height - SAME_HEIGHT
        for other, lines in pages.items()
        if other != page
        for line in lines
        if line.span not in heads
    )


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _names(said: str, names: set[str]) -> bool:
    """Whether words are a title, or what a longer one begins with."""
    return len(said) >= LEAST and any(name == said or (" " in said and name.startswith(f"{said} ")) for name in names)


def _titles(page: Sequence[PrintedLine], size: float, *, opens: bool) -> Iterator[str]:
    """What names the text on a page: lines set larger, by themselves and together; at its beginning also narrow ones."""
    for larger, run in groupby(page, lambda line: line.box is not None and line.box.size >= LARGER * size):
        lines = list(run) if larger else []
        yield from (_bare(line.words) for line in lines)
        yield _bare(" ".join(line.words for line in lines))
        # a name set larger than the text stands below the title
        for _, alike in groupby(lines, lambda line: line.box and round(line.box.size)):
            yield _bare(" ".join(line.words for line in alike))
    widest = max((line.box.x1 - line.box.x0 for line in page if line.box is not None), default=0.0)
    for line in page[:OPENING] if opens else ():
        if line.box is None or (line.box.size < LARGER * size and line.box.x1 - line.box.x0 > NARROW * widest):
            break
        yield _bare(line.words)


def counted_pages(text: Text, page: int, pages: Mapping[int, Sequence[PrintedLine]]) -> set[int]:
    """The numbers that a page may have: its label's, the one by which folios of other pages count on, else its place."""
    labels = text.source.page_labels
    numbers = {int(labels[page])} if page < len(labels) and labels[page].isdecimal() else set()
    for other, lines in pages.items():
        for row in outer_rows(lines) if other != page else ():
            if len(row) == 1 and (folio := NUMBER.fullmatch(row[0].words)) is not None:
                numbers.add(int(folio[1]) + page - other)
    return numbers or {page + 1}


def _is_apart(
    row: Sequence[PrintedLine], page: Sequence[PrintedLine], pages: Mapping[int, Sequence[PrintedLine]], size: float
) -> bool:
    """Whether a row stands further from the other lines of its page than lines of the text anywhere do from one another."""
    return (distance_from_text(row, page, pages, size) or 0.0) >= APART


def distance_from_text(
    row: Sequence[PrintedLine], page: Sequence[PrintedLine], pages: Mapping[int, Sequence[PrintedLine]], size: float
) -> float | None:
    """How far a row stands from the other lines of its page, in usual distances between lines of the text anywhere.

    None where there are no such lines.
    """
    box = row[0].box
    others = [line.box.baseline for line in page if line.box is not None and line not in row]
    steps = sorted(
        one.box.baseline - two.box.baseline
        for lines in pages.values()
        for one, two in pairwise(lines)
        if one.box is not None and two.box is not None and one.box.column == two.box.column
        if max(abs(one.box.size - size), abs(two.box.size - size)) <= 0.06 * size
        if one.box.baseline - two.box.baseline > SAME_HEIGHT
    )
    if box is None or not others or not steps:
        return None
    return min(abs(box.baseline - other) for other in others) / steps[len(steps) // 2]
