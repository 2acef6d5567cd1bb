"""C132 unordered-references: an entry that stands out of the order of its list"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.name_particles import PARTICLES
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Citation
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import named
from fidelity.rules.difference import variants_at

_FEWEST = 6
_SHARE = 0.85
"""Share of the neighbours that must be in order before the list is taken to be alphabetical."""


def check(case: Case) -> Iterator[Claim]:
    """Claim entries that stand after one that they should precede, in lists that are alphabetical."""
    entries = [one for one in case.edition_marks.citations if one.listed]
    if len(entries) < _FEWEST or not all(one.families for one in entries):
        return
    keys = [_key(one) for one in entries]
    odd = [k for k in range(1, len(keys)) if keys[k] < keys[k - 1]]
    if len(odd) > (1 - _SHARE) * len(keys) + 1e-9:
        return
    for k in odd:
        moved = k if k + 1 == len(keys) or keys[k + 1] >= keys[k - 1] else k - 1
        message = f"“{named(case.edition, entries[moved])}” stands out of alphabetical order"
        yield Claim(message, entries[moved].span, variants=variants_at(case, entries[moved].span))


def _key(entry: Citation) -> str:
    """What an entry is sorted by: the family name without particles, since houses differ whether they count, and Mc as Mac."""
    parts = [word for word in entry.families[0].split() if word not in PARTICLES] or [entry.families[0]]
    return re.sub(r"^mc(?!c)", "mac", "".join(parts)[:4])


RULE = Rule("C132", "unordered-references", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
