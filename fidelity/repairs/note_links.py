"""What links say of notes: a raised or bracketed number that leads to a line which the same number opens is a call.

A PDF keeps the links that a browser, LaTeX, Typst or a word processor made between calls and notes. A link alone is no call: it
has to show a label, and to lead to a line with that label.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from fidelity.language.note_signs import (
    BACK_LINK_AT_END,
    NOTES_HEADINGS,
    REFERENCES_HEADINGS,
    SIGN_OF,
    SUPERSCRIPT_DIGITS,
    SYMBOLS,
)
from fidelity.model.derived import derived
from fidelity.model.marks import Kind
from fidelity.model.source import Source
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of, glyph_size
from fidelity.repairs.narrow_digits import narrow_digits
from fidelity.repairs.note_bodies import Body, heading_of, without_back_link
from fidelity.repairs.numerals import is_set_small
from fidelity.repairs.printed_lines import PrintedLine, box_at, printed_lines
from fidelity.repairs.raised_characters import is_raised
from fidelity.repairs.text_size import body_size

_NUMBER_OR_SIGN = rf"\d{{1,4}}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,4}}|([{re.escape(SYMBOLS)}])\2{{0,3}}"
STOPS = " \n.,;:”»"
"""What the rectangle of a link may reach beside the call that it holds."""
_SHOWN = rf"\s*[.,;:”»]?([\[(]?)(?P<label>{_NUMBER_OR_SIGN}|[ivxlc]{{1,7}}|[a-z]{{1,2}})([\])]?)[.,;:]?\s*"
SHOWN = re.compile(_SHOWN.replace(r"\2", r"\3"))
"""What a link to a note shows: its label, alone or in brackets, and a stop beside it."""
PIECES = re.compile(r"\d+|[\[(]\d{1,4}[\])]?")
"""What links one behind the other to one place show together: figures of a number, or a number and its brackets."""
OPENING = re.compile(rf"[\[(]?(?P<label>(?:{_NUMBER_OR_SIGN})(?!\d)|[a-z]{{1,7}}(?![a-z]))[\])]?[.:]?\s*(?:\^\s+)?")
"""The label that opens a note, with what is printed around it; wikis set "^" behind it, which leads back."""
ABOVE = 120.0
"""Points above the baseline of a note's first line in which its link may end: Chromium forgets the margin of the page."""
BELOW = 6.0
"""Points below it."""
HIGH = 0.25
"""Ems above the baseline of its line at which a linked label is raised, whatever its size is."""
RIGHT = 24.0
"""Points by which a link may end to the right of the label that opens the line."""
AGREED = 4.0
"""Points within which the links of a document lead equally far above their lines."""
ASTRAY = 30.0
"""Points by which one of them may differ."""
UNKNOWN = -1e6
"""Stands for the distance of a line from a place that a link does not tell."""
LARGER = 1.1
"""Times the size of the text from which on a numbered line is a heading."""
LINES_APART = 1.6
"""Times its size that a line may stand below the one before it in the same paragraph."""
APART = 2.3
"""Times its size that the first line of a paragraph may stand below the one before it."""


SMALLER = 0.95
"""Notes at the foot of a page are set in at most this part of the text's size."""
MOST_LEVEL = 2
"""Times as many calls on the line as raised ones, at the most: no document sets all so, and its numbers are references."""
UNDER = 2
"""Lines of text at the most that stand under a note at the foot of a page: a foot and a folio."""
REFERENCE = re.compile(
    r"(?:\b(?:n\.|nn\.|fn\.?|notes?|footnotes?|anm\.?|anmerkung(?:en)?|fu(?:ß|ss)noten?|fn|notas?|nota\s+al\s+pie)|[(,;–-])\s*\Z",
    re.IGNORECASE,
)
"""What stands before a number that refers to a note and is not its call."""


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A link that shows a label: where its sign begins and ends in the transcript, and the place that it leads to."""

    label: str
    start: int
    end: int
    bracketed: bool
    page: int
    x: float
    y: float


@derived()
def label_links(source: Source) -> tuple[NoteLink, ...]:
    """The links that show a label and nothing else, in the order of the transcript."""
    links = source.links
    if links is None:
        return ()
    found = []
    spans = _apart(list(zip(links.start, links.end, strict=True)))
    for start, end, page, x, y in _whole(source, spans):
        shown = SHOWN.fullmatch(source.transcript, start, end)
        if shown is not None and math.isnan(y) and shown.group().strip(STOPS) != shown.group().strip():
            continue  # it tells the page alone, and is no more than a number among others
        if shown is not None and bool(shown[1]) == bool(shown[4]):
            label = shown["label"].translate(SUPERSCRIPT_DIGITS).translate(SIGN_OF)
            found.append(NoteLink(label, shown.start(1), shown.end(4), bool(shown[1]), page, x, y))
    return tuple(sorted(found, key=lambda link: link.start))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of links one behind the other, where the rectangle of the second covers the sign of the first, too."""
    for i, ((one, end), (two, last)) in enumerate(pairwise(spans)):
        if one <= two < end < last:
            spans[i + 1] = end, last
    return spans


def _whole(source: Source, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int, int, float, float]]:
    """Links with where they lead to, the pieces of one label as one.

    Qt makes a link of each glyph; docutils sets a number and each of its brackets in boxes of their own.
    """
    links = source.links
    assert links is not None
    places = list(zip(links.page, links.x, links.y, strict=True))
    i = 0
    while i < len(spans):
        (start, end), first = spans[i], i
        while (
            i + 1 < len(spans)
            and spans[i + 1][0] == end
            and places[i + 1] == places[first]
            and not math.isnan(places[first][2])
            and PIECES.fullmatch(source.transcript[start : spans[i + 1][1]].rstrip()) is not None
        ):
            i += 1
            end = spans[i][1]
        yield (start, end, *places[first])
        i += 1


@dataclass(frozen=True, slots=True)
class LinkedNotes:
    """The notes that links prove: the first line of each, and the calls."""

    openings: Mapping[int, str]
    """The label of each line that a call leads to, by the transcript offset of its first word."""
    calls: Mapping[int, NoteLink]
    """The links that lead to them, by the transcript offset of their sign; the first where several lead to one note."""
    missed: frozenset[str] = frozenset()
    """Labels of links that stand as calls do, and lead to no line that their label opens."""


@derived(heeds={Kind.NOTE_CALL})
def linked_notes(text: Text) -> LinkedNotes:
    """The lines of a text that calls lead to, and these calls."""
    links = label_links(text.source)
    openings: dict[int, str] = {}
    calls: dict[int, NoteLink] = {}
    if not links:
        return LinkedNotes(openings, calls)
    labelled: dict[tuple[int, str], list[PrintedLine]] = defaultdict(list)
    works, size = False, body_size(text)
    for line in printed_lines(text):
        works = (works or heading_of(line) in REFERENCES_HEADINGS) and heading_of(line) not in NOTES_HEADINGS
        opening = OPENING.match(line.words)
        large = size is not None and line.box is not None and line.box.size > LARGER * size
        if opening is not None and not large and (not works or is_raised(text, line.start_of_words)):
            label = opening["label"].translate(SUPERSCRIPT_DIGITS).translate(SIGN_OF)
            labelled[line.page, label].append(line)
    places = {text.origin[i]: i for i in _offsets_of(text, {link.start for link in links})}
    signs = [
        (link, offset, _reached(text, link, offset, labelled.get((link.page, link.label), ())))
        for link in links
        if (offset := places.get(link.start)) is not None and is_sign(text, offset, link)
    ]
    level = _level_signs(text, links, places, labelled, {(link.page, link.label) for link, _, lines in signs if lines})
    if len(level) <= MOST_LEVEL * sum(bool(lines) for _, _, lines in signs):
        signs += level
    usual = _usual([line for _, _, lines in signs for line in lines])
    missed: set[str] = set()
    for link, _, lines in signs:
        meant = min(lines, key=lambda line: abs(line[0] - usual), default=None)
        if meant is not None and (meant[0] == UNKNOWN or abs(meant[0] - usual) <= ASTRAY):
            start = text.origin[meant[1].start_of_words]
            if start not in openings:
                calls[link.start] = link
            openings[start] = link.label
        else:
            missed.add(link.label)
    between = _between_linked(text, openings)
    return LinkedNotes(openings | between, calls, frozenset(missed.difference(between.values())))


def _between_linked(text: Text, openings: Mapping[int, str]) -> dict[int, str]:
    """The notes that links miss, each between the ones before and after it: the back link of the one before closes that.

    Chromium lets the link to a note that goes on overleaf lead to the corner of the page.
    """
    found: dict[int, str] = {}
    labels = [*openings.values()]
    if not openings or not all(map(str.isdigit, labels)) or len(set(labels)) < len(labels):
        return found
    of_notes, here = set(labels), ""
    for before, line in pairwise(printed_lines(text)):
        here = openings.get(text.origin[before.start_of_words], here)
        opening = OPENING.match(line.words)
        if not here or opening is None or BACK_LINK_AT_END.search(before.words) is None:
            continue
        label = opening["label"]
        if label == str(int(here) + 1) and label not in of_notes and str(int(label) + 1) in of_notes:
            found[text.origin[line.start_of_words]] = here = label
    return found


def _level_signs(
    text: Text,
    links: Sequence[NoteLink],
    places: Mapping[int, int],
    labelled: Mapping[tuple[int, str], Sequence[PrintedLine]],
    called: Set[tuple[int, str]],
) -> list[tuple[NoteLink, int, list[tuple[float, PrintedLine]]]]:
    """The links that are no raised signs, and yet the only ones that lead to a note at the foot of their own page.

    DBLaTeX sets the figures of some calls on the line, behind a space. `called` are the notes with a call, by page and label.
    """
    size = body_size(text)
    if size is None:
        return []
    counts = Counter((link.page, link.label) for link in links)
    full: dict[int, list[float]] = defaultdict(list)
    for line in printed_lines(text):
        if line.box is not None and line.box.size > SMALLER * size:
            full[line.page].append(line.box.baseline)
    found = []
    for link in links:
        offset = places.get(link.start)
        if offset is None or counts[link.page, link.label] > 1 or (link.page, link.label) in called:
            continue
        if is_sign(text, offset, link) or not is_bare(text, offset, link):
            continue
        lines = _reached(text, link, offset, labelled.get((link.page, link.label), ()))
        boxes = [line.box for _, line in lines if line.box is not None and line.box.size <= SMALLER * size]
        under = [sum(baseline < box.baseline for baseline in full[box.page]) for box in boxes]
        if lines and len(boxes) == len(lines) and max(under) <= UNDER:
            found.append((link, offset, lines))
    return found


def is_bare(text: Text, offset: int, link: NoteLink) -> bool:
    """Whether a linked number stands on its line behind a word, to a place on its own page, and is none that refers to a note.

    A word that says what it is the number of ("note 3") tells that.
    """
    box = box_at(text, link.start)
    if not link.label.isdigit() or link.bracketed or box is None or box.page != link.page:
        return False
    before = text.string[max(text.string.rfind("\n", 0, offset), offset - 30, 0) : offset]
    after = text.string[offset + len(link.label) : offset + len(link.label) + 1]
    return before[-1:].isspace() and not after.isalnum() and REFERENCE.search(before) is None


def _reached(text: Text, link: NoteLink, offset: int, lines: Sequence[PrintedLine]) -> list[tuple[float, PrintedLine]]:
    """The lines that a link may lead to, each with the points by which it stands below the place that the link tells."""
    if math.isnan(link.y):  # it tells the page alone
        found = [(UNKNOWN, line) for line in lines] if len(lines) == 1 else []
    else:
        found = [
            (link.y - line.box.baseline, line)
            for line in lines
            if line.box is not None
            and -BELOW <= link.y - line.box.baseline < ABOVE
            and (math.isnan(link.x) or link.x - _end_of_label(text, line) < RIGHT)
        ]
    return [
        (below, line)
        for below, line in found
        if text.origin[line.start_of_words] >= 0
        and not line.span.start <= offset < line.span.end  # it would lead to itself
        and _comes_before(text, link.start, line)
    ]


def _end_of_label(text: Text, line: PrintedLine) -> float:
    """Where the label that opens a line ends, in points from the left; where the line begins, if that is not known."""
    assert line.box is not None
    opening, glyphs = OPENING.match(line.words), text.source.glyphs
    glyph = glyph_of(text, line.start_of_words + opening.end("label") - 1) if opening is not None else None
    return glyphs.x1[glyph] if glyph is not None and glyphs is not None else line.box.x0


def _usual(found: Sequence[tuple[float, PrintedLine]]) -> float:
    """How far below the places that links tell most lines stand that they may lead to; where none agree, the nearest."""
    known = sorted(below for below, _ in found if below != UNKNOWN)
    if not known:
        return 0.0
    return max(known, key=lambda one: (sum(abs(one - other) <= AGREED for other in known), -one))


def _comes_before(text: Text, transcript_offset: int, line: PrintedLine) -> bool:
    """Whether a place is on a page before a line, or above it on its page: a note stands below its call."""
    box = box_at(text, transcript_offset)
    if box is None or line.box is None or box.page != line.page:
        return box is not None and box.page < line.page
    return box.baseline > line.box.baseline or 0 <= line.box.column < box.column


def _offsets_of(text: Text, transcript: set[int]) -> list[int]:
    """The text offsets of characters of the transcript."""
    import numpy as np

    origin = np.frombuffer(text.origin, np.int32) if text.origin else np.zeros(0, np.int32)
    found: list[int] = np.flatnonzero(np.isin(origin, np.fromiter(transcript, np.int32, len(transcript)))).tolist()
    return found


def is_sign(text: Text, offset: int, link: NoteLink) -> bool:
    """Whether a linked label stands as a call does, and not as a number in the prose ("see note 3")."""
    if link.bracketed or not (text.string[offset].isascii() and text.string[offset].isalnum()):
        return True
    touches = offset > 0 and not text.string[offset - 1].isspace()
    if bool(is_raised(text, offset)) or _is_high(text, offset):
        return True
    if touches and (glyph_of(text, offset) in narrow_digits(text) or is_set_small(text, offset)):
        return True
    return _is_small_and_alone(text, offset, link)


def _is_small_and_alone(text: Text, offset: int, link: NoteLink) -> bool:
    """Whether a linked number is all of its line, in smaller type than the text: a call that the line above had no room for."""
    size, here = body_size(text), glyph_size(text, offset)
    end = offset + len(link.label)
    alone = text.string[max(offset - 1, 0) : offset] == "\n" and text.string[end : end + 1] == "\n"
    return alone and link.label.isdigit() and size is not None and here is not None and here <= SMALLER * size


def _is_high(text: Text, offset: int) -> bool:
    """Whether a linked label stands high above its line, in any size: WeasyPrint sets some calls as large as the text."""
    glyphs, glyph, origin = text.source.glyphs, glyph_of(text, offset), text.origin[offset]
    box = box_at(text, origin if origin >= 0 else ~origin)
    if box is None or glyphs is None or glyph is None:
        return False
    return bool(glyphs.baseline[glyph] - box.baseline >= HIGH * box.size)


def leads_to(text: Text, link: NoteLink, transcript_offset: int) -> bool:
    """Whether a link leads to the line that holds an offset of the transcript."""
    box = box_at(text, min(transcript_offset, len(text.source.transcript) - 1))
    return box is not None and box.page == link.page and (math.isnan(link.y) or -BELOW <= link.y - box.baseline < ABOVE)


def linked_bodies(text: Text, lines: Sequence[PrintedLine]) -> list[Body]:
    """The bodies that links lead to, in any size: each from its label to the next, or to where the notes of its page end."""
    linked = linked_notes(text)
    opened = [i for i, line in enumerate(lines) if text.origin[line.start_of_words] in linked.openings]
    called = sorted(linked.calls)
    bodies: list[Body] = []
    for number, i in enumerate(opened):
        end = opened[number + 1] if number + 1 < len(opened) else len(lines)
        first = lines[i]
        start = text.origin[first.start_of_words]
        after = text.transcript_offset(lines[end].span.start) if end < len(lines) else len(text.source.transcript)
        if end == len(lines) or bisect_left(called, after) > bisect_left(called, start) or _larger(lines[i:end]):
            # the next note's call stands between, or larger type: what follows the note is text again
            end = _zone_end(lines, i, end, opened)
        before = _overrun(lines, opened, number)
        if before < i and bodies:
            over = Span(lines[before].span.start, lines[i - 1].span.end)
            bodies[-1] = replace(bodies[-1], stretches=(*bodies[-1].stretches, over), page=first.page)
        match = OPENING.match(text.string, first.start_of_words)
        assert match is not None
        stretch = Span(first.span.start, lines[end - 1].span.end)
        sign = Span(first.span.start, match.end())
        if sign.end >= stretch.end:
            continue  # a label with no words behind it
        bodies.append(Body(linked.openings[start], (stretch,), (sign,), "the link that leads to it", first.page))
    return [without_back_link(text, body) for body in bodies]


def _larger(lines: Sequence[PrintedLine]) -> bool:
    """Whether lines set larger than the first, a note in a box, follow it in its column of the page: the text goes on there."""
    first = lines[0].box
    return first is not None and any(
        line.box is not None
        and (line.box.page, line.box.column) == (first.page, first.column)
        and line.box.size >= LARGER * first.size
        for line in lines
    )


def _zone_end(lines: Sequence[PrintedLine], i: int, end: int, opened: Sequence[int]) -> int:
    """The index after the last line of the note that opens at line `i`: it ends with its column, a back link or a wide gap."""
    box = lines[i].box
    assert box is not None
    gaps = [_gap(lines[j - 1], lines[j]) for j in opened if j and lines[j].page == lines[i].page and j - 1 >= opened[0]]
    widest = max([LINES_APART * box.size, *(gap for gap in gaps if gap < APART * 2 * box.size)]) + 1.0
    for j in range(i + 1, end):
        here = lines[j].box
        closed = BACK_LINK_AT_END.search(lines[j - 1].words) is not None
        if closed or here is None or here.page != box.page or here.column != box.column:
            return j
        if abs(here.size - box.size) > 0.04 * box.size + 0.05 or _gap(lines[j - 1], lines[j]) > widest:
            return j
    return end


def _overrun(lines: Sequence[PrintedLine], opened: Sequence[int], number: int) -> int:
    """Where lines begin that end the note before overleaf: above the first label of a page, parted from the text by a gap."""
    i = opened[number]
    if number == 0 or lines[opened[number - 1]].page == lines[i].page:
        return i
    j = i
    while j > opened[number - 1] + 1 and lines[j - 1].page == lines[i].page and not _parted(lines[j - 1], lines[j]):
        j -= 1
    last = lines[opened[number - 1]]
    return j if j < i and lines[j - 1].page == lines[i].page and last.page == lines[i].page - 1 else i


def _parted(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether a wide gap, or another size, parts two lines."""
    return (
        one.box is None
        or two.box is None
        or abs(one.box.size - two.box.size) > 0.04 * two.box.size + 0.05
        or not 0 < _gap(one, two) <= LINES_APART * two.box.size
    )


def _gap(one: PrintedLine, two: PrintedLine) -> float:
    """How far the second of two lines stands below the first, in points; negative where it begins another column or page."""
    if one.box is None or two.box is None or one.box.page != two.box.page:
        return -1.0
    return one.box.baseline - two.box.baseline
