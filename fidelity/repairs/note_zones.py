"""Where note bodies stand in the lines of a transcript: the evidence for lifting them out.

With geometry a zone of notes is a run of lines set smaller than the text; without it, lines that a back link opens or
closes, or the labelled lines at the bottom of a page or under a heading such as "Notes".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fidelity.language.note_signs import BACK_LINK, BACK_LINK_AT_END, NOTES_HEADINGS, REFERENCES_HEADINGS, SIGN_OF, SYMBOLS
from fidelity.model.marks import Kind
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.note_labels import LABEL, Label, Opening, label_of, note_openings
from fidelity.repairs.printed_lines import (
    PrintedLine,
    body_size,
    ends_sentence,
    is_full,
    narrow_digits,
    printed_lines,
    typical_width,
)

SYMBOL = re.compile(rf"(([{re.escape(SYMBOLS)}])\2{{0,3}})(?:\s+\1)?(\s*)(?=[^\W\d_]|[“„«‘'\"(\[])")
"""A sign that opens a note; Word may print it twice, as the number and again as the first word of the note."""
END_LABEL = re.compile(r"(?<!\s)(\s*)(\d{1,4})$")
RULE = re.compile(r"[-‐–—―_=\s]{4,}")
"""A rule over notes that is painted with dashes."""
APART = 2.3
"""A line that stands this many times its size below a note is none of it; paragraphs of notes are 1 to 2 apart."""
SMALLER = 0.95
"""Notes are set in at most this part of the text's size; 0.7 to 0.9 is usual."""


@dataclass(frozen=True, slots=True)
class Body:
    """A note body as it stands in the transcript, in text offsets.

    `stretches` are runs of whole lines, one for each page it stands on; `signs` what is printed there but is not the body:
    its label, a back link. `sign` says by what it was known.
    """

    label: str
    stretches: tuple[Span, ...]
    signs: tuple[Span, ...]
    sign: str
    page: int

    @property
    def start(self) -> int:
        """Where its first line starts."""
        return self.stretches[0].start


@dataclass(frozen=True, slots=True)
class Zones:
    """All bodies in the order of the transcript, the headings that stand over end notes, and rules of dashes over any."""

    bodies: tuple[Body, ...] = ()
    headings: tuple[Span, ...] = ()
    rules: tuple[Span, ...] = ()


def find_bodies(text: Text) -> Zones:
    """The note bodies in the lines of a text; none in a settled one, whose notes are marked."""
    if text.settled:
        return Zones()
    lines = list(printed_lines(text))
    if text.source.boxes is not None:
        zones = _set_small(text, lines)
        if zones.bodies:
            return zones
    opened = _opened_by_back_links(lines)
    return Zones(tuple(opened)) if opened else _labelled(text, lines)


def _set_small(text: Text, lines: list[PrintedLine]) -> Zones:
    """Bodies in runs of lines set smaller than the text, each begun by the next label in the sequence."""
    size = body_size(text)
    assert size is not None
    bodies: list[Body] = []
    last_size = 0.0
    small = [line.box is not None and line.box.size <= SMALLER * size for line in lines]
    signs = {i: sign for i, line in enumerate(lines) if small[i] and (sign := SYMBOL.match(line.words)) is not None}
    openings = _openings(text, lines, small, size)
    opened = {opening.line: opening for opening in note_openings([one for one in openings if one.line not in signs])}
    rules = {i for i in range(len(lines) - 1) if small[i] and small[i + 1] and RULE.fullmatch(lines[i].words)}
    apart = rules | {opening.line - 1 for opening in opened.values() if opening.label.value == 1 and opening.anew}
    for i, line in enumerate(lines):
        assert line.box is not None
        if i in signs:
            span = Span(line.span.start, line.start_of_words + signs[i].end())
            bodies.append(Body(signs[i][1].translate(SIGN_OF), (line.span,), (span,), "its place and size", line.page))
        elif i in opened:
            label = opened[i].label
            bodies.append(Body(str(label.value), (line.span,), (label.span,), "its place and size", line.page))
        elif bodies and i not in apart and small[i] and abs(line.box.size - last_size) <= 0.04 * last_size + 0.05:
            if _goes_on(bodies[-1], lines, i):
                bodies[-1] = _extended(bodies[-1], line, lines, i)
            continue
        else:
            continue
        last_size = line.box.size
    bodies = [_without_back_link(text, body) for body in bodies]
    noted = {stretch.start for body in bodies for stretch in body.stretches}
    over = [lines[i].span for i in sorted(rules) if lines[i + 1].span.start in noted]
    return Zones(tuple(bodies), tuple(_headings_over(bodies, lines)), tuple(over))


def _openings(text: Text, lines: Sequence[PrintedLine], small: Sequence[bool], size: float) -> list[Opening]:
    """The lines set smaller than the text that a number opens, as candidates for first lines of notes."""
    openings = []
    narrow = narrow_digits(text)
    printed: Counter[int] = Counter()
    works = False
    for i, line in enumerate(lines):
        assert line.box is not None
        heading = line.words.strip(" .:*#0123456789").casefold()
        works = (works or heading in REFERENCES_HEADINGS) and heading not in NOTES_HEADINGS
        printed[line.page] += not small[i] and line.box.size <= size / SMALLER
        label = label_of(text, line, narrow) if small[i] else None
        if label is not None and (label.superior or not works):
            # a first note stands below text, or on the page after it: a numbered list among small type does not
            first = printed[line.page] >= 2 or (not printed[line.page] and printed[line.page - 1] >= 5)
            anew = label.value == 1 and i > 0 and _heads(lines, i - 1)
            openings.append(Opening(i, label, line.page, line.box.x0, first, anew))
    return openings


def _heads(lines: Sequence[PrintedLine], i: int) -> bool:
    """Whether line `i` is a heading over notes: short, no sentence, and set apart from what is above it, not from the note."""
    line, below = lines[i].box, lines[i + 1].box
    if line is None or below is None or line.page != below.page or ends_sentence(lines[i].words) or LABEL.match(lines[i].words):
        return False
    above = lines[i - 1].box if i else None
    if line.x1 - line.x0 > 0.6 * (below.x1 - below.x0) and len(lines[i].words) > 40:
        return False
    if above is None or above.page != line.page or above.column != line.column:
        return True
    return above.baseline - line.baseline > 1.3 * (line.baseline - below.baseline)


def _goes_on(body: Body, lines: Sequence[PrintedLine], i: int) -> bool:
    """Whether line `i` continues the body: it follows it directly, or it opens the notes of the next page."""
    last = body.stretches[-1]
    previous = lines[i - 1]
    if previous.span.end == last.end:
        return True
    before = lines[bisect_left(lines, last.end, key=_end)]
    here, there = before.box, lines[i].box
    next_column = here is not None and there is not None and here.page == there.page and here.column < there.column
    if not next_column and not 1 <= lines[i].page - body.page <= 2:
        return False
    if RULE.fullmatch(previous.words):
        return True
    unfinished = not ends_sentence(before.words) or before.words[-1] in "-;:,"
    return unfinished or _opens_notes(lines, i)


def _end(line: PrintedLine) -> int:
    return line.span.end


def _opens_notes(lines: Sequence[PrintedLine], i: int) -> bool:
    """Whether line `i` is among lines that stand, without a label, directly over a labelled note of the same size."""
    first = lines[i].box
    for line in lines[i : i + 40]:
        if first is None or line.box is None or line.page != lines[i].page or abs(line.box.size - first.size) > 0.3:
            return False
        if line is not lines[i] and (LABEL.match(line.words) or SYMBOL.match(line.words)):
            return True
    return False


def _extended(body: Body, line: PrintedLine, lines: Sequence[PrintedLine], i: int) -> Body:
    if lines[i - 1].span.end == body.stretches[-1].end:
        last = Span(body.stretches[-1].start, line.span.end)
        return replace(body, stretches=(*body.stretches[:-1], last))
    return replace(body, stretches=(*body.stretches, line.span), page=line.page)


def _without_back_link(text: Text, body: Body) -> Body:
    last = body.stretches[-1]
    match = BACK_LINK_AT_END.search(text.string[slice(*last)])
    if match is None:
        return body
    return replace(body, signs=(*body.signs, Span(last.start + match.start(), last.start + match.end())))


def _headings_over(bodies: Sequence[Body], lines: Sequence[PrintedLine]) -> list[Span]:
    """The lines directly before a body that say "Notes" and nothing else."""
    starts = {body.start for body in bodies}
    return [
        one.span
        for one, two in pairwise(lines)
        if two.span.start in starts and one.words.strip(" .:*#").casefold() in NOTES_HEADINGS
    ]


def _opened_by_back_links(lines: list[PrintedLine]) -> list[Body]:
    """Bodies whose first line a back link opens, and whose number stands at that line's end."""
    width = typical_width(lines)
    bodies: list[Body] = []
    i = 0
    while i < len(lines):
        sign = BACK_LINK.match(lines[i].words)
        if sign is None:
            i += 1
            continue
        first = lines[i]
        end = i
        label = END_LABEL.search(first.words)
        stranded = label is not None and label[1] != ""
        if label is None or stranded:
            end = _last_line(lines, i, label is not None, width)
        expected = int(bodies[-1].label) + 1 if bodies else None
        number = _numbered(label[2] if label else None, expected)
        if number is not None:
            offset = first.start_of_words
            signs = [Span(first.span.start, offset + sign.end())]
            if label is not None:
                digits = offset + label.end(2)
                signs.append(Span(digits - len(number) - len(label[1]), digits))
            stretch = Span(first.span.start, lines[end].span.end)
            bodies.append(Body(number, (stretch,), tuple(signs), "its back link", first.page))
        i = end + 1
    return bodies


def _numbered(digits: str | None, expected: int | None) -> str | None:
    """The label in the digits at a line's end: all of them, or the expected number glued behind others ("19995")."""
    if digits is None:
        return str(expected) if expected is not None else None
    if expected is None or int(digits) == expected or int(digits) == 1:
        return digits
    if digits.endswith(str(expected)) and len(digits) > len(str(expected)):
        return str(expected)
    return digits if int(digits) > expected else None


def _last_line(lines: Sequence[PrintedLine], first: int, labelled: bool, width: float) -> int:
    """The index of the line that ends a wrapped body: it ends a sentence and falls short, or what follows is set apart."""
    i = first
    while i + 1 < len(lines):
        after = lines[i + 1]
        words = END_LABEL.sub("", lines[i].words) if i == first and labelled else lines[i].words
        if BACK_LINK.match(after.words):
            break
        if ends_sentence(words) and (after.indent or after.after_blank or not is_full(lines[i], width)):
            break
        if after.page != lines[i].page and after.indent:
            break
        i += 1
    return i


@dataclass(frozen=True, slots=True)
class _Zone:
    """Lines that may be notes, from a first labelled line on; `told`: a heading, or back links, say that they are."""

    lines: Sequence[PrintedLine]
    heading: Span | None = None
    closed: bool = False
    """Whether a back link ends each note."""
    told: bool = False


def _labelled(text: Text, lines: list[PrintedLine]) -> Zones:
    """Bodies known by their labels: at the foot of a page whose end is known, under "Notes", or closed by a back link."""
    bodies: list[Body] = []
    headings: list[Span] = []
    for zone in _zones(text, lines, bodies):
        found = _bodies_in(text, zone, bodies[-1] if bodies else None)
        bodies.extend(_without_back_link(text, body) for body in found)
        if found and zone.heading is not None:
            headings.append(zone.heading)
    return Zones(tuple(bodies), tuple(headings))


def _bodies_in(text: Text, zone: _Zone, previous: Body | None) -> list[Body]:
    """The bodies in a zone that go on with the number after the previous one's."""
    found: list[Body] = []
    next_column = False
    for i, line in enumerate(zone.lines):
        before = found[-1] if found else previous
        expected = int(before.label) + 1 if before else 1
        label = _zone_label(text, zone, i)
        done = bool(found) and _is_done(zone, i)
        if label is not None and (label.value == expected or (not found and label.value == 1)):
            sign = "its back link" if zone.closed else "its label and place"
            found.append(Body(str(label.value), (line.span,), (label.span,), sign, line.page))
            next_column = False
        elif next_column or (done and (zone.closed or _begins_a_column(zone.lines[i - 1], line))):
            # after a finished note, what is between notes, or text of the next column down to the next label
            next_column = True
        elif done and (line.after_blank or _stands_apart(zone.lines[i - 1], line)):
            # a block of its own after a finished note is none of it
            break
        elif found:
            last = found[-1]
            found[-1] = replace(last, stretches=(Span(last.start, line.span.end),))
    return found


def _is_done(zone: _Zone, i: int) -> bool:
    """Whether the note before line `i` of a zone ends there: with its back link, or with a sentence where notes have none."""
    words = zone.lines[i - 1].words
    return BACK_LINK_AT_END.search(words) is not None if zone.closed else ends_sentence(words)


def _stands_apart(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether the second of two lines of a page is set further below the first than a paragraph of a note would be."""
    above, below = one.box, two.box
    return (
        above is not None
        and below is not None
        and above.page == below.page
        and above.baseline - below.baseline > APART * max(above.size, below.size)
    )


def _begins_a_column(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether the second of two lines of a page stands higher than the first, in a column further right."""
    here, there = one.box, two.box
    return (
        here is not None
        and there is not None
        and here.page == there.page
        and 0 <= here.column < there.column
        and there.baseline > here.baseline
    )


def _zone_label(text: Text, zone: _Zone, i: int) -> Label | None:
    """The label of a note that may begin at line `i` of a zone."""
    if zone.told or zone.closed:
        return label_of(text, zone.lines[i]) or _label_alone(zone.lines, i)
    return _foot_label(text, zone.lines, i)


def _foot_label(text: Text, lines: Sequence[PrintedLine], i: int) -> Label | None:
    """The label of a note at the foot of a page, in the text's own size.

    On a page that stands alone with its geometry only superior figures tell notes from a list: no count goes on from a page to
    the next that would confirm others.
    """
    label = label_of(text, lines[i])
    if text.source.boxes is not None and len(text.source.pages) == 1:
        return label if label is not None and label.superior else None
    return label or _label_alone(lines, i)


def _label_alone(lines: Sequence[PrintedLine], i: int) -> Label | None:
    """A number on a line of its own, as readers leave a raised one, before the line that it labels."""
    line = lines[i]
    if not line.words.isdigit() or len(line.words) > 3 or i + 1 >= len(lines):
        return None
    return Label(int(line.words), line.span, (None, ""), superior=False)


def _zones(text: Text, lines: list[PrintedLine], bodies: list[Body]) -> Iterator[_Zone]:
    """Runs of lines that may be notes.

    `bodies` grows as the caller takes notes from the runs, so that each page goes on with the number after the last.
    """
    headed = False
    for i, line in enumerate(lines):
        if line.words.strip(" .:*#").casefold() in NOTES_HEADINGS and i + 1 < len(lines):
            label = label_of(text, lines[i + 1])
            if label is not None and label.value == 1:
                yield _Zone(lines[i + 1 :], line.span, told=True)
                headed = True
    if headed:
        return
    if text.of_kind(Kind.NOTE_CALL):
        # calls that the reader has matched with the labels of notes at the end
        first = _first_labelled(text, _Zone(lines), 1)
        if first is not None:
            yield _Zone(lines[first:])
        return
    closed = [i for i, line in enumerate(lines) if BACK_LINK_AT_END.search(line.words)]
    if closed:
        first = _first_labelled(text, _Zone(lines[: closed[0] + 1], closed=True), 1)
        if first is not None:
            yield _Zone(lines[first : closed[-1] + 1], closed=True)
            return
    # plain text without page breaks does not show where its page ends
    if len(text.source.pages) > 1 or text.source.boxes is not None:
        pages: dict[int, list[PrintedLine]] = {}
        for line in lines:
            pages.setdefault(line.page, []).append(line)
        for page in pages.values():
            expected = int(bodies[-1].label) + 1 if bodies else 1
            first = _first_labelled(text, _Zone(page), expected)
            if first is None and bodies:
                first = _first_labelled(text, _Zone(page), 1)
            if first:
                yield _Zone(page[first:])


def _first_labelled(text: Text, zone: _Zone, value: int) -> int | None:
    """The index of the last line that this label opens or stands alone on: notes stand below what else has the number."""
    for i in range(len(zone.lines) - 1, -1, -1):
        label = _zone_label(text, zone, i)
        if label is not None and label.value == value:
            return i
    return None
