"""Where note bodies stand in the lines of a transcript: the evidence for lifting them out.

With geometry a zone of notes is a run of lines set smaller than the text, or below a rule; without it, lines that a back
link opens or closes, or the labelled lines at the bottom of a page or under a heading such as "Notes".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from fidelity.language.caption_words import NUMBERED_CAPTION
from fidelity.language.note_signs import BACK_LINK_AT_END, NOTES_HEADINGS, REFERENCES_HEADINGS, SIGN_OF
from fidelity.model.source import MARGIN_COLUMN
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.back_linked_notes import opened_by_back_links
from fidelity.repairs.formulas_in_notes import lines_of_formulas
from fidelity.repairs.labelled_notes import labelled_bodies, under_a_heading
from fidelity.repairs.narrow_digits import narrow_digits
from fidelity.repairs.note_bodies import Body, Zones, heading_of, without_back_link, without_carets
from fidelity.repairs.note_labels import (
    LABEL,
    LEADERS,
    SAME_EDGE,
    SYMBOL,
    Label,
    Opening,
    label_of,
    note_openings,
    superior_label_of,
)
from fidelity.repairs.note_links import linked_bodies, linked_notes
from fidelity.repairs.note_sequence import superior_numbers
from fidelity.repairs.printed_lines import (
    PrintedLine,
    body_size,
    ends_sentence,
    glyph_of,
    is_raised,
    printed_lines,
    text_sizes,
)
from fidelity.repairs.rules_over_notes import Ruled, at_rules, is_called
from fidelity.repairs.run_in_notes import with_run_in_notes
from fidelity.repairs.tagged_notes import with_tagged_ends

RULE = re.compile(r"[-‐–—―_=\s]{4,}")
"""A rule over notes that is painted with dashes."""
FURTHEST = 3.0
"""Times its size that a line of a note stands below the line before it, at most."""
SIDE_NOTES = 3
"""Notes in margins whose numbers stand on the line, at the least."""
AROUND = 3
"""Lines of text that stand over and under what is no note at the foot of a page; a foot and a folio are fewer."""
SMALLER = 0.95
"""Notes are set in at most this part of the text's size; 0.7 to 0.9 is usual."""


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
    if not _by_place_alone(text, lines, zones.bodies):
        linked = _with_rest(linked_bodies(text, lines), zones.bodies)
        taken = [stretch for body in linked for stretch in body.stretches]
        others = [
            one
            for one in zones.bodies
            if not one.label.isdigit() and not any(mine.overlaps(its) for mine in one.stretches for its in taken)
        ]
        bodies = sorted((*linked, *others), key=lambda body: body.start)
        return Zones(tuple(bodies), tuple(_headings_over(bodies, lines)), zones.rules)
    if zones.bodies:
        return under_a_heading(text, lines, zones)
    opened = opened_by_back_links(lines)
    return Zones(tuple(opened)) if opened else labelled_bodies(text, lines)


def _by_place_alone(text: Text, lines: Sequence[PrintedLine], bodies: Sequence[Body]) -> bool:
    """Whether links tell of no other bodies than those known by their place and size, or of few that may well be none.

    Where more bodies with raised numbers have no link than there are linked ones, and what the links lead to has no raised
    number, they lead to clauses or items of lists.
    """
    openings = linked_notes(text).openings
    starts = {body.start for body in bodies}
    first = {text.origin[line.start_of_words]: line for line in lines}
    others = {start for start in openings if start not in first or first[start].span.start not in starts}
    if not others:
        return True
    raised = {start for start, line in first.items() if is_raised(text, line.start_of_words)}
    unlinked = sum(first[start].span.start in starts for start in raised - openings.keys())
    return not others & raised and unlinked > len(openings)


def _with_rest(linked: Sequence[Body], small: Sequence[Body]) -> list[Body]:
    """The bodies that links lead to, with the rest overleaf of those that are known by their size or a rule over them, too."""
    taken = [stretch for body in linked for stretch in body.stretches]
    rests = {(body.label, body.stretches[0]): body for body in small if len(body.stretches) > 1}
    found = []
    for body in linked:
        other = rests.get((body.label, body.stretches[0])) if len(body.stretches) == 1 else None
        if other is not None and not any(mine.overlaps(its) for mine in other.stretches[1:] for its in taken):
            found.append(replace(body, stretches=other.stretches, page=other.page))
        else:
            found.append(body)
    return found


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
    signs = _signs(text, lines, small)
    openings = _beside_linked(text, lines, _openings(text, lines, small, sizes, ruled))
    opened = {opening.line: opening for opening in note_openings([one for one in openings if one.line not in signs])}
    rules = {i for i in range(len(lines) - 1) if small[i] and small[i + 1] and RULE.fullmatch(lines[i].words)}
    labelled = opened.keys() | signs.keys()
    apart = rules | {opening.line - 1 for opening in opened.values() if opening.label.value == 1 and opening.anew}
    among_works = False
    """Whether a heading over a list of works stands between the last note and the line."""
    for i, line in enumerate(lines):
        assert line.box is not None
        among_works = (among_works and i not in labelled) or (not small[i] and heading_of(line) in REFERENCES_HEADINGS)
        if i in signs:
            span = Span(line.span.start, line.start_of_words + signs[i].end())
            bodies.append(Body(signs[i][1].translate(SIGN_OF), (line.span,), (span,), "its place and size", line.page))
        elif i in opened:
            label = opened[i].label
            bodies.append(Body(label.sign, (line.span,), (label.span,), "its place and size", line.page))
        elif bodies and i not in apart and small[i] and (i in formulas or _alike(lines, i, last_size)):
            if i not in ruled.above and not among_works and _goes_on(bodies[-1], lines, i, small, labelled):
                bodies[-1] = _extended(bodies[-1], line, lines, i)
            continue
        else:
            continue
        if i not in formulas:
            last_size = line.box.size
    bodies = [without_back_link(text, body) for body in bodies]
    noted = {stretch.start for body in bodies for stretch in body.stretches}
    over = [lines[i].span for i in sorted(rules) if lines[i + 1].span.start in noted]
    return Zones(tuple(bodies), tuple(_headings_over(bodies, lines)), tuple(over))


def _signs(text: Text, lines: Sequence[PrintedLine], small: Sequence[bool]) -> dict[int, re.Match[str]]:
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
    return {i: sign for i, sign in signs.items() if times[places[i]] == 1 or is_raised(text, lines[i].start_of_words)}


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


def _openings(
    text: Text, lines: Sequence[PrintedLine], small: Sequence[bool], sizes: dict[int, float], ruled: Ruled
) -> list[Opening]:
    """The lines set smaller than the text that a number opens, as candidates for first lines of notes.

    `sizes` are those of the text, in points, by page index.
    """
    openings: list[Opening] = []
    narrow = narrow_digits(text)
    printed: Counter[int] = Counter()
    works = 0.0
    """The size of the heading over the list of works that a line stands in; 0 outside such lists."""
    heading_over = -1
    """The page of the last heading over notes."""
    headings = _small_headings(lines, small, sizes)
    listed: set[int] = set()  # the numbers of a list of works
    for i, line in enumerate(lines):
        assert line.box is not None
        heading = "" if line.words[-1].isdigit() else heading_of(line)
        if heading in NOTES_HEADINGS:
            heading_over = line.page
        if heading in REFERENCES_HEADINGS:
            works = line.box.size
        elif heading in NOTES_HEADINGS or line.box.size > max(works, sizes[line.page]) + 0.5:
            works = 0.0
        printed[line.page] += not small[i] and line.box.size <= sizes[line.page] / SMALLER
        label = label_of(text, line, narrow) if small[i] else None
        if label is not None and not label.superior and heading_over != line.page and headings.get(i, False):
            continue
        if label is None or LEADERS.search(line.words):
            continue
        listed = set() if not works else listed
        below_works = _counts_on_below_works(openings, label) and (
            i in ruled.below or (label.value - 1 not in listed and is_called(text, label.sign, _above(lines, i)))
        )
        if not (label.superior or not works or below_works):
            listed.add(label.value)
        else:
            # a first note stands below text, or on the page after it: a numbered list among small type does not
            below = printed[line.page] >= 2 or (not printed[line.page] and printed[line.page - 1] >= 5)
            first = below or line.box.column == MARGIN_COLUMN or heading_over == line.page
            anew = label.value == 1 and i > 0 and _heads(lines, i - 1)
            openings.append(
                Opening(i, label, line.page, line.box.x0, first, anew, _place_of(text, label.span.end, line.box.x0))
            )
    return openings


def _counts_on_below_works(openings: Sequence[Opening], label: Label) -> bool:
    """Whether a label goes on with the notes before a list of works that ends on the page."""
    return bool(openings) and label.value == openings[-1].label.value + 1 and label.style == openings[-1].label.style


def _above(lines: Sequence[PrintedLine], i: int) -> Iterator[PrintedLine]:
    """The lines before line `i` on its page, from below."""
    for line in reversed(lines[:i]):
        if line.page != lines[i].page:
            return
        yield line


def _place_of(text: Text, offset: int, x0: float) -> float:
    """How far from the left a character stands, in points; as far as its line (given) where that is not known."""
    glyph = glyph_of(text, offset)
    return text.source.glyphs.x0[glyph] if glyph is not None and text.source.glyphs is not None else x0


def _small_headings(lines: Sequence[PrintedLine], small: Sequence[bool], sizes: dict[int, float]) -> dict[int, bool]:
    """For each small line whether it is a heading, and no note: no sentence, with text over and under it in its column."""
    text: dict[tuple[int, int], list[float]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.box is not None and not small[i] and line.box.size <= sizes[line.page] / SMALLER:
            text[line.page, line.box.column].append(line.box.baseline)
    found = {}
    for i, line in enumerate(lines):
        if small[i] and line.box is not None:
            column = text[line.page, line.box.column]
            alone = len(column) >= 2 * AROUND and (i + 1 == len(lines) or not small[i + 1])
            if not alone or ends_sentence(line.words) or BACK_LINK_AT_END.search(line.words) is not None:
                found[i] = False
                continue
            over = sum(baseline > line.box.baseline for baseline in column)
            found[i] = over >= AROUND and len(column) - over >= AROUND
    return found


def _beside_linked(text: Text, lines: Sequence[PrintedLine], openings: list[Opening]) -> list[Opening]:
    """Of openings those that links lead to, those that count on between or behind these, and those whose links went astray.

    All where few have links.
    """
    linked = linked_notes(text)
    proven = [o for o in openings if text.origin[lines[o.line].start_of_words] in linked.openings]
    if len(proven) < 2 or 2 * len(proven) < sum(opening.label.superior for opening in openings):
        # links of a chapter or two, or links that miss their notes, say nothing of the others
        return openings
    places = [o.line for o in proven]
    kept: list[Opening] = []
    for opening in openings:
        at = bisect_left(places, opening.line)
        before = proven[at - 1].label.value if at else 0
        after = proven[at].label.value if at < len(proven) else before + 2
        between = before < opening.label.value < after or (bool(kept) and _counts_on(kept[-1], opening))
        if between or opening.label.sign in linked.missed or (at < len(places) and places[at] == opening.line):
            kept.append(opening)
    return kept


def _counts_on(one: Opening, two: Opening) -> bool:
    """Whether an opening has the next number, in the same style, at the same edge of the page or on the next one."""
    beside = two.page - one.page == 1 or (two.page == one.page and abs(two.x0 - one.x0) <= SAME_EDGE)
    return beside and two.label.value == one.label.value + 1 and two.label.style == one.label.style


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


def _alike(lines: Sequence[PrintedLine], i: int, size: float) -> bool:
    """Whether line `i` is set in the size of the note before it, or closely under a line of it that mixes fonts."""
    here, above = lines[i].box, lines[i - 1].box
    assert here is not None
    if abs(here.size - size) <= 0.04 * size + 0.05:
        return True
    if above is None or (above.page, above.column) != (here.page, here.column) or abs(here.size - size) > 0.12 * size:
        return False
    return 0 < above.baseline - here.baseline <= 1.3 * max(here.size, size)


def _goes_on(body: Body, lines: Sequence[PrintedLine], i: int, small: Sequence[bool], labelled: Set[int]) -> bool:
    """Whether line `i` continues the body: it follows it directly, or it opens the notes of the next page.

    `labelled` are the lines that open a note.
    """
    last = body.stretches[-1]
    previous = lines[i - 1]
    if previous.page != lines[i].page and _stands_over_notes(lines, i, labelled):
        return False
    below = previous.span.end == last.end and previous.page == lines[i].page
    if not below and NUMBERED_CAPTION.match(lines[i].words) is not None:
        return False
    if previous.span.end == last.end and (_follows_below(previous, lines[i]) or _is_at_foot(lines, i, small)):
        return True
    before = lines[bisect_left(lines, last.end, key=_end)]
    here, there = before.box, lines[i].box
    next_column = here is not None and there is not None and here.page == there.page and here.column < there.column
    if not next_column and not 1 <= lines[i].page - body.page <= 2:
        return False
    if RULE.fullmatch(previous.words):
        return True
    unfinished = not ends_sentence(before.words) or before.words[-1] in "-;:,"
    return (unfinished and _is_at_foot(lines, i, small)) or _opens_notes(lines, i, labelled)


def _stands_over_notes(lines: Sequence[PrintedLine], i: int, labelled: Set[int]) -> bool:
    """Whether a wide gap parts line `i`, and those together with it, from a labelled note below: a small quotation."""
    parted = False
    for j in range(i + 1, len(lines)):
        above, here = lines[j - 1].box, lines[j].box
        if above is None or here is None or (above.page, above.column) != (here.page, here.column):
            return False
        parted = parted or above.baseline - here.baseline > FURTHEST * max(above.size, here.size)
        if j in labelled:
            return parted
    return False


def _follows_below(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether the second of two lines does not begin the next page or column, at whose head a table may stand."""
    if one.tail is None or two.box is None:
        return one.page == two.page
    return one.page == two.page and not one.tail.column < two.box.column


def _is_at_foot(lines: Sequence[PrintedLine], i: int, small: Sequence[bool]) -> bool:
    """Whether nothing but small lines stands below line `i` in its column, nor text in others that it lies across."""
    here = lines[i].box
    if here is None:
        return True
    same, under = True, 0
    for j in range(i + 1, len(lines)):
        there = lines[j].box
        if there is None or there.page != here.page:
            break
        same = same and there.column == here.column
        if small[j]:
            continue
        if same:
            return False
        under += there.baseline < here.baseline and there.x0 < here.x1 and here.x0 < there.x1
    return under < AROUND


def _end(line: PrintedLine) -> int:
    return line.span.end


def _opens_notes(lines: Sequence[PrintedLine], i: int, labelled: Set[int]) -> bool:
    """Whether line `i` is among lines that stand, without a label, directly over a labelled note of the same size."""
    first = lines[i].box
    for j, line in enumerate(lines[i : i + 40], start=i):
        if first is None or line.box is None or line.page != lines[i].page or abs(line.box.size - first.size) > 0.3:
            return False
        above = lines[j - 1].box
        if j > i and above is not None and above.baseline - line.box.baseline > FURTHEST * line.box.size:
            return False
        if j > i and j in labelled:
            return True
    return False


def _extended(body: Body, line: PrintedLine, lines: Sequence[PrintedLine], i: int) -> Body:
    if lines[i - 1].span.end == body.stretches[-1].end:
        last = Span(body.stretches[-1].start, line.span.end)
        return replace(body, stretches=(*body.stretches[:-1], last))
    return replace(body, stretches=(*body.stretches, line.span), page=line.page)


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
