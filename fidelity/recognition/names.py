"""Names of people, places and bodies, as far as their form shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from fidelity.language.abbreviations import ends_no_sentence
from fidelity.language.function_words import FUNCTION_WORDS
from fidelity.language.name_particles import PARTICLES
from fidelity.language.numerals import MONTHS
from fidelity.model.derived import derived
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.prose import prose

_WORD = r"[^\W\d_]+(?:[’'‐-][^\W\d_]+)*"
_TOKEN = late_pattern(rf"(?P<initial>[^\W\d_]\.)(?=\s?[^\W\d_])|(?P<word>{_WORD})")
_WORDS = re.compile(_WORD)
_NEXT_TOKEN = re.compile(rf"(?:[a-z]+[ ,\n]+)*(?:{_TOKEN.pattern})")
"""The same behind plain small words, which are passed over at one stroke."""
_INSIDE = late_pattern(r"[A-ZÀ-ÖØ-ÞŁŚŠŽČΑ-ΩА-Я](?:(?<=[^\W\d_] .)|(?<=, .))[^\W\d_]*(?:[’'‐-][^\W\d_]+)*")
"""A capitalised word behind a word or a comma."""
_SPACES = (" ", "\u00a0", "\u202f")
_LAST_STOP = late_pattern(rf"(?P<word>{_WORD})\.(?P<rest>[^\w]*?)\s*$")
"""The last word before a place, where a full stop follows it."""
_SENTENCE_END = late_pattern(r"[.!?…][”’»\")\]\ue000]*\s*[“‘«\"(\[]*$")
_ROMAN = re.compile("[IVXLCDM]{2,}")
_PRONOUNS = frozenset("i i’m i'm i’ve i've i’ll i'll i’d i'd god sie ihr ihre ihnen ihren ihrem ihrer".split())


_FEW = 40
"""Words, or places of one, that are looked for one by one in less time than all words of a book are listed."""


class _Token(NamedTuple):
    """A word or an initial with its stop, in characters of the prose."""

    start: int
    end: int
    initial: bool


class Spelling(NamedTuple):
    """How a text writes its words."""

    small: frozenset[str]
    """Those that it has in small letters somewhere, case-folded."""
    inside: frozenset[str]
    """Those that it has with a capital behind a word or a comma."""


@derived(heeds=(Kind.NOTE_CALL, Kind.CODE, Kind.VERBATIM))
def spelling(text: Text) -> Spelling:
    """How a text writes its words."""
    return Spelling(_written_small(prose(text)), frozenset(_INSIDE.findall(prose(text))))


def names(text: Text, language: str | None = None, near: Sequence[Span] | None = None) -> Iterator[Span]:
    """Runs of capitalised words that do not stand at the start of a sentence, with initials and particles, in order of place.

    In German every noun is capitalised: there only what follows initials or joins through a particle such as "von" counts. A
    word at the start of a sentence counts when the text capitalises it inside sentences too and never writes it small.

    With `near`, stretches in order that do not overlap, only the names that begin in them.
    """
    string = prose(text)
    small = _written_small(string) if near is None else spelling(text).small
    tokens = [
        _Token(*m.span(m.lastgroup or 0), m.lastgroup == "initial")
        for stretch in (near if near is not None else [Span(0, len(string))])
        for m in _NEXT_TOKEN.finditer(string, *stretch)
        if not string[m.start(m.lastgroup or 0)].islower()
    ]
    opens = [_opens_sentence(string, token.start) for token in tokens]
    inside = {string[token.start : token.end] for token, first in zip(tokens, opens, strict=True) if not first}
    if near is not None:
        inside.update(spelling(text).inside)
    elsewhere = _Elsewhere(text.source.left_out)
    german = language == "de"
    end = 0
    for token, first in zip(tokens, opens, strict=True):
        if token.start < end:
            continue
        word = string[token.start : token.end]
        titled = string[token.end : token.end + 1] == "." and not token.initial and ends_no_sentence(word)
        if titled or not _capital(word):
            continue
        folded = word.casefold()
        if first and not token.initial:
            if folded in small or folded in FUNCTION_WORDS:
                continue
            if (word not in inside and not elsewhere.has_inside(word)) or elsewhere.has_small(folded):
                continue
        last, evidence, words = token, token.initial, 1
        while (following := _TOKEN.match(string, last.end + (string[last.end : last.end + 1] in _SPACES))) is not None:
            word = following[0]
            initial = following.lastgroup == "initial"
            if _capital(word) and (initial or not _opens_sentence(string, following.start())):
                evidence = evidence or initial
                words += 1
            elif word in PARTICLES and _name_goes_on(string, following.end()):
                evidence = evidence or word in {"von", "van", "de", "di", "da"}
            else:
                break
            last = _Token(following.start(), following.end(), initial)
        end = last.end
        if not german or (evidence and words > 1):
            yield Span(token.start, end)


def _written_small(string: str) -> frozenset[str]:
    """The words that a string has in small letters somewhere, case-folded."""
    written = set(_WORDS.findall(" ".join(set(string.split()))))
    return frozenset(word.casefold() for word in written if word[0].islower())


class _Elsewhere:
    """How words are written in what an abridged text lacks. A few are looked for one by one, of many all are listed."""

    def __init__(self, left_out: str) -> None:
        self._left_out = left_out
        self._small: dict[str, bool] = {}

    def has_inside(self, word: str) -> bool:
        """Whether a capitalised word stands inside a sentence."""
        return bool(self._left_out) and word in _written_inside(self._left_out)

    def has_small(self, folded: str) -> bool:
        """Whether a word, case-folded, is written in small letters somewhere."""
        if not self._left_out:
            return False
        if folded not in self._small:
            found = _is_small(self._left_out, folded) if len(self._small) < _FEW else None
            self._small[folded] = folded in _all_small(self._left_out) if found is None else found
        return self._small[folded]


@lru_cache(maxsize=1)
def _written_inside(left_out: str) -> frozenset[str]:
    return frozenset(_INSIDE.findall(left_out))


@lru_cache(maxsize=1)
def _all_small(left_out: str) -> frozenset[str]:
    return _written_small(left_out)


@lru_cache(maxsize=1)
def _folded(left_out: str) -> str:
    return left_out.casefold()


def _is_small(string: str, folded: str) -> bool | None:
    """What `_written_small` would tell of one word; None where it stands in others so often that all are as soon listed."""
    everything = _folded(string)  # which may be longer, but has as many lines
    at = everything.find(folded)
    for _ in range(_FEW):
        if at < 0:
            return False
        end = at + len(folded)
        while at > 0 and (everything[at - 1].isalpha() or everything[end : end + 1].isalpha()):
            at = everything.find(folded, end)
            end = at + len(folded)
        if at >= 0:
            number = everything.count("\n", 0, at)
            if folded in _written_small(string.split("\n", number)[number].partition("\n")[0]):
                return True
            at = everything.find(folded, end)
    return None


def _capital(word: str) -> bool:
    folded = word.casefold()
    return word[0].isupper() and folded not in _PRONOUNS and folded not in MONTHS and not _ROMAN.fullmatch(word)


def _name_goes_on(string: str, end: int) -> bool:
    """Whether after a particle that ends at `end`, or two of them, a capital follows."""
    for _ in range(2):
        following = _TOKEN.match(string, end + 1) if string[end : end + 1] == " " else None
        if following is None:
            return False
        if _capital(following[0]):
            return True
        if following[0] not in PARTICLES:
            return False
        end = following.end()
    return False


def _opens_sentence(string: str, start: int) -> bool:
    before = string[max(start - 12, 0) : start]
    if before[-1:] == " " and (before[-2:-1].isalpha() or before[-2:-1] == ","):
        return False  # the plain case, in which nine of ten words stand
    line = before[before.rfind("\n") + 1 :]
    if not line.strip(' “‘«"([„‚»\t') and ("\n" in before or start <= 12):
        return True
    if not _SENTENCE_END.search(line):
        return line.rstrip().endswith(("“", "‘", "«", '"', "„"))
    stop = _LAST_STOP.search(string, max(start - 40, 0), start)
    if stop is None:
        return True
    if stop["rest"] == "" and len(stop["word"]) == 1:  # an initial
        return False
    return not ends_no_sentence(stop["word"])
