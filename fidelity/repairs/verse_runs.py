"""Stretches of lines that may be verse: of one size, at one distance, each short or going on in a line set in below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from fidelity.language.keyword_labels import KEYWORDS
from fidelity.model.text import Text
from fidelity.repairs.measure import Measure
from fidelity.repairs.printed_lines import CLOSING, PrintedLine
from fidelity.repairs.tall_characters import after_cap
from fidelity.repairs.verse_edges import JUSTIFIED, STOPS, distance_below, in_by, stand_apart
from fidelity.repairs.verse_lines import LEVEL, MARKS, SET_IN, first_letter, may_run_on

WIDER = 1.1
"""Times the distance of their other neighbours that two lines of two stanzas, or of the text and a stanza, stand apart."""
STANZA = 2
"""Lines of a stanza, at least."""


def verse_runs(
    text: Text, lines: Sequence[PrintedLine], measure: Measure, taken: Set[int]
) -> Iterator[tuple[int, list[PrintedLine]]]:
    """Stretches of lines of one size at one distance in which each falls short or goes on in a line set in below it."""
    start = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and not _gap_parts(lines, i, start):
            ends_stanza = i - start < STANZA or not _is_alone(lines, i, measure)
            first = i - 1 == start and _is_announced(lines[i - 2] if i > 1 else None, lines[i - 1], measure)
            by_turns = i - start > 1 and _goes_on_by_turns(lines[start:i], lines[i], measure)
            if _together(lines[i - 1], lines[i], measure, taken, ends_stanza=ends_stanza, first=first, by_turns=by_turns):
                continue
        if i - start > 1 and after_cap(text, lines[start], measure.size) is None:
            yield start, list(lines[start:i])
        start = i


def _is_announced(above: PrintedLine | None, line: PrintedLine, measure: Measure) -> bool:
    """Whether a line stands apart below one that ends with a colon."""
    return above is not None and above.words[-1:] == ":" and stand_apart(above, line, measure)


def _gap_parts(lines: Sequence[PrintedLine], i: int, start: int) -> bool:
    """Whether line `i` is further below the line before it, which ends with a stop, than these from their other neighbours."""
    if lines[i - 1].words.rstrip(CLOSING + " ")[-1:] not in STOPS:
        return False
    here = distance_below(lines[i - 1], lines[i])
    before = distance_below(lines[i - 2], lines[i - 1]) if i - 2 >= start else None
    after = distance_below(lines[i], lines[i + 1]) if i + 1 < len(lines) else None
    beside = [distance for distance in (before, after) if distance is not None]
    return here is not None and len(beside) == 2 and here >= WIDER * max(beside)


def _is_alone(lines: Sequence[PrintedLine], i: int, measure: Measure) -> bool:
    """Whether the line behind line `i` does not begin where that one does: what it ends began on the page before."""
    return i + 1 == len(lines) or abs(in_by([lines[i]], measure) - in_by([lines[i + 1]], measure)) > LEVEL * measure.size


def _goes_on_by_turns(run: Sequence[PrintedLine], line: PrintedLine, measure: Measure) -> bool:
    """Whether every other line of a run is set in further, the one behind it at its turn, and all from the edge of the text."""
    edges = [in_by([one], measure) for one in (*run, line)]
    level = LEVEL * measure.size
    turns = all(abs(two - one) <= level for one, two in zip(edges, edges[2:], strict=False))
    return turns and abs(edges[1] - edges[0]) >= SET_IN * measure.size and min(edges) >= SET_IN * measure.size


def _together(
    one: PrintedLine,
    two: PrintedLine,
    measure: Measure,
    taken: Set[int],
    *,
    ends_stanza: bool = True,
    first: bool = False,
    by_turns: bool = False,
) -> bool:
    """Whether two lines may be of one run; `ends_stanza`: a stop at the foot of a page or column may end one.

    `first`: a gap and a colon stand over the first of them, and so announce it. `by_turns`: the lines before them are set in
    by turns, and the second is at its turn.
    """
    if one.start_of_words in taken or two.start_of_words in taken or one.box is None or two.box is None:
        return False
    if KEYWORDS.match(two.words):
        return False  # below the short lines of an abstract
    if not _stays(one, measure) or abs(one.box.size - two.box.size) > 0.06 * measure.size:
        return False
    if (one.box.page, one.box.column) != (two.box.page, two.box.column):
        alike = abs(in_by([one], measure) - in_by([two], measure)) <= LEVEL * measure.size <= in_by([one], measure)
        stops = ends_stanza and one.words.rstrip(CLOSING + " ").endswith((".", "?", "!"))
        return (alike or by_turns) and not stops and (measure.falls_short(one, two) or _ends_with_mark(one, two, measure))
    foot = one.tail or one.box
    # larger type has lines further apart
    distance = (foot.baseline - two.box.baseline) / max(two.box.size / measure.size, 1.0)
    if not 0 < distance <= 1.3 * measure.leading:
        return False
    if measure.falls_short(one, two) or two.box.x0 > one.box.x0 + SET_IN * measure.size or may_run_on(one, two, measure):
        return True
    # a line nearly as long as the measure, which ends with a mark short of it, below one that ends on purpose
    alike = abs(two.box.x0 - one.box.x0) <= LEVEL * measure.size and in_by([one], measure) >= SET_IN * measure.size
    return alike and _ends_with_mark(one, two, measure, first=first)


def _ends_with_mark(one: PrintedLine, two: PrintedLine, measure: Measure, *, first: bool = False) -> bool:
    """Whether a line ends with a mark short of the measure, if by little, and the next begins with a capital.

    Below a line that announces them, the `first` two may go on with a small letter.
    """
    assert one.box is not None
    stays = one.box.x1 <= measure.right(one.box) - JUSTIFIED * measure.size
    return stays and one.words.rstrip(CLOSING + " ")[-1:] in MARKS and (first or first_letter(two.words).isupper())


def _stays(line: PrintedLine, measure: Measure) -> bool:
    """Whether a line is one printed line, or a verse too long for its measure whose last word was divided, in its column."""
    if line.box is None or line.tail is None or line.tail == line.box:
        return line.box is not None and line.tail is not None
    below = (line.tail.page, line.tail.column) == (line.box.page, line.box.column)
    edge = measure.right(line.box) - in_by([line], measure) - JUSTIFIED * measure.size
    return below and line.tail.x0 >= line.box.x0 - LEVEL * measure.size and line.box.x1 >= edge > line.tail.x1
