"""Lines that nothing but their height tells to be heads: what stands there on the other pages, and what the line itself shows.

The head of a chapter of one page recurs nowhere, and stands where the others do. So does the heading of a page that begins
anew, in exercises or letters of a page each, two of which happen to say the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence, Set

from fidelity.model.late_pattern import late_pattern
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.heads_in_sentences import goes_on
from fidelity.repairs.heads_seen_once import counted_pages
from fidelity.repairs.lone_heads import FOLIO, SAME_HEIGHT
from fidelity.repairs.printed_lines import PrintedLine
from fidelity.repairs.text_size import body_size

OUTER_NUMBER = late_pattern(r"^\d{1,4}\b|\b\d{1,4}$")
SHARE = 0.25
"""The part of all pages that have a head at a height, at least: two headings that say the same may stand at one, too."""
MANY = 5
"""Pages with a head at a height, or with numbers there that count them, which say enough of any other line there."""
SMALLER = 0.95
"""Times the size of the text that a head is set in at most where fewer pages have one."""


def stands_as_head(
    text: Text,
    line: PrintedLine,
    beside: Sequence[PrintedLine],
    known: Set[Span],
    pages: Mapping[int, Sequence[PrintedLine]],
) -> bool:
    """Whether a line at an edge of its page is a head; `beside` are the lines there at its height, some of them `known` heads.

    It is a folio or has the number of its page, or many pages have heads there; or a few have, and it is set smaller than the
    text, or stands in the midst of a sentence.
    """
    if line.box is None:
        return False
    heads = len({other.page for other in beside if other.span in known})
    enough = heads >= SHARE * len(pages)
    if FOLIO.match(line.words) or (enough and heads >= MANY) or _counts_pages(text, line, beside, pages):
        return True
    size = body_size(text) or 0.0
    return enough and (line.box.size <= SMALLER * size or _is_within_sentence(line, pages, size))


def _counts_pages(
    text: Text, line: PrintedLine, beside: Sequence[PrintedLine], pages: Mapping[int, Sequence[PrintedLine]]
) -> bool:
    """Whether a number at an end of a line grows with the pages as those of lines beside it do; of few lines, is its page’s."""
    ends = _ends_of(line)
    if not ends:
        return False
    if len(beside) < MANY:
        return not ends.isdisjoint(counted_pages(text, line.page, pages))
    alike = {other.page for other in beside for number in _ends_of(other) if number - other.page + line.page in ends}
    return len(alike) >= MANY


def _ends_of(line: PrintedLine) -> set[int]:
    return {int(number) for number in OUTER_NUMBER.findall(line.words)}


def _is_within_sentence(line: PrintedLine, pages: Mapping[int, Sequence[PrintedLine]], size: float) -> bool:
    """Whether a sentence goes on from the page before below a line, or from above it to the next page."""
    around = (line.page - 1, line.page, line.page + 1)
    rest = [[other for other in pages.get(page, ()) if _is_text_beside(other, line, size)] for page in around]
    return any(bool(one and two) and goes_on(one, two[0]) for one, two in itertools.pairwise(rest))


def _is_text_beside(other: PrintedLine, line: PrintedLine, size: float) -> bool:
    """Whether a line has the size of the text and stands at another height than the one asked about."""
    if other.box is None or line.box is None or other.box.size < SMALLER * size:
        return False
    return abs(other.box.baseline - line.box.baseline) > SAME_HEIGHT
