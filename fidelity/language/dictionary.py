"""Whether a language has a word, by the frequency lists of wordfreq (Apache-2.0); loaded only when a word is in doubt.

The lists are those of Speer (2022), made of eight kinds of text a language and closed since 2021: for printed books that is
no loss. A word list without frequencies was tried and is worse: it holds misspellings such as "socalled".
"""

from __future__ import annotations

from functools import lru_cache

LANGUAGES = frozenset("ca cs da de en es fi fr it nl pl pt ru sv".split())
RAREST = 2.0
"""Zipf frequency (base-10 logarithm of occurrences in 10⁹ words) from which a form counts as a word: once in ten million."""
COMMON = 3.5
"""Zipf frequency of words that a page of print may well have."""


@lru_cache(maxsize=65_536)
def is_word(word: str, language: str | None, rarest: float = RAREST) -> bool | None:
    """Whether `word` is a word of the language (two-letter code), case apart; None where there is no list.

    `rarest` is the Zipf frequency from which a form counts.
    """
    if language not in LANGUAGES:
        return None
    from wordfreq import zipf_frequency

    return bool(zipf_frequency(word, language) >= rarest)


def frequency(word: str, language: str | None) -> float | None:
    """The Zipf frequency of a word in the language, 0 for an unknown one; None where there is no list."""
    if language not in LANGUAGES:
        return None
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, language))
