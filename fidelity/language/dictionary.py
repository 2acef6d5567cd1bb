"""Whether a language has a word, from the dictionaries that simplemma ships (MIT); loaded only when a word is in doubt."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simplemma.strategies import DictionaryLookupStrategy

LANGUAGES = frozenset("de en es fr it nl pt".split())


@lru_cache(maxsize=65_536)
def is_word(word: str, language: str | None) -> bool | None:
    """Whether `word` is in the dictionary of the language (two-letter code); None where there is no dictionary.

    Looked up as it is, in lower case and, for German nouns, with a capital.
    """
    if language not in LANGUAGES:
        return None
    return any(_lookup().get_lemma(form, language) is not None for form in {word, word.lower(), word.capitalize()})


@lru_cache(maxsize=1)
def _lookup() -> DictionaryLookupStrategy:
    from simplemma.strategies import DictionaryLookupStrategy

    return DictionaryLookupStrategy()
