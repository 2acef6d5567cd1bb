"""Notes that are set one behind another in one paragraph: "1 Ibid. 2 See p. 9."; each is read as if it began a line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from fidelity.language.note_signs import numbers_called
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.call_candidates import superior_numbers
from fidelity.repairs.glyphs_of_text import glyph_of
from fidelity.repairs.note_labels import superior_label_of
from fidelity.repairs.numerals import raised_numerals
from fidelity.repairs.printed_lines import PrintedLine, box_at, ends_sentence
from fidelity.repairs.raised_characters import is_raised
from fidelity.repairs.text_size import body_size, text_sizes

NUMBER = re.compile(r"(?<=\s)(\d{1,3})(?=\s?[^\W\d]|\s[\d“„«‘\"'\[(]|[“„«‘\"'\[(])")
SMALLER = 0.95
"""Such notes are set in at most this part of the text's size."""


def with_run_in_notes(text: Text, lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines, those of small type parted before each raised number that counts on from the note before it.

    The number stands behind a space, and no line of the page begins with it. The text calls it: on the same page or before it,
    or anywhere where it stands behind the end of a sentence.
    """
    size = body_size(text)
    if size is None:
        return list(lines)
    sizes = text_sizes(lines, size)
    found: list[PrintedLine] = []
    last = 0
    page = -1
    opened: set[int] = set()
    called: Mapping[int, Set[int]] | None = None
    raised: Sequence[int] | None = None
    for i, line in enumerate(lines):
        if line.box is None or line.box.size > SMALLER * sizes[line.page]:
            found.append(line)
            continue
        if line.page != page:
            page, opened = line.page, set(_opened(text, lines, i))
        label = superior_label_of(text, line)
        last = label.value if label is not None else last
        if not last:
            found.append(line)
            continue
        rest = line
        if raised is None:
            raised = raised_numerals(text)
        if bisect_right(raised, line.start_of_words) == bisect_left(raised, line.end_of_words):
            found.append(line)  # nearly always
            continue
        for match in NUMBER.finditer(text.string, line.start_of_words, line.end_of_words):
            value, before = int(match[1]), text.string[rest.start_of_words : match.start()].rstrip()
            ended = ends_sentence(before)
            counts = value == last + 1 or (ended and value == 1)
            if not (before and counts and value not in opened and is_raised(text, match.start())):
                continue
            if called is None:
                called = _called(text, lines, sizes)
            pages = called.get(value, set())
            if any(page <= line.page or ended for page in pages):
                first, rest = _parted(text, rest, match.start())
                found.append(first)
                last = value
        found.append(rest)
    return found


def _called(text: Text, lines: Sequence[PrintedLine], sizes: Mapping[int, float]) -> Mapping[int, Set[int]]:
    """The raised numbers that lines of the text have, with their pages; those of small type are isotopes and editions."""
    small = [line.span for line in lines if line.box is None or line.box.size <= SMALLER * sizes[line.page]]
    found: dict[int, set[int]] = defaultdict(set)
    for number, span in superior_numbers(text, tuple(small)):
        if (box := box_at(text, text.transcript_offset(span.start))) is not None:
            for value in numbers_called(number):
                found[value].add(box.page)
    return found


def _opened(text: Text, lines: Sequence[PrintedLine], first: int) -> Iterator[int]:
    """The numbers, raised, that lines of a page begin with from a line on."""
    for line in lines[first:]:
        if line.page != lines[first].page:
            return
        if (label := superior_label_of(text, line)) is not None:
            yield label.value


def _parted(text: Text, line: PrintedLine, offset: int) -> tuple[PrintedLine, PrintedLine]:
    """A line before the space that stands before an offset, and from the offset on."""
    glyph = glyph_of(text, offset)
    box = line.box
    if glyph is not None and box is not None and text.source.glyphs is not None:
        box = box._replace(x0=text.source.glyphs.x0[glyph])
    end = line.start_of_words + len(text.string[line.start_of_words : offset].rstrip())
    first = line._replace(span=Span(line.span.start, end), words=text.string[line.start_of_words : end], end_of_words=end)
    rest = line._replace(
        span=Span(offset, line.span.end),
        words=text.string[offset : line.end_of_words],
        start_of_words=offset,
        box=box,
        after_blank=False,
    )
    return first, rest
