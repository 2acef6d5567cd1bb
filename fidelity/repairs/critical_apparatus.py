"""The lines of a critical apparatus at the foot of a page: the number of a line, words of the text and a bracket."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fidelity.repairs.printed_lines import PrintedLine, ends_sentence

ENTRY = re.compile(r"\d{1,4}(?:[–-]\d{1,4})?\s+[^\s\[\]][^\[\]]{0,80}?\s?\](?=\s|\Z)")
"""What begins an entry: "25 the first ] that first B"."""
AROUND = 6
"""Lines of a note above in which a bracket may open that closes in the line."""
FEWEST = 2
"""Entries in a document, at least: a line of a note alone may look like one."""
APART = 1.6
"""Times its size that a line stands below the one before it where it is no part of the same paragraph."""


def lines_of_apparatus(lines: Sequence[PrintedLine], small: Sequence[bool], labelled: frozenset[int]) -> set[int]:
    """The small lines of a critical apparatus: from an entry to the next line that opens a note (`labelled`), or to the foot
    of the column.

    An entry begins below the end of a sentence or apart from what is above it; a bracket that opens in a note above it is one
    of that note.
    """
    found: set[int] = set()
    entries = 0
    for i, line in enumerate(lines):
        if not small[i] or line.box is None or i in labelled:
            continue
        above = lines[i - 1] if i else None
        beside = above is not None and above.box is not None and (above.page, above.box.column) == (line.page, line.box.column)
        goes_on = beside and i - 1 in found
        begins = ENTRY.match(line.words) is not None
        if goes_on or (begins and _begins(lines, i, beside=beside) and not _is_in_brackets(lines, i)):
            found.add(i)
            entries += begins
    return found if entries >= FEWEST else set()


def _begins(lines: Sequence[PrintedLine], i: int, *, beside: bool) -> bool:
    """Whether line `i` begins something: below the end of a sentence, or apart from the line above it."""
    above, here = lines[i - 1].box, lines[i].box
    if not beside or above is None or here is None or ends_sentence(lines[i - 1].words):
        return True
    return above.baseline - here.baseline > APART * max(above.size, here.size)


def _is_in_brackets(lines: Sequence[PrintedLine], i: int) -> bool:
    """Whether a bracket is open at the beginning of line `i`, as far as the lines of its page above it show."""
    above = "\n".join(line.words for line in lines[max(i - AROUND, 0) : i] if line.page == lines[i].page)
    return above.rfind("[") > above.rfind("]")
