"""Changes of words that are an editor's right: spaces, marked omissions, and what stands in an editor's brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from fidelity.collation.tokens import MARKED_OMISSION, is_blank, same_word, signs, tokens
from fidelity.language.editors_notices import NOTICE
from fidelity.language.negation import is_negation
from fidelity.language.numerals import is_number_word
from fidelity.model.late_pattern import late_pattern

_FRACTION = late_pattern(r"\s*[¼-¾⅐-⅞]")
_SIC = late_pattern(r"\W*sic\W*", re.IGNORECASE)
MOST_REPLACED = 4
"""Words that a bracketed editor's word may stand for; more is no substitution of a name for a pronoun."""
_MOST_HIDDEN = 3
"""Words among which a marked omission hides a negation; with more, the clause that was denied is left out with it."""
_LONGEST_OMISSION = 32
"""Characters of a marked omission, spaces and characters that print nothing included."""


def is_free(reading: str, other: str, language: Callable[[], str | None] = lambda: None) -> bool:
    """Whether a change is an editor's right: only spaces, a marked omission, or letters or words in an editor's brackets.

    Bracketed words may replace a few words, but no numeral and no negation, no number word if they have another number, and
    not the same words, of which the brackets would say that the text lacks them; nor may a marked omission hide a negation
    among a few words of one clause, which turns what is left into its contrary. The `language`, a two-letter code, is asked for
    where it decides which words deny: Portuguese "no" does not.
    """
    if is_blank(reading) and is_blank(other):
        return True
    if reading and other and " " not in reading and same_word(reading, other):
        return True
    if _FRACTION.search(reading + other) and _in_figures(reading) == _in_figures(other):
        return True
    marks = signs(other) if len(other.strip()) <= _LONGEST_OMISSION else ()
    if len(marks) == 1 and marks[0].symbol == MARKED_OMISSION:
        return not _hides_negation(reading, language)
    stripped = other.strip()
    if not reading and (stripped.casefold() in {"(sic)", "(sic!)"} or ("(" in stripped and NOTICE.fullmatch(stripped))):
        return True
    bracketed = stripped.startswith("[") and stripped.endswith("]") and not {"[", "]"} & set(stripped[1:-1])
    if not bracketed or len(stripped) <= 2 or "[" in reading:
        return False
    inside = stripped[1:-1].strip()
    if tokens(reading) and (_SIC.fullmatch(inside) or NOTICE.fullmatch(stripped)):
        return False  # it speaks of words, and stands for none
    if len(tokens(reading)) > MOST_REPLACED or _harmful(reading, language) or inside == reading.strip():
        return False
    count, other_count = _numbers(reading), _numbers(inside)
    return not count or not other_count or count == other_count  # “the two” may be “[the brothers]”, and no “[three]”


def _in_figures(reading: str) -> str:
    """A reading with its fractions as figures and strokes, one space before each: “12½” as “12 1/2”."""
    return " ".join(unicodedata.normalize("NFKC", _FRACTION.sub(r" \g<0>", reading)).replace("⁄", "/").split())


def _hides_negation(reading: str, language: Callable[[], str | None]) -> bool:
    """Whether there is a negation among a few words with no punctuation between them."""
    words = tokens(reading)
    count = len(words)
    in_one_clause = count <= _MOST_HIDDEN and not any(signs(words.gap(i)) for i in range(1, count))
    return in_one_clause and any(_denies(words.word(i), language) for i in range(count))


def _harmful(reading: str, language: Callable[[], str | None]) -> bool:
    """Whether there is a negation or a number among words that others stand for."""
    words = tokens(reading)
    found = [words.word(i) for i in range(len(words))]
    return any(any(map(str.isdigit, word)) or _denies(word, language) for word in found)


def _denies(word: str, language: Callable[[], str | None]) -> bool:
    """Whether a word denies in any language and, where the language is known, in that one."""
    return is_negation(word) and is_negation(word, language())


def _numbers(reading: str) -> list[str]:
    """The numerals and number words of a reading, in small letters."""
    words = tokens(reading)
    found = (words.word(i).casefold() for i in range(len(words)))
    return [word for word in found if any(map(str.isdigit, word)) or is_number_word(word, None)]
