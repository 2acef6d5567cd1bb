"""Names that a translation takes over from its text and misspells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from fidelity.language.dictionary import is_word
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.rules.translation import counterparts, language_of_translation

_CAPITALISED = re.compile(r"(?<![\w’'-])[A-ZÀ-ÖØ-Þ][^\W\d_]{4,}(?![\w-])")
"""Words that may be names; shorter ones have too many neighbours."""
_ENDING = 2
"""Letters at the end of a name that each language may have of its own."""
_HEARD_OF = 0.1
"""Zipf frequency from which on the language has the other spelling too, if rarely."""
_LONG = 9
"""Letters from which on a name may differ in two of them."""


def respelt_names(case: Case) -> Iterator[tuple[Span, Span]]:
    """Names, as (place in the canonical text, place in the translation), that differ in a letter from what they face.

    Only where the translation has the name as the text has it elsewhere, or the dictionary of its language does, which does
    not know the other spelling. So a name that every language spells in its own way ("Smyrne") is none.
    """
    assert case.canonical is not None
    old, new = case.canonical.string, case.edition.string
    held, there_too = Counter(_CAPITALISED.findall(new)), set(_CAPITALISED.findall(old))
    spoken = language_of_translation(case)
    for there, here in counterparts(case):
        ours = {match[0]: Span(*match.span()) for match in _CAPITALISED.finditer(old, *there)}
        theirs = {match[0]: Span(*match.span()) for match in _CAPITALISED.finditer(new, *here)}
        strange = [name for name in theirs if name not in there_too and not is_word(name, spoken, _HEARD_OF)]
        for name in ours if strange else ():
            if name in theirs:
                continue
            for other in strange:
                if _is_misspelt(name, other) and (held[name] or is_word(name, spoken)):
                    yield ours[name], theirs[other]


def _is_misspelt(name: str, other: str) -> bool:
    """Whether one letter differs, was lost, added or exchanged with its neighbour, before the ending."""
    most = 2 if len(name) >= _LONG else 1
    if name[0] != other[0] or name.casefold() == other.casefold() or OSA.distance(name, other, score_cutoff=most) > most:
        return False
    return name[-_ENDING:] == other[-_ENDING:]
