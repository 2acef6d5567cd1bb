"""C132 unordered-references: an entry that stands out of the order of its list"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.citation_forms import folded, transliterated
from fidelity.language.name_particles import PARTICLES
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Citation, Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import named, words
from fidelity.rules.difference import variants_at

_FEWEST = 6
_ARTICLES = frozenset("the a an der die das le la les el los las il lo gli".split())
_LAST = "{"
"""Sorted behind z."""
_SHARE = 0.85
"""Share of the neighbours that must be in order before the list is taken to be alphabetical."""


def check(case: Case) -> Iterator[Claim]:
    """Claim entries that stand after one that they should precede, in lists that are alphabetical."""
    entries = [one for one in case.edition_marks.citations if one.listed]
    if len(entries) < _FEWEST or not all(one.families for one in entries):
        return
    printed = [folded(words(case.edition, one.of(Field.AUTHOR, Field.EDITOR))) for one in entries]
    inverted = sum(name.startswith(one.families[0]) for name, one in zip(printed, entries, strict=True)) * 2 > len(entries)
    letters = _Letters("".join(words(case.edition, one.of(Field.AUTHOR, Field.EDITOR)) for one in entries))
    full = [words(case.edition, one.of(Field.AUTHOR, Field.EDITOR)) for one in entries]
    keys = [
        _keys(one, name if inverted else "") | letters.ways(own, one.families[0])
        for one, name, own in zip(entries, printed, full, strict=True)
    ]
    odd = [k for k in range(1, len(keys)) if max(keys[k]) < min(keys[k - 1])]
    if len(odd) > (1 - _SHARE) * len(keys) + 1e-9:
        return
    for k in odd:
        moved = k if k + 1 == len(keys) or max(keys[k + 1]) >= min(keys[k - 1]) else k - 1
        message = f"“{named(case.edition, entries[moved])}” stands out of alphabetical order"
        yield Claim(message, entries[moved].span, variants=variants_at(case, entries[moved].span))


class _Letters:
    """Where the alphabets of languages put what is written with more than one letter, or with a mark."""

    def __init__(self, names: str) -> None:
        self.czech = bool(re.search("[áčěšřžů]", names.casefold()))
        self.spanish = "ñ" in names.casefold()

    def ways(self, printed: str, family: str) -> frozenset[str]:
        """Further keys for a name: letters with marks behind their own or all others, ö as oe, Aa as å, Czech ch behind h."""
        name = next((word for word in printed.casefold().split() if folded(word) == family.rsplit(maxsplit=1)[-1]), family)
        name = unicodedata.normalize("NFC", re.sub(r"\W", "", name))
        if name.isascii() and not name.startswith("aa") and not self.czech and not self.spanish:
            return frozenset()
        marked = "".join(folded(c) + ("" if c.isascii() else _LAST) for c in name)
        last = re.sub(r"^aa", _LAST, "".join(c if c.isascii() else _LAST for c in name))
        found = {marked, last, transliterated(name)}
        if self.czech:
            found.add(re.sub(r"ch", "h" + _LAST, name) if name.isascii() else marked)
        if self.spanish:
            found |= {re.sub(r"([cl])[hl]", rf"\1{_LAST}", name)} if name.isascii() else set()
        return frozenset(way[:4] for way in found)


def _keys(entry: Citation, printed: str) -> frozenset[str]:
    """What an entry may be sorted by: the family name, and where families stand first, what does here, as in United Nations.

    Particles and articles may count or not, as houses differ, and Mc is as Mac.
    """
    family, first = entry.families[0].split(), printed.split()
    ways = {"".join([word for word in family if word not in PARTICLES] or family)}
    if first and first[0] not in family:
        ways |= {"".join(first), "".join(first[1:] if first[0] in _ARTICLES else first)}
    return frozenset(key for way in ways if way for key in (way[:4], re.sub(r"^mc", "mac", way)[:4]))


RULE = Rule("C132", "unordered-references", Severity.INFO, Path(__file__).with_suffix(".md"), check, compares=False)
