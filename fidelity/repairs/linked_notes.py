"""The notes that links prove: the lines that calls lead to, and these calls."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from fidelity.language.note_signs import (
    BACK_LINK_AT_END,
    NOTES_HEADINGS,
    REFERENCES_HEADINGS,
    SIGN_OF,
    SUPERSCRIPT_DIGITS,
)
from fidelity.model.derived import derived
from fidelity.model.marks import Kind
from fidelity.model.source import Box
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of
from fidelity.repairs.note_bodies import heading_of
from fidelity.repairs.note_links import ABOVE, BELOW, OPENING, SMALLER, NoteLink, is_bare, is_sign, label_links
from fidelity.repairs.printed_lines import PrintedLine, box_at, printed_lines
from fidelity.repairs.raised_characters import is_raised
from fidelity.repairs.text_size import body_size

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
MOST_LEVEL = 2
"""Times as many calls on the line as raised ones, at the most: no document sets all so, and its numbers are references."""
SAME_EDGE = 1.5
"""Points by which lines that begin at one place may differ."""
UNDER = 2
"""Lines of text at the most that stand under a note at the foot of a page: a foot and a folio."""


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
    between = _between_linked(text, openings, missed)
    return LinkedNotes(openings | between, calls, frozenset(missed.difference(between.values())))


def _between_linked(text: Text, openings: Mapping[int, str], missed: Set[str]) -> dict[int, str]:
    """The notes that links miss, each between the ones before and after it: the back link of the one before closes that.

    Chromium lets the link to a note that goes on overleaf, or in the next column, lead to the corner of the page. Where no
    back link closes the note before, that one has to begin at the same place, in the same size.
    """
    found: dict[int, str] = {}
    numbered = {start: label for start, label in openings.items() if label.isdigit()}
    labels = [*numbered.values()]
    if not labels or len(set(labels)) < len(labels):
        return found
    of_notes, here, opened = set(labels), "", None
    for before, line in pairwise(printed_lines(text)):
        label = numbered.get(text.origin[before.start_of_words], "")
        here, opened = (label, before.box) if label else (here, opened)
        opening = OPENING.match(line.words)
        if not here or opening is None:
            continue
        label = opening["label"]
        if BACK_LINK_AT_END.search(before.words) is None and not (label in missed and _begins_alike(opened, line.box)):
            continue
        if label == str(int(here) + 1) and label not in of_notes and str(int(label) + 1) in of_notes:
            found[text.origin[line.start_of_words]] = here = label
            opened = line.box
    return found


def _begins_alike(one: Box | None, two: Box | None) -> bool:
    """Whether two lines of one column begin at one place, in one size."""
    if one is None or two is None or (one.page, one.column) != (two.page, two.column):
        return False
    return abs(one.x0 - two.x0) <= SAME_EDGE and abs(one.size - two.size) <= 0.06 * one.size


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
    others = [
        (below, line)
        for below, line in found
        # it would lead to itself
        if text.origin[line.start_of_words] >= 0 and not line.span.start <= offset < line.span.end
    ]
    after = [(below, line) for below, line in others if _comes_before(text, link.start, line)]
    return after or [(below, line) for below, line in others if _is_in_next_column(text, link.start, line)]


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


def _is_in_next_column(text: Text, transcript_offset: int, line: PrintedLine) -> bool:
    """Whether a line in smaller type stands in a column behind that of a place: notes follow the text there.

    The label of a note at the foot of a column may lead back to its call in the next one, near an item of a list.
    """
    box = box_at(text, transcript_offset)
    if box is None or line.box is None or box.page != line.box.page:
        return False
    return 0 <= box.column < line.box.column and line.box.size <= SMALLER * box.size


def _offsets_of(text: Text, transcript: set[int]) -> list[int]:
    """The text offsets of characters of the transcript."""
    import numpy as np

    origin = np.frombuffer(text.origin, np.int32) if text.origin else np.zeros(0, np.int32)
    found: list[int] = np.flatnonzero(np.isin(origin, np.fromiter(transcript, np.int32, len(transcript)))).tolist()
    return found
