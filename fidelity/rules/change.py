"""In what way words changed: a negation, a number, a name, a diacritic, case, punctuation, or simply the words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import ParamSpec

from fidelity.language.given_names import GIVEN_NAMES
from fidelity.language.letters import without_diacritics
from fidelity.language.names_that_are_words import NAMES_THAT_ARE_WORDS
from fidelity.language.negation import denials, is_negation, is_negative_of
from fidelity.language.numerals import MONTHS, ONE, ORDINALS, is_number_word
from fidelity.language.places_of_print import PLACES
from fidelity.language.qualifiers import is_qualifying_phrase
from fidelity.model.collation import VariantKind
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.changed_sign import changed_sign, changed_unit
from fidelity.rules.difference import Difference, Token, shown
from fidelity.rules.tongue import language_of
from fidelity.rules.whole_number import printed, value_of

_FARTHEST = 1 << 62
"""Beyond every offset."""
_STOP = late_pattern(r"[.!?…](?:\s|$)")
_LETTERS = late_pattern(r"[^\W\d_]+")
_WORD_BEFORE = late_pattern(r"([^\W\d_]+)\s\Z")
_SENTENCE = 4
"""Words that may be a sentence."""
REWRITTEN = 8
"""From so many changed words on, a passage was rewritten, and a negation, number or name in it is only a part of that."""


def passage_changed(difference: Difference) -> bool:
    """Whether a whole passage was moved, rewritten, left out or added, of which one telling word in it is only a part."""
    if difference.moved or difference.size >= REWRITTEN:
        return True
    one_sided = not (difference.lost_words and difference.gained_words)
    long = one_sided and difference.size >= _SENTENCE
    return long and (_STOP.search(difference.before + difference.after) is not None or difference.size > _SENTENCE)


P = ParamSpec("P")


def _said_once(of_difference: Callable[P, str | None]) -> Callable[P, str | None]:
    """The function, its answer kept with the difference: several rules ask, and the catch-all of every difference."""

    @wraps(of_difference)
    def asked(*arguments: P.args, **named: P.kwargs) -> str | None:
        first, last = arguments[0], arguments[-1]
        difference = first if isinstance(first, Difference) else last
        assert isinstance(difference, Difference)
        key = (of_difference, None if last is difference else last)
        if key not in difference.clauses:
            difference.clauses[key] = of_difference(*arguments, **named)
        return difference.clauses[key]

    return asked


@_said_once
def turned_negation(difference: Difference, language: str | None = None) -> str | None:
    """A clause on the negation that was lost or gained; None where none was, or where a whole passage changed.

    `language` is a two-letter code; without it only words that deny in every language are known.
    """
    if passage_changed(difference) or changed_diacritics(difference) is not None:
        return None
    if any(is_qualifying_phrase(words, language) for words in (difference.before, difference.after)):
        return None  # "sin duda" and "no doubt" deny nothing
    lost, gained = _negations(difference.lost, language), _negations(difference.gained, language)
    prefixed = _prefixed(difference.gained_words, difference.lost_words, language)
    unprefixed = _prefixed(difference.lost_words, difference.gained_words, language)
    old, new = [word.form for word in difference.lost_words], [word.form for word in difference.gained_words]
    balance = denials(new, old, language) + prefixed - denials(old, new, language) - unprefixed
    if balance == 0:
        return None
    word = next(iter((gained if balance > 0 else lost) or []), "")
    alone = difference.size == 1 and not (difference.lost_words and difference.gained_words)
    if difference.parts:
        word = " … ".join(gained if balance > 0 else lost)
        if not (difference.before and difference.after):
            alone, word = True, difference.before or difference.after
    clause = f"“{word}” was {'added' if balance > 0 else 'lost'}" if word else "the sense was turned"
    return clause if alone else f"{clause}: {both_readings(difference)}"


def _negations(found: Sequence[Token], language: str | None) -> list[str]:
    return [token.string for token in found if is_negation(token.form, language)]


def _prefixed(words: Iterable[Token], bases: Iterable[Token], language: str | None) -> int:
    """How many of the words are a negative of one of the bases."""
    plain = [base.form for base in bases]
    return sum(any(is_negative_of(word.form, base, language) for base in plain) for word in words)


@_said_once
def changed_number(case: Case, difference: Difference) -> str | None:
    """A clause on the numbers that changed, or on the sign that makes another number of one; None where neither did."""
    if passage_changed(difference) or _is_heading(case, difference):
        return None
    if difference.other_form:
        return f"a date has another form: {both_readings(difference)}"
    sign = changed_sign(case, difference) or changed_unit(case, difference)
    if sign is not None:
        return sign
    if changed_case(difference) is not None or changed_diacritics(difference) is not None:
        return None
    language = language_of(case)
    old = _numbers(difference.lost_words, case.canonical_marks.numbers, language)
    new = _numbers(difference.gained_words, case.edition_marks.numbers, language)
    if not old and not new and difference.size == 1:
        ordinals = [word.form.casefold() for word in (*difference.lost_words, *difference.gained_words)]
        if len(ordinals) == 2 and ORDINALS.issuperset(ordinals) and ordinals[0] != ordinals[1]:
            return f"the number changed: {both_readings(difference)}"
    if sorted(value_of(one.string, language) for one in old) == sorted(value_of(one.string, language) for one in new):
        return None
    # "one" and "second" are numbers where another number stands in their place
    old = old or _ones(difference.lost_words, language)
    new = new or _ones(difference.gained_words, language)
    sides = ((old, case.canonical_marks.numbers, case.canonical), (new, case.edition_marks.numbers, case.edition))
    noun = "date" if any(_is_date(*side) for side in sides) else "number"
    if old and new and case.canonical is not None:
        before = printed(case.canonical, old, difference.lost_words, language)
        after = printed(case.edition, new, difference.gained_words, language)
        return f"the {noun} changed: {shown(before)} → {shown(after)}"
    return f"a {noun} was lost: {both_readings(difference)}" if old else f"a {noun} was added: {both_readings(difference)}"


def _is_date(words: Sequence[Token], known: Sequence[Span], text: Text | None) -> bool:
    """Whether numbers are of a date: a month, or a numeral beside one."""
    if text is None:
        return False
    whole = [one for word in words if (one := _holder(word.span, known)) is not None]
    return any(not MONTHS.isdisjoint(_LETTERS.findall(text.string[slice(*one)].casefold())) for one in whole)


def _numbers(words: Sequence[Token], known: Sequence[Span], language: str | None) -> list[Token]:
    return [
        word
        for word in words
        if any(map(str.isnumeric, word.string)) or is_number_word(word.form, language) or _held(word.span, known)
    ]


def _ones(words: Sequence[Token], language: str | None) -> list[Token]:
    return [word for word in words if word.form.casefold() in ONE.get(language or "en", ())]


@_said_once
def changed_name(case: Case, difference: Difference) -> str | None:
    """A clause on the names that changed; None where none did or only their case or diacritics."""
    if passage_changed(difference) or _is_heading(case, difference) or _bare(difference.before) == _bare(difference.after):
        return None
    old = _names(difference.lost_words, case.canonical_marks.names, case.canonical, language_of(case))
    new = _names(difference.gained_words, case.edition_marks.names, case.edition, language_of(case))
    if (
        not old
        and not new
        and (
            _is_exchange_of_known_names(difference)
            or _follows_given_name(case, difference)
            or _is_exchange_of_proper_nouns(case, difference)
        )
    ):
        return f"the name changed: {both_readings(difference)}"
    if sorted(map(_bare, old)) == sorted(map(_bare, new)):
        return None
    if old and difference.gained_words:
        return f"the name changed: {both_readings(difference)}"
    if old:
        return f"the name “{shown(' '.join(old))}” was lost"
    return None if difference.lost_words else f"the name “{shown(' '.join(new))}” was added"


def _names(words: Sequence[Token], known: Sequence[Span], text: Text | None, language: str | None) -> list[str]:
    """The words among some that names hold."""
    held = [word for word in words if _held(word.span, known)]
    if held and language == "de" and text is not None:
        from fidelity.rules.proper_noun import is_only_of_rank

        held = [word for word in held if not is_only_of_rank(text, word)]
    return [word.string for word in held]


def _is_exchange_of_proper_nouns(case: Case, difference: Difference) -> bool:
    """Whether one name stands for another where a capital alone does not tell one."""
    if case.canonical is None or len(difference.lost_words) != 1 or len(difference.gained_words) != 1:
        return False
    from fidelity.rules.proper_noun import is_german_name, is_name_at_start

    language = language_of(case)
    sides = ((case.canonical, difference.lost_words[0]), (case.edition, difference.gained_words[0]))
    if not all(word.string[:1].isupper() for _, word in sides):
        return False
    if language == "de":
        return all(is_german_name(*side) for side in sides)
    return all(is_name_at_start(*side, language) for side in sides)


def _is_exchange_of_known_names(difference: Difference) -> bool:
    """Whether one town or given name stands for another; in German nothing else tells names from other nouns."""
    words = difference.lost_words + difference.gained_words
    if len(difference.lost_words) != 1 or len(difference.gained_words) != 1:
        return False
    known = [word.string[:1].isupper() and word.form.casefold() for word in words]
    if NAMES_THAT_ARE_WORDS.issuperset(filter(None, known)):  # das Essen, die Halle
        return False
    return all(word in PLACES for word in known) or all(word in GIVEN_NAMES for word in known)


def _follows_given_name(case: Case, difference: Difference) -> bool:
    """Whether one capitalised word stands for another behind a given name that both have: Peter Holm, Peter Helm."""
    if case.canonical is None or len(difference.lost_words) != 1 or len(difference.gained_words) != 1:
        return False
    old, new = difference.lost_words[0], difference.gained_words[0]
    if not all(word.string[:1].isupper() and word.string.isalpha() for word in (old, new)):
        return False
    sides = ((case.canonical.string, old.span.start), (case.edition.string, new.span.start))
    before = [match[1] for string, at in sides if (match := _WORD_BEFORE.search(string, max(at - 30, 0), at))]
    return len(before) == 2 and before[0] == before[1] and before[0][0].isupper() and before[0].casefold() in GIVEN_NAMES


def _is_heading(case: Case, difference: Difference) -> bool:
    """Whether what was left out or added is a heading, all of it: of that its number or name is only a part."""
    if bool(difference.lost_words) == bool(difference.gained_words) or case.canonical is None:
        return False
    text, place = (case.canonical, difference.canonical) if difference.lost_words else (case.edition, difference.edition)
    heading = text.mark_at(place.start, Kind.HEADING)
    if heading is None:
        return False
    around = text.string[heading.start : place.start] + text.string[min(place.end, heading.end) : heading.end]
    return not any(map(str.isalnum, around))


@_said_once
def changed_diacritics(difference: Difference) -> str | None:
    """A clause on letters that lost, gained or changed their diacritics; None where anything else changed."""
    if difference.moved or not difference.lost_words:
        return None
    if [_bare(word.form) for word in difference.lost_words] != [_bare(word.form) for word in difference.gained_words]:
        return None
    if [_unligatured(word.form) for word in difference.lost_words] == [
        _unligatured(word.form) for word in difference.gained_words
    ]:
        return None
    if [word.form.casefold() for word in difference.lost_words] == [word.form.casefold() for word in difference.gained_words]:
        return None
    return f"a letter’s diacritics changed: {both_readings(difference)}"


def _unligatured(word: str) -> str:
    """The word in small letters with œ and æ as two: that is another spelling, and no diacritic."""
    return word.casefold().replace("œ", "oe").replace("æ", "ae")


@_said_once
def changed_case(difference: Difference) -> str | None:
    """A clause on words that differ in nothing but capital letters."""
    if difference.moved or not difference.lost_words:
        return None
    old, new = [word.form for word in difference.lost_words], [word.form for word in difference.gained_words]
    # lower(), not casefold(): daß and dass differ by more than capitals
    if old == new or [word.lower() for word in old] != [word.lower() for word in new]:
        return None
    return f"case changed: {both_readings(difference)}"


def changed_punctuation(difference: Difference) -> str | None:
    """A clause on punctuation that was lost, gained or exchanged between the same words."""
    if difference.moved or [word.form for word in difference.lost_words] != [word.form for word in difference.gained_words]:
        return None
    if difference.parts and [token.form for token in difference.lost] == [token.form for token in difference.gained]:
        return f"“{shown(difference.before)}” was moved"
    if difference.before and difference.after:
        return f"punctuation changed: {both_readings(difference)}"
    return f"“{difference.before}” was lost" if difference.before else f"“{difference.after}” was added"


def described(case: Case, difference: Difference) -> str:
    """What happened to the words, in one clause: the most telling change first."""
    if difference.moved:
        return f"“{shown(difference.after or difference.before)}” was moved"
    return (
        turned_negation(difference, language_of(case))
        or changed_number(case, difference)
        or changed_name(case, difference)
        or changed_diacritics(difference)
        or changed_case(difference)
        or (changed_punctuation(difference) if not (difference.lost_words or difference.gained_words) else None)
        or _plainly(difference)
    )


def _plainly(difference: Difference) -> str:
    if difference.kind is VariantKind.OMISSION or not difference.after:
        return f"“{shown(difference.before)}” was left out"
    if not difference.before:
        return f"“{shown(difference.after)}” was added"
    return f"the wording changed: {both_readings(difference)}"


def both_readings(difference: Difference) -> str:
    """ "canonical → edition", or the one that there is, in quotation marks."""
    if difference.before and difference.after:
        return f"{shown(difference.before)} → {shown(difference.after)}"
    return f"“{shown(difference.before or difference.after)}”"


def _bare(word: str) -> str:
    return without_diacritics(word).casefold()


def _held(span: Span, known: Sequence[Span]) -> bool:
    """Whether one of some spans, in order of place, holds a word."""
    return _holder(span, known) is not None


def _holder(span: Span, known: Sequence[Span]) -> Span | None:
    i = bisect_right(known, (span.start, _FARTHEST)) - 1
    return next((known[k] for k in range(i, max(i - 4, -1), -1) if known[k].covers(span)), None)
