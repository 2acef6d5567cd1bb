"""Small capitals behind a drop cap that the file gives as full ones: each is narrower than the capital it stands for.

Fonts for XeTeX and LuaTeX may name their small capitals so that the capitals come out: "A", "LMANACS were bought".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
