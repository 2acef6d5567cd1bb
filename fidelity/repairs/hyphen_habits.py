"""How a text writes what may stand in one piece or in two: "by-laws" and "ex-presidente", or "bylaws" and "expresidente".

A dictionary made of today's texts has most of them in one piece. A text that writes "pocket-book" and "time-table" inside its
lines will have meant "market-place" where a line ends behind its first half.
"""

from __future__ import annotations

from dataclasses import dataclass

from fidelity.language.dictionary import COMMON, frequency, is_word, words_with
from fidelity.language.hyphenation import CLOSED_COMPOUNDS, CLOSED_IF_KNOWN, CLOSED_PREFIXES, EITHER_WAY, PEOPLE
from fidelity.repairs.vocabulary import Vocabulary

LIKELY, OFTEN = 0.7, 2.0
"""Compounds in two, of those that a dictionary has in one piece, among 1,000 words: from LIKELY on rare words, from OFTEN on
common ones, will be such, too. Books of the 19th century have 2 to 8, those of today 0 to 0.5."""
AS_RARE, AS_COMMON = 3.3, 4.0
"""Zipf frequencies in one piece, below which a compound may be meant where the text has LIKELY or OFTEN such compounds."""
FAMILIAR = 3.0
"""Zipf frequency of a half."""
FEWEST = 2
"""Compounds that make a habit, at least."""
SHORTEST_WORD = 3
"""Letters of a half."""
SHORTEST_REST = 4
"""Letters behind a prefix, at least."""
SHORTEST_TOGETHER = 8
"""Letters of a prefix and its word, at least, where no other word tells: "co-quin" is no compound."""
COMPOUNDING = 0.2
"""The share of words that begin with the first half and go on with a word, times the share of those that end with the
second and begin with one: "bed-room" .5, "peace-maker" .5, "pas-sage" .1, "car-pet" .1."""


@dataclass(frozen=True, slots=True)
class Habits:
    """Different compounds in two among 1,000 words of a text, of those that a dictionary has in one piece."""

    words: float = 0.0
    """Of two words: to-day, market-place."""
    prefixes: float = 0.0
    """Of a prefix and a word, whether or not a dictionary has them in one piece: anti-clerical, neo-classical."""


def habits_of(vocabulary: Vocabulary, language: str | None) -> Habits:
    """The habits of a text by the compounds inside its lines."""
    words = prefixes = 0
    for compound in vocabulary.compounds:
        first, _, second = compound.partition("-")
        if "-" in second or not (first.isalpha() and second.isalpha()):
            continue
        if first in EITHER_WAY:
            prefixes += len(second) >= SHORTEST_REST
        elif min(len(first), len(second)) >= SHORTEST_WORD:
            words += bool(frequency(first + second, language))
    thousands = (vocabulary.words.total() + vocabulary.parts.total()) / 1000
    return Habits(*(found / max(thousands, 1.0) if found >= FEWEST else 0.0 for found in (words, prefixes)))


def is_in_two(last: str, first: str, vocabulary: Vocabulary, habits: Habits, language: str | None) -> bool | None:
    """Whether the text would write a word, whose halves they are, in two; None where its habits say nothing of such words."""
    if last in EITHER_WAY:
        return _prefix_is_parted(last, first, vocabulary, habits, language)
    return True if _are_two_words(last, first, habits, language) else None


def _prefix_is_parted(last: str, first: str, vocabulary: Vocabulary, habits: Habits, language: str | None) -> bool | None:
    """By other words with this prefix, or, before its own last letter, by those with two vowels: "re-elect", "co-operate"."""
    if len(first) < SHORTEST_REST:
        return None
    start = last + first[0] if last[-1] == first[0] else last
    parted = sum(
        compound.startswith(f"{last}-{start[len(last) :]}") and compound != f"{last}-{first}"
        for compound in vocabulary.compounds
    )
    closed = sum(
        word.startswith(start) and len(word) - len(last) >= SHORTEST_REST and bool(is_word(word[len(last) :], language, COMMON))
        for word in vocabulary.words
    )
    if parted != closed:
        return parted > closed
    long_enough = len(last) + len(first) >= SHORTEST_TOGETHER and is_word(first, language, COMMON)
    return True if long_enough and _may_be_parted(last + first, habits.prefixes, language) else None


def _may_be_parted(joined: str, habit: float, language: str | None) -> bool:
    """Whether a word is rare enough in one piece to be meant in two in a text of this habit."""
    return (frequency(joined, language) or 0.0) < (AS_COMMON if habit >= OFTEN else AS_RARE if habit >= LIKELY else 0.0)


def _are_two_words(last: str, first: str, habits: Habits, language: str | None) -> bool:
    if language in CLOSED_COMPOUNDS or first in PEOPLE or not _may_be_parted(last + first, habits.words, language):
        return False
    if last in CLOSED_PREFIXES.get(language or "", ()) or last in CLOSED_IF_KNOWN.get(language or "", ()):
        return False
    if not all(len(half) >= SHORTEST_WORD and is_word(half, language, FAMILIAR) for half in (last, first)):
        return False
    return _share(last, language, at_end=False) * _share(first, language, at_end=True) >= COMPOUNDING


def _share(half: str, language: str | None, *, at_end: bool) -> float:
    """The share of words with this half at their end, or beginning, whose other half is a word, too."""
    others = [other for other in words_with(half, language, at_end=at_end) if len(other) >= SHORTEST_WORD]
    words = sum(bool(is_word(other, language, COMMON)) for other in others)
    return (words + 0.5) / (len(others) + 2)
