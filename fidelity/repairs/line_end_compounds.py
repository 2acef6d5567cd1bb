"""Hyphens at line ends that grammar asks for: clitics, little words inside compounds, adjectives joined to one another."""

from __future__ import annotations

import re

from fidelity.language.clitics import (
    ADJECTIVE_ENDINGS,
    CLITICS,
    EUPHONIC_SUBJECTS,
    FUTURE_ENDINGS,
    LIKE_ENDINGS,
    LINKING,
    VERBS_BEFORE,
)
from fidelity.language.dictionary import COMMON, frequency, is_word
from fidelity.language.hyphenation import (
    COLOURS,
    DUTCH_BEFORE_HYPHENS,
    JOINED_ALONE,
    PAIRED,
    PARTICLES,
    VOWEL_KEPT,
    VOWELS_READ_AS_ONE,
)
from fidelity.repairs.vocabulary import Vocabulary

LATEST_ACCENT = 3
"""Syllables behind the accent of a Spanish word, at most: “devolviéndoselas”."""
_VOWELS, _ACUTE = re.compile("[aeiouáéíóúü]+"), re.compile("[áéíóú]")
SHORTEST = 5
"""Letters that an adjective in -isch has more than, "Tisch-" is none; and those of a noun, at least."""

SHORTEST_LINK = 4
"""Letters of the words of a chain, at least: shorter ones are syllables, too."""
SHORTEST_HALF = 3
"""Letters of a half of a Dutch compound, at least."""
COMBINING = frozenset("auto crypto photo proto".split())
"""What ends like a word between two others, and begins words: proto-history is no "pro-to-history"."""
LINKED = frozenset("auf aus das de dich du ein in it la mit nicht oder of ohne sich so the uns und von zu zum zur".split())
"""Little words inside German phrases made nouns, which no noun goes on with: Sich-nicht-entscheiden-Können."""
FOREIGN_PARTICLES = frozenset("de du la of the to".split())
"""What begins no German word behind a hyphen: Fin-de-siècle-Roman."""
RARE, VERY_COMMON = 3.0, 4.0
"""Zipf frequencies: a dictionary has "christlichsozialen" as misprints; "niño" is no syllable."""
SHORTEST_IN_LICH = 6
"""Letters of a German adjective in -lich, at least."""
JOINED_IN_O = frozenset({"es", "it", "pt"})
"""Languages whose first adjective ends in -o before a hyphen: político-religiosas."""
FIRST_ADJECTIVE = re.compile(r"\w{2,}(?:ic|iv|os|ari|ori|an|in|es)o")
ADJECTIVES = 2.5
"""Zipf frequency of the two, at least."""
SECOND_ADJECTIVE = re.compile(r"\w{2,}(?:[oa]s?|al|ale|ales|ali|ar|are|ares|ari|ais|es|ese|esi|esas?|istas?)")


def asked_for(left: str, right: str, vocabulary: Vocabulary, language: str | None) -> str | None:
    """Why the hyphen between two halves, as printed, belongs to the word; None where grammar says nothing."""
    before, _, last = left.rpartition("-")
    first, _, after = right.partition("-")
    before, first, after, noun = before.lower(), first.lower(), after.lower(), not last.islower()
    last = last.lower()
    if _is_clitic(before, last, first, after, language):
        return f"-{right} is joined to its verb by a hyphen"
    words = _is_known(last, vocabulary, language) and _is_known(first, vocabulary, language)
    if language == "es" and words and _is_stressed_too_early(last + first):  # a foreign name may have two accents: "Mérimée"
        return "no Spanish word is stressed so early, or twice"
    if last in VOWEL_KEPT.get(language or "", ()) and first[0] in "eéèê":
        return f"{last}- loses its last letter where it makes one word"
    if first in PAIRED.get(last, ()):
        return "a hyphen joins the two of a pair"
    linking = LINKING.get(language or "", frozenset())
    if after and first in linking and last + first not in COMBINING and not is_word(last + first, language, COMMON):
        # "up-to-date", though a dictionary has "upto"
        return f"-{first}- joins words to one another"
    known = _is_known(first, vocabulary, language)
    if before and last in linking and known and not noun and not is_word(last + first, language, COMMON):
        # "eau-de-vie", though a dictionary has "devie"
        return f"-{last}- joins words to one another"
    if language == "de" and before and last in FOREIGN_PARTICLES:
        return f"-{last}- joins words to one another"
    if language == "de" and _are_german_adjectives(last, first):
        return "a hyphen joins two adjectives"
    if language == "en" and last.endswith("er") and first in PARTICLES and _is_known(last, vocabulary, language):
        return "a hyphen joins them"
    if language == "nl" and (frequency(last + first, language) or 0.0) < RARE and _is_dutch_compound(last, first, vocabulary):
        return "a hyphen joins the halves of such Dutch compounds"
    if is_word(last + first, language) and before.rpartition("-")[2] != first:
        # "Marx-Ausgabe", but "day-to-day"
        return None
    if before and last in linking and not noun and known:
        return f"-{last}- joins words to one another"
    in_chain = (before or after) and not noun and right[0].islower()
    if in_chain and all(len(half) >= SHORTEST_LINK and is_word(half, language, COMMON) for half in (last, first)):
        return "it stands in a chain of words"
    if language in JOINED_IN_O and _are_adjectives(last, first, language):
        return "a hyphen joins two adjectives"
    if language == "de" and noun and after and first in LINKED and _is_known(last, vocabulary, language):
        return "it stands in a chain of words"
    if language in JOINED_ALONE and not (noun or before or after) and _are_nouns(last, first, language):
        return "the dictionary has both halves, which are common words, and not the word"
    two_adjectives = language == "de" and last.endswith("isch") and len(last) > SHORTEST and first.endswith(ADJECTIVE_ENDINGS)
    return "a hyphen joins two adjectives" if two_adjectives and known else None


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


def _are_german_adjectives(last: str, first: str) -> bool:
    """Whether the halves are two colours, or an adjective in -lich and another, and no common word together."""
    if (
        last in COLOURS
        and last != "gold"
        and any(first.startswith(colour) and len(first) <= len(colour) + 2 for colour in COLOURS)
    ):
        return True
    shaped = last.endswith("lich") and first.endswith(ADJECTIVE_ENDINGS) and min(len(last), len(first)) >= SHORTEST_IN_LICH
    return shaped and all(is_word(half, "de") for half in (last, first)) and (frequency(last + first, "de") or 0.0) < RARE


def _is_dutch_compound(last: str, first: str, vocabulary: Vocabulary) -> bool:
    """Whether two words meet in vowels that would be read as one, or the first is a title, a negation, or half of a pair."""
    if last in DUTCH_BEFORE_HYPHENS:
        return last == "niet" or _is_known(first, vocabulary, "nl")
    halves = all(len(half) >= SHORTEST_HALF and is_word(half, "nl", RARE) for half in (last, first))
    return halves and last[-1] + first[0] in VOWELS_READ_AS_ONE


def _is_stressed_too_early(word: str) -> bool:
    """Whether a Spanish word, as two halves make it, has an accent further from its end than any, or two: “médico-cirujano”.

    Adverbs keep the accent of their adjective, verbs with two pronouns behind them that of the verb.
    """
    vowels = _VOWELS.findall(word.removesuffix("mente"))
    accents = [i for i, vowel in enumerate(vowels) if _ACUTE.search(vowel)]
    return len(accents) > 1 or (bool(accents) and len(vowels) - 1 - accents[0] > LATEST_ACCENT)


def _are_nouns(last: str, first: str, language: str) -> bool:
    """Whether "libro" and "diario" are common words that neither begin nor end others by themselves."""
    halves, alone = (last, first), JOINED_ALONE[language]
    return all(
        len(half) >= SHORTEST_LINK
        and half not in alone
        and is_word(half, language, COMMON if len(half) >= SHORTEST else VERY_COMMON)
        for half in halves
    )


def _is_known(word: str, vocabulary: Vocabulary, language: str | None) -> bool:
    return vocabulary.words[word] > 0 or bool(is_word(word, language))


def _are_adjectives(last: str, first: str, language: str | None) -> bool:
    """Whether "político" and "religiosas", which are words and no word together, are adjectives by their endings."""
    shaped = FIRST_ADJECTIVE.fullmatch(last) and SECOND_ADJECTIVE.fullmatch(first) and len(first) > SHORTEST
    return bool(shaped) and all(is_word(half, language, ADJECTIVES) for half in (last, first))
