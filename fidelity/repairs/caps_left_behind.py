"""Drop caps that a program left at the foot of a page, whose paragraph begins at the head of the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fidelity.language.dictionary import frequency
from fidelity.language.identification import identify
from fidelity.language.one_letter_words import may_stand_alone
from fidelity.model.changes import Edit, Move
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import glyph_of
from fidelity.repairs.printed_lines import PrintedLine, printed_lines
from fidelity.repairs.tall_characters import TALL, tall_characters
from fidelity.repairs.text_size import body_size

LONGEST = 4
"""Characters of a cap with its marks, at most."""
RARER = 0.5
"""How much lower the Zipf frequency of the whole word may be than that of its rest, where the cap may be a word by itself."""
SAME_SIZE = 0.06
"""Part of the text's size by which the size of the line overleaf differs from it, at most."""


def caps_left_behind(text: Text) -> Iterator[Move | Edit]:
    """Each cap alone at the foot of a page moved before the line overleaf that goes on with its word.

    A cap that is a word by itself stays: its line and the next are joined as those of other paragraphs are.
    """
    tall = tall_characters(text)
    size = body_size(text) if tall and not text.settled else None
    if size is None:
        return
    lines, large, language = printed_lines(text), frozenset(tall), identify(text.string)
    for i, line in enumerate(lines):
        letter = line.words[-1:]
        if line.start_of_words not in large or len(line.words) > LONGEST or not letter.isupper():
            continue
        if not all(offset in large for offset in range(line.start_of_words, line.end_of_words)):
            continue
        overleaf = _line_overleaf(lines, i, size)
        if overleaf is None or not overleaf.words[0].islower() or _has_company(text, lines, line):
            continue
        rest = next(iter(overleaf.words.split()), "").strip(".,;:!?")
        whole, part = (frequency(word, language) for word in (letter.lower() + rest, rest))
        known = whole is not None and part is not None and whole >= part - RARER and whole > 0
        if may_stand_alone(letter, text.string, language) and not known:
            continue
        reason = f"the drop cap {letter} was left at the foot of the page before; it begins the word {letter + rest}"
        yield Move(Span(line.start_of_words, line.end_of_words), overleaf.start_of_words, reason, 0.9)
        yield Edit(Span(line.end_of_words, min(line.span.end + 1, len(text.string))), "", reason, 0.9)


def _line_overleaf(lines: Sequence[PrintedLine], i: int, size: float) -> PrintedLine | None:
    """The first line of the next page, if it is set in the size of the text, and the lines between in smaller type."""
    page = lines[i].page
    for other in lines[i + 1 :]:
        ordinary = other.box is not None and abs(other.box.size - size) <= SAME_SIZE * size
        if other.page != page:
            return other if ordinary and other.page == page + 1 else None
        if other.box is None or other.box.size > (1 - SAME_SIZE) * size:
            return None
    return None


def _has_company(text: Text, lines: Sequence[PrintedLine], cap: PrintedLine) -> bool:
    """Whether a line of the page stands at the height of a cap, or it is no taller than what drop caps are."""
    box, glyph, glyphs = cap.box, glyph_of(text, cap.end_of_words - 1), text.source.glyphs
    if box is None or glyph is None or glyphs is None:
        return True
    foot, size = glyphs.baseline[glyph], glyphs.size[glyph]
    others = [other.box for other in lines if other is not cap and other.page == cap.page and other.box is not None]
    return any(foot - 0.1 * size <= other.baseline <= foot + 0.66 * size and other.size * TALL < size for other in others)
