"""Formulas that stand in notes: their lines have no words, and brackets of any size."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fidelity.repairs.printed_lines import PrintedLine

WORD = re.compile(r"[^\W\d_]{2}")
CLOSE = 2.0
"""Times the size of a note's lines that what belongs to a formula between them stands below the one over it, at the most."""


def lines_of_formulas(lines: Sequence[PrintedLine], small: Sequence[bool]) -> set[int]:
    """The lines without a word that stand between small ones, close to both: brackets round a formula are set in any size."""
    found: set[int] = set()
    for i in range(1, len(lines) - 1):
        above, here, under = lines[i - 1].box, lines[i].box, lines[i + 1].box
        if above is None or here is None or under is None or not small[i + 1] or WORD.search(lines[i].words):
            continue
        together = (above.page, above.column) == (here.page, here.column) == (under.page, under.column)
        close = (
            0 < above.baseline - here.baseline <= CLOSE * above.size
            and 0 < here.baseline - under.baseline <= CLOSE * above.size
        )
        if together and close and (small[i - 1] or i - 1 in found):
            found.add(i)
    return found
