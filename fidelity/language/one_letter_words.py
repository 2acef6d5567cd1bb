"""Words of one letter: an initial that may stand alone is no evidence of a split drop cap."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ONE_LETTER_WORDS = {
    "ca": frozenset("AEIOU"),
    "de": frozenset("O"),
    "en": frozenset("AIO"),
    "es": frozenset("AEOUYÉÓ"),
    "fr": frozenset("AÀYÔO"),
    "it": frozenset("AEIOÈ"),
    "nl": frozenset("U"),
    "pt": frozenset("AÀEÉO"),
}
"""Capitals that are a word by themselves, by language."""

SLAVIC_PREPOSITIONS = frozenset("AIKOSUVWZ")
"""Those of Slavic languages."""

OTHER_WORDS = frozenset("АБВЕЖЗИЙКОСУЯЄІЇЎЪѢΑΗΟΩΌΉΏἈἉἩὉὈὮὩ")
"""Those of languages in Cyrillic and Greek letters."""

SLAVIC_LETTERS = frozenset("čřšžěůľĺŕťďňłąęśźżćđ")
"""Letters whose frequency shows that a text is in a Latin-script Slavic language."""

MOSTLY_SLAVIC = 0.01
"""Share of a text's characters from which on they show its language."""

SAMPLE = 20_000
"""Characters of a text that are looked at."""


def may_stand_alone(letter: str, text: str, language: str | None) -> bool:
    """Whether a capital may be a word by itself in a text of this language; of any known language where it is not clear."""
    if language in ONE_LETTER_WORDS:
        return letter in ONE_LETTER_WORDS[language]
    slavic = _slavic_share(text)
    if slavic and letter in SLAVIC_PREPOSITIONS:
        return True
    return slavic <= MOSTLY_SLAVIC and any(letter in words for words in ONE_LETTER_WORDS.values())


def is_covered(letter: str, text: str, language: str | None) -> bool:
    """Whether it is known if a capital is a word by itself in a text of this language, None for one that is not identified.

    Where the language is none of those known here, only the capitals A to Z are: which of them are words in Latin script is
    listed. In a text with letters of Slavic languages those that are words there are not, whatever the commonest words say.
    """
    slavic = _slavic_share(text)
    if language in ONE_LETTER_WORDS and slavic <= MOSTLY_SLAVIC:
        return unicodedata.name(letter, "").startswith("LATIN ")
    return letter.isascii() and not (slavic and is_word_somewhere(letter))


def _slavic_share(text: str) -> float:
    """The share of a text's first characters that only Slavic languages in Latin script have."""
    return _share_in(text[:SAMPLE])


@lru_cache(maxsize=4)
def _share_in(sample: str) -> float:
    """The share of its characters; a text is asked about once for each of its capitals."""
    sample = sample.lower()
    return sum(sample.count(c) for c in SLAVIC_LETTERS) / max(len(sample), 1)


def is_word_somewhere(letter: str) -> bool:
    """Whether a capital is a word by itself in any language known here: a text may quote another language than its own."""
    return letter in SLAVIC_PREPOSITIONS or letter in OTHER_WORDS or any(letter in words for words in ONE_LETTER_WORDS.values())


def is_word_nowhere(letter: str) -> bool:
    """Whether a capital is a word by itself in no language of its script: for A to Z, Cyrillic and Greek, which are listed."""
    listed = letter.isascii() or unicodedata.name(letter, "").startswith(("CYRILLIC ", "GREEK "))
    return listed and not is_word_somewhere(letter)


LETTER_NOUNS = frozenset(
    "axis axes band bomb cell cells chromosome class clef dur effect electron factor flat form ion major mark minor moll "
    "neck particle plate point radio ration ray rays road sharp shape shell side size spin state test turn type unit "
    "vitamin wave zone movie movies shirt shirts squared value values day".split()
)
"""Words that a lone capital stands before as a name: T cells, X rays, C major, H bomb."""
