"""What links say of notes: a raised or bracketed number that leads to a line which the same number opens is a call.

A PDF keeps the links that a browser, LaTeX, Typst or a word processor made between calls and notes. A link alone is no call: it
has to show a label, and to lead to a line with that label.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from fidelity.language.note_signs import (
    SIGN_OF,
    SUPERSCRIPT_DIGITS,
    SYMBOLS,
)
from fidelity.model.derived import derived
from fidelity.model.source import Source
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of, glyph_size
from fidelity.repairs.narrow_digits import narrow_digits
from fidelity.repairs.numerals import is_set_small
from fidelity.repairs.printed_lines import box_at
from fidelity.repairs.raised_characters import is_raised
from fidelity.repairs.text_size import body_size

_NUMBER_OR_SIGN = rf"\d{{1,4}}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,4}}|([{re.escape(SYMBOLS)}])\2{{0,3}}"
STOPS = " \n.,;:”»"
"""What the rectangle of a link may reach beside the call that it holds."""
_SHOWN = rf"\s*[.,;:”»]?([\[(]?)(?P<label>{_NUMBER_OR_SIGN}|[ivxlc]{{1,7}}|[a-z]{{1,2}})([\])]?)[.,;:]?\s*"
SHOWN = re.compile(_SHOWN.replace(r"\2", r"\3"))
"""What a link to a note shows: its label, alone or in brackets, and a stop beside it."""
PIECES = re.compile(r"\d+|[\[(]\d{1,4}[\])]?")
"""What links one behind the other to one place show together: figures of a number, or a number and its brackets."""
OPENING = re.compile(rf"[\[(]?(?P<label>(?:{_NUMBER_OR_SIGN})(?!\d)|[a-z]{{1,7}}(?![a-z]))[\])]?[.:]?\s*(?:\^\s+)?")
"""The label that opens a note, with what is printed around it; wikis set "^" behind it, which leads back."""
ABOVE = 120.0
"""Points above the baseline of a note's first line in which its link may end: Chromium forgets the margin of the page."""
BELOW = 6.0
"""Points below it."""
HIGH = 0.25
"""Ems above the baseline of its line at which a linked label is raised, whatever its size is."""
SMALLER = 0.95
"""Notes at the foot of a page are set in at most this part of the text's size."""
REFERENCE = re.compile(
    r"(?:\b(?:n\.|nn\.|fn\.?|notes?|footnotes?|anm\.?|anmerkung(?:en)?|fu(?:ß|ss)noten?|fn|notas?|nota\s+al\s+pie)|[(,;–-])\s*\Z",
    re.IGNORECASE,
)
"""What stands before a number that refers to a note and is not its call."""


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A link that shows a label: where its sign begins and ends in the transcript, and the place that it leads to."""

    label: str
    start: int
    end: int
    bracketed: bool
    page: int
    x: float
    y: float


@derived()
def label_links(source: Source) -> tuple[NoteLink, ...]:
    """The links that show a label and nothing else, in the order of the transcript."""
    links = source.links
    if links is None:
        return ()
    found = []
    spans = _apart(list(zip(links.start, links.end, strict=True)))
    for start, end, page, x, y in _whole(source, spans):
        shown = SHOWN.fullmatch(source.transcript, start, end)
        if shown is not None and math.isnan(y) and shown.group().strip(STOPS) != shown.group().strip():
            continue  # it tells the page alone, and is no more than a number among others
        if shown is not None and bool(shown[1]) == bool(shown[4]):
            label = shown["label"].translate(SUPERSCRIPT_DIGITS).translate(SIGN_OF)
            found.append(NoteLink(label, shown.start(1), shown.end(4), bool(shown[1]), page, x, y))
    return tuple(sorted(found, key=lambda link: link.start))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of links one behind the other, where the rectangle of the second covers the sign of the first, too."""
    for i, ((one, end), (two, last)) in enumerate(pairwise(spans)):
        if one <= two < end < last:
            spans[i + 1] = end, last
    return spans


def _whole(source: Source, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int, int, float, float]]:
    """Links with where they lead to, the pieces of one label as one.

    Qt makes a link of each glyph; docutils sets a number and each of its brackets in boxes of their own.
    """
    links = source.links
    assert links is not None
    places = list(zip(links.page, links.x, links.y, strict=True))
    i = 0
    while i < len(spans):
        (start, end), first = spans[i], i
        while (
            i + 1 < len(spans)
            and spans[i + 1][0] == end
            and places[i + 1] == places[first]
            and not math.isnan(places[first][2])
            and PIECES.fullmatch(source.transcript[start : spans[i + 1][1]].rstrip()) is not None
        ):
            i += 1
            end = spans[i][1]
        yield (start, end, *places[first])
        i += 1


def is_bare(text: Text, offset: int, link: NoteLink) -> bool:
    """Whether a linked number stands on its line behind a word, to a place on its own page, and is none that refers to a note.

    A word that says what it is the number of ("note 3") tells that.
    """
    box = box_at(text, link.start)
    if not link.label.isdigit() or link.bracketed or box is None or box.page != link.page:
        return False
    before = text.string[max(text.string.rfind("\n", 0, offset), offset - 30, 0) : offset]
    after = text.string[offset + len(link.label) : offset + len(link.label) + 1]
    return before[-1:].isspace() and not after.isalnum() and REFERENCE.search(before) is None


def is_sign(text: Text, offset: int, link: NoteLink) -> bool:
    """Whether a linked label stands as a call does, and not as a number in the prose ("see note 3")."""
    if link.bracketed or not (text.string[offset].isascii() and text.string[offset].isalnum()):
        return True
    touches = offset > 0 and not text.string[offset - 1].isspace()
    if bool(is_raised(text, offset)) or _is_high(text, offset):
        return True
    if touches and (glyph_of(text, offset) in narrow_digits(text) or is_set_small(text, offset)):
        return True
    return _is_small_and_alone(text, offset, link)


def _is_small_and_alone(text: Text, offset: int, link: NoteLink) -> bool:
    """Whether a linked number is all of its line, in smaller type than the text: a call that the line above had no room for."""
    size, here = body_size(text), glyph_size(text, offset)
    end = offset + len(link.label)
    alone = text.string[max(offset - 1, 0) : offset] == "\n" and text.string[end : end + 1] == "\n"
    return alone and link.label.isdigit() and size is not None and here is not None and here <= SMALLER * size


def _is_high(text: Text, offset: int) -> bool:
    """Whether a linked label stands high above its line, in any size: WeasyPrint sets some calls as large as the text."""
    glyphs, glyph, origin = text.source.glyphs, glyph_of(text, offset), text.origin[offset]
    box = box_at(text, origin if origin >= 0 else ~origin)
    if box is None or glyphs is None or glyph is None:
        return False
    return bool(glyphs.baseline[glyph] - box.baseline >= HIGH * box.size)


def leads_to(text: Text, link: NoteLink, transcript_offset: int) -> bool:
    """Whether a link leads to the line that holds an offset of the transcript."""
    box = box_at(text, min(transcript_offset, len(text.source.transcript) - 1))
    return box is not None and box.page == link.page and (math.isnan(link.y) or -BELOW <= link.y - box.baseline < ABOVE)
