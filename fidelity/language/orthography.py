"""Spellings of one word in older and newer orthographies: daß and dass, Thür and Tür, connexion and connection."""

from __future__ import annotations

import re

from fidelity.language.letters import without_diacritics

_REFORMS = (
    ("ſ", "s"),
    ("ß", "ss"),
    ("th", "t"),
    ("ph", "f"),
    ("æ", "e"),
    ("œ", "e"),
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("xion", "ction"),
    ("shew", "show"),
    ("ck", "k"),
    ("c", "k"),
    ("qu", "k"),
    ("z", "s"),
    ("y", "i"),
    ("j", "i"),
    ("v", "u"),
    ("gaol", "iail"),
)
"""What reforms of spelling exchanged, as (older, newer); both are brought to one form."""
_DOUBLED = re.compile(r"(.)\1+")


def same_but_for_orthography(one: str, two: str) -> bool:
    """Whether two different words are one word in two orthographies, as far as letters show it."""
    return one != two and _plain(one) == _plain(two)


def _plain(word: str) -> str:
    folded = without_diacritics(word.casefold()).replace("-", "").replace("'", "").replace("’", "")
    for older, newer in _REFORMS:
        folded = folded.replace(older, newer)
    return _DOUBLED.sub(r"\1", folded)
