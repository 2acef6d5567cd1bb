"""T116 misread-letters: letters that look alike were taken for each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.language.dictionary import is_word
from fidelity.language.letter_shapes import SURE, confused
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import claim, differences
from fidelity.rules.tongue import language_of


def check(case: Case) -> Iterator[Claim]:
    """Claim words that differ in such letters alone, if the edition's is no word or the confusion is a common one."""
    for difference in differences(case):
        if difference.moved or len(difference.lost_words) != 1 or len(difference.gained_words) != 1:
            continue
        old, new = difference.lost_words[0].form, difference.gained_words[0].form
        pair = confused(old, new)
        if pair is None:
            continue
        before, after = pair
        if {pair, (after, before)} & SURE or after.isdigit() != old[:1].isdigit() or not is_word(new, language_of(case)):
            yield claim(difference, f"“{before}” was read as “{after}”: {difference.before} → {difference.after}")


RULE = Rule("T116", "misread-letters", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
