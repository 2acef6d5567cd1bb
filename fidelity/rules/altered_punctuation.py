"""T120 altered-punctuation: a punctuation mark was lost, gained or exchanged between the same words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.late_pattern import late_pattern
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import changed_punctuation
from fidelity.rules.difference import Difference, claim, differences
from fidelity.rules.quotation_change import marks_alone
from fidelity.rules.quotation_marks import is_apostrophe

_WORD = late_pattern(r"[^\W\d_]+$")
_LONGEST = 40
"""Characters of a word that is looked for before its apostrophe."""


def check(case: Case) -> Iterator[Claim]:
    """Claim differences in which every word is the same."""
    for difference in differences(case):
        if marks_alone(difference) and bool(difference.lost) != bool(difference.gained) and is_apostrophe(case, difference):
            yield claim(difference, f"the apostrophe was {'lost' if difference.lost else 'added'}: {_words(case, difference)}")
            continue
        changed = changed_punctuation(difference)
        if changed is not None:
            yield claim(difference, changed)


def _words(case: Case, difference: Difference) -> str:
    """The word with its apostrophe, and without."""
    text, place = (case.canonical, difference.canonical) if difference.lost else (case.edition, difference.edition)
    assert text is not None
    word = _WORD.search(text.string, max(place.start - _LONGEST, 0), place.start)
    bare = word[0] if word is not None else ""
    whole = bare + text.string[slice(*place)]
    return f"{whole} → {bare}" if difference.lost else f"{bare} → {whole}"


RULE = Rule("T120", "altered-punctuation", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
