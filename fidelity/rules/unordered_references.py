"""C132 unordered-references: an entry that stands out of the order of its list"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.citation_forms import folded
from fidelity.language.name_particles import PARTICLES
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Citation, Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import named, words
from fidelity.rules.difference import variants_at

_FEWEST = 6
_ARTICLES = frozenset("the a an der die das le la les el los las il lo gli".split())
_SHARE = 0.85
"""Share of the neighbours that must be in order before the list is taken to be alphabetical."""


def check(case: Case) -> Iterator[Claim]:
    """Claim entries that stand after one that they should precede, in lists that are alphabetical."""
    entries = [one for one in case.edition_marks.citations if one.listed]
    if len(entries) < _FEWEST or not all(one.families for one in entries):
        return
    printed = [folded(words(case.edition, one.of(Field.AUTHOR, Field.EDITOR))) for one in entries]
    inverted = sum(name.startswith(one.families[0]) for name, one in zip(printed, entries, strict=True)) * 2 > len(entries)
    keys = [_keys(one, name if inverted else "") for one, name in zip(entries, printed, strict=True)]
    odd = [k for k in range(1, len(keys)) if max(keys[k]) < min(keys[k - 1])]
    if len(odd) > (1 - _SHARE) * len(keys) + 1e-9:
        return
    for k in odd:
        moved = k if k + 1 == len(keys) or max(keys[k + 1]) >= min(keys[k - 1]) else k - 1
        message = f"“{named(case.edition, entries[moved])}” stands out of alphabetical order"
        yield Claim(message, entries[moved].span, variants=variants_at(case, entries[moved].span))


def _keys(entry: Citation, printed: str) -> frozenset[str]:
    """What an entry may be sorted by: the family name, and where families stand first, what does here, as in United Nations.

    Particles and articles may count or not, as houses differ, and Mc is as Mac.
    """
    family, first = entry.families[0].split(), printed.split()
    ways = {"".join([word for word in family if word not in PARTICLES] or family)}
    if first and first[0] not in family:
        ways |= {"".join(first), "".join(first[1:] if first[0] in _ARTICLES else first)}
    return frozenset(re.sub(r"^mc(?!c)", "mac", way[:4]) for way in ways if way)


RULE = Rule("C132", "unordered-references", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
