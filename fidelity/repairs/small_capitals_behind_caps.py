"""Small capitals behind a drop cap that the file gives as full ones: each is narrower than the capital it stands for.

Fonts for XeTeX and LuaTeX may name their small capitals so that the capitals come out: "A", "LMANACS were bought".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from unicodedata import normalize

from fidelity.model.changes import Edit
from fidelity.model.source import Glyphs
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of

NARROW = 0.93
"""Times the width of a full capital that a small one has at most."""
CAP = 1.6
"""Times the size of the letters beside it that a drop cap has at least."""
OPENING = 2
"""Marks that stand before a cap on its line, at most."""
LEAST_KNOWN = 2
"""Letters of a word that are held against full capitals, at the least."""
_INNER_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ](?<=[^\W\d_].)")
_UPPER_WORD = re.compile(r"[^\W\d_a-z]+(?:[’'-][^\W\d_a-z]+)*(?![^\W\d_])")
_CAP_LINE = re.compile(rf"^[^\w\n]{{0,{OPENING}}}([^\W\d_])\n", re.MULTILINE)


def small_capitals_behind_caps(text: Text, glyphs: Glyphs) -> Iterator[Edit]:
    """Small letters for the capitals behind drop caps that are narrower than the same capitals are elsewhere in their font."""
    words = [word for cap in _CAP_LINE.finditer(text.string) for word in _words_behind(text, glyphs, cap)]
    if not words:
        return
    wanted = {_key(text, glyphs, i) for word in words for i in range(*word) if text.string[i].isalpha()} - {None}
    full = _full_widths(text, glyphs, wanted, words)
    unknown: list[Span] = []
    told = False
    for word in words:
        compared = []
        for i in range(*word):
            key, glyph = _key(text, glyphs, i), glyph_of(text, i)
            if key in full and glyph is not None:
                compared.append(_width(glyphs, glyph) <= NARROW * full[key])
        if not compared and word.length == 1:
            unknown.append(word)
        if compared and all(compared):
            told = True
            small = text.string[slice(*word)].lower()
            reason = f"{small} is set in small capitals: they are narrower than the full ones of their font"
            yield from (
                Edit(Span(i, i + 1), text.string[i].lower(), reason, 0.9) for i in range(*word) if text.string[i].isupper()
            )
    # one letter that no capital of the text can be held against is set as those behind the other caps are: "O", "U bien"
    for word in unknown if told else ():
        small = text.string[slice(*word)].lower()
        yield Edit(word, small, f"{small} is a small capital, as other letters behind drop caps are", 0.8)


def small_capitals_in_words(text: Text, glyphs: Glyphs) -> Iterator[Edit]:
    """Small letters for small capitals that the file gives as full ones, in words that begin with a full one: "LINDHORST".

    All capitals behind the first letter are narrower than the same ones are elsewhere in their font. Some letters may be small
    ones, since fonts name few of their small capitals so: "rEVISOr". Words beside such a one in its line that are narrow
    throughout are small capitals, too.
    """
    words = list(_words_with_capitals(text.string))
    wanted = {_key(text, glyphs, i) for word in words for i in range(*word) if text.string[i].isupper()} - {None}
    full = _full_widths(text, glyphs, wanted, words) if words else {}
    lines: dict[int, list[tuple[Span, list[bool | None]]]] = {}
    for word in words:
        lines.setdefault(text.string.rfind("\n", 0, word.start), []).append((word, _are_narrow(text, glyphs, word, full)))
    for told in lines.values():
        if not any(
            _are_all_narrow(narrow[1:]) and (narrow[0] is False or text.string[word.start].islower()) for word, narrow in told
        ):
            continue
        for word, narrow in told:
            if not _are_all_narrow(narrow[1:] if narrow[0] is False else narrow):
                continue
            # a letter that no full capital is known of begins a name, sooner than another word
            first = word.start + (narrow[0] is not True)
            small = text.string[word.start : first] + text.string[first : word.end].lower()
            reason = f"{small} is set in small capitals: they are narrower than the full ones of their font"
            yield from (
                Edit(Span(i, i + 1), text.string[i].lower(), reason, 0.9)
                for i in range(first, word.end)
                if text.string[i].isupper() and len(text.string[i].lower()) == 1
            )


def _words_with_capitals(string: str) -> Iterator[Span]:
    """The words, or the parts of one at a hyphen, that have a capital behind their first letter."""
    end = 0
    for match in _INNER_CAPITAL.finditer(string):
        if match.start() < end:
            continue
        start, end = match.start(), match.end()
        while start and string[start - 1].isalpha():
            start -= 1
        while end < len(string) and string[end].isalpha():
            end += 1
        yield Span(start, end)


def _are_narrow(text: Text, glyphs: Glyphs, word: Span, full: Mapping[tuple[int, str] | None, float]) -> list[bool | None]:
    """For the first letter of a word and each capital behind it whether it is narrower than the full capital.

    None where it can be held against none.
    """
    found: list[bool | None] = []
    for i in range(*word):
        if i == word.start or text.string[i].isupper():
            key, glyph = _key(text, glyphs, i), glyph_of(text, i)
            found.append(_width(glyphs, glyph) <= NARROW * full[key] if key in full and glyph is not None else None)
    return found


def _are_all_narrow(narrow: Sequence[bool | None]) -> bool:
    """Whether no letter is a full capital, and two at least, half of those there are, are known to be none."""
    known = sum(one is not None for one in narrow)
    return False not in narrow and known >= LEAST_KNOWN and 2 * known >= len(narrow)


def _words_behind(text: Text, glyphs: Glyphs, cap: re.Match[str]) -> Iterator[Span]:
    """The words of capitals that the line behind a cap begins with."""
    tall, start = glyph_of(text, cap.start(1)), cap.end()
    beside = glyph_of(text, start) if start < len(text.string) else None
    if tall is None or beside is None or glyphs.size[tall] < CAP * glyphs.size[beside] or not cap[1].isupper():
        return
    while (word := _UPPER_WORD.match(text.string, start)) is not None:
        yield Span(*word.span())
        start = word.end() + (text.string[word.end() : word.end() + 1] == " ")


def _full_widths(
    text: Text, glyphs: Glyphs, wanted: set[tuple[int, str] | None], words: Sequence[Span]
) -> dict[tuple[int, str] | None, float]:
    """How wide a capital of a font is where it begins a word of small letters, in ems."""
    behind = {i for word in words for i in range(*word)}
    letters = "".join(sorted({key[1] for key in wanted if key is not None}))
    widths: dict[tuple[int, str] | None, float] = {}
    for match in re.finditer(rf"(?<![^\W\d_])[{letters}](?=[a-zß-ÿ])", text.string) if letters else ():
        key, glyph = _key(text, glyphs, match.start()), glyph_of(text, match.start())
        if key in wanted and glyph is not None and match.start() not in behind:
            widths[key] = min(widths.get(key, float("inf")), _width(glyphs, glyph))
    return widths


def _key(text: Text, glyphs: Glyphs, offset: int) -> tuple[int, str] | None:
    """The font of a letter and the letter, without its accent."""
    glyph, letter = glyph_of(text, offset), normalize("NFD", text.string[offset])[0]
    return (glyphs.font[glyph], letter) if glyph is not None and letter.isupper() else None


def _width(glyphs: Glyphs, glyph: int) -> float:
    return (glyphs.x1[glyph] - glyphs.x0[glyph]) / glyphs.size[glyph]
