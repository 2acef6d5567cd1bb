"""Whether a paragraph goes on over a page end, a column end or a blank line."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from fidelity.model.source import MARGIN_COLUMN, Box
from fidelity.repairs.measure import MOST, Measure
from fidelity.repairs.paragraph_evidence import Paragraphs, is_caption
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence, is_full

SPEECH = "»«“„—–"
"""What opens a speech, and so a paragraph, where the line before it ends a sentence."""
SET_IN = 1.5
"""Ems by which items of a list without bullets are set in, at least."""
FAR = 0.25
"""Part of the width of the column that the first of two such items leaves free, at least."""

_start_of_words = attrgetter("start_of_words")


def goes_on_over_end(paragraphs: Paragraphs, one: PrintedLine, two: PrintedLine) -> float | None:
    """How certain it is that a paragraph goes on from `one` to `two` over a page end or a blank line; None: it does not."""
    if goes_on_in_quotation(paragraphs, one, two):
        return 0.9
    if paragraphs.apart(one, two) or paragraphs.in_table(one) or paragraphs.in_stanza(one):
        return None
    if two.start_of_words in paragraphs.items or two.start_of_words in paragraphs.first:
        return None
    if is_caption(one, two) or _in_margin(one) != _in_margin(two):
        return None
    starts = two.words.lstrip("“„«\"'([")[:1]
    ended = ends_sentence(one.words) and not (
        starts.islower() and one.words[-1:] in ":;" and not _is_ended(paragraphs, one, two)
    )
    if paragraphs.in_note(one):
        return 0.95
    if paragraphs.in_heading(one) or not one.words or not two.words:
        return None
    if not ended:
        short = paragraphs.falls_short(one, two)
        if starts.islower():
            if _begins_list(paragraphs, one, two, short=short) or _parts_items(paragraphs, one, two):
                return None
            return 0.97
        if _begins_columns(one, two) or paragraphs.is_ranged_right(one) or paragraphs.is_ranged_right(two):
            return None
        return 0.9 if not short and (paragraphs.measure is not None or is_full(one, paragraphs.width)) else None
    if not paragraphs.crosses(one, two):
        return None
    if two.start_of_words in paragraphs.hanging:
        return 0.9
    if paragraphs.measure is not None:
        return _goes_on_in_print(paragraphs, paragraphs.measure, one, two)
    blank = two.after_blank
    return 0.6 if not blank and not paragraphs.falls_short(one, two) and not paragraphs.is_indented(two) else None


def goes_on_in_quotation(paragraphs: Paragraphs, one: PrintedLine, two: PrintedLine) -> bool:
    """Whether a block quotation that a page ends in the midst of goes on, though nothing on the next shows that it is set in.

    Its last line is full and ends no sentence, and the next page begins in a small letter.
    """
    if paragraphs.measure is None or not paragraphs.crosses(one, two) or not two.words[0].islower():
        return False
    if not paragraphs.in_quotation(one) or not paragraphs.is_plain(two):
        return False
    return not ends_sentence(one.words) and not paragraphs.falls_short(one, two)


def _parts_items(paragraphs: Paragraphs, one: PrintedLine, two: PrintedLine) -> bool:
    """Whether a page ends between two items of a list whose bullets are drawn, in the midst of a sentence.

    They are set in alike, and the first ends with a comma or a semicolon far from the edge, as no line of a quotation does.
    """
    if paragraphs.measure is None or one.tail is None or two.box is None or not paragraphs.crosses(one, two):
        return False
    first, second = one.tail.x0 - paragraphs.measure.left(one.tail), two.box.x0 - paragraphs.measure.left(two.box)
    alike = abs(first - second) <= 0.3 * paragraphs.measure.size and min(first, second) >= SET_IN * paragraphs.measure.size
    return alike and one.words[-1] in ",;" and _leaves_much(one.tail, paragraphs.measure)


def _leaves_much(box: Box, measure: Measure) -> bool:
    """Whether a line ends far from the right edge of its column, as no line of a quotation does."""
    return measure.right(box) - box.x1 >= FAR * (measure.right(box) - measure.left(box))


def _begins_list(paragraphs: Paragraphs, one: PrintedLine, two: PrintedLine, *, short: bool) -> bool:
    """Whether a page begins with a list, or verses, that the sentence at the end of the last one announces.

    It is set in as the line below, behind a colon, or behind a comma where the next word would have had room; where it ends
    with a comma or a semicolon far from the edge, either of these will do.
    """
    if paragraphs.measure is None or two.box is None or not paragraphs.crosses(one, two):
        return False
    item = two.words[-1] in ",;" and _leaves_much(two.box, paragraphs.measure)
    if one.words[-1] != ":" and not (short and one.words[-1] == ",") and not (item and (short or one.words[-1] == ",")):
        return False
    i = bisect_left(paragraphs.lines, two.start_of_words, key=_start_of_words)
    below = paragraphs.lines[i + 1].box if i + 1 < len(paragraphs.lines) else None
    if below is None or below.page != two.box.page or abs(below.x0 - two.box.x0) > 0.3 * paragraphs.measure.size:
        return False
    return two.box.x0 - paragraphs.measure.left(two.box) >= SET_IN * paragraphs.measure.size and not paragraphs.is_indented(one)


def _is_ended(paragraphs: Paragraphs, one: PrintedLine, two: PrintedLine) -> bool:
    """Whether a line was ended on purpose, though no sentence ends: the part of a list without bullets."""
    return paragraphs.measure is not None and paragraphs.falls_short(one, two)


def _goes_on_in_print(paragraphs: Paragraphs, measure: Measure, one: PrintedLine, two: PrintedLine) -> float | None:
    if paragraphs.is_indented(two) or one.tail is None or two.box is None or two.words[0] in SPEECH:
        return None
    if two.box.x0 - measure.left(two.box) > MOST * measure.size or abs(one.tail.size - two.box.size) > 0.06 * measure.size:
        return None
    if measure.is_half_empty(one.tail) and paragraphs.falls_short(one, two):
        return None  # a paragraph behind a gap, a heading that runs in
    if measure.indents:
        return 0.95
    tagged = paragraphs.tagged.same(one, two)
    if tagged is not None:
        return 0.95 if tagged else None
    reaches = one.tail.x1 >= measure.right(one.tail) - 0.15 * measure.size
    return 0.7 if reaches and not paragraphs.falls_short(one, two) else None


def _begins_columns(one: PrintedLine, two: PrintedLine) -> bool:
    """Whether a line across the columns of a page ends above them, and the other begins one of them."""
    if one.tail is None or two.box is None or one.tail.page != two.box.page:
        return False
    return one.tail.column == -1 and two.box.column >= 0 and one.tail.baseline > two.box.baseline


def _in_margin(line: PrintedLine) -> bool:
    """Whether a line stands in the margin beside the text."""
    return line.box is not None and line.box.column == MARGIN_COLUMN
