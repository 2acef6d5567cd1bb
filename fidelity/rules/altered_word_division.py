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

_LAST = re.compile(r"[^\W\d_]+\Z")
_NEXT = re.compile(r"[^\W\d_]+")
_LONGEST = 40
"""Characters of a word before its hyphen."""
_LINE_END = re.compile(r"(?<=\w)[-\u2010\u00ad] (?=\w)")


def check(case: Case) -> Iterator[Claim]:
    """Claim changes that leave every letter in its place."""
    for difference in differences(case):
        if hyphenated := _hyphenated(case, difference):
            what = "the hyphen was dropped" if difference.lost else "a hyphen was put in"
            yield claim(difference, f"{what}: {' → '.join(hyphenated)}", Severity.WARNING)
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


def _hyphenated(case: Case, difference: Difference) -> tuple[str, str] | None:
    """The two readings where all that went or came is a hyphen between two words, with a space in its place."""
    if case.canonical is None or difference.moved or difference.lost_words or difference.gained_words:
        return None
    marks = (*difference.lost, *difference.gained)
    if len(marks) != 1 or marks[0].string not in "-\u2010\u2011":
        return None
    sides = (case.canonical.string, difference.canonical), (case.edition.string, difference.edition)
    (there, here), (other, place) = sides if difference.lost else sides[::-1]
    before, after = _LAST.search(there, max(here.start - _LONGEST, 0), here.start), _NEXT.match(there, here.end)
    if before is None or after is None or "\n" in other[place.start : place.end + 1]:
        return None
    whole, parted = f"{before[0]}{marks[0].string}{after[0]}", f"{before[0]} {after[0]}"
    return (whole, parted) if difference.lost else (parted, whole)


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
