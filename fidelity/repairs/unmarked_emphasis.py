"""Emphasis known by its font: italic or bold words among upright ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.font_names import is_bold, is_slanted
from fidelity.model.changes import AddMark, Change
from fidelity.model.marks import Kind, Mark
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import AT_ONCE, glyph_size, glyphs_at, white_space
from fidelity.repairs.text_size import body_size

WHOLE = 0.93
"""From this part of its letters on a block is set in a style as a whole, which emphasises nothing."""
FEW = 0.1
"""Part of all glyphs that may be in fonts without a name and yet stand inside emphasis."""
INITIAL = 1.4
"""Times the size of the text from which on a lone letter is an initial, whatever its font."""
_CLOSERS = {"(": ")", "[": "]", "“": "”", "„": "“", "‘": "’", "«": "»", "»": "«", '"': '"', "{": "}"}
_STYLES = {Kind.EMPHASIS: re.compile(rb"[ix](?:[ix ]*[ix])?"), Kind.STRONG: re.compile(rb"[bx](?:[bx ]*[bx])?")}


def propose(text: Text) -> Iterator[Change]:
    """A mark of emphasis on each italic stretch, of strong emphasis on each bold one, where a block is not set so whole."""
    glyphs = text.source.glyphs
    if glyphs is None or not text.settled:
        return
    nameless = sum(glyphs.font.count(number) for number, font in enumerate(glyphs.fonts) if not font)
    shows_none = nameless <= FEW * len(glyphs.font)  # a few ligatures and marks; else most of the text is in such a font
    of_font = [_style(font) if font or not shows_none else ord(" ") for font in glyphs.fonts]
    if not {*b"ibx"} & {*of_font}:
        return
    styles = _styles(text, of_font)
    size = body_size(text) or 0.0
    barred = {mark.start for mark in text.of_kind(Kind.HEADING, Kind.CODE)}
    there = {(mark.kind, mark.start) for mark in text.of_kind(Kind.EMPHASIS, Kind.STRONG)}
    for block in text.blocks:
        if block.start in barred:
            continue
        for kind, pattern in _STYLES.items():
            yield from _marks(text, block, styles, kind, pattern, size=size, there=there)


def _style(font: str) -> int:
    """A letter for the style of a font."""
    return ord("x" if is_slanted(font) and is_bold(font) else "i" if is_slanted(font) else "b" if is_bold(font) else ".")


def _styles(text: Text, of_font: list[int]) -> bytes:
    """For each character of the text the style of its glyph; a space for what shows none: white space, calls, cell ends."""
    assert text.source.glyphs is not None
    import numpy as np

    blank = ord(" ")
    of_fonts, fonts, styles = np.array(of_font, np.uint8), np.asarray(text.source.glyphs.font), bytearray()
    for start in range(0, len(text.string), AT_ONCE):
        here = slice(start, start + AT_ONCE)
        glyphs = glyphs_at(text, here)
        seen = of_fonts[fonts[glyphs]]
        seen[white_space(text.string[here]) | (glyphs < 0)] = blank
        styles += seen.tobytes()
    for match in re.finditer("\t", text.string):
        styles[match.start()] = ord("\n")
    for call in text.of_kind(Kind.NOTE_CALL):
        styles[call.start : call.end] = b" " * (call.end - call.start)
    return bytes(styles)


def _marks(
    text: Text, block: Span, styles: bytes, kind: Kind, pattern: re.Pattern[bytes], *, size: float, there: set[tuple[Kind, int]]
) -> Iterator[Change]:
    found = [Span(*match.span()) for match in pattern.finditer(styles, block.start, block.end)]
    if not found:
        return
    letters = sum(map(str.isalpha, text.string[block.start : block.end]))
    styled = sum(sum(map(str.isalpha, text.string[span.start : span.end])) for span in found)
    if styled >= WHOLE * letters:
        return
    for span in found:
        start, end = _trimmed(text.string, span)
        inside = text.string[start:end]
        letters_styled = sum(map(str.isalpha, inside))
        if not letters_styled or (kind, start) in there:
            continue
        if letters_styled < 3 and (text.string[start - 1 : start].isalpha() or text.string[end : end + 1].isalpha()):
            continue  # a letter or two inside a word: type at play
        if end - start <= 3 and (glyph_size(text, end - 1) or 0.0) >= INITIAL * size:
            continue
        yield AddMark(Mark(kind, start, end), "it is set in italics" if kind is Kind.EMPHASIS else "it is set in bold", 0.95)


def _trimmed(string: str, span: Span) -> tuple[int, int]:
    """The stretch without marks at its ends that belong to what is around it, though they are set in its style.

    A comma after an italic word is italic too, by custom, and emphasises nothing; a bracket whose partner is not emphasised
    belongs to the sentence.
    """
    start, end = span
    while start < end:
        first, last = string[start], string[end - 1]
        if last in ",;:" or last.isspace() or (last in _CLOSERS.values() and not _opened(string, start, end - 1, last)):
            end -= 1
        elif first.isspace() or first in ",;.:" or (first in _CLOSERS and _CLOSERS[first] not in string[start + 1 : end]):
            start += 1
        else:
            break
    return start, end


def _opened(string: str, start: int, end: int, closer: str) -> bool:
    return any(opener in string[start:end] for opener, other in _CLOSERS.items() if other == closer)


REPAIR = Repair(
    code="A120",
    name="unmarked-emphasis",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="emphasis is not marked as such",
    transcript_only=True,
)
