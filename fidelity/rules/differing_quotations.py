"""Q116 differing-quotations: one passage is quoted twice in an edition, with two wordings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fidelity.model.declarations import Relation
from fidelity.model.errors import WholeTextNeeded
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Quotation
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import Token, has_calls, reading, shown, tokens, variants_at
from fidelity.rules.left_out import quotes_words

_LEAST = 10
"""Words of a quotation from which on another that has all but one of them is the same passage, and no refrain or formula."""
_EXCHANGES = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2), (2, 0), (0, 2))
"""Words of the earlier quotation and of the later one that stand for one another."""
_EDITED = re.compile(r"[\[…]|\.\s?\.")
"""Brackets and dots: whoever quotes says that something is another or left out."""
_MOVED = (0, -1, 1, -2, 2)
"""By how many words what is the same may be further on or back behind them."""
_PLAIN = re.compile(r"[^\W_]+")
"""A word, or a part of one, that is the same in all spellings that make no difference."""
_SHORTEST = 2 * _LEAST - 1
"""Characters that so many words have at least."""


class _Quoted(NamedTuple):
    quotation: Quotation
    words: tuple[Token, ...]
    forms: tuple[str, ...]


def check(case: Case) -> Iterator[Claim]:
    """Claim, in the later of two quotations, the word or two in which it differs from the earlier one, or from a part of it.

    Two in one paragraph are compared by the writer, and nothing is said. A text that quotes has each compared with its passage.
    """
    if case.relation is Relation.QUOTING:
        return
    text = case.edition
    seen: dict[tuple[str, ...], list[tuple[_Quoted, int]]] = {}
    kept: set[tuple[str, ...]] = set()
    half = _LEAST // 2
    for quotation in _repeating(case):
        one = _words(case, quotation)
        if len(one.forms) < _LEAST:
            continue
        block = text.block_at(quotation.span.start)
        pairs = {
            (id(earlier), start - k + moved): earlier
            for k in range(len(one.forms) - half + 1)
            for earlier, start in seen.get(one.forms[k : k + half], ())
            if earlier.quotation.span.start < block.start
            for moved in _MOVED
        }
        for (_, shift), earlier in pairs.items():
            found = _differing(one, earlier, shift)
            if found is None:
                continue
            here, there = (_place(each, span) for each, span in zip((one, earlier), found, strict=True))
            variants = variants_at(case, here) | variants_at(case, there)
            yield Claim(_message(text, here, there), here, variants=variants, related=((there, "the other wording"),))
            break
        if one.forms in kept:  # the earliest of equal quotations speaks for all, lest a refrain be compared with each
            continue
        kept.add(one.forms)
        for k in range(len(one.forms) - half + 1):
            seen.setdefault(one.forms[k : k + half], []).append((one, k))


def _repeating(case: Case) -> Iterator[Quotation]:
    """The quotations that have half of the least words in common with another: few, so that only these are taken apart."""
    string = case.edition.string
    long = [
        quotation
        for quotation in case.edition_marks.quotations
        if quotation.content.length >= _SHORTEST and not _EDITED.search(string, *quotation.content)
    ]
    holders: dict[tuple[str, ...], int] = {}
    repeating: set[int] = set()
    for k, quotation in enumerate(long):
        content = string[slice(*quotation.content)]
        if has_calls(case.edition, quotation.content):
            content = " ".join(_words(case, quotation).forms)
        plain = _PLAIN.findall((content if content.isascii() else unicodedata.normalize("NFC", content)).casefold())
        if variants_at(case, quotation.span) and quotes_words(case.edition, plain, _LEAST // 2):
            raise WholeTextNeeded  # what was left out may quote the same
        for gram in zip(*(plain[at:] for at in range(_LEAST // 2)), strict=False):
            holder = holders.setdefault(gram, k)
            if holder != k:
                repeating |= {holder, k}
    return (long[k] for k in sorted(repeating))


def _words(case: Case, quotation: Quotation) -> _Quoted:
    words = tuple(token for token in tokens(case.edition, quotation.content) if token.is_word)
    return _Quoted(quotation, words, tuple([token.form.casefold() for token in words]))


def _differing(one: _Quoted, earlier: _Quoted, shift: int) -> tuple[Span, Span] | None:
    """The few words in which two quotations differ that begin `shift` words apart, as indexes of both; None if there are more.

    Of the shorter, all other words have to be in the longer, in one stretch.
    """
    first = max(0, -shift)
    ours, theirs = one.forms[first:], earlier.forms[first + shift :]
    start = next((k for k, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), None)
    if not start:  # they are the same, or differ at the edge
        return None
    for lost, gained in _EXCHANGES:
        a, b = ours[start + gained :], theirs[start + lost :]
        rest = min(len(a), len(b))
        if rest and a[:rest] == b[:rest] and start + rest >= _LEAST - 1 and _is_whole((len(a), len(b)), first, shift):
            here = Span(first + start, first + start + gained)
            return here, Span(here.start + shift, here.start + shift + lost)
    return None


def _is_whole(rests: tuple[int, int], first: int, shift: int) -> bool:
    """Whether what was compared is the whole of one of two quotations; `rests` are the words of both from the difference on."""
    begins = (first == 0, first + shift == 0)
    return any(begin and rest == min(rests) for begin, rest in zip(begins, rests, strict=True))


def _place(quoted: _Quoted, words: Span) -> Span:
    """Where some words of a quotation stand; of none, the empty place before the next."""
    if words.length:
        return Span(quoted.words[words.start].span.start, quoted.words[words.end - 1].span.end)
    at = quoted.words[words.start].span.start
    return Span(at, at)


def _message(text: Text, here: Span, there: Span) -> str:
    ours, theirs = (shown(reading(text, span)) for span in (here, there))
    if not theirs:
        return f"the same passage is quoted with “{ours}” here and without it elsewhere"
    if not ours:
        return f"the same passage is quoted without “{theirs}” here and with it elsewhere"
    return f"the same passage is quoted with “{ours}” here and “{theirs}” elsewhere"


RULE = Rule("Q116", "differing-quotations", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
