"""Whether a language has a word, by the frequency lists of wordfreq (Apache-2.0); loaded only when a word is in doubt.

The lists are those of Speer (2022), made of eight kinds of text a language and closed since 2021: for printed books that is
no loss. A word list without frequencies was tried and is worse: it holds misspellings such as "socalled".
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from math import log10
from pathlib import Path
from unicodedata import normalize

LANGUAGES = frozenset("ca cs da de en es fi fr it nl pl pt ru sv".split())
RAREST = 2.0
"""Zipf frequency (base-10 logarithm of occurrences in 10⁹ words) from which a form counts as a word: once in ten million."""
OFTEN_PRINTED = 2.5
"""Zipf frequency of words that tell what a language makes its words of: rarer ones are often misprints."""
COMMON = 3.5
"""Zipf frequency of words that a page of print may well have."""


@lru_cache(maxsize=65_536)
def is_word(word: str, language: str | None, rarest: float = RAREST) -> bool | None:
    """Whether `word` is a word of the language (two-letter code), case apart; None where there is no list.

    `rarest` is the Zipf frequency from which a form counts.
    """
    zipf = frequency(word, language)
    return None if zipf is None else zipf >= rarest


@lru_cache(maxsize=65_536)
def frequency(word: str, language: str | None) -> float | None:
    """The Zipf frequency of a word in the language, 0 for one rarer than RAREST; None where there is no list."""
    if language is None or language not in LANGUAGES:
        return None
    if all(ord(letter) < _FIRST_OTHER or letter == "’" for letter in word):
        form = normalize("NFC", word).casefold()
        if form.isalpha():
            return _of_token(form, language)
        if _WORDS.fullmatch(form):
            return _together(_of_token(token.replace("’", "'").rstrip("'"), language) for token in _TOKEN.findall(form))
    from wordfreq import zipf_frequency

    zipf = float(zipf_frequency(word, language))
    return zipf if zipf >= RAREST else 0.0


def _of_token(token: str, language: str) -> float:
    return next((round(9 - i / 100, 2) for i, words in enumerate(_lists(language)) if token in words), 0.0)


def _together(frequencies: Iterable[float]) -> float:
    """The frequency of words in a row as wordfreq reckons it, to three digits: the rarest weighs most."""
    each = list(frequencies)
    if not all(each):
        return 0.0
    zipf = round(log10(float(f"{1 / sum(10**-zipf for zipf in each):.3g}")), 2)
    return zipf if zipf >= RAREST else 0.0


@lru_cache(maxsize=512)
def words_with(half: str, language: str | None, *, at_end: bool) -> tuple[str, ...]:
    """What stands before `half`, or behind it, in the words of the language that end with it, or begin."""
    if language is None or language not in LANGUAGES:
        return ()
    each = (word for words in _lists(language)[: round((9 - OFTEN_PRINTED) * 100)] for word in words)
    if at_end:
        return tuple(word[: -len(half)] for word in each if word.endswith(half) and word != half)
    return tuple(word[len(half) :] for word in each if word.startswith(half) and word != half)


_FIRST_OTHER = 0x250
"""Below this character letters are Latin, and a word of letters is one to wordfreq as well."""
_WORDS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
"""Words that wordfreq takes apart by `_TOKEN` alone. It is not asked for them, since loading it costs as much as 50 pages."""
_TOKEN = re.compile(r"[^\W\d_]{1,2}'(?=[aehiouyáéíóúàèìòùâêîôûåïöœ])|[^\W\d_]+(?:[’'][^\W\d_]+)*")
"""A word in small letters to wordfreq: a straight apostrophe before a vowel parts what was elided."""


_UNPACKED_AT_ONCE = 1 << 16
"""Bytes."""


@lru_cache(maxsize=4)
def _lists(language: str) -> tuple[frozenset[str], ...]:
    """The words of a language down to RAREST: those of the i-th list, counted from 0, have a Zipf frequency of 9 - i / 100.

    The lists are read as wordfreq keeps them. Its own functions first load what tokenizes texts in forty languages, for the
    time of thirty pages.
    """
    import msgpack

    place = find_spec("wordfreq")
    assert place is not None
    assert place.submodule_search_locations is not None
    folder = Path(place.submodule_search_locations[0]) / "data"
    file = next(file for size in ("large", "small") if (file := folder / f"{size}_{language}.msgpack.gz").is_file())
    with gzip.open(file) as stream:  # two thirds of the words are rarer, and not unpacked
        unpacker = msgpack.Unpacker(stream, read_size=_UNPACKED_AT_ONCE)
        count = unpacker.read_array_header() - 1
        head = unpacker.unpack()
        if head != {"format": "cB", "version": 1}:
            raise ValueError(f"wordfreq keeps its lists in another form: {head}")
        return tuple(frozenset(unpacker.unpack()) for _ in range(min(count, round((9 - RAREST) * 100) + 1)))
