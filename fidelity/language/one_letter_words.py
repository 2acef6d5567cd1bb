"""Words of one letter: an initial that may stand alone is no evidence of a split drop cap."""

from __future__ import annotations

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

SLAVIC_LETTERS = frozenset("čřšžěůľĺŕťďňłąęśźżćđ")
"""Letters whose frequency shows that a text is in a Latin-script Slavic language."""


def may_stand_alone(letter: str, text: str, language: str | None) -> bool:
    """Whether a capital may be a word by itself in a text of this language; of any known language where it is not clear."""
    if language in ONE_LETTER_WORDS:
        return letter in ONE_LETTER_WORDS[language]
    sample = text[:20_000].lower()
    slavic = sum(sample.count(c) for c in SLAVIC_LETTERS)
    if slavic and letter in SLAVIC_PREPOSITIONS:
        return True
    return slavic * 100 <= len(sample) and any(letter in words for words in ONE_LETTER_WORDS.values())


def is_word_somewhere(letter: str) -> bool:
    """Whether a capital is a word by itself in any language known here: a text may quote another language than its own."""
    return letter in SLAVIC_PREPOSITIONS or any(letter in words for words in ONE_LETTER_WORDS.values())


LETTER_NOUNS = frozenset(
    "axis axes band bomb cell cells chromosome class clef dur effect electron factor flat form ion major mark minor moll "
    "neck particle plate point radio ration ray rays road sharp shape shell side size spin state test turn type unit "
    "vitamin wave zone movie movies shirt shirts squared value values day".split()
)
"""Words that a lone capital stands before as a name: T cells, X rays, C major, H bomb."""
