"""What the look of a drop cap tells: whether it is a word by itself or begins the word beside it ("A live fish", "Alive").

Typesetters leave a word space behind a cap that is a word, and set the rest of a word that it begins in small capitals.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from statistics import median

from fidelity.language.dictionary import COMMON, frequency, is_word
from fidelity.language.font_names import is_small_capitals
from fidelity.language.identification import identify
from fidelity.language.one_letter_words import may_stand_alone
from fidelity.model.derived import derived
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import font_name, glyph_of, glyph_size
from fidelity.repairs.tall_characters import tall_characters

WORD_SPACE = 0.12
"""Ems by which a cap stands further from the letters beside it than other caps from theirs when a word space parts them."""
SAME = 0.06
"""Ems by which gaps waver that are the same."""
STANDS_OFF, FURTHEST_OFF = 0.2, 1.5
"""Ems by which the second line beside a cap begins further right than the first where that is set close."""
NEXT_LINE = 2.0
"""Ems between two lines, at most."""
OVERLAP = -0.5
"""Ems by which letters may stand under a cap; with more, its box is not that of its shape."""
RARER = 0.5
"""How much lower the Zipf frequency of the whole word may be than that of its rest when only the gap tells."""
FAR_RARER = 2.5
"""The same when the letters beside the cap are set apart: "amiss" is 2.3 rarer than "miss", "iwas" 4.5 than "was"."""
ON_LINE = 0.05
"""Ems by which the baselines of a raised initial and of its word differ at most."""
USUAL = 0.15
"""Ems by which caps stand from their letters where no other cap of the text tells."""
BESIDE = re.compile(r"(?P<cap>[^\W\d_])\s*(?P<rest>’?[^\W\d_]+)")
NEXT = re.compile(r"\s+[^\W\d_]")


def begins_word(text: Text, cap: int, rest: Span) -> bool | None:
    """Whether the tall cap at an offset begins the word whose rest is given, by its look; None where that does not tell."""
    gap = _gap(text, cap, rest.start)
    inside, outside = _gaps(text)
    usual = median(inside) if inside else USUAL
    language, letters = identify(text.string), text.string[slice(*rest)].lower()
    whole, part = (frequency(word, language) for word in (text.string[cap].lower() + letters, letters))
    is_alone = len(letters) > 1 and is_word(letters, language, COMMON)
    if _rest_is_set_apart(text, rest):
        if not is_alone:
            return True
        # the first words of a paragraph may be set so, and not only the letters of one: "I WAS born"
        if gap is not None and gap >= usual + WORD_SPACE:
            return False
        return True if whole and part and whole >= part - FAR_RARER else None
    if gap is None or not (inside or outside):
        return None
    if not inside:
        return True if gap <= min(outside) - WORD_SPACE else None
    if gap >= usual + WORD_SPACE:
        # caps of some fonts stand further off than others
        return False if is_alone else None
    if abs(gap - usual) > SAME:
        return None
    if any(other >= usual + WORD_SPACE for other in outside) or _next_line_stands_off(text, rest.start):
        return True
    if whole and inside and _is_raised_initial(text, cap, rest.start):
        # no program drops the space behind a letter that stands on the line of its word
        return True
    return True if whole and part is not None and whole >= part - RARER else None


def _rest_is_set_apart(text: Text, rest: Span) -> bool:
    """Whether the letters beside a cap are in small capitals, and the next word is not."""
    following = NEXT.match(text.string, rest.end)
    if following is None:
        return False
    here, there = (_face(text, offset) for offset in (rest.start, following.end() - 1))
    if any(_face(text, offset) != here for offset in range(rest.start, rest.end) if text.string[offset].isalpha()):
        return False
    small = here[1] is not None and there[1] is not None and here[1] < 0.95 * there[1]
    return here != there and (is_small_capitals(here[0]) or small)


def _face(text: Text, offset: int) -> tuple[str, float | None]:
    size = glyph_size(text, offset)
    return font_name(text, offset), round(size, 1) if size is not None else None


def _gap(text: Text, cap: int, rest: int) -> float | None:
    """How far the letters beside a cap stand from it, in ems of their own; None where that is not known."""
    glyphs, one, two = text.source.glyphs, glyph_of(text, cap), glyph_of(text, rest)
    if glyphs is None or one is None or two is None or glyphs.page[one] != glyphs.page[two]:
        return None
    gap = (glyphs.x0[two] - glyphs.x1[one]) / glyphs.size[two]
    return gap if gap > OVERLAP else None


def _is_raised_initial(text: Text, cap: int, rest: int) -> bool:
    """Whether a cap stands on the baseline of the letters beside it."""
    glyphs, one, two = text.source.glyphs, glyph_of(text, cap), glyph_of(text, rest)
    if glyphs is None or one is None or two is None:
        return False
    return abs(glyphs.baseline[one] - glyphs.baseline[two]) <= ON_LINE * glyphs.size[two]


def _next_line_stands_off(text: Text, rest: int) -> bool:
    """Whether the line below the letters beside a cap begins further from it than they do: they are set close to their word.

    A browser lets all lines beside a cap begin at one place, and drops the space behind one that is a word.
    """
    source, boxes = text.source, text.source.boxes
    if boxes is None:
        return False
    line = bisect_right(source.lines, text.transcript_offset(rest)) - 1
    if line + 1 >= len(boxes.page):
        return False
    same = boxes.page[line] == boxes.page[line + 1] and boxes.column[line] == boxes.column[line + 1]
    near = 0 < boxes.baseline[line] - boxes.baseline[line + 1] < NEXT_LINE * boxes.size[line]
    return same and near and STANDS_OFF <= (boxes.x0[line + 1] - boxes.x0[line]) / boxes.size[line] <= FURTHEST_OFF


@derived(heeds=())
def _gaps(text: Text) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The gaps behind caps that begin a word by all that is known of words, and those behind caps that are words so."""
    language = identify(text.string)
    inside, outside = [], []
    for cap, rest in _caps(text):
        gap = _gap(text, cap, rest.start)
        if gap is None:
            continue
        part = text.string[slice(*rest)].lower()
        whole = text.string[cap].lower() + part
        if not may_stand_alone(text.string[cap], text.string, language) or (
            is_word(whole, language) and is_word(part, language, COMMON) is False
        ):
            inside.append(gap)
        elif is_word(whole, language) is False and is_word(part, language, COMMON):
            outside.append(gap)
    return tuple(inside), tuple(outside)


def _caps(text: Text) -> Iterator[tuple[int, Span]]:
    """Each capital that is much larger than the letters behind it, with the span of these."""
    for offset in tall_characters(text):
        match = BESIDE.match(text.string, offset)
        if match is None or not match["cap"].isupper():
            continue
        size, beside = glyph_size(text, offset), glyph_size(text, match.start("rest"))
        if size is not None and beside is not None and size >= 1.5 * beside:
            yield offset, Span(*match.span("rest"))
