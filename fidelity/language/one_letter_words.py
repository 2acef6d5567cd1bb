"""Words of one letter: an initial that may stand alone is no evidence of a split drop cap."""

from __future__ import annotations

ONE_LETTER_WORDS = frozenset("AIOÀÁÈÉÓYEUÚÒÔÍ" + "KSVZW")
"""Capitals that are a word by themselves in English, French, Spanish, Italian, Portuguese, Catalan or (K S V Z W, prepositions)
Slavic languages."""

SLAVIC_PREPOSITIONS = frozenset("KSVZW")
"""Those that are words only in Slavic languages."""

SLAVIC_LETTERS = frozenset("čřšžěůľĺŕťďňłąęśźżćđ")
"""Letters whose frequency shows that a text is in a Latin-script Slavic language."""


def may_stand_alone(letter: str, text: str) -> bool:
    """Whether a capital may be a word by itself in the language that `text` is in.

    Slavic prepositions count only where at least one letter in a hundred carries a Slavic diacritic.
    """
    if letter not in ONE_LETTER_WORDS:
        return False
    if letter not in SLAVIC_PREPOSITIONS:
        return True
    sample = text[:20_000].lower()
    return sum(sample.count(c) for c in SLAVIC_LETTERS) * 100 > len(sample)


LETTER_NOUNS = frozenset(
    "axis axes band bomb cell cells chromosome class clef dur effect electron factor flat form ion major mark minor moll "
    "neck particle plate point radio ration ray rays road sharp shape shell side size spin state test turn type unit "
    "vitamin wave zone".split()
)
"""Words that a lone capital stands before as a name: T cells, X rays, C major, H bomb."""
