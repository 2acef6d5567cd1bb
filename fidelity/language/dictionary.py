"""Word lists of languages, from the frequency lists that pyspellchecker ships (MIT); loaded only when a word is in doubt."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache


@lru_cache(maxsize=4)
def known_words(language: str) -> Container[str] | None:
    """The words of a language in lower case; None for a language without a list."""
    from spellchecker import SpellChecker

    if language not in SpellChecker.languages():
        return None
    words: Container[str] = SpellChecker(language=language).word_frequency.dictionary
    return words
