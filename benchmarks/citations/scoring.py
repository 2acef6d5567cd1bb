"""How a parsed citation is scored against a gold one: relaxed agreement of fields, spans, kinds and cross-references."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.fuzz import ratio

FIELDS = ("author", "title", "container", "year", "place", "publisher", "volume", "issue", "pages", "editor")
"""The fields that are scored; others have no gold data."""

ALIKE = 85.0
"""Similarity, in per cent, from which on a title, container, place or publisher is the gold one."""
SHARED_NAMES = 0.5
"""Share of the tokens (Jaccard) from which on authors and editors are the gold ones."""
SHARED_SPAN = 0.6
"""Share of the tokens (Jaccard) from which on a span is the gold one."""

_ROLE_WORDS = frozenset("in ed eds edited by hrsg hg a cura di trans translated par dir".split())


def folded(string: str) -> str:
    """A string without case, accents, punctuation and the hyphens and spaces of a line's end."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", string.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


def tokens(string: str) -> set[str]:
    """The words of a folded string."""
    return set(folded(string).split())


def jaccard(one: set[str], other: set[str]) -> float:
    """The share of the common among all."""
    return len(one & other) / len(one | other) if one | other else 1.0


def _numbers(strings: Iterable[str]) -> set[str]:
    return {number for string in strings for number in re.findall(r"\d+|\b[ivxlcdm]+\b", string.casefold())}


def agrees(field: str, found: Sequence[str], gold: Sequence[str]) -> bool:
    """Whether what was found for a field is what the gold has, relaxed as the folder's page says."""
    if field in {"author", "editor"}:
        names = [tokens(" ".join(strings)) - _ROLE_WORDS for strings in (found, gold)]
        return jaccard(*names) >= SHARED_NAMES
    if field in {"year", "pages"}:
        return bool(_numbers(found) & _numbers(gold))
    if field in {"volume", "issue"}:
        return _numbers(found) == _numbers(gold) or folded(" ".join(found)) == folded(" ".join(gold))
    return ratio(folded(" ".join(found)), folded(" ".join(gold))) >= ALIKE


class Tally:
    """True and false positives and false negatives, by field."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}
        self.misses: list[tuple[str, str, Sequence[str], Sequence[str]]] = []

    def add(
        self, name: str, scored: Iterable[str], found: Mapping[str, Sequence[str]], gold: Mapping[str, Sequence[str]]
    ) -> None:
        """Count the fields of one citation. A wrong value is a false positive and a false negative."""
        for field in scored:
            here, there = found.get(field, ()), gold.get(field, ())
            if not here and not there:
                continue
            count = self.counts.setdefault(field, Counter())
            if here and there and agrees(field, here, there):
                count["right"] += 1
                continue
            count["wrong"] += bool(here)
            count["missed"] += bool(there)
            self.misses.append((name, field, here, there))

    def f1(self, field: str | None = None) -> float:
        """F1 of one field, or micro F1 over all."""
        counts = [self.counts.get(field, Counter())] if field else list(self.counts.values())
        right, wrong, missed = (sum(count[key] for count in counts) for key in ("right", "wrong", "missed"))
        return 2 * right / (2 * right + wrong + missed) if right else 0.0
