"""Who is said in the sentence of a quotation to say so: “Marx writes that”, “Marx:”, “in *Capital* we read”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fidelity.language.citation_words import PAGES, SIGNALS
from fidelity.language.function_words import FUNCTION_WORDS
from fidelity.language.name_particles import PARTICLES
from fidelity.language.saying import ACCORDING, AGAINST, CITING, LEADING_TO, PRONOUNS, SAYING, TO_WHOM, WORDING
from fidelity.model.late_pattern import late_pattern
from fidelity.model.span import Span
from fidelity.recognition.citations.patterns import DIRECT, FAMILY, SPACE, WORD, any_of
from fidelity.recognition.prose import BLANK

NAME_IN_FULL = rf"(?:{DIRECT}(?:{SPACE}{WORD}){{0,2}})"
"""Also one with a particle before the last name but one: João da Silva Prado."""
_VERB = any_of(SAYING)
_ADVERBS = ("himself", "herself", "also", "then", "once", "later", "rightly", "famously", "selbst", "auch")
_ADVERB = rf"(?:(?:{'|'.join(_ADVERBS)})\s)?"
_SOURCE = rf"{any_of([*ACCORDING, *(word[0].upper() + word[1:] for word in ACCORDING)])}"
_TOLD = late_pattern(
    rf"(?<![\w’'-])(?:(?P<before>{FAMILY}),?\s{_ADVERB}{_VERB}"
    rf"|{_VERB}\s(?:{DIRECT}\s)?(?P<after>{FAMILY})(?![’']s\s[a-z])|{_SOURCE}\s(?:{DIRECT}\s)?(?P<source>{FAMILY})"
    rf"|(?P<behind>{FAMILY})\szufolge|[Mm]it\s(?:{DIRECT}\s)?(?P<with>{FAMILY})\sgesagt|[Ii]n\s(?P<whose>{FAMILY})[’']?\s(?:own\s|eigenen\s)?{any_of(WORDING)})(?!\w)"
)
"""Marx writes; wrote Karl Marx; according to Marx; Marx zufolge; in Marx’s words."""
_GENITIVE = late_pattern(r"(?:[’']s|(?<=s)[’']|s)\Z")
_WHOSE = late_pattern(rf"(?<![\w’'-])(?P<name>{FAMILY})[’']?[ \u00a0]\Z")
"""Before a title: Marx’s *Capital*."""
_IN_WORK = r",\s(?:in|im|dans|en|nel|em)\s[^:,]{1,60},?"
_FIRST = late_pattern(
    rf"[{BLANK}\W]*(?:{any_of([*TO_WHOM, *(word.capitalize() for word in TO_WHOM)])}\s(?P<view>{NAME_IN_FULL})\s?[,:]"
    rf"|(?P<name>{NAME_IN_FULL})(?:\s\([^()]*\)|{_IN_WORK})?\s?:)[{BLANK}\s]*"
)
"""All that stands before the words of a sentence: Marx:, Karl Marx (1976):, For Marx,"""
_NO_NAMES = FUNCTION_WORDS | PRONOUNS | LEADING_TO
_LETTERS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_BRACKETS = late_pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_AGAINST = late_pattern(rf"(?<!\w){any_of(AGAINST)}(?!\w)|{any_of(SIGNALS[: SIGNALS.index('e.g.,')])}\s*\Z", re.IGNORECASE)
_AHEAD = 6
"""Words behind a verb of saying among which a name may stand, particles before it."""
_IN = re.compile(r"(?:(?<!\w)(?:in|im|dans|en|nel|nella|em|no|na)[ \u00a0]|(?<!\w)nell[’'])\Z", re.IGNORECASE)
"""Words before the title of the work that somebody says something in."""
_PLACE_TOLD = late_pattern(r"(?<!\w)(?:in|dans|im|en|nel|em)\s(?:(?!(?:that|dass|daß|que|che)\b)[^,:])*[,:]?", re.IGNORECASE)
"""In which work somebody says something, and when."""
_PAGE = late_pattern(rf"{any_of(PAGES)}\s?\d+")


@dataclass(frozen=True, slots=True)
class Teller:
    """Whoever a sentence says to say so."""

    name: Span
    """In offsets of the string that was read."""
    whole: Span
    """With the verb, or with "according to"."""
    families: tuple[str, ...]
    """What may be the name, as it stands and without the ending of a genitive."""
    repeats: bool = False
    """Whether the words of somebody else are repeated: "Marx quotes"."""


def tellers(string: str, part: Span, titles: Sequence[Span] = ()) -> Iterator[Teller]:
    """Those who are said to say so in a part of a sentence beside a quotation; a word of one of the `titles` is nobody."""
    if not _may_tell(string[slice(*part)]):
        return
    at = part.start
    while (match := _TOLD.search(string, at, part.end)) is not None:
        group = next(name for name in ("before", "after", "source", "behind", "with", "whose") if match[name])
        name, place = match[group], Span(*match.span(group))
        if not _may_be_name(name) or any(one.covers(place) and one.length > place.length for one in titles):
            # Como dice Marx, in *Korn und Kredit* schreibt Marx: what stands before the verb opens the sentence
            at = match.end(group) if group == "before" and match.end() > match.end(group) else match.end()
            continue
        at = match.end()
        families = _nominatives(name) if group == "whose" else (name,)
        yield Teller(place, Span(*match.span()), families, not CITING.isdisjoint(match[0].split()))


def first_named(string: str, before: Span, after: Span) -> Teller | None:
    """Whoever a sentence names, and says nothing else before a quotation; "for Marx," says so where nothing follows, either."""
    words = string[slice(*before)]
    if not words.rstrip(f" \u00a0\n{BLANK}").endswith((":", ",")):
        return None
    match = _FIRST.fullmatch(string, *before)
    if match is None:
        return None
    group = "view" if match["view"] else "name"
    if group == "view" and _LETTERS.search(_BRACKETS.sub(" ", string[slice(*after)])):
        return None
    name = match[group]
    return Teller(Span(*match.span(group)), Span(*match.span(group)), (name,)) if _may_be_name(name) else None


def work_named(string: str, start: int, title: Span) -> tuple[str, ...] | None:
    """What may be the names before a title that a sentence from `start` on has; none for "in *Capital*", None for no such."""
    before = Span(max(start, title.start - 60), title.start)
    match = _WHOSE.search(string, *before)
    if match is not None and _may_be_name(match["name"]) and (names := _nominatives(match["name"])) != (match["name"],):
        return names
    return () if _IN.search(string[slice(*before)]) is not None else None


def _may_be_name(name: str) -> bool:
    """Whether capitalised words are not such as open a sentence: "Como dice Marx"."""
    words = _LETTERS.findall(name)
    while len(words) > 1 and words[0].casefold() in PARTICLES:
        del words[0]
    return bool(words) and words[0].casefold() not in _NO_NAMES


def _nominatives(name: str) -> tuple[str, ...]:
    ending = _GENITIVE.search(name)
    return (name, name[: ending.start()]) if ending is not None else (name,)


def is_in(string: str, at: int) -> bool:
    """Whether a title that stands at a place is that of the work in which something is said."""
    return _IN.search(string[max(at - 10, 0) : at]) is not None


def speaks_against(string: str, before: Span) -> bool:
    """Whether what stands before a name brings it in as that of somebody who does not say so."""
    return _AGAINST.search(string[slice(*before)]) is not None


def leads(between: str, spare: int) -> bool:
    """Whether what stands between who says so and a quotation leads from one to the other, with `spare` other words.

    "Marx writes in *Capital*, in 1867, that" does; "Marx says that he likes the line" does not.
    """
    known = LEADING_TO | SAYING
    between = _PLACE_TOLD.sub(" ", _PAGE.sub(" ", _BRACKETS.sub(" ", between.replace(BLANK, " "))))
    return sum(word.lower() not in known and not word[0].isupper() for word in _LETTERS.findall(between)) <= spare


def _may_tell(string: str) -> bool:
    """Whether anything can be told in a string: beside a verb of saying stands a capital, or there is a word like "according".

    Asked first, as the pattern of names takes as long to compile as a hundred quotations take to be read.
    """
    folded = string.casefold()
    words = _LETTERS.findall(string)
    if any(source in folded for source in ACCORDING if " " in source or "’" in source):
        return True
    if not (ACCORDING | WORDING).isdisjoint(map(str.casefold, words)):
        return True
    for k, word in enumerate(words):
        if word in SAYING:
            before = words[k - 2 : k] if k > 1 and words[k - 1] in _ADVERBS else words[max(k - 1, 0) : k]
            if any(one != one.lower() for one in (*before, *words[k + 1 : k + _AHEAD])):
                return True
    return False
