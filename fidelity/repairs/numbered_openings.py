"""The small lines that a number opens, as candidates for first lines of notes."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from fidelity.language.note_signs import BACK_LINK_AT_END, NOTES_HEADINGS, REFERENCES_HEADINGS
from fidelity.model.source import MARGIN_COLUMN
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of
from fidelity.repairs.linked_notes import linked_notes
from fidelity.repairs.narrow_digits import narrow_digits
from fidelity.repairs.note_bodies import heading_of
from fidelity.repairs.note_labels import LABEL, LEADERS, SAME_EDGE, Opening, label_of
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence
from fidelity.repairs.rules_over_notes import Ruled, is_called

SMALLER = 0.95
"""Notes are set in at most this part of the text's size; 0.7 to 0.9 is usual."""
ENDED = 5
"""Lines of the text, at least, on the page before notes that have one to themselves and on the page before that: a chapter may
end with a line or two at the head of a page."""
AROUND = 3
"""Lines of text that stand over and under what is no note at the foot of a page; a foot and a folio are fewer."""


def numbered_openings(
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
    counted: set[tuple[int, tuple[bool | None, str]]] = set()  # the numbers and styles of the openings
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
        if label.value == 1 and i > 0 and not small[i - 1] and lines[i - 1].page < line.page:
            works = 0.0  # end notes on a page of their own behind a list of works in the size of the text
        listed = set() if not works else listed
        # a note may go on with those before a list of works that ends on its page; years may open rows between
        below_works = (
            works > 0
            and (label.value - 1, label.style) in counted
            and (i in ruled.below or (label.value - 1 not in listed and is_called(text, label.sign, _above(lines, i))))
        )
        if not (label.superior or not works or below_works):
            listed.add(label.value)
        else:
            counted.add((label.value, label.style))
            # a first note stands below text, or on the page after it: a numbered list among small type does not
            ended = printed[line.page - 1] and printed[line.page - 1] + printed[line.page - 2] >= ENDED
            below = printed[line.page] >= 2 or (not printed[line.page] and ended)
            first = below or line.box.column == MARGIN_COLUMN or heading_over == line.page or i in ruled.below
            anew = label.value == 1 and i > 0 and _heads(lines, i - 1)
            behind = _place_of(text, label.span.end, line.box.x0)
            goes_on = i > 0 and small[i - 1] and _is_level(lines[i - 1], line) and not ends_sentence(lines[i - 1].words)
            openings.append(Opening(i, label, line.page, line.box.x0, first, anew, behind, goes_on))
    return openings


def _is_level(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether two lines are of one size in one column."""
    if one.tail is None or two.box is None or (one.tail.page, one.tail.column) != (two.box.page, two.box.column):
        return False
    return abs(one.tail.size - two.box.size) <= 0.04 * two.box.size


def _above(lines: Sequence[PrintedLine], i: int) -> Iterator[PrintedLine]:
    """The lines before line `i` on its page, from below."""
    before = (lines[k] for k in range(i - 1, -1, -1))
    return takewhile(lambda line: line.page == lines[i].page, before)


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


def beside_linked(text: Text, lines: Sequence[PrintedLine], openings: list[Opening]) -> list[Opening]:
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
