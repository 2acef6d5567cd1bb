"""Notes known by their labels, whatever size they are set in: those under a heading such as "Notes", those that a back link
closes, and those at the foot of a page whose end is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fidelity.language.note_signs import BACK_LINK_AT_END, NOTES_HEADINGS, REFERENCES_HEADINGS, SIGN_OF
from fidelity.model.derived import derived
from fidelity.model.marks import Kind
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.call_candidates import superior_numbers
from fidelity.repairs.note_bodies import Body, Zones, heading_of, without_back_link
from fidelity.repairs.note_labels import BRACKETS, LEADERS, SYMBOL, Label, label_of
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence
from fidelity.repairs.raised_characters import is_raised
from fidelity.repairs.text_size import body_size

STARRED = 6
"""Lines that a note with a sign may have, at most, which stands over the first with a number."""
APART = 2.3
"""A line that stands this many times its size below a note is none of it; paragraphs of notes are 1 to 2 apart."""


@dataclass(frozen=True, slots=True)
class _Zone:
    """Lines that may be notes, from a first labelled line on; `told`: a heading, or back links, say that they are."""

    lines: Sequence[PrintedLine]
    heading: Span | None = None
    closed: bool = False
    """Whether a back link ends each note."""
    told: bool = False
    followed: bool = False
    """Whether text and further notes under a heading follow: notes at the end of each chapter."""


def labelled_bodies(text: Text, lines: list[PrintedLine]) -> Zones:
    """Bodies known by their labels: at the foot of a page whose end is known, under "Notes", or closed by a back link."""
    bodies: list[Body] = []
    headings: list[Span] = []
    for zone in _zones(text, lines, bodies):
        found = _bodies_in(text, zone, bodies[-1] if bodies else None)
        bodies.extend(without_back_link(text, body) for body in found)
        if found and zone.heading is not None:
            headings.append(zone.heading)
    return Zones(tuple(bodies), tuple(headings))


def under_a_heading(text: Text, lines: list[PrintedLine], small: Zones) -> Zones:
    """The bodies under a heading such as "Notes", in the size of the text, where numbers call as many of them as of `small`.

    Those are known by their size: rows of a table may be among them, which figures open, too; raised ones tell notes. Signs
    stay what they are.
    """
    if small.headings or not any(heading_of(line) in NOTES_HEADINGS for line in lines):
        return small
    headed = labelled_bodies(text, lines)
    if not headed.headings:
        return small
    outside = sorted(stretch for body in (*small.bodies, *headed.bodies) for stretch in body.stretches)
    called = {label for label, _ in superior_numbers(text, tuple(outside))}
    told, other = (sum(1 if body.label in called else -1 for body in zones.bodies) for zones in (headed, small))
    raised = any(body.signs and is_raised(text, body.signs[0].start) for body in small.bodies)
    if told < other or (told == other and raised):
        return small
    taken = [stretch for body in headed.bodies for stretch in body.stretches]
    signs = [
        body
        for body in small.bodies
        if not body.label.isdigit() and not any(mine.overlaps(its) for mine in body.stretches for its in taken)
    ]
    return Zones(tuple(sorted((*headed.bodies, *signs), key=lambda body: body.start)), headed.headings, small.rules)


def _bodies_in(text: Text, zone: _Zone, previous: Body | None) -> list[Body]:
    """The bodies in a zone that go on with the number after the previous one's."""
    found: list[Body] = []
    next_column, stop = False, ""
    for i, line in enumerate(zone.lines):
        before = found[-1] if found else previous
        expected = int(before.label) + 1 if before and before.label.isdigit() else 1
        label = _zone_label(text, zone, i)
        if zone.told and not found and (starred := SYMBOL.match(line.words)) is not None:
            span = Span(line.span.start, line.start_of_words + starred.end())
            found.append(Body(starred[1].translate(SIGN_OF), (line.span,), (span,), "its label and place", line.page))
            continue
        done = bool(found) and _is_done(zone, i)
        if label is not None and found and zone.told and label.style[1] != stop:
            # a figure that a line of a note happens to begin with
            label = None
        if label is not None and (label.value == expected or (not found and label.value == 1)):
            stop = label.style[1]
            sign = "its back link" if zone.closed else "its label and place"
            found.append(Body(str(label.value), (line.span,), (label.span,), sign, line.page))
            next_column = False
        elif next_column or (done and (zone.closed or _begins_a_column(zone.lines[i - 1], line))):
            # after a finished note, what is between notes, or text of the next column down to the next label
            next_column = True
        elif (done or (found and zone.followed)) and (line.after_blank or _stands_apart(zone.lines[i - 1], line)):
            # a block of its own after a finished note is none of it, nor is the next chapter, whatever the last note ends with
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
    box, size = lines[i].box, body_size(text)
    if LEADERS.search(lines[i].words) or (box is not None and size is not None and box.size > 1.05 * size):
        # a heading with its number, or its entry in the table of contents
        return None
    if label is not None and not label.superior and text.string[lines[i].start_of_words] in BRACKETS and _are_called_bare(text):
        return None  # a numbered example, or an article of a law
    if text.source.boxes is not None and len(text.source.pages) == 1:
        return label if label is not None and label.superior else None
    return label or _label_alone(lines, i)


@derived()
def _are_called_bare(text: Text) -> bool:
    """Whether raised numbers call notes and none of them stands in brackets, as the labels of their notes do not, either."""
    calls = [span for _, span in superior_numbers(text)]
    return bool(calls) and not any(
        BRACKETS.keys() & set(text.string[max(span.start - 1, 0) : span.start + 1]) for span in calls
    )


def _label_alone(lines: Sequence[PrintedLine], i: int) -> Label | None:
    """A number on a line of its own, as readers leave a raised one, before the line that it labels."""
    line = lines[i]
    if not line.words.isdecimal() or len(line.words) > 3 or i + 1 >= len(lines):
        return None
    return Label(int(line.words), line.span, (None, ""), superior=False)


def _zones(text: Text, lines: list[PrintedLine], bodies: list[Body]) -> Iterator[_Zone]:
    """Runs of lines that may be notes.

    `bodies` grows as the caller takes notes from the runs, so that each page goes on with the number after the last.
    """
    headed = []
    for i, line in enumerate(lines):
        if heading_of(line) in NOTES_HEADINGS and i + 1 < len(lines):
            label = _first_label(text, lines[i + 1 : i + 2 + STARRED])
            if label is not None and label.value == 1:
                headed.append(i)
    for i, after in pairwise([*headed, len(lines)]):
        yield _Zone(lines[i + 1 : after], lines[i].span, told=True, followed=after < len(lines))
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
        yield from _feet(text, lines, bodies)


def _first_label(text: Text, lines: Sequence[PrintedLine]) -> Label | None:
    """The label of the first note below its heading, over which one with a sign may stand: the author's thanks."""
    starred = SYMBOL.match(lines[0].words) is not None
    labels = (label_of(text, line) for line in (lines if starred else lines[:1]))
    return next((label for label in labels if label is not None), None)


def _feet(text: Text, lines: list[PrintedLine], bodies: list[Body]) -> Iterator[_Zone]:
    """The lines from the first label on at the foot of each page."""
    pages: dict[int, list[PrintedLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    for page in pages.values():
        expected = int(bodies[-1].label) + 1 if bodies else 1
        first = _first_labelled(text, _Zone(page), expected)
        if first is None and bodies:
            first = _first_labelled(text, _Zone(page), 1)
        if first is None and len(pages) == 1 and text.source.boxes is not None:
            first = _first_called(text, page)
            if first is not None:
                yield _Zone(page[first:], told=True)
        elif first or (first == 0 and bodies and any(number == str(expected) for number, _ in superior_numbers(text))):
            yield _Zone(page[first:])


def _first_called(text: Text, page: list[PrintedLine]) -> int | None:
    """Where the notes of a page begin whose labels are the superior numbers above them, all of these and no others."""
    first = _first_labelled(text, _Zone(page, told=True), 1)
    if not first or any(heading_of(line) in REFERENCES_HEADINGS for line in page[:first]):
        return None
    labels = ["1"]
    for line in page[first + 1 :]:
        label = label_of(text, line)
        if label is not None and label.sign == str(len(labels) + 1):
            labels.append(label.sign)
    below = Span(page[first].span.start, len(text.string))
    return first if [number for number, _ in superior_numbers(text, (below,))] == labels else None


def _first_labelled(text: Text, zone: _Zone, value: int) -> int | None:
    """The index of the last line that this label opens or stands alone on: notes stand below what else has the number."""
    for i in range(len(zone.lines) - 1, -1, -1):
        label = _zone_label(text, zone, i)
        if label is not None and label.value == value:
            return i
    return None
