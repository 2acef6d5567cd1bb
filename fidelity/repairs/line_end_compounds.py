"""Hyphens at line ends that grammar asks for: clitics, little words inside compounds, adjectives joined to one another."""

from __future__ import annotations

from fidelity.language.clitics import (
    ADJECTIVE_ENDINGS,
    CLITICS,
    EUPHONIC_SUBJECTS,
    FUTURE_ENDINGS,
    LIKE_ENDINGS,
    LINKING,
    VERBS_BEFORE,
)
from fidelity.language.dictionary import COMMON, is_word
from fidelity.repairs.vocabulary import Vocabulary

SHORTEST = 5
"""Letters that an adjective in -isch has more than: "Tisch-" is none."""


def asked_for(left: str, right: str, vocabulary: Vocabulary, language: str | None) -> str | None:
    """Why the hyphen between two halves, as printed, belongs to the word; None where grammar says nothing."""
    before, _, last = left.rpartition("-")
    first, _, after = right.partition("-")
    before, first, after, noun = before.lower(), first.lower(), after.lower(), not last.islower()
    last = last.lower()
    if _is_clitic(before, last, first, after, language):
        return f"-{right} is joined to its verb by a hyphen"
    linking = LINKING.get(language or "", frozenset())
    if is_word(last + first, language) and before.rpartition("-")[2] != first:
        # "Marx-Ausgabe", but "day-to-day"
        return None
    if before and last in linking and not noun and _is_known(first, vocabulary, language):
        return f"-{last}- joins words to one another"
    if after and first in linking:
        return f"-{first}- joins words to one another"
    two_adjectives = language == "de" and last.endswith("isch") and len(last) > SHORTEST and first.endswith(ADJECTIVE_ENDINGS)
    return "a hyphen joins two adjectives" if two_adjectives and _is_known(first, vocabulary, language) else None


def _is_clitic(before: str, last: str, first: str, after: str, language: str | None) -> bool:
    clitics = CLITICS.get(language or "", frozenset())
    if language == "fr":
        last = last.replace("’", "'").rsplit("'", 1)[-1]
        if (first == "t" and after in EUPHONIC_SUBJECTS) or (before and last == "t" and first in EUPHONIC_SUBJECTS):
            return True
    if language == "pt" and (
        (first in clitics and after in FUTURE_ENDINGS) or (before and last in clitics and first in FUTURE_ENDINGS)
    ):
        return True
    if first not in clitics or is_word(last + first, language, COMMON):
        return False
    if before and last in clitics:
        return True
    endings = VERBS_BEFORE.get(language or "", {}).get(first)
    if endings is not None and last.endswith(endings):
        return not is_word(last + first, language)
    if language == "pt" or first in LIKE_ENDINGS:
        return is_word(last, language) is True and not is_word(last + first, language)
    return True


def _is_known(word: str, vocabulary: Vocabulary, language: str | None) -> bool:
    return vocabulary.words[word] > 0 or bool(is_word(word, language))
