"""Whether a capitalised word is a name where its capital alone does not say so: in German, and where a sentence begins."""

from __future__ import annotations

import re

from fidelity.language.dictionary import COMMON, frequency, is_word
from fidelity.language.german_towns import BEFORE_PLACES, ENDINGS, NOBLE, SURE_ENDINGS, TITLES, TOWNS
from fidelity.language.given_names import GIVEN_NAMES
from fidelity.language.names_that_are_words import NAMES_THAT_ARE_WORDS
from fidelity.language.places_of_print import PLACES
from fidelity.model.late_pattern import late_pattern
from fidelity.model.text import Text
from fidelity.rules.difference import Token

_BEFORE = 40
"""Characters before a word that are looked at."""
_WORD_BEFORE = late_pattern(r"([^\W\d_]+\.?)[ \u00a0]\Z")
_BEFORE_VON = late_pattern(r"([^\W\d_]+\.?)[ \u00a0]von[ \u00a0]\Z")
_OPENS = late_pattern(r"(?:\A|\n|[.!?…:][”’»\"“)]*\s+)[“„«»\"‘(]?\Z")
_ARTICLES = (
    r"(?:d(?:er|ie|as|en|em|es)|eine?[mnrs]?|keine?[mnrs]?|im|am|zu[mr]|vom|beim|[ia]ns|(?:mein|dein|sein|ihr|unser)e?[mnrs]?"
    r"|diese[mnrs]?|jede[mnrs]?|jene[mnrs]?|alle[mnrs]?|viel|wenig|etwas)"
)
_RARE = 2.9
"""Zipf frequency below which a German word is rare enough to be a village's name."""
_PART = 3
"""Letters of each part of a compound, at least; and its Zipf frequency."""
_LINKS = ("", "s", "n", "en", "es", "e")
_WRITTEN_ALIKE = frozenset({"en", "fr", "es", "it", "pt"})
"""Languages that capitalise no common noun."""


def is_german_name(text: Text, token: Token) -> bool:
    """Whether a German word is a name: behind a title, or behind a word that places follow, without an article anywhere."""
    word, before = token.string, text.string[max(token.span.start - _BEFORE, 0) : token.span.start]
    match = _WORD_BEFORE.search(before)
    if match is None or not _is_capitalised(word) or word in TITLES or word.casefold() in NAMES_THAT_ARE_WORDS:
        return False
    if re.search(rf"(?<!\w){_ARTICLES}\s{re.escape(word)}(?!\w)", text.everything, re.IGNORECASE):
        return False
    if match[1].rstrip(".") in TITLES:
        return True
    return match[1].casefold() in BEFORE_PLACES and _is_place(word.casefold())


def _is_place(folded: str) -> bool:
    if folded in TOWNS or folded in PLACES or folded.endswith(SURE_ENDINGS):
        return True
    rare = (frequency(folded, "de") or 0.0) < _RARE
    return rare and (folded.endswith(ENDINGS) or not _is_compound(folded))


def _is_compound(folded: str) -> bool:
    """Whether a word is made of two words that German has: Buchenholz, Schwermut."""
    return any(
        is_word(folded[k:], "de", _PART)
        and any(folded[:k].endswith(link) and is_word(folded[: k - len(link) or k], "de", _PART) for link in _LINKS)
        for k in range(_PART, len(folded) - _PART + 1)
    )


def is_only_of_rank(text: Text, token: Token) -> bool:
    """Whether a German word behind "von" is a common one, and nobody's name stands before: ein Mann von Rang."""
    match = _BEFORE_VON.search(text.string, max(token.span.start - _BEFORE, 0), token.span.start)
    if match is None:
        return False
    before = match[1].casefold()
    named = before.endswith(".") or before in GIVEN_NAMES or before in NOBLE
    return not named and (frequency(token.string, "de") or 0.0) >= COMMON and token.string.casefold() not in TOWNS | PLACES


def is_name_at_start(text: Text, token: Token, language: str | None) -> bool:
    """Whether a word that opens a sentence is a name: no word of the language, or a town or given name that is none besides."""
    word = token.string
    if language not in _WRITTEN_ALIKE or not _is_capitalised(word):
        return False
    if _OPENS.search(text.string, max(token.span.start - _BEFORE, 0), token.span.start) is None:
        return False
    folded = word.casefold()
    if folded in NAMES_THAT_ARE_WORDS or re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text.everything):
        return False
    return folded in PLACES or folded in GIVEN_NAMES or is_word(word, language) is False


def _is_capitalised(word: str) -> bool:
    return len(word) >= _PART and word.isalpha() and word[0].isupper() and word[1:].islower()
