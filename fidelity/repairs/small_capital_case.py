"""The case of small capitals that are capitals set small: the size tells it, whatever the file says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile
from operator import itemgetter
from pathlib import Path
from unicodedata import normalize

from fidelity.language.font_names import is_small_capitals
from fidelity.model.changes import Change, Edit
from fidelity.model.repair import Repair
from fidelity.model.source import Glyphs
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of
from fidelity.repairs.sharp_s import sharp_s
from fidelity.repairs.small_capitals_behind_caps import small_capitals_behind_caps, small_capitals_in_words

SMALLEST, LARGEST = 0.55, 0.88
"""Times the size of the capitals that small capitals are set at: 0.65 to 0.8 where a program makes them."""
FULL = 0.95
NARROW = 0.93
"""Part of the width of a full capital that a small one of the same size stays below."""
CAP = 2.0
"""Times the size of small capitals beside it that a drop cap has at least."""
MANY = 300
"""Occurrences of a letter that are measured."""
STRANGE = 0.03
"""By how much the other letters of its word differ from the usual ones, being small capitals too."""
_INNER_CAPITAL = re.compile(
    r"[A-ZÀ-ÖØ-Þ](?:(?<=[a-zà-öø-ÿ].)|(?<=[A-ZÀ-ÖØ-Þ].)(?=[a-zà-öø-ÿ])|(?<=[a-zà-öø-ÿ][A-ZÀ-ÖØ-Þ].)|(?<=[A-ZÀ-ÖØ-Þ].)(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]))"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")

Letter = tuple[int, bool]
"""Offset of a letter, and whether it is set small."""


def propose(text: Text) -> Iterator[Change]:
    """The small capitals of a text in their case, and ß where they stand for it."""
    if text.settled or text.source.glyphs is None:
        return
    changes = list(_in_their_case(text))
    sharp = list(sharp_s(text, frozenset(change.span.start for change in changes if change.after.islower())))
    taken = {offset for change in sharp for offset in range(*change.span)}
    yield from (change for change in changes if change.span.start not in taken)
    yield from sharp


def _in_their_case(text: Text) -> Iterator[Edit]:
    """Small letters for the small ones and capitals for the large ones, in lines of one font in two sizes.

    Either the file has each letter of the font in one case only, whatever its size, so that words such as "geheN" come out;
    or it has capitals throughout, and words begin large and go on small.
    """
    glyphs, boxes = text.source.glyphs, text.source.boxes
    if glyphs is None or boxes is None or text.settled:
        return
    narrow: dict[Span, Edit] = {}
    for find in (_narrow_capitals, small_capitals_behind_caps, small_capitals_in_words):
        for change in find(text, glyphs):
            narrow.setdefault(change.span, change)
    yield from narrow.values()
    told = narrow.keys()
    steps = _steps(glyphs)
    if not steps:
        return
    fonts = frozenset(glyphs.font[i] for glyph in steps for i in (glyph, glyph + 1))
    every = list(_lines(text))
    stepped = _lines_with(text, every, steps)
    lines = {i: _words(text, every[i], fonts, boxes.size[i]) for i in stepped}
    confused = _fonts_of_one_case(text, list(lines.values()))
    if confused:
        lines = {i: _words(text, line, fonts, boxes.size[i]) for i, line in enumerate(every)}
    for i, words in lines.items():
        begun = _begun_large(text.string, words)
        led = _led_by_cap(text, glyphs, every[i - 1], words) if i else []
        for word in (*words, *(part for part in led if part not in words)):
            font = glyphs.font[_glyph(text, word)]
            if font in confused or (begun and _is_upper(text.string, word)) or word in begun or word in led:
                yield from (change for change in _recased(text.string, word) if change.span not in told)


def _led_by_cap(text: Text, glyphs: Glyphs, before: Span, words: Sequence[list[Letter]]) -> list[list[Letter]]:
    """The words that a line begins with, all set small, behind a drop cap on a line of its own: "W", "ER ein Seil".

    The last may be set small in its first part alone: "Q", "U’EST-ce".
    """
    cap = glyph_of(text, max(before.end - 1, before.start))
    if cap is None or before.length > 3 or not text.string[before.end - 1].isalpha():
        return []
    led = []
    for word in words:
        part = list(takewhile(itemgetter(1), word))
        rest = word[len(part) :]
        if not part or not _is_upper(text.string, part) or any(small or text.string[i].isupper() for i, small in rest):
            break
        if glyphs.size[cap] < CAP * glyphs.size[_glyph(text, part)]:
            break
        led.append(part)
        if rest:
            break
    return led


def _narrow_capitals(text: Text, glyphs: Glyphs) -> Iterator[Edit]:
    """Capitals behind a small letter that are narrower than the same capital elsewhere: small capitals with a wrong letter.

    Some fonts have a few small capitals under the letters of full ones: "KeepeR’s YeaR".
    """
    usual: dict[tuple[int, str], float] = {}
    for match in _INNER_CAPITAL.finditer(text.string):
        word = next(_WORD.finditer(text.string, *_word_at(text.string, match.start())), None)
        glyph = glyph_of(text, match.start())
        if word is None or glyph is None:
            continue
        if is_small_capitals(glyphs.fonts[glyphs.font[glyph]]):
            # such a font has one glyph for both cases, and the file one character for it
            yield Edit(Span(*match.span()), match[0].lower(), f"the {match[0]} is a small capital by its font", 0.8)
            continue
        others = [
            (i, other) for i in range(*word.span()) if text.string[i].islower() and (other := glyph_of(text, i)) is not None
        ]
        strange = sum(abs(_compared(text, glyphs, i, other, usual) - 1) > STRANGE for i, other in others)
        if others and 2 * strange >= len(others) and _compared(text, glyphs, match.start(), glyph, usual) < NARROW:
            yield Edit(Span(*match.span()), match[0].lower(), f"the {match[0]} is narrower than others: a small capital", 0.8)


def _word_at(string: str, offset: int) -> tuple[int, int]:
    """The line's stretch around an offset in which its word stands."""
    start, end = offset, offset
    while start and string[start - 1].isalpha():
        start -= 1
    while end < len(string) and string[end].isalpha():
        end += 1
    return start, end


def _compared(text: Text, glyphs: Glyphs, offset: int, glyph: int, usual: dict[tuple[int, str], float]) -> float:
    """How wide a glyph is beside the usual one of its font for the same letter."""
    # an accented capital is as wide as the plain one, which a text has more often
    key = glyphs.font[glyph], normalize("NFD", text.string[offset])[0]
    if key not in usual:
        places = (glyph_of(text, match.start()) for match in islice(re.finditer(key[1], text.string), MANY))
        widths = sorted(_width(glyphs, place) for place in places if place is not None and glyphs.font[place] == key[0])
        # a capital may stand in small capitals more often than not, a small letter does not
        usual[key] = widths[-1 if key[1].isupper() else len(widths) // 2] if widths else _width(glyphs, glyph)
    return _width(glyphs, glyph) / usual[key] if usual[key] else 1.0  # a glyph without a width


def _width(glyphs: Glyphs, glyph: int) -> float:
    return (glyphs.x1[glyph] - glyphs.x0[glyph]) / glyphs.size[glyph]


def _steps(glyphs: Glyphs) -> frozenset[int]:
    """Glyphs before one of the same family that stands on the same baseline in another size."""
    import numpy as np

    size, font, baseline = glyphs.size, glyphs.font, glyphs.baseline
    families = [re.sub(r"\d+", "", name) for name in glyphs.fonts]  # TeX has a font for each size: LMRoman8, LMRoman10
    steps = np.flatnonzero(np.diff(np.array(size))).tolist()
    return frozenset(
        i
        for i in steps
        if families[font[i]] == families[font[i + 1]]
        and SMALLEST <= min(size[i], size[i + 1]) / max(size[i], size[i + 1]) <= LARGEST
        and abs(baseline[i] - baseline[i + 1]) < 0.03 * size[i]
    )


def _lines(text: Text) -> Iterator[Span]:
    """Where the printed lines stand in a text none of whose line ends was touched yet."""
    at = 0
    while at < len(text.string):
        end = text.string.find("\n", at)
        end = len(text.string) if end < 0 else end
        yield Span(at, end)
        at = end + 1


def _lines_with(text: Text, lines: Sequence[Span], glyphs: frozenset[int]) -> list[int]:
    """Which lines hold one of the glyphs."""
    import numpy as np

    places = np.flatnonzero(np.isin(np.array(text.source.file), list(glyphs))).tolist()
    starts = [text.transcript_offset(line.start) for line in lines]
    return sorted({bisect_right(starts, place) - 1 for place in places} - {-1})


def _words(text: Text, line: Span, fonts: frozenset[int], size: float) -> list[list[Letter]]:
    """The words of a line that are set in one of the fonts in two sizes, where one of them is set small."""
    glyphs = text.source.glyphs
    assert glyphs is not None
    size = _full_size(text, line, fonts, size)
    words: list[list[Letter]] = []
    for match in _WORD.finditer(text.string, *line):
        word: list[Letter] = []
        for offset in range(*match.span()):
            glyph = glyph_of(text, offset)
            if not text.string[offset].isalpha() or glyph is None:
                continue
            share = glyphs.size[glyph] / size
            if glyphs.font[glyph] not in fonts or not (SMALLEST <= share <= LARGEST or FULL <= share <= 1.05):
                word = []
                break
            word.append((offset, share <= LARGEST))
        if word:
            words.append(word)
    return words if any(small for word in words for _, small in word) else []


def _full_size(text: Text, line: Span, fonts: frozenset[int], size: float) -> float:
    """The size of the capitals of a line: where most of its letters are small, its own size (given) is theirs."""
    glyphs = text.source.glyphs
    assert glyphs is not None
    there = [glyph for offset in range(*line) if (glyph := glyph_of(text, offset)) is not None and glyphs.font[glyph] in fonts]
    return max((glyphs.size[glyph] for glyph in there if size <= glyphs.size[glyph] <= size / SMALLEST), default=size)


def _glyph(text: Text, word: Sequence[Letter]) -> int:
    glyph = glyph_of(text, word[0][0])
    assert glyph is not None
    return glyph


def _fonts_of_one_case(text: Text, lines: Sequence[Sequence[Sequence[Letter]]]) -> frozenset[int]:
    """Fonts that have every letter in one case only, and words that show it: "geheN", or a large letter that is none."""
    glyphs = text.source.glyphs
    assert glyphs is not None
    letters: dict[int, set[str]] = {}
    mixed: set[int] = set()
    for words in lines:
        for word in words:
            font = glyphs.font[_glyph(text, word)]
            characters = [text.string[offset] for offset, _ in word]
            letters.setdefault(font, set()).update(characters)
            beside = any(small for _, small in word)
            if any(one.islower() and two.isupper() for one, two in pairwise(characters)) or (
                beside and any(not small and text.string[offset].islower() for offset, small in word)
            ):
                mixed.add(font)
    return frozenset(font for font in mixed if not any(c.isupper() and c.lower() in letters[font] for c in letters[font]))


def _is_upper(string: str, word: Sequence[Letter]) -> bool:
    return all(string[offset].isupper() for offset, _ in word)


def _begun_large(string: str, words: Sequence[list[Letter]]) -> list[list[Letter]]:
    """The words of a line that begin large and go on small; a first one of two letters where all others are set small."""
    begun = [word for word in words if _is_begun_large(string, word)]
    if begun or len(words) < 2 or not all(_is_upper(string, word) for word in words):
        return begun
    first, *others = words
    opens = [small for _, small in first] == [False, True]
    return [first] if opens and all(small for word in others for _, small in word) else []


def _is_begun_large(string: str, word: Sequence[Letter]) -> bool:
    """Whether a word of capitals begins with a large one and goes on with at least two small ones."""
    return len(word) > 2 and _is_upper(string, word) and [small for _, small in word] == [False, *[True] * (len(word) - 1)]


def _recased(string: str, word: Sequence[Letter]) -> Iterator[Edit]:
    start, end = word[0][0], word[-1][0] + 1
    small = dict(word)
    after = "".join(
        string[i] if i not in small else string[i].lower() if small[i] else string[i].upper() for i in range(start, end)
    )
    if after != string[start:end] and len(after) == end - start:
        for i in range(start, end):
            if after[i - start] != string[i]:
                yield Edit(Span(i, i + 1), after[i - start], f"{after} is set in small capitals: its sizes tell the case", 0.9)


REPAIR = Repair(
    code="A121",
    name="small-capital-case",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="small capitals were read in the wrong case",
    transcript_only=True,
)
