"""Running heads of documents of a few pages that no other page shows, known by the sentence that they stand in the midst of.

“… for the | 2 Journal of Granaries | measures changed from one market to the next”: a heading stands between sentences, and no
line of a paragraph ends short within it. So the name may be one that the text says nowhere. The number may be any if the line
is smaller than the text, in italics or in capitals: a display stands there, too. Between two sentences a head is known that has
the number of its page and is set smaller than the text, as no heading is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from fidelity.language.caption_words import LABEL
from fidelity.language.font_names import is_slanted
from fidelity.model.late_pattern import late_pattern
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import font_name
from fidelity.repairs.heads_seen_once import NARROW, NOT_LARGER, counted_pages, distance_from_text
from fidelity.repairs.lone_heads import outer_rows
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence
from fidelity.repairs.text_size import body_size

MOST_PAGES = 4
"""Pages of a document whose heads may each stand alone: of more pages other ones show what a head is."""
APART, NEAR = 1.35, 1.08
"""Usual distances between lines that a head stands away from the text, at least; and one with the number of its page."""
FULL = 0.8
"""The part of the widest line of its page that a line which goes on overleaf has at least."""
OF_TEXT = 0.97
"""Times the size of the text that its lines have at least: notes may stand below them."""
_COUNTED = late_pattern(r"(\d{1,4})[^\w.)]*\s[^\w(]*[^\W\d].*|[^\W\d].*?\W\s*(\d{1,4})")
SMALLER = 0.95
"""Times the size of the text that a head between two sentences has at most."""
LEAST_LETTERS = 6
"""Letters of a head in capitals, at the least; fewer may be initials, or a unit."""
SMALL = "a running head: it stands over the text of its page in smaller type, with the number of the page"
REASON = "a running head: it stands with a number over the text of its page, in the midst of a sentence"


def heads_in_sentences(
    text: Text, pages: Mapping[int, Sequence[PrintedLine]], known: Set[Span]
) -> dict[Span, tuple[str, float]]:
    """The heads over pages that begin in mid-sentence, by the lines of each page, with reason and certainty.

    `known` are the heads and folios that others have found: such a page is none of these.
    """
    size, found = body_size(text), dict[Span, tuple[str, float]]()
    if size is None or not 1 < len(text.source.pages) <= MOST_PAGES:
        return found
    for page, lines in pages.items():
        if page == 0 or not lines or lines[0].span in known:
            continue
        row = max(outer_rows(lines), key=lambda row: row[0].box.baseline if row[0].box else 0.0)
        rest = [line for line in lines if line not in row]
        before = [line for line in pages.get(page - 1, ()) if line.box is not None and line.box.size >= OF_TEXT * size]
        counted = _COUNTED.fullmatch(" ".join(line.words for line in row))
        if counted is None or lines[0] not in row or not rest or any(line.span in known for line in row):
            continue
        its_own = int(counted[1] or counted[2]) in counted_pages(text, page, pages)
        away = distance_from_text(row, lines, pages, size) or 0.0
        apart = away >= (NEAR if its_own else APART)
        if not apart or not _is_short(row, rest, size):
            continue
        smaller = all(line.box is not None and line.box.size <= SMALLER * size for line in row)
        if goes_on(before, rest[0]) and (its_own or smaller or _is_set_otherwise(text, row)):
            found.update({line.span: (REASON, 0.85 if its_own else 0.75) for line in row})
        elif its_own and away >= APART and smaller:
            found.update({line.span: (SMALL, 0.8) for line in row})
    return found


def _is_set_otherwise(text: Text, row: Sequence[PrintedLine]) -> bool:
    """Whether a row has letters of a sloping font or all its letters are capitals: a line of the text, or a formula, has not.

    The offprint of an article counts the pages of its journal, and no other page tells that it does.
    """
    words = " ".join(line.words for line in row)
    letters = [line.start_of_words + i for line in row for i, letter in enumerate(line.words) if letter.isalpha()]
    slanted = 2 * sum(is_slanted(font_name(text, place)) for place in letters) > len(letters)
    return "=" not in words and (slanted or (words.isupper() and len(letters) >= LEAST_LETTERS))


def _is_short(row: Sequence[PrintedLine], rest: Sequence[PrintedLine], size: float) -> bool:
    """Whether a row is no larger than the text, ends no sentence, labels no figure, and has less ink than a line of text."""
    inked = sum(line.box.x1 - line.box.x0 for line in row if line.box is not None)
    widest = max((line.box.x1 - line.box.x0 for line in rest if line.box is not None), default=0.0)
    small = all(line.box is not None and line.box.size <= NOT_LARGER * size for line in row)
    label = any(LABEL.match(line.words) for line in row)
    return small and not label and not ends_sentence(row[-1].words) and inked <= NARROW * widest


def goes_on(before: Sequence[PrintedLine], below: PrintedLine) -> bool:
    """Whether a sentence of the page before ends below: no mark ends its last line, which is full, and small letters follow."""
    if not before or ends_sentence(before[-1].words):
        return False
    widest = max(line.box.x1 - line.box.x0 for line in before if line.box is not None)
    last = before[-1].box
    return below.words[0].islower() and last is not None and last.x1 - last.x0 >= FULL * widest
