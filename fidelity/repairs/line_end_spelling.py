"""Spellings that a line end changed: Zuk-⏎ker for Zucker, Schiff-⏎fahrt for Schiffahrt, teórico-⏎-práctico."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fidelity.language.dictionary import frequency, is_word
from fidelity.language.hyphenation import NEWER_FORMS, OLDER_FORMS, REPEATED_HYPHEN
from fidelity.model.changes import Change, Edit
from fidelity.model.span import Span
from fidelity.repairs.vocabulary import Vocabulary

VOWELS = "aeiouäöüy"
TRIPLED = "bfglmnprt"
"""Consonants of which three meet in German compounds; three s were ß and s in the older orthography."""
REPEATED = re.compile(r"(?<=[^\W\d_]{2}-)[^\S\n]*\n\s*-(?=[^\W\d_]{2})")
"""The line end, and the hyphen that some orthographies repeat behind it."""
MAY_BE_REPEATED = re.compile(r"-[^\S\n]*\n\s*-")
"""What is sought sooner: a text without it has no repeated hyphen."""
CLEARLY, LEAST = 1.0, 2.5
"""Zipf frequencies: how much commoner a part with ck is than one with kk, and how common it is at least."""
SHORTEST, BEYOND = 5, 3
"""Letters of a part of a compound that tells where its spelling is known, and how many stand behind the line end."""


@dataclass(frozen=True, slots=True)
class Respelling:
    """What a word is inside a line."""

    before: int
    """Letters before the hyphen that go away with it."""
    after: int
    """Letters behind the line end that go away with it."""
    put: str
    certainty: float
    why: str


def respelling(left: str, right: str, vocabulary: Vocabulary, language: str | None) -> Respelling | None:
    """How a German word is spelled whose line end shows that it was respelled there; None where its halves are only joined."""
    if language != "de" or len(left) < 2 or len(right) < 2 or not right[0].islower():
        return None
    left, right = left.lower(), right.lower()
    if left[-1] == right[0] == "k" and left[-2] in VOWELS:
        return _with_ck(left, right, vocabulary)
    if left[-1] == left[-2] == right[0] and right[0] in TRIPLED and right[1] in VOWELS:
        return _of_three(left, right, vocabulary)
    return None


def repeated_hyphens(string: str, language: str | None) -> Iterator[Change]:
    """The second hyphen of compounds whose hyphen was repeated in the next line."""
    for match in REPEATED.finditer(string) if language in REPEATED_HYPHEN else ():
        yield Edit(Span(*match.span()), "", "the hyphen of a compound is set again behind a line end", 0.95)


def _with_ck(left: str, right: str, vocabulary: Vocabulary) -> Respelling | None:
    """ "zuk", "ker": ck was broken into k-k before 1996."""
    joined, whole = left + right, f"{left[:-1]}c{right}"
    here, there = vocabulary.words[whole], vocabulary.words[joined]
    if here != there:
        return Respelling(1, 0, "c", 0.99, "so it stands elsewhere in the text") if here > there else None
    known, other = frequency(whole, "de") or 0.0, frequency(joined, "de") or 0.0
    if known != other:
        certain = known > other and is_word(whole, "de")
        return Respelling(1, 0, "c", 0.95, "the dictionary has the word with ck") if certain else None
    if is_word(left, "de") and is_word(right, "de"):
        return None
    if _commonest_part(f"{left[:-1]}c", right) > max(_commonest_part(left, right) + CLEARLY, LEAST):
        return Respelling(1, 0, "c", 0.85, "the dictionary has a part of the word with ck")
    return None


def _commonest_part(left: str, right: str) -> float:
    """The Zipf frequency of the commonest word that begins before the line end and ends well behind it."""
    return max(
        (
            frequency((left + right)[start:stop], "de") or 0.0
            for start in range(len(left) - 1)
            for stop in range(len(left) + BEYOND, len(left) + len(right) + 1)
            if stop - start >= SHORTEST
        ),
        default=0.0,
    )


def _of_three(left: str, right: str, vocabulary: Vocabulary) -> Respelling | None:
    """ "schiff", "fahrt": before 1996 the third consonant was written only where a line end parted it from the others."""
    three, two = vocabulary.words[left + right], vocabulary.words[left + right[1:]]
    if three != two:
        return Respelling(0, 1, "", 0.99, "so it stands elsewhere in the text") if two > three else None
    older, newer = (sum(vocabulary.words[form] for form in forms) for forms in (OLDER_FORMS, NEWER_FORMS))
    if older > newer:
        return Respelling(0, 1, "", 0.85, "the older orthography writes two consonants where three meet before a vowel")
    if newer > older:
        return None
    return Respelling(0, 0, "", 0.5, "of three consonants the older orthography writes two, and nothing shows which one it is")
