"""T124 modernised-spelling: one word is spelt in another orthography throughout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.negation import is_negation
from fidelity.language.numerals import is_number_word
from fidelity.language.orthography import same_but_for_orthography
from fidelity.language.qualifiers import is_qualifier
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import Difference, differences

FEWEST = 3
"""Places from which on an exchange is a habit."""


def check(case: Case) -> Iterator[Claim]:
    """Claim each pair of spellings once, with the number of its places, if the old one is nowhere left."""
    if case.canonical is None:
        return
    pairs: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    for difference in differences(case):
        if difference.moved or len(difference.lost) != 1 or len(difference.gained) != 1:
            continue
        old, new = difference.lost[0].form.lower(), difference.gained[0].form.lower()
        if _is_spelling(old, new):
            pairs[old, new].append(difference)
    written = set(_written(case)) if any(len(found) >= FEWEST for found in pairs.values()) else set()
    for (old, new), found in pairs.items():
        if len(found) < FEWEST or old in written:
            continue
        first = found[0]
        yield Claim(
            f"“{old}” is spelt “{new}” throughout ({len(found)} places)",
            first.edition,
            first.canonical,
            frozenset().union(*(one.variants for one in found)),
            related=tuple((one.edition, f"here “{one.after}”") for one in found[1:]),
        )


def _is_spelling(old: str, new: str) -> bool:
    """Whether two words are one in two orthographies, and neither counts, denies nor limits: "then" is no "ten"."""
    if not same_but_for_orthography(old, new):
        return False
    return not any(is_negation(word) or is_qualifier(word, None) or is_number_word(word, None) for word in (old, new))


def _written(case: Case) -> Iterator[str]:
    """The edition's words in small letters."""
    for word in case.edition.everything.lower().split():
        yield word.strip(".,;:!?…\"'”’“‘«»()[]—–")


RULE = Rule("T124", "modernised-spelling", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
