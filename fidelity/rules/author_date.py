"""What the rules for author and date share: citations in the text, the list of references, and which entry is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from fidelity.model.recognised import AuthorDate, Citation, Field
from fidelity.model.rule import Case
from fidelity.rules.cited import is_whole, words

FEWEST_ENTRIES = 3
MOSTLY = 0.6
"""Share of the citations that must have an entry before the others are said to lack one: else another system is in use."""
_ALIKE = 2
"""Letters in which two spellings of one name may differ."""


@dataclass(frozen=True)
class AuthorDates:
    """The citations by author and date of a text, and its list of references."""

    case: Case
    entries: Sequence[Citation]

    @classmethod
    def of(cls, case: Case) -> AuthorDates | None:
        """What a text has of both; None where it does not cite by author and date, or is not there as a whole."""
        entries = [one for one in case.edition_marks.citations if one.listed and one.families and one.of(Field.YEAR)]
        found = cls(case, entries)
        cited = case.edition_marks.author_dates
        if not is_whole(case) or len(entries) < FEWEST_ENTRIES or len(cited) < FEWEST_ENTRIES:
            return None
        met = sum(bool(found.entries_of(one)) for one in cited)
        return found if met >= max(MOSTLY * len(cited), FEWEST_ENTRIES - 1) else None

    def year_of(self, entry: Citation) -> str:
        """The printed year of an entry."""
        return words(self.case.edition, entry.of(Field.YEAR))

    def year(self, cited: AuthorDate) -> str:
        """The printed year of a citation."""
        return words(self.case.edition, cited.year)

    def entries_of(self, cited: AuthorDate) -> list[Citation]:
        """The entries that have the first author and the year of a citation."""
        named = self._by_family.get(cited.families[0]) or self._by_letters.get(cited.families[0], [])
        return [one for one in named if self.year(cited) in self.years(one)]

    def years(self, entry: Citation) -> set[str]:
        """Every year that an entry shows: of a reprint both, with and without its letter."""
        shown = words(self.case.edition, entry.span)
        return {*re.findall(r"(?<!\d)\d{4}[a-z]?(?![\d\w])", shown), self.year_of(entry)}

    def near(self, cited: AuthorDate) -> list[Citation]:
        """The entries that may have been meant: the same author in another year, or a name spelt nearly so in the same year."""
        family, year = cited.families[0], self.year(cited)
        same = list(self._by_family.get(family, ()))
        alike = [
            one
            for one in self.entries
            if len(family) > 3
            and one.families[0] != family
            and year in self.years(one)
            and Levenshtein.distance(family, one.families[0], score_cutoff=_ALIKE) <= _ALIKE
        ]
        return same or alike

    @cached_property
    def _by_letters(self) -> dict[str, list[Citation]]:
        """The entries of bodies by the first letters of their names: WHO for World Health Organization."""
        found: dict[str, list[Citation]] = {}
        for entry in self.entries:
            name = words(self.case.edition, entry.of(Field.AUTHOR, Field.EDITOR))
            letters = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper())
            short = re.search(r"[(\[](\w{2,10})[)\]]", words(self.case.edition, entry.span)[: len(name) + 14])
            for key in {
                letters.casefold() if "," not in name and len(letters) > 1 else "",
                short[1].casefold() if short else "",
            }:
                found.setdefault(key, []).append(entry)
        return found

    @cached_property
    def _by_family(self) -> dict[str, list[Citation]]:
        found: dict[str, list[Citation]] = {}
        for entry in self.entries:
            found.setdefault(entry.families[0], []).append(entry)
        return found
