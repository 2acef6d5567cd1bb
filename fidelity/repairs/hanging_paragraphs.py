"""Paragraphs whose first line hangs out to the left of the others, as lists of works are set."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from fidelity.language.abbreviations import ends_no_sentence
from fidelity.language.note_signs import REFERENCES_HEADINGS
from fidelity.model.derived import derived
from fidelity.model.marks import Kind
from fidelity.model.source import MARGIN_COLUMN, Box
from fidelity.model.text import Text
from fidelity.repairs.definition_lists import definition_lines
from fidelity.repairs.lines_beside_caps import lines_beside_caps
from fidelity.repairs.list_items import hanging_lines, list_items
from fidelity.repairs.measure import Measure, measure_of
from fidelity.repairs.note_bodies import heading_of
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence, lines_in, printed_lines
from fidelity.repairs.text_face import is_bolder

LEVEL = 0.3
"""Ems by which lines that begin at one place may differ."""
LEAST, MOST = 0.6, 5.0
"""Ems by which the lines after the first are set in."""
CLOSE = 1.3
"""Line distances between two lines of one paragraph, at most."""
TURNS = 2
"""Unfinished full lines that go on further in, at the least: one may be a paragraph whose words a display follows.

Below a heading such as "References" one is enough, and so is one that a bold term opens.
"""


class Hanging(NamedTuple):
    """Lines by the offsets of their words."""

    first: frozenset[int]
    """Those that begin such a paragraph."""
    further: frozenset[int]
    """Those that go on with one."""


@derived(heeds={Kind.NOTE_CALL, Kind.NOTE_BODY, Kind.HEADING, Kind.TABLE, Kind.VERSE})
def hanging_paragraphs(text: Text) -> Hanging:
    """The paragraphs of a text that hang; none where there is no geometry."""
    measure = measure_of(text)
    if measure is None:
        return Hanging(frozenset(), frozenset())
    lines = printed_lines(text)
    marked = lines_in(lines, text.of_kind(Kind.NOTE_BODY, Kind.HEADING, Kind.TABLE, Kind.VERSE))
    beside_caps = lines_beside_caps(text, lines, measure)
    items = list_items(text).keys() | hanging_lines(text) | definition_lines(text)
    return _hanging_among(text, lines, measure, marked | items | beside_caps)


def _hanging_among(text: Text, lines: Sequence[PrintedLine], measure: Measure, elsewhere: Set[int]) -> Hanging:
    """The paragraphs that hang; `elsewhere` are lines of headings, notes, tables, stanzas, lists, and beside drop caps.

    In a run of such paragraphs a line that is full and ends no sentence is gone on with further in, and never at the edge.
    In every other setting it is the reverse, so that a run of prose ends at its first such line.
    """
    first: set[int] = set()
    further: set[int] = set()
    for stretch, named in _stretches(lines, elsewhere):
        edges = _edges(stretch, measure)
        for run in _runs(stretch, edges, measure):
            turning = [one for one, two in pairwise(run) if _is_turn(one, two, edges, measure)]
            turning += [line for line in run if line.tail != line.box]
            if len(turning) < (1 if named or any(_opens_with_term(text, line) for line in turning) else TURNS):
                continue
            # whether the first line of a run begins a paragraph, others tell
            first.update(line.start_of_words for line in run[1:] if not _is_in(line, edges, measure))
            further.update(line.start_of_words for line in run[1:] if _is_in(line, edges, measure))
    return Hanging(frozenset(first), frozenset(further))


Edges = dict[tuple[int, int], float]
"""The left edge of each column, in points, by page index and column."""


def _stretches(lines: Sequence[PrintedLine], elsewhere: Set[int]) -> list[tuple[list[PrintedLine], bool]]:
    """The lines between those that are `elsewhere`, and whether a heading over a list of works stands above them."""
    found: list[tuple[list[PrintedLine], bool]] = [([], False)]
    for line in lines:
        if line.box is None or line.tail is None or line.box.column == MARGIN_COLUMN or line.start_of_words in elsewhere:
            found.append(([], heading_of(line) in REFERENCES_HEADINGS))
        else:
            found[-1][0].append(line)
    return [(stretch, named) for stretch, named in found if len(stretch) > 1]


def _edges(stretch: Sequence[PrintedLine], measure: Measure) -> Edges:
    """Where the columns of a stretch begin: its own lines tell where a list fills one, and most of them are set in."""
    edges: Edges = {}
    boxes = (box for line in stretch for box in ((line.box,) if line.tail is line.box else (line.box, line.tail)))
    for box in (box for box in boxes if box is not None):
        key = box.page, box.column
        left = measure.left(box)
        near = box.x0 if left - box.x0 <= MOST * measure.size else left
        edges[key] = min(edges.get(key, left), near)
    return edges


def _runs(stretch: Sequence[PrintedLine], edges: Edges, measure: Measure) -> list[list[PrintedLine]]:
    """The lines parted where they do not follow one another as hanging paragraphs do; a run begins at the edge."""
    runs: list[list[PrintedLine]] = [[]]
    inner: float | None = None
    for line in stretch:
        off = _off(line.box, edges)
        at_edge = off <= LEVEL * measure.size
        before = runs[-1][-1] if runs[-1] else None
        if before is None:
            goes_on = False
        elif at_edge:
            goes_on = ends_sentence(before.words) or _is_ended(before, line, measure)
        else:
            near = _is_near(before, line, measure) and not _is_ended(before, line, measure)
            goes_on = near and _is_level(off, inner, measure)
        if not goes_on:
            # the indent of the paragraphs above may be less deep
            begins = not at_edge and before is not None and _begins_anew(before, line, edges, measure)
            runs.append([before] if begins and before is not None else [])
            goes_on = begins
            inner = None
        inner = None if not goes_on else inner if at_edge else off
        # a word that was broken has joined two lines or more
        joined = line.tail is not line.box and line.tail != line.box
        last = _off(line.tail, edges) if joined else off
        if joined and not _is_level(last, inner, measure):
            runs.append([])
            goes_on = False
            inner = None
            if at_edge and _is_level(last, None, measure):
                runs[-1].append(line)
                inner = last
        elif goes_on or at_edge:
            runs[-1].append(line)
            inner = last if joined else inner
    return [run for run in runs if len(run) > 1]


def _begins_anew(before: PrintedLine, line: PrintedLine, edges: Edges, measure: Measure) -> bool:
    """Whether a line at the edge is gone on with further in, at another place than those above it."""
    if before.tail is not before.box or _is_in(before, edges, measure):
        return False
    over = _is_ended(before, line, measure) or not _is_near(before, line, measure)
    return not over and _is_level(_off(line.box, edges), None, measure)


def _is_level(off: float, inner: float | None, measure: Measure) -> bool:
    """Whether a line is set in as those after the first are, if only by how much where none is known yet."""
    size = measure.size
    return LEAST * size <= off <= MOST * size and (inner is None or abs(off - inner) <= LEVEL * size)


def _is_ended(one: PrintedLine, two: PrintedLine, measure: Measure) -> bool:
    """Whether a line was ended on purpose; one that small letters follow is only ragged."""
    return measure.falls_short(one, two) and (ends_sentence(one.words) or not two.words[0].islower())


def _off(box: Box | None, edges: Edges) -> float:
    assert box is not None
    return box.x0 - edges[box.page, box.column]


def _is_in(line: PrintedLine, edges: Edges, measure: Measure) -> bool:
    return _off(line.box, edges) > LEVEL * measure.size


def _is_near(one: PrintedLine, two: PrintedLine, measure: Measure) -> bool:
    """Whether a line stands in another column or page than the one before it, or at the distance of lines in one paragraph."""
    assert one.tail is not None
    assert two.box is not None
    if (one.tail.page, one.tail.column) != (two.box.page, two.box.column):
        return True
    size = max(one.tail.size, two.box.size)
    return 0 < one.tail.baseline - two.box.baseline <= CLOSE * measure.leading * max(size / measure.size, 1.0)


def _is_turn(one: PrintedLine, two: PrintedLine, edges: Edges, measure: Measure) -> bool:
    """Whether a line at the edge that is full and ends no sentence is gone on with further in."""
    if (ends_sentence(one.words) and not _goes_on_with_number(one, two)) or measure.falls_short(one, two):
        return False
    return not _is_in(one, edges, measure) and _is_in(two, edges, measure)


def _opens_with_term(text: Text, line: PrintedLine) -> bool:
    """Whether a line begins in bold type and ends in that of the text."""
    return is_bolder(text, line.start_of_words) and not is_bolder(text, line.end_of_words - 1)


def _goes_on_with_number(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether a line ends with a colon, or the stop of an abbreviation, and its number begins the next: "p.", "12–19"."""
    last = one.words.rsplit(maxsplit=1)[-1]
    return two.words[0].isdigit() and (last.endswith(":") or (last.endswith(".") and ends_no_sentence(last)))
