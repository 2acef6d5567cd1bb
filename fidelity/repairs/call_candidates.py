"""The numerals, signs and letters that may be calls, each with a weight from its evidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from fidelity.language.note_signs import SIGN_OF, SUPERSCRIPT_DIGITS, SYMBOLS
from fidelity.language.raised_letters import is_ending
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glued_numbers import STRONG, glued_weight, is_exponent
from fidelity.repairs.glyphs_of_text import glyph_size
from fidelity.repairs.narrow_digits import narrow_digits
from fidelity.repairs.note_labels import BRACKETS, NO_CALL
from fidelity.repairs.note_links import NoteLink, is_bare, is_sign, label_links
from fidelity.repairs.numerals import is_set_small, numerals
from fidelity.repairs.printed_lines import box_at
from fidelity.repairs.raised_characters import is_raised

WORD_END = re.compile(r"[^\W\d_]*[a-zA-Z](?![^\W_])")
LINE_GAP = re.compile(r"(?<=\S)  +(?=\S)")
_NUMBERS = frozenset(map(str, range(1, 1000))) | {f"{number}{number + 1}" for number in range(10, 999)}
"""The numbers of notes, and two such side by side whose calls look like a larger one: "1415"."""
SUPERIOR = 10.0
"""The weight of a raised number that is no exponent."""
_LINKED = 14.0
"""The weight of a raised number or sign that is linked."""
_LEVEL_LINK = 8.0
"""The weight of a linked number on the line: less than that of a raised one, to whose note it may refer."""
_SMALL = 6.0
"""The weight of a number that is set small and not raised."""
_LETTER = 6.0
"""The weight of a raised letter."""
_ENDING = 3.0
"""The weight of a raised letter that makes an ordinal or an abbreviation of what is before it: "1a", "XIXe"."""
ALONE = 2.0
"""The weight of a number alone on its line, in a text without raised ones."""
SMALL_NUMERAL = 0.75
"""Calls are set in at most this part of the size of their line."""


class Standing(StrEnum):
    """How a candidate stands in the text."""

    RAISED = "raised"
    GLUED = "glued"
    STRANDED = "stranded"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A numeral that could be a call of a note labelled `label`."""

    label: str
    span: Span
    place: int
    standing: Standing
    weight: float
    gap: Span | None = None
    link: NoteLink | None = None
    """The link that it is, which leads to one note and to no other."""


def candidates(text: Text, labels: frozenset[str], outside: tuple[Span, ...]) -> Iterator[Candidate]:
    """Every numeral that may be a call, with its weight; none in `outside`."""
    string = text.string
    barred = sorted(outside)
    narrow = narrow_digits(text)
    if any(label.isalpha() for label in labels):
        yield from _letters(text, labels, barred)
    links = {link.start: link for link in label_links(text.source)}
    at = 0
    for span, level in numerals(text):
        raised = level
        while at < len(barred) and barred[at].end <= span.start:
            at += 1
        if at < len(barred) and barred[at].start < span.end:
            continue
        if links:
            yield from _linked(text, span, links, labels)
        numeral = string[slice(*span)]
        if numeral[0] in SYMBOLS:
            sign = numeral.translate(SIGN_OF)
            if sign in labels:
                yield from _symbol(string, span, sign, raised=bool(raised))
            continue
        if level is False and narrow and text.source.file[text.origin[span.start]] in narrow:
            # the shape alone tells little: a call touches the word before it
            raised = span.start > 0 and not string[span.start - 1].isspace()
        superior = numeral[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹"
        digits = numeral.translate(SUPERSCRIPT_DIGITS)
        if raised is False and (place := _carried_over(text, span)) is not None:
            if digits in labels:
                yield Candidate(digits, span, place, Standing.RAISED, 6.0)
        elif raised is False and digits in labels and (place := _alone_below(text, span)) is not None:
            yield Candidate(digits, span, place, Standing.GLUED, ALONE)
        elif raised and (whole := _in_brackets(text, span)) is not None:
            if digits in labels:
                yield Candidate(digits, whole, _before_blanks(string, whole.start), Standing.RAISED, SUPERIOR)
        elif (raised or superior) and _opens_a_word(string, span):
            continue
        elif raised or superior:
            weight = 3.0 if is_exponent(string, span) else SUPERIOR
            yield from _raised(string, span, digits, labels, weight)
        elif raised is False and is_set_small(text, span.start):
            weight = 3.0 if is_exponent(string, span) else _SMALL
            yield from (replace(one, standing=Standing.GLUED) for one in _raised(string, span, digits, labels, weight))
        elif digits in labels and NO_CALL.search(string, max(span.start - 20, 0), span.end) is None:
            stranded = _stranded(string, span, digits, geometry=raised is not None)
            if stranded is not None:
                yield stranded
                continue
            weight = glued_weight(string, span)
            if weight:
                yield Candidate(digits, span, span.start, Standing.GLUED, weight)


def _opens_a_word(string: str, span: Span) -> bool:
    """Whether a raised number touches the word behind it and none before: the number of a sentence in a statute, of a verse, or
    of an isotope ("(2) ¹Er", "³H").
    """
    return string[span.end : span.end + 1].isalpha() and (span.start == 0 or string[span.start - 1] in " \n\u2028([")


def _in_brackets(text: Text, span: Span) -> Span | None:
    """A raised number with the brackets around it, or the one behind it, where these are raised with it."""
    string, opens = text.string, span.start - 1
    if string[span.end : span.end + 1] not in BRACKETS.values() or not is_raised(text, span.end):
        return None
    opened = opens >= 0 and string[opens] in BRACKETS and bool(is_raised(text, opens))
    if not opened:
        return Span(span.start, span.end + 1)
    return Span(opens, span.end + 1) if BRACKETS[string[opens]] == string[span.end] else None


def _letters(text: Text, labels: frozenset[str], barred: Sequence[Span]) -> Iterator[Candidate]:
    """Raised letters behind a word or a stop, as calls of notes that are labelled with letters or small Roman numerals."""
    links = {link.start: link for link in label_links(text.source)}
    for match in WORD_END.finditer(text.string):
        start, end = match.end(), match.end()
        while start > match.start() and is_raised(text, start - 1):
            start -= 1
        sign = text.string[start:end]
        if sign not in labels or start == 0:
            continue
        link = links.get(text.origin[start])
        place = start if link is None else _before_blanks(text.string, start)  # French sets a space before its calls
        if not place or text.string[place - 1].isspace():
            continue
        at = bisect_right(barred, (start, len(text.string)))
        if not (at and start < barred[at - 1].end):
            weight = _LINKED if link else _ENDING if is_ending(_word_before(text.string, start), sign) else _LETTER
            yield Candidate(sign, Span(start, end), place, Standing.RAISED, weight, link=link)


def _word_before(string: str, offset: int) -> str:
    """The word that ends at an offset."""
    start = offset
    while start and string[start - 1].isalnum():
        start -= 1
    return string[start:offset]


def superior_numbers(text: Text, outside: tuple[Span, ...] = ()) -> Iterator[tuple[str, Span]]:
    """The raised numbers of a text that stand as calls do, exponents left out, in order; none in `outside`."""
    for candidate in candidates(text, _NUMBERS, outside):
        bracketed = candidate.link is not None and candidate.link.bracketed
        if candidate.standing is Standing.RAISED and candidate.weight >= SUPERIOR and not bracketed:
            yield candidate.label, candidate.span


def _linked(text: Text, span: Span, links: Mapping[int, NoteLink], labels: frozenset[str]) -> Iterator[Candidate]:
    """A numeral or sign that is linked, with the brackets around it, as a call; or several that stand close ("67")."""
    for start in range(max(span.start - 1, 0), span.end):
        link = links.get(text.origin[start])
        if link is None or link.label not in labels or link.bracketed != (start < span.start):
            continue
        sign = Span(start, span.end + 1 if link.bracketed else min(start + link.end - link.start, span.end))
        if sign == span and (around := _in_brackets(text, span)) is not None:
            sign = around  # the link covers the number alone
        place = _before_blanks(text.string, sign.start)
        if place and text.string[place - 1] == "\n":
            place = _before_blanks(text.string, place - 1)  # its line began with it
        if not place or text.string[place - 1] == "\n":
            continue
        if is_sign(text, max(start, span.start), link):
            yield Candidate(link.label, sign, place, Standing.RAISED, _LINKED, link=link)
        elif is_bare(text, start, link):
            yield Candidate(link.label, sign, place, Standing.RAISED, _LEVEL_LINK, link=link)


def _carried_over(text: Text, span: Span) -> int | None:
    """The end of the line before, when a small numeral alone is the line after it: a call that its line had no room for."""
    string = text.string
    before, after = string[span.start - 1 : span.start], string[span.end : span.end + 1]
    if (before and not before.isspace()) or (after and not after.isspace()):
        return None  # nearly always
    start, end = string.rfind("\n", 0, span.start) + 1, string.find("\n", span.end)
    if string[start : end if end >= 0 else len(string)].strip() != string[slice(*span)]:
        return None
    place = start
    while place and string[place - 1].isspace():
        place -= 1
    size, above = glyph_size(text, span.start), glyph_size(text, place - 1) if place else None
    return place if size is not None and above is not None and size < SMALL_NUMERAL * above else None


def _alone_below(text: Text, span: Span) -> int | None:
    """The end of the line before, when a numeral is the line after it, no larger than it, and a sentence or clause ends there.

    So the call stands that a style sheet leaves on the line, and that the last line had no room for.
    """
    string = text.string
    start, end = string.rfind("\n", 0, span.start) + 1, string.find("\n", span.end)
    if string[start : end if end >= 0 else len(string)].strip() != string[slice(*span)] or start < 2:
        return None
    place = start - 1
    here, above = (box_at(text, text.transcript_offset(offset)) for offset in (span.start, place - 1))
    if here is None or above is None or (here.page, here.column) != (above.page, above.column):
        return None
    close = 0 < above.baseline - here.baseline <= 2 * here.size and SMALL_NUMERAL * above.size <= here.size <= 1.1 * above.size
    return place if close and string[place - 1] in (*STRONG, ".") and here.x0 < above.x1 else None


def _symbol(string: str, span: Span, sign: str, *, raised: bool) -> Iterator[Candidate]:
    """A sign that labels a note: raised, glued to the word before it, or alone at the end of its line."""
    place = _before_blanks(string, span.start)
    if place == 0 or string[place - 1] == "\n":
        return
    at_end = string[span.end : span.end + 1] in ("", "\n")
    weight = 10.0 if raised else 4.0 if place == span.start else 3.0 if at_end else 0.0
    if weight:
        yield Candidate(sign, span, place, Standing.RAISED if raised else Standing.GLUED, weight)


def _before_blanks(string: str, offset: int) -> int:
    """The offset after the last character before `offset` that is no blank."""
    while offset and string[offset - 1] == " ":
        offset -= 1
    return offset


def _raised(string: str, span: Span, digits: str, labels: frozenset[str], weight: float) -> Iterator[Candidate]:
    """A raised numeral as one call, or as two or three that follow one another ("67" is 6 and 7)."""
    start = _before_blanks(string, span.start)
    if digits in labels:
        yield Candidate(digits, span, start, Standing.RAISED, weight)
    for cut in range(1, len(digits)):
        left, right = digits[:cut], digits[cut:]
        if left in labels and right in labels and int(right) == int(left) + 1:
            middle = span.start + cut
            yield Candidate(left, Span(span.start, middle), start, Standing.RAISED, weight * 0.6)
            yield Candidate(right, Span(middle, span.end), middle, Standing.RAISED, weight * 0.6)


def _stranded(string: str, span: Span, digits: str, *, geometry: bool) -> Candidate | None:
    """A numeral that stands alone at the end of its line, or on a line of its own, with the place where it belongs."""
    line_start = string.rfind("\n", 0, span.start) + 1
    line_end = string.find("\n", span.end)
    line_end = len(string) if line_end < 0 else line_end
    if string[span.end : line_end].strip() or (span.start > line_start and not string[span.start - 1].isspace()):
        return None
    if geometry:
        # a call would be raised
        return None
    line = string[line_start : span.start]
    if not line.strip():
        previous_end = line_start
        while previous_end and string[previous_end - 1].isspace():
            previous_end -= 1
        return Candidate(digits, span, previous_end, Standing.STRANDED, 2.0) if previous_end else None
    words_end = line_start + len(line.rstrip())
    if span.start - words_end >= 2:
        return Candidate(digits, span, words_end, Standing.STRANDED, 4.5, Span(words_end, span.start))
    gaps = [Span(line_start + m.start(), line_start + m.end()) for m in LINE_GAP.finditer(line)]
    if len(gaps) == 1:
        return Candidate(digits, span, gaps[0].start, Standing.STRANDED, 4.0, gaps[0])
    ends_sentence = line.rstrip().rstrip("”’»)]\"'")[-1:] in (".", "!", "?")
    return Candidate(digits, span, words_end, Standing.STRANDED, 1.5 if ends_sentence else 0.6)
