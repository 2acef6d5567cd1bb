"""What survives a translation whatever the languages are: its paragraphs, and the numerals in each of them and in each note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
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
_NUMERAL = re.compile(rf"(?<![\w.,])(?:{_GROUPED}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{2,}}(?:[.,]\d+)*)(?!\w)(?P<stop>\.?)")
"""Numerals that survive translation: "20th" becomes "XXe" and "7" may become a word, but a year stays."""
_ANY = re.compile(rf"{_GROUPED}|\d+(?:[.,]\d+)*")
_SHORTENED = re.compile(r"(?<![\w.,/–-])(\d{3,4})( ?[-–—] ?)(\d{1,3})(?![\w/]|[-–—,.]\d)")
_SEPARATED = re.compile(r"[.,’'\u0020\u00a0\u202f](?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W\d_]+")
FEWEST = 400
"""Characters of a text below which its language is not sure."""
_SPELT_OUT = 100
"""Numbers below this may be a word in the other language."""
_DATE = re.compile(r"(?P<day>\d{1,2})\.\d{1,2}\.(?P<year>\d{4})")
_DAY, _MINUTES = 24, 2
"""Hours of a day; digits of minutes."""
_HUNDREDS = re.compile(
    r"hundred|hundert|\bcents?\b|\bcien(?:to)?\b|cient[oa]s\b|\b\w*cento\b|[zn]h?ent[oa]s\b|thousand|tausend|\bmille\b|mila\b|"
    r"\bmil\b|\bmilli?on|\bmilh|\bmillones",
    re.I,
)
"""How languages write out hundreds, thousands and millions."""
_NEARLY_ALL = 0.8
"""Share of a translation that is left in the original from which on it is none."""
_SENTENCE = 6
"""Words of a paragraph from which on it is no heading that both languages may have alike."""
_COMMON = {language: frozenset(words.split()) for language, words in COMMONEST.items()}
_MARKS = frozenset("\"“”„«»‘’‚‹›'")
_YEAR_AT_END = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d\)?\.?$")
"""The end of an entry in a list of works."""
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
    """Stretches that lack numerals: each paragraph beside the one that it faces, each note beside its counterpart.

    What a neighbour of the paragraph has that the neighbour's own counterpart has not may have gone there with its sentence.
    """
    assert case.canonical is not None
    paragraphs, notes = list(counterparts(case)), list(_notes(case))
    found = [_numerals(case.canonical, case.edition, *pair) for pair in paragraphs]
    for k, one in enumerate(found):
        near = [other for other in (*found[max(k - 1, 0) : k], *found[k + 1 : k + 2]) if other is not None]
        spare = {numeral for other in near for numeral in other.gained}
        if one is not None and (lost := tuple(numeral for numeral in one.lost if numeral not in spare)):
            yield one._replace(lost=lost)
    for one in (_numerals(case.canonical, case.edition, *pair) for pair in notes):
        if one is not None and one.lost:
            yield one


def _numerals(canonical: Text, edition: Text, there: Span, here: Span) -> Numerals | None:
    before, after = _with_whole_ranges(reading(canonical, there)), _with_whole_ranges(reading(edition, here))
    has, had = _counted(after), _counted(before)
    wanted = Counter(
        part
        for match in _NUMERAL.finditer(before)
        if not _is_ordinal(match)
        for part in _parts(match[0].rstrip("."))
        if len(part) > 1
    )
    lost = sorted(one for one in (wanted - has).elements() if not _is_said_otherwise(one, has, after))
    gained = sorted(one for one in (has - had).elements() if len(one) > 1 and not _is_said_otherwise(one, had, before))
    return Numerals(there, here, tuple(lost), tuple(gained)) if lost or gained else None


def _with_whole_ranges(string: str) -> str:
    """A string with the ends of its ranges written whole: 201–219 for 201–19."""
    return _SHORTENED.sub(_whole_range, string)


def _whole_range(match: re.Match[str]) -> str:
    start, mark, end = match.groups()
    whole = start[: len(start) - len(end)] + end
    return f"{start}{mark}{whole}" if len(end) < len(start) and int(whole) > int(start) else match[0]


def _counted(string: str) -> Counter[str]:
    return Counter(part for numeral in _ANY.findall(string) for part in _parts(numeral))


def _parts(numeral: str) -> list[str]:
    """A numeral as it is counted; of a date in figures the day and the year, as the month has a name elsewhere."""
    date = _DATE.fullmatch(numeral)
    return [date["day"], date["year"]] if date is not None else [value(numeral)]


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
    for match in _SHORTENED.finditer(text.string, *span):
        if numeral.endswith(match[3]) and _whole_range(match).endswith(numeral):
            return Span(*match.span(3))
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
    """Whether a number may be said in another way there: in words, "les années 60" for the 1960s, 14.30 as 2:30 p.m."""
    hours, stop, minutes = numeral.partition(".")
    if stop and minutes.isdecimal() and len(minutes) == _MINUTES and int(hours) <= _DAY:
        wanted = {f"{(int(hours) + late) % _DAY or _DAY}" for late in (0, _DAY // 2)}
        if any({*one.split(".")} & wanted for one in has) and any(minutes in one.split(".") for one in has):
            return True
    if not numeral.isdecimal():
        return False
    if any(numeral in one.split(".") for one in has if len(one.partition(".")[2]) == _MINUTES):
        return True
    if int(numeral) and int(numeral) % _SPELT_OUT == 0:
        return _HUNDREDS.search(after) is not None
    if int(numeral) >= _SPELT_OUT:
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
    there = {_words(case.canonical, span) for span in case.canonical.blocks if span.end <= case.canonical.running_end}
    apart = {mark.start for mark in case.edition.of_kind(Kind.CODE, Kind.QUOTATION, Kind.VERSE)}
    blocks = [span for span in case.edition.blocks if span.end <= case.edition.running_end]
    found = []
    for k, span in enumerate(blocks):
        words = _words(case.edition, span)
        if words not in there or len(words) < _SENTENCE or span.start in apart or _is_quoted(case, span):
            continue
        translated_below = k + 1 < len(blocks) and case.edition.string[blocks[k + 1].start] in "([„“«"
        if not translated_below and _is_prose_in(words, language):
            found.append(span)
    return tuple(found)


def _is_prose_in(words: tuple[str, ...], language: str) -> bool:
    """Whether words are sentences of a language, by its commonest words: those of no other language are as many."""
    shares = {known: sum(word in common for word in words) for known, common in _COMMON.items()}
    own = shares.pop(language, 0)
    return own * _SMALL_SHARE >= len(words) and own > max(shares.values())


def _is_quoted(case: Case, span: Span) -> bool:
    """Whether a block is a quotation or a reference, which a translation may leave as they are."""
    string = case.edition.string[slice(*span)].strip()
    if string[:1] in _MARKS and string.rstrip(".,;")[-1:] in _MARKS:
        return True
    return any(cited.span.overlaps(span) for cited in case.edition_marks.citations) or _YEAR_AT_END.search(string) is not None


def language_of_translation(case: Case) -> str | None:
    """The two-letter code of the language that a translation seems to be in, by what was translated; None where unclear."""
    left = set(left_in_the_original(case))
    return identify("\n".join(case.edition.string[slice(*span)] for span in case.edition.blocks if span not in left))


def _words(text: Text, span: Span) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(reading(text, span)))
