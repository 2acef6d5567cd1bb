"""The notes of a second series, labelled with letters or Roman numerals, in a document whose others have raised numbers.

Editions set the author's notes and the editor's so, one series below the other. A raised letter that opens a line of small
type is no evidence by itself: so begin the notes of tables and the addresses of authors, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fidelity.language.raised_letters import is_ending
from fidelity.language.roman_numerals import is_small_roman, value_of_roman
from fidelity.model.source import MARGIN_COLUMN
from fidelity.model.text import Text
from fidelity.repairs.call_candidates import candidates
from fidelity.repairs.lines_of_notes import is_at_foot
from fidelity.repairs.note_labels import Label, Opening
from fidelity.repairs.printed_lines import PrintedLine, box_at
from fidelity.repairs.raised_characters import is_raised
from fidelity.repairs.rules_over_notes import Ruled
from fidelity.repairs.text_size import body_size

LONGEST = 6
"""Letters of a label at most: "xxviii"."""
LARGER = 1.05
"""Times the size of the text that a line is set in at most which calls a note: names over addresses are larger."""
FEWEST = 2
"""Notes of such a series, at least, where none stands on a page with a numbered one."""
_BEHIND = re.compile(r"\s*(?=[^\W_]|[“„«‘'\"(\[¿¡—–])")
"""What stands between a label and the note."""
_WORD_BEFORE = re.compile(r"[^\W_]*\Z")


def lettered_openings(
    text: Text,
    lines: Sequence[PrintedLine],
    small: Sequence[bool],
    ruled: Ruled,
    numbered: Sequence[Opening],
) -> dict[int, Label]:
    """The small lines that open notes of such a series, with their labels.

    Each stands at the foot of its page, under no other rule than those over notes, and a line of the text there has its letter
    raised; together they count from the first, through the document or anew on a page. `numbered` are the lines that numbers
    open.
    """
    with_numbers = {one.page for one in numbered if one.label.superior and not one.label.printed}
    if not with_numbers:
        return {}
    opened = {
        i: label
        for i, line in enumerate(lines)
        if small[i]
        and i not in ruled.above
        and line.box is not None
        and line.box.column != MARGIN_COLUMN
        and (label := _label_of(text, line)) is not None
        and is_at_foot(lines, i, small)
    }
    if not opened:
        return {}
    calls = _calls(text, lines, small, frozenset(label.printed for label in opened.values()))
    found = _counted({i: label for i, label in opened.items() if (lines[i].page, label.printed) in calls})
    return found if len(found) >= FEWEST or any(lines[i].page in with_numbers for i in found) else {}


def _label_of(text: Text, line: PrintedLine) -> Label | None:
    """The raised letter, or Roman numeral, that opens a line; its value is not yet known."""
    start = end = line.start_of_words
    while end < line.end_of_words and text.string[end].isascii() and text.string[end].isalpha() and is_raised(text, end):
        end += 1
    sign = text.string[start:end]
    known = len(sign) == 1 or (len(sign) <= LONGEST and _is_roman(sign))
    behind = _BEHIND.match(text.string, end, line.end_of_words) if known else None
    if behind is None or is_raised(text, behind.end()):
        return None
    return Label(0, line.span._replace(end=behind.end()), (True, "letters"), superior=True, printed=sign)


def _is_roman(sign: str) -> bool:
    return (sign.islower() or sign.isupper()) and is_small_roman(sign.lower())


def _calls(text: Text, lines: Sequence[PrintedLine], small: Sequence[bool], signs: frozenset[str]) -> set[tuple[int, str]]:
    """The pages, by index, and letters of what stands raised in lines of the text as calls do."""
    outside = tuple(line.span for i, line in enumerate(lines) if small[i])
    found: set[tuple[int, str]] = set()
    size = body_size(text)
    assert size is not None
    for one in candidates(text, signs, outside):
        box = box_at(text, text.transcript_offset(one.span.start))
        before = _WORD_BEFORE.search(text.string, max(one.span.start - 40, 0), one.span.start)
        word = before[0] if before is not None else ""
        # the ending of an ordinal, or the exponent of a variable
        if box is None or box.size > LARGER * size or len(word) == 1 or is_ending(word, one.label):
            continue
        found.add((box.page, one.label))
    return found


def _counted(opened: Mapping[int, Label]) -> dict[int, Label]:
    """Of labels those that count on from the first, or begin anew with it."""
    first = next(iter(opened.values()), None)
    if first is None:
        return {}
    roman = first.printed in ("i", "I")
    found: dict[int, Label] = {}
    last = 0
    for i, label in opened.items():
        value = _value_of(label.printed, roman=roman)
        if value == last + 1 or value == 1:
            found[i] = label
            last = value
    return found


def _value_of(sign: str, *, roman: bool) -> int:
    """The place of a label in its series; 0 where it belongs to none."""
    if roman:
        return value_of_roman(sign) if _is_roman(sign) else 0
    return ord(sign.lower()) - ord("a") + 1 if len(sign) == 1 else 0
