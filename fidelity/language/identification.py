"""Which language a text is in, by its commonest words; good for whole texts, not for single sentences."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

COMMONEST = {
    "en": "the of and to in a is that it was for with as his on be at by this had not are but from or have an they which one",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat sie",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux d l",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ya o este",
    "it": "di e il la che in a per un del è non una si con da i dei le al sono come della nel gli più ma lo",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit nog worden door naar",
}
"""The thirty or so commonest words of each language, in any frequency list."""

_WORDS = {language: frozenset(words.split()) for language, words in COMMONEST.items()}
_TELLING = frozenset().union(*_WORDS.values())

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 50_000
_FEWEST = 2


def identify(string: str) -> str | None:
    """The two-letter code of the language of a text, judged by its first 50,000 characters; None where it is not clear."""
    return _identify(string[:SAMPLE])


@lru_cache(maxsize=8)
def _identify(sample: str) -> str | None:
    words = WORD.findall(sample.lower())
    total = len(words)
    if total < 20:
        return None
    counts = Counter(filter(_TELLING.__contains__, words))
    shares = {language: sum([counts.get(word, 0) for word in own]) / total for language, own in _WORDS.items()}
    ranked = sorted(shares, key=lambda language: -shares[language])
    best, next_best = ranked[0], ranked[1]
    return best if shares[best] > 0.15 and shares[best] > 1.15 * shares[next_best] else None


def likeliest(string: str) -> str | None:
    """The language of a few sentences, for what a wrong guess does little harm to: as `identify`, or else by three words."""
    sure = identify(string)
    if sure is not None:
        return sure
    words = Counter(WORD.findall(string[:SAMPLE].lower()))
    counts = {language: sum([words[word] for word in own]) for language, own in _WORDS.items()}
    best, next_best = sorted(counts, key=lambda language: -counts[language])[:2]
    return best if counts[best] > _FEWEST and counts[best] > 1.15 * counts[next_best] else None
