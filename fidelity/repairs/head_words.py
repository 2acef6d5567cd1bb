"""By what words a line is known again on another page, and what its words tell to be no head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from fidelity.model.text import Text
from fidelity.repairs.lone_heads import FOLIO
from fidelity.repairs.note_labels import superior_label_of
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence

OPENING_NUMBER = re.compile(r"[0-9]{1,9}")
STOP = re.compile(r"[.)]\s")
"""What stands behind the number of a note or an item of a list."""
NUMERAL = re.compile(r"\d+|\b[ivxlc]+\b")


@lru_cache(maxsize=4096)
def shape_of(words: str) -> str:
    """What a head keeps from page to page: its words, numerals replaced."""
    return re.sub(r"\s+", " ", NUMERAL.sub("#", words.casefold())).strip()


def opens_note(text: Text, line: PrintedLine) -> bool:
    """Whether a superior number opens a line, as it does a note: many notes say "Ibid." and no more."""
    return superior_label_of(text, line) is not None


def keys_of(text: Text, line: PrintedLine) -> tuple[str, ...]:
    """By what a line is known again on another page: its shape; where a number opens it, the very words, or shape and count."""
    if opens_note(text, line):
        return ()
    opens = OPENING_NUMBER.match(line.words)
    if opens is None or not any(c.isalpha() for c in line.words):
        return (shape_of(line.words),)
    if STOP.match(line.words, opens.end()):
        # a note or an item: its number may well grow with the pages
        return (line.words.casefold(),)
    return line.words.casefold(), f"{int(opens[0]) - line.page} {shape_of(line.words)}"


def is_item(line: PrintedLine) -> bool:
    """Whether a line reads as a whole note or item: a number with a stop behind it, and a sentence."""
    opens = OPENING_NUMBER.match(line.words)
    return opens is not None and STOP.match(line.words, opens.end()) is not None and ends_sentence(line.words)


def ends_paragraph(line: PrintedLine) -> bool:
    """Whether a line reads as the last of a paragraph that began on the page before: from a small letter to a stop."""
    return line.words[0].islower() and ends_sentence(line.words)


def stand_near(pages: Sequence[int]) -> bool:
    """Whether a line stands on two pages that follow or face one another, as heads do; what opens each chapter does not."""
    return any(two - one <= 2 for one, two in pairwise(pages))


def may_be_head(line: PrintedLine) -> bool:
    """Whether a line without geometry may be a head: short, and no sentence, question or answer."""
    return (len(line.words) <= 70 and line.words[-1] not in '.!?:;,”"') or bool(FOLIO.match(line.words))
