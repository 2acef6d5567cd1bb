"""Where note bodies stand in the lines of a transcript: the evidence for lifting them out.

With geometry a zone of notes is a run of lines set smaller than the text, or below a rule; without it, lines that a back
link opens or closes, or the labelled lines at the bottom of a page or under a heading such as "Notes".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from fidelity.language.note_signs import NOTES_HEADINGS, REFERENCES_HEADINGS, SIGN_OF
from fidelity.model.source import MARGIN_COLUMN
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.back_linked_notes import opened_by_back_links
from fidelity.repairs.call_candidates import superior_numbers
from fidelity.repairs.critical_apparatus import lines_of_apparatus
from fidelity.repairs.formulas_in_notes import lines_of_formulas
from fidelity.repairs.labelled_notes import labelled_bodies, under_a_heading
from fidelity.repairs.lettered_notes import lettered_openings
from fidelity.repairs.lines_of_notes import RULE, extended, goes_on_with, is_rest_beside, is_set_alike
from fidelity.repairs.linked_and_placed_notes import by_place_alone, with_linked
from fidelity.repairs.note_bodies import Body, Zones, heading_of, without_back_link, without_carets
from fidelity.repairs.note_labels import (
    SYMBOL,
    Label,
    Opening,
    label_of,
    note_openings,
    superior_label_of,
)
from fidelity.repairs.numbered_openings import SMALLER, beside_linked, numbered_openings
from fidelity.repairs.printed_lines import PrintedLine, printed_lines
from fidelity.repairs.raised_characters import is_raised
from fidelity.repairs.rules_over_notes import Ruled, at_rules, is_under_a_rule
from fidelity.repairs.run_in_notes import with_run_in_notes
from fidelity.repairs.tagged_notes import with_tagged_ends
from fidelity.repairs.text_size import body_size, text_sizes

RULED = 3
"""Notes below rules, at the least, that show where the rests of others are: no page sets these without one."""
SIDE_NOTES = 3
"""Notes in margins whose numbers stand on the line, at the least."""


def find_bodies(text: Text) -> Zones:
    """The note bodies in the lines of a text; none in a settled one, whose notes are marked."""
    if text.settled:
        return Zones()
    lines = with_run_in_notes(text, printed_lines(text))
    zones = _zones(text, lines)
    return replace(zones, bodies=with_tagged_ends(text, without_carets(text, zones.bodies), lines)) if zones.bodies else zones


def _zones(text: Text, lines: list[PrintedLine]) -> Zones:
    """The note bodies by their places, their links or their labels."""
    zones = _set_small(text, lines) if text.source.boxes is not None else Zones()
    if not by_place_alone(text, lines, zones.bodies):
        bodies = with_linked(text, lines, zones.bodies)
        return Zones(tuple(bodies), tuple(_headings_over(bodies, lines)), zones.rules, zones.apparatus)
    if zones.bodies:
        return under_a_heading(text, lines, zones)
    opened = opened_by_back_links(lines)
    return Zones(tuple(opened)) if opened else labelled_bodies(text, lines)


def _set_small(text: Text, lines: list[PrintedLine]) -> Zones:
    """Bodies in runs of lines set smaller than the text, each begun by the next label in the sequence."""
    size = body_size(text)
    assert size is not None
    bodies: list[Body] = []
    last_size = 0.0
    sizes = text_sizes(lines, size)
    ruled = at_rules(text, lines, sizes)
    beside = _notes_in_margins(text, lines)
    small = [i in ruled.below or i in beside or _is_small(line, sizes[line.page]) for i, line in enumerate(lines)]
    formulas = lines_of_formulas(lines, small)
    small = [is_small or i in formulas for i, is_small in enumerate(small)]
    openings = beside_linked(text, lines, numbered_openings(text, lines, small, sizes, ruled))
    signs = _signs(text, lines, small) | lettered_openings(text, lines, small, ruled, openings)
    opened, of_tables = _counted_apart([one for one in openings if one.line not in signs], ruled)
    table_notes = {lines[i].span.start for i in of_tables}
    of_text = opened.keys() - of_tables
    all_ruled = len(of_text) >= RULED and ruled.below >= of_text
    rules = {i for i in range(len(lines) - 1) if small[i] and small[i + 1] and RULE.fullmatch(lines[i].words)}
    labels = signs | {i: one.label for i, one in opened.items()}
    apparatus = lines_of_apparatus(lines, small, frozenset(labels))
    apart = rules | {opening.line - 1 for opening in opened.values() if opening.label.value == 1 and opening.anew}
    held = 0
    """The index of the body that an unlabelled line may go on with."""
    among_works = False
    """Whether a heading over a list of works stands between the last note and the line."""
    for i, line in enumerate(lines):
        assert line.box is not None
        under_rule = i in ruled.below and i - 1 in ruled.above
        among_works = among_works and i not in labels and not under_rule
        among_works = among_works or (not small[i] and heading_of(line) in REFERENCES_HEADINGS)
        if i in apparatus:
            continue
        if i in labels:
            bodies.append(Body(labels[i].sign, (line.span,), (labels[i].span,), "its place and size", line.page))
        elif bodies and i not in apart and small[i] and (i in formulas or is_set_alike(lines, i, last_size)):
            if under_rule:  # not with the note of a table over it
                held = max((k for k, body in enumerate(bodies) if body.start not in table_notes), default=held)
            directly = lines[i - 1].span.end == bodies[held].stretches[-1].end
            below_rule = i in ruled.below or is_under_a_rule(text, lines, i) or is_rest_beside(bodies[held], lines, i)
            apart_from_it = not directly and (i in ruled.above or (all_ruled and not below_rule))
            if not apart_from_it and not among_works and goes_on_with(bodies[held], lines, i, small, labels.keys()):
                bodies[held] = extended(bodies[held], line, lines, i)
            continue
        else:
            continue
        held = len(bodies) - 1
        if i not in formulas:
            last_size = line.box.size
    bodies = [without_back_link(text, body) for body in bodies]
    noted = {stretch.start for body in bodies for stretch in body.stretches}
    over = tuple(lines[i].span for i in sorted(rules) if lines[i + 1].span.start in noted)
    return Zones(tuple(bodies), tuple(_headings_over(bodies, lines)), over, tuple(lines[i].span for i in sorted(apparatus)))


def _counted_apart(openings: Sequence[Opening], ruled: Ruled) -> tuple[dict[int, Opening], set[int]]:
    """The openings that number notes, by their lines, and which of these are of tables: over the rule above the notes of their
    page. Those count by themselves. Numbers in small type without a rule that would push out some below rules, as examples of
    notes in a manual do, number none.
    """
    of_tables = {one.line for one in openings if one.label.superior and one.line in ruled.above}
    of_text = [one for one in openings if one.line not in of_tables]
    counted, below = note_openings(of_text), [one for one in of_text if one.line in ruled.below and one.label.superior]
    if sum(one.line in ruled.below for one in counted) < len(only := note_openings(below)):
        counted = only
    counted += note_openings([one for one in openings if one.line in of_tables])
    return {one.line: one for one in counted}, of_tables


def _signs(text: Text, lines: Sequence[PrintedLine], small: Sequence[bool]) -> dict[int, Label]:
    """The small lines that a sign opens; not those of a list or a table, in whose column the same sign stands again."""
    signs = {
        i: sign
        for i, line in enumerate(lines)
        if small[i] and (sign := SYMBOL.match(line.words)) is not None
        # only a raised sign opens a note that begins with a figure
        if not line.words[sign.end()].isdigit() or is_raised(text, line.start_of_words)
    }
    places = {i: (lines[i].page, box.column if (box := lines[i].box) else 0, sign[1]) for i, sign in signs.items()}
    times = Counter(places.values())
    found: dict[int, Label] = {}
    for i, sign in signs.items():
        raised = is_raised(text, lines[i].start_of_words)
        if times[places[i]] == 1 or raised:
            span = Span(lines[i].span.start, lines[i].start_of_words + sign.end())
            found[i] = Label(0, span, (raised, "sign"), bool(raised), sign[1].translate(SIGN_OF))
    return found


def _is_small(line: PrintedLine, size: float) -> bool:
    """Whether a line is smaller than the text, given its size in points, and not in the margin."""
    return line.box is not None and line.box.size <= SMALLER * size and line.box.column != MARGIN_COLUMN


def _notes_in_margins(text: Text, lines: Sequence[PrintedLine]) -> set[int]:
    """The lines in the margin that are set together below one which a raised number opens: other words there are no notes."""
    found: set[int] = set()
    level = _numbered_in_margins(text, lines)
    for i, line in enumerate(lines):
        if line.box is None or line.box.column != MARGIN_COLUMN:
            continue
        above = lines[i - 1].box if i - 1 in found else None
        under = above is not None and above.page == line.page and 0 < above.baseline - line.box.baseline <= 1.7 * line.box.size
        if under or i in level or superior_label_of(text, line) is not None:
            found.add(i)
    return found


def _numbered_in_margins(text: Text, lines: Sequence[PrintedLine]) -> set[int]:
    """The lines in the margin that level numbers open, where these count from one, as the superior numbers of the text do."""
    labels = {
        i: label
        for i, line in enumerate(lines)
        if line.box is not None and line.box.column == MARGIN_COLUMN and (label := label_of(text, line)) is not None
    }
    count = [label.value for label in labels.values()]
    if len(count) < SIDE_NOTES or count != list(range(1, len(count) + 1)):
        return set()
    beside = tuple(line.span for line in lines if line.box is not None and line.box.column == MARGIN_COLUMN)
    called = [int(number) for number, _ in superior_numbers(text, beside)]
    return set(labels) if called == count else set()


def _headings_over(bodies: Sequence[Body], lines: Sequence[PrintedLine]) -> list[Span]:
    """The lines directly before a body that say "Notes" and nothing else."""
    starts = {body.start for body in bodies}
    return [
        one.span
        for one, two in pairwise(lines)
        if two.span.start in starts and one.words.strip(" .:*#").casefold() in NOTES_HEADINGS
        # the last word of a note: "no. 31 and note."
        if not (one.words[0].islower() and one.words.endswith("."))
    ]
