"""What survives a translation whatever the languages are: its paragraphs, and the numerals in each of them and in each note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from fidelity.language.identification import COMMONEST, identify
from fidelity.language.numerals import is_number_word
from fidelity.model.facing import Facing
from fidelity.model.marks import Kind
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import reading
from fidelity.rules.facing_notes import facing_notes
from fidelity.rules.tongue import guessed

_GROUPED = r"\d{1,3}(?:[.,’'\u0020\u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+(?!\d))?"
_NUMERAL = re.compile(rf"(?<![\w.,])(?:{_GROUPED}|\d{{2,}}(?:[.,]\d+)*)(?!\w)(?P<stop>\.?)")
"""Numerals that survive translation: "20th" becomes "XXe" and "7" may become a word, but a year stays."""
_ANY = re.compile(rf"{_GROUPED}|\d+(?:[.,]\d+)*")
_SEPARATED = re.compile(r"[.,’'\u0020\u00a0\u202f](?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W\d_]+")
FEWEST = 400
"""Characters of a text below which its language is not sure."""
_SPELT_OUT = 100
"""Numbers below this may be a word in the other language."""
_NEARLY_ALL = 0.8
"""Share of a translation that is left in the original from which on it is none."""
_SENTENCE = 6
"""Words of a paragraph from which on it is no heading that both languages may have alike."""
_SMALL_SHARE = 5
"""Of a sentence one word in so many, or more, is one of the commonest of its language."""
_SURE = 2.0
"""Nats from which on a block without a counterpart is sure to be none: paragraphs that were merged stay below 1.3."""
_SHORTEST = 40
"""Characters of a block whose loss can be told by its length."""
_LONELY_SHARE = 4
"""Where one block in so many has no counterpart, the translation is a free one, and no block is said to be lost."""


class Numerals(NamedTuple):
    """What a stretch of a translation lacks of the numerals that the stretch that it faces has, and what is there instead."""

    canonical: Span
    edition: Span
    lost: tuple[str, ...]
    gained: tuple[str, ...]


def lost_numerals(case: Case) -> Iterator[Numerals]:
    """Stretches that lack numerals: each paragraph beside the one that it faces, each note beside its counterpart."""
    assert case.canonical is not None
    for there, here in chain(counterparts(case), _notes(case)):
        before, after = reading(case.canonical, there), reading(case.edition, here)
        has = Counter(map(value, _ANY.findall(after)))
        wanted = Counter(value(match[0]) for match in _NUMERAL.finditer(before) if not _is_ordinal(match))
        lost = [one for one in (wanted - has).elements() if not _is_said_otherwise(one, has, after)]
        if lost:
            had = Counter(map(value, _ANY.findall(before)))
            gained = (one for one in (has - had).elements() if len(one) > 1)
            yield Numerals(there, here, tuple(sorted(lost)), tuple(sorted(gained)))


def lonely(case: Case) -> Iterator[Facing]:
    """The blocks that nothing faces, as far as that is sure and the two texts face each other as a whole."""
    count = sum(0 in (pair.canonical.length, pair.edition.length) for pair in case.facing)
    if count <= max(len(case.facing) // _LONELY_SHARE, 1):
        for pair in case.facing:
            text, span = (case.edition, pair.edition) if not pair.canonical.length else (case.canonical, pair.canonical)
            if pair.lonely >= _SURE and text is not None and len(reading(text, span)) >= _SHORTEST:
                yield pair


def counterparts(case: Case) -> Iterator[tuple[Span, Span]]:
    """Stretches of the running texts that face each other; what perhaps faces nothing goes with what it follows."""
    alone = set(lonely(case))
    joined: list[tuple[Span, Span]] = []
    for pair in case.facing:
        if pair in alone:
            continue
        if joined and 0 in (pair.canonical.length, pair.edition.length):
            there, here = joined.pop()
            joined.append((Span(there.start, pair.canonical.end), Span(here.start, pair.edition.end)))
        else:
            joined.append((pair.canonical, pair.edition))
    yield from joined


def place_of_numeral(text: Text, span: Span, numeral: str) -> Span:
    """Where a stretch of a text has a numeral, given without separators; its start where it does not stand there."""
    for match in _ANY.finditer(text.string, *span):
        if value(match[0]) == numeral:
            return Span(match.start(), match.start() + len(match[0].rstrip(".,")))
    return Span(span.start, span.start)


def _notes(case: Case) -> Iterator[tuple[Span, Span]]:
    for one, other in facing_notes(case):
        if one is not None and other is not None and one.body is not None and other.body is not None:
            yield one.body, other.body


def value(numeral: str) -> str:
    """A numeral without separators of thousands, with a point before its decimals."""
    return _SEPARATED.sub("", numeral).replace(",", ".").rstrip(".")


def _is_ordinal(match: re.Match[str]) -> bool:
    """Whether a short numeral has a full stop behind it and then more: "20." is "20th" or "XXe" elsewhere."""
    return bool(match["stop"]) and len(match[0]) <= 3 and match.end() < len(match.string)


def _is_said_otherwise(numeral: str, has: Counter[str], after: str) -> bool:
    """Whether a small number may be a word there, or "les années 60" the 1960s."""
    if not numeral.isdecimal() or int(numeral) >= _SPELT_OUT:
        return False
    return any(one.endswith(numeral) for one in has) or any(
        is_number_word(word.casefold(), None) for word in _WORD.findall(after)
    )


def is_untranslated(case: Case) -> bool:
    """Whether a translation of some length is in the language of its canonical text, as far as both are known.

    Paragraphs that are left in the original do not decide it, as long as there are others.
    """
    if case.canonical is None or min(len(case.canonical.string), len(case.edition.string)) < FEWEST:
        return False
    left = sum(span.length for span in left_in_the_original(case))
    if left >= _NEARLY_ALL * case.edition.running_end:
        return True
    return not left and guessed(case.canonical) is not None and guessed(case.canonical) == guessed(case.edition)


def left_in_the_original(case: Case) -> tuple[Span, ...]:
    """The paragraphs of a translation that have the very words of a paragraph of the canonical text, with words that only
    its language has: no list of names, nothing that is quoted.
    """
    assert case.canonical is not None
    language = guessed(case.canonical)
    if language is None:
        return ()
    small = frozenset(COMMONEST[language].split())
    there = {_words(case.canonical, span) for span in case.canonical.blocks if span.end <= case.canonical.running_end}
    apart = {mark.start for mark in case.edition.of_kind(Kind.CODE, Kind.QUOTATION, Kind.VERSE)}
    found = []
    for span in case.edition.blocks:
        if span.end > case.edition.running_end or span.start in apart:
            continue
        words = _words(case.edition, span)
        if words in there and len(words) >= _SENTENCE and sum(word in small for word in words) * _SMALL_SHARE >= len(words):
            found.append(span)
    return tuple(found)


def language_of_translation(case: Case) -> str | None:
    """The two-letter code of the language that a translation seems to be in, by what was translated; None where unclear."""
    left = set(left_in_the_original(case))
    return identify("\n".join(case.edition.string[slice(*span)] for span in case.edition.blocks if span not in left))


def _words(text: Text, span: Span) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(reading(text, span)))
