"""The German ß in small capitals, which are set as two s: "Äusserlich" for "Äußerlich"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from fidelity.language.font_names import is_small_capitals
from fidelity.language.identification import identify
from fidelity.language.sharp_s import SHARP_S_STEMS
from fidelity.model.changes import Edit
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.glyphs_of_text import font_name

_PAIR = re.compile(r"[sS]{2}")
_LETTERS_BEFORE, _LETTERS_BEHIND = re.compile(r"[^\W\d_]*\Z"), re.compile(r"[^\W\d_]*")
LONGEST = 12
"""Letters of a word on each side of the pair that are looked at."""


def sharp_s(text: Text, small: Container[int]) -> Iterator[Edit]:
    """An ß for each ss in small capitals that stands for one, in a German text that writes ß elsewhere.

    `small`: offsets of capitals that are small ones by their size.
    """
    if "ß" not in text.string or identify(text.string) != "de":
        return
    for pair in _PAIR.finditer(text.string):
        start, end = pair.span()
        if not all(i in small or is_small_capitals(font_name(text, i)) for i in (start, start + 1)):
            continue
        # a drop cap may stand on the line before
        before = text.string[max(start - LONGEST, 0) : start].replace("\n", "")
        found = (_LETTERS_BEFORE.search(before), _LETTERS_BEHIND.match(text.string, end, end + LONGEST))
        head, tail = (match[0].lower() if match is not None else "" for match in found)
        if any(_has(head, tail, stem) for stem in SHARP_S_STEMS):
            yield Edit(Span(start, end), "ß", f"{head}ß{tail} is set in small capitals, which have no ß", 0.9)


def _has(head: str, tail: str, stem: str) -> bool:
    """Whether a stem stands in a word cut at its "ss", which is the stem's."""
    before, _, behind = stem.partition("ss")
    return head.endswith(before) and tail.startswith(behind)
