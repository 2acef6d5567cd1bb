"""Words of an abridged text that may stand in the paragraphs that it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from fidelity.model.late_pattern import late_pattern
from fidelity.model.text import Text

_MARKS = "'’‘‚“”„«»\"*.,;:!?/–—-…\n"


_QUOTED = late_pattern(r"“[^”\n]*|„[^“”\n]*[“”]?|«[^»\n]*»?|»[^«\n]*«?|\"[^\"\n]*\"?")
"""What stands in quotation marks, which are in pairs in every paragraph that is left out."""
_SINGLE = late_pattern(r"[‘‚]|(?<!\w)'")
"""A single mark that may open a quotation, or be an apostrophe."""


def quotes_words(text: Text, words: Sequence[str], in_a_row: int) -> bool:
    """Whether what a text lacks may quote some of these words, so many in a row or more; never for a whole text."""
    if not text.source.left_out:
        return False
    left_out, step = _quoted(text.source.left_out), in_a_row - 1
    # of so many words in a row, two that are neighbours begin at one of these places; they are looked for first
    return any(
        _bare(" ".join(words[start : start + in_a_row])) in left_out
        for k in range(step - 1, len(words), step)
        if _bare(" ".join(words[k : k + 2])) in left_out
        for start in range(max(k - in_a_row + 1, 0), min(k, len(words) - in_a_row) + 1)
    )


@lru_cache(maxsize=1)
def _quoted(left_out: str) -> str:
    """What stands in quotation marks in what two texts lack both, or in a paragraph with single ones, bare."""
    found = _QUOTED.findall(left_out)
    if any(mark in left_out for mark in "‘‚'"):
        found += [paragraph for paragraph in left_out.split("\n") if _SINGLE.search(paragraph)]
    return _bare("\n".join(found))


@lru_cache(maxsize=1024)
def _bare(string: str) -> str:
    """The words of a string alone, in small letters, a space between them."""
    folded = string.casefold()
    for mark in _MARKS:
        folded = folded.replace(mark, " ")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded.strip()
