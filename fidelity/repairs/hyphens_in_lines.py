"""Words broken inside lines: "coun- cils" in an edition, or in a cell of a table, whose lines are one already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fidelity.language.dictionary import COMMON, frequency, is_word
from fidelity.language.hyphenation import (
    SUSPENDED_BEFORE,
)
from fidelity.language.identification import identify
from fidelity.model.changes import Change, Edit
from fidelity.model.marks import Kind
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.vocabulary import is_nowhere, vocabulary_of

OUTWEIGHING = 0.8
"""Steps of Zipf's scale, which is logarithmic: "information" stands 0.9 above "formation", "therapist" 0.4 above "rapist"."""
IN_LINE = re.compile(r"(?<![^\W\d_])(?P<left>[^\W\d_]{2,})(?P<hyphen>[-\u2010\u00ad])(?P<end> )(?P<right>[^\W\d_]{2,})")


def _overlapping(pattern: re.Pattern[str], string: str) -> Iterator[re.Match[str]]:
    """All matches, also those whose left half is the right half of the one before (a word over three lines)."""
    at = 0
    while match := pattern.search(string, at):
        yield match
        at = match.start("right")


def broken_in_cells(text: Text) -> Iterator[re.Match[str]]:
    """Words broken at the end of a line inside a cell of a table, whose lines are one already."""
    for row in text.of_kind(Kind.TABLE):
        line = text.block_at(row.start)  # further than the mark, where a cell went on in the next line
        yield from (match for match in IN_LINE.finditer(text.string, *line) if match["right"][0].islower())


def left_in_edition(text: Text) -> Iterator[Change]:
    """ "coun- cils" inside lines of an edition: certain only where the joined word stands elsewhere and the halves do not."""
    string = text.string
    if not any(f"{hyphen} " in string for hyphen in "-\u2010\u00ad"):
        return
    found = [match for match in _overlapping(IN_LINE, string) if match["right"][0].islower()]
    if not found:
        return
    language = identify(string)
    for match in found:
        yield from _joined_in_line(match, text, language)


def _joined_in_line(match: re.Match[str], text: Text, language: str | None) -> Iterator[Change]:
    left, right = match["left"].lower(), match["right"].lower()
    # a title may be in another language
    if right in SUSPENDED_BEFORE.get(language, frozenset()) | SUSPENDED_BEFORE[None]:
        return
    joined, hyphenated = left + right, f"{left}-{right}"
    span = Span(match.start("hyphen"), match.end("end"))
    if not (is_nowhere(joined, text) and is_nowhere(hyphenated, text)):
        vocabulary = vocabulary_of(text)
        if vocabulary.words[joined] or vocabulary.compounds[hyphenated]:
            after = "" if vocabulary.words[joined] >= vocabulary.compounds[hyphenated] else "-"
            yield Edit(span, after, f"{left}{after}{right} stands elsewhere in the text", 0.95)
            return
    if is_word(joined, language) and not (is_word(left, language) and is_word(right, language)):
        yield Edit(span, "", f"{joined} is a word, and its halves are not", 0.85)
    elif is_word(joined, language, COMMON) and _outweighs(joined, left, right, language):
        yield Edit(span, "", f"{joined} is a far commoner word than one of its halves", 0.8)


def _outweighs(joined: str, left: str, right: str, language: str | None) -> bool:
    """Whether a word is so much commoner than the rarer of its halves that the halves are hardly ever meant."""
    halves = min(frequency(half, language) or 0.0 for half in (left, right))
    return (frequency(joined, language) or 0.0) - halves >= OUTWEIGHING
