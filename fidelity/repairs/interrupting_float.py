"""Tables, captions, words in figures and imprints that stand at a page's edge, in the middle of a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from pathlib import Path

from fidelity.language.caption_words import NUMBERED_CAPTION
from fidelity.model.changes import Change, Move
from fidelity.model.marks import Kind
from fidelity.model.repair import Repair
from fidelity.model.source import MARGIN_COLUMN
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.paragraph_evidence import Paragraphs
from fidelity.repairs.paragraphs_over_page_ends import goes_on_over_end
from fidelity.repairs.printed_lines import PrintedLine, lines_in, running_lines
from fidelity.repairs.text_size import body_size

CLOSE = 1.45
"""Ems between the baselines of the lines of a caption, at most."""
UNDER = 2.0
"""Times the size of the text that the note of a table stands below its last row, at most."""
IN_FIGURE = 0.75
"""The part of the size of its caption that the words in a figure are set in, at most."""
SMALL, FULL = 0.9, 0.95
"""The part of the size of the text that an imprint is set in at most, and text at least."""
APART = 1.5
"""Ems of the text from its last line on a page to the imprint below, at least."""
AT_EDGE = 0.5
"""Ems from the edge of its column to the left end of such lines, at most."""
LEAST = 0.95
"""How certain it has to be that a sentence goes on behind a float: its second half begins small."""


def propose(text: Text) -> Iterator[Change]:
    """What stands at the edge of a page between the halves of a sentence, moved behind the paragraph of the sentence."""
    if text.settled or not text.source.wrapped:
        return
    lines = running_lines(text)
    rows = lines_in(lines, text.of_kind(Kind.TABLE))
    captions = _captions(lines, rows)
    floats = rows | captions | _in_figures(lines, captions) | _under_tables(text, lines, rows) | _imprints(text, lines)
    paragraphs: Paragraphs | None = None
    moved = 0
    for i in range(1, len(lines)):
        if not floats or not _crosses(lines[i - 1], lines[i]):
            continue
        first = last = i
        while first > moved and lines[first - 1].start_of_words in floats:
            first -= 1
        while last < len(lines) and lines[last].start_of_words in floats:
            last += 1
        if not moved < first < last < len(lines) or not _crosses(lines[first - 1], lines[last]):
            continue
        paragraphs = paragraphs or Paragraphs.of(text)
        certainty = goes_on_over_end(paragraphs, lines[first - 1], lines[last])
        if certainty is None or certainty < LEAST:
            continue
        moved = _end(lines, last, paragraphs)
        to = lines[moved].span.start if moved < len(lines) else text.running_end
        if to == 0 or text.string[to - 1] != "\n":
            continue
        span = Span(lines[first].span.start, lines[last].span.start)
        yield Move(span, to, "it stands between the halves of a sentence, at the edge of a page", 0.9)


def _captions(lines: Sequence[PrintedLine], rows: Set[int]) -> frozenset[int]:
    """The lines of captions, by the offsets of their words: one with the word and the number, and what stands close below.

    No row of a table is one, and so none of the lines below it, which may be as large and stand as close.
    """
    found: set[int] = set()
    for i, line in enumerate(lines):
        goes_on = i > 0 and lines[i - 1].start_of_words in found and _is_close(lines[i - 1], line)
        if NUMBERED_CAPTION.match(line.words) is not None or (goes_on and line.start_of_words not in rows):
            found.add(line.start_of_words)
    return frozenset(found)


def _under_tables(text: Text, lines: Sequence[PrintedLine], rows: Set[int]) -> frozenset[int]:
    """The notes of tables, by the offsets of their lines: they stand close below a row, smaller than the text."""
    size = body_size(text)
    found: set[int] = set()
    for one, two in pairwise(lines):
        if size is None or one.box is None or two.box is None or two.start_of_words in rows:
            continue
        under = one.start_of_words in rows or one.start_of_words in found
        below = one.box.baseline - two.box.baseline
        same = (one.box.page, one.box.column) == (two.box.page, two.box.column)
        if under and same and two.box.size <= SMALL * size and 0 < below <= UNDER * size:
            found.add(two.start_of_words)
    return frozenset(found)


def _in_figures(lines: Sequence[PrintedLine], captions: frozenset[int]) -> frozenset[int]:
    """The words in figures, by the offsets of their lines: they stand over a caption in its column, and are much smaller."""
    found: set[int] = set()
    size = 0.0
    for one, two in pairwise(reversed(lines)):
        if one.start_of_words in captions and one.box is not None:
            size = one.box.size
        elif one.start_of_words not in found:
            size = 0.0
        if one.box is None or two.box is None or (one.box.page, one.box.column) != (two.box.page, two.box.column):
            continue
        if two.start_of_words not in captions and two.box.size <= IN_FIGURE * size:
            found.add(two.start_of_words)
    return frozenset(found)


def _imprints(text: Text, lines: Sequence[PrintedLine]) -> frozenset[int]:
    """The small lines that a page ends with, apart and below all of its text, by the offsets of their words: an imprint.

    Likewise those of a column that begin at its edge, as an address without a label does; a quotation is set in.
    """
    size = body_size(text)
    if size is None:
        return frozenset()
    # quotations and verses may be small, too, and stand where the sentence has them
    marked = lines_in(lines, text.of_kind(Kind.QUOTATION, Kind.VERSE, Kind.HEADING))
    following = {one.start_of_words: two for one, two in pairwise(lines)}
    pages: dict[int, list[PrintedLine]] = defaultdict(list)
    columns: dict[tuple[int, int], list[PrintedLine]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
        if line.box is not None and 0 <= line.box.column != MARGIN_COLUMN:
            columns[line.page, line.box.column].append(line)
    found = [line for page in pages.values() for line in _small_at_end(page, size, marked, following)]
    for column in columns.values():
        small = _small_at_end(column, size, marked, following)
        edge = min(line.box.x0 for line in column if line.box is not None)
        if any(line.box is not None and line.box.x0 <= edge + AT_EDGE * size for line in small):
            found += small
    return frozenset(line.start_of_words for line in found)


def _small_at_end(
    lines: Sequence[PrintedLine], size: float, marked: Set[int], following: Mapping[int, PrintedLine]
) -> list[PrintedLine]:
    """The small lines at the end of others, apart and below all of these that are set in the text's `size` (points).

    None where they are of the sentence: they begin small, or the line `following` them is as small.
    """
    boxes = [line.box for line in lines if line.box is not None and line.box.size >= FULL * size]
    lowest = min((box.baseline for box in boxes), default=0.0)
    found: list[PrintedLine] = []
    for line in reversed(lines):
        if line.box is None or line.box.size > SMALL * size or line.start_of_words in marked:
            break
        found.append(line)
    after = following.get(found[0].start_of_words) if found else None
    if after is None or after.box is None or after.box.size < FULL * size or found[-1].words[0].islower():
        return []
    highest = max((line.box.baseline for line in found if line.box is not None), default=0.0)
    return found if highest <= lowest - APART * size else []


def _is_close(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether a line stands as close below another of its size as lines of one caption do."""
    if one.box is None or two.box is None:
        return not two.after_blank and one.page == two.page
    size = one.box.size
    below = one.box.baseline - two.box.baseline
    return one.box.page == two.box.page and 0 < below <= CLOSE * size and abs(size - two.box.size) <= 0.06 * size


def _crosses(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether a page or a column ends between two lines."""
    if one.tail is not None and two.box is not None:
        return (one.tail.page, one.tail.column) != (two.box.page, two.box.column)
    return one.last_page != two.page


def _end(lines: Sequence[PrintedLine], at: int, paragraphs: Paragraphs) -> int:
    """The index after the last line of the paragraph that goes on in line `at`."""
    while at + 1 < len(lines):
        one, two = lines[at], lines[at + 1]
        parted = two.after_blank or paragraphs.crosses(one, two)
        if not (goes_on_over_end(paragraphs, one, two) is not None if parted else paragraphs.continues(one, two)):
            break
        at += 1
    return at + 1


REPAIR = Repair(
    code="A122",
    name="interrupting-float",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a table or caption stands in the middle of a sentence",
    transcript_only=True,
)
