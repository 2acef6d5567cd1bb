"""T117 altered-word-division: words were run together or split, or a hyphen went or came."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fidelity.language.dictionary import is_word
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.changed_sign import changed_sign
from fidelity.rules.difference import Difference, claim, differences, restoration
from fidelity.rules.tongue import language_of

_LINE_END = re.compile(r"(?<=\w)[-\u2010\u00ad] (?=\w)")


def check(case: Case) -> Iterator[Claim]:
    """Claim changes that leave every letter in its place."""
    for difference in differences(case):
        if difference.moved or not difference.lost_words or not difference.gained_words:
            continue
        if [word.form for word in difference.lost_words] == [word.form for word in difference.gained_words]:
            continue  # marks around the same words
        if len(difference.lost) == len(difference.gained) or _letters(difference.before) != _letters(difference.after):
            continue
        if changed_sign(case, difference) is not None or _is_numeral(difference):
            continue  # 40°N became 40N, 5–7 became 5,7
        if _LINE_END.sub("", difference.after) == difference.before:
            message = f"a word that a line end had broken was left broken: {difference.before} → {difference.after}"
            yield replace(claim(difference, message), edits=restoration(difference), safe=True, fix_title="close the word")
            continue
        hyphens = difference.before.count("-") != difference.after.count("-")
        if len(difference.gained_words) < len(difference.lost_words):
            what = "the hyphen was dropped" if hyphens else "words were run together"
        else:
            what = "a hyphen was put in" if hyphens else "a word was split"
        severity = Severity.WARNING if hyphens and _is_good(case, difference) else None
        yield claim(difference, f"{what}: {difference.before} → {difference.after}", severity)


def _is_numeral(difference: Difference) -> bool:
    """Whether both sides are figures and marks alone."""
    words = (*difference.lost_words, *difference.gained_words)
    return not any(character.isalpha() for word in words for character in word.form)


def _letters(words: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", words) if character.isalnum())


def _is_good(case: Case, difference: Difference) -> bool:
    """Whether every word that the edition has there is one."""
    return all(is_word(word.form, language_of(case)) is not False for word in difference.gained_words)


RULE = Rule("T117", "altered-word-division", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
