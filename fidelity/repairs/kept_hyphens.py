"""Whether the hyphen at a line end belongs to its word: by the words of the text first, then by language and dictionary."""

from __future__ import annotations

import re

from fidelity.language.dictionary import COMMON, frequency, is_word
from fidelity.language.hyphenation import (
    ADJECTIVES_JOINED,
    ALWAYS_PARTED,
    ARTICLES,
    CLOSED_COMPOUNDS,
    CLOSED_IF_KNOWN,
    CLOSED_PREFIXES,
    ELISIONS,
    FRENCH_COMPOUNDS,
    HYPHENATED_PREFIXES,
    NAMES_BEGIN,
    PEOPLE,
    PREFIXES,
    SUFFIXES,
    SUFFIXES_OF,
    WORDS_WITH_ELISION,
)
from fidelity.language.identification import likeliest
from fidelity.language.word_forms import other_forms
from fidelity.repairs.hyphen_habits import is_in_two
from fidelity.repairs.line_end_compounds import asked_for
from fidelity.repairs.line_end_hyphens import HyphenEvidence, breaks
from fidelity.repairs.vocabulary import Vocabulary, is_begun_in_one

RARE, VERY_COMMON = 3.0, 4.0
"""Zipf frequencies: "longterm" is rarer than the one, "long" and "term" are commoner than the other."""
TOLD = 0.8
"""Certainty that a word was broken, at least, to speak of other hyphens."""
MIXED = 2
"""Plain hyphens in words known to be one, at most, in a text that breaks words with another kind: errors of the print."""
SHORTEST_WORD = 4
"""Letters of what is a word by itself behind a name, at least."""
SHORTEST_HALF = 3
"""Letters of a word, at least: "co" and "er" are syllables, but for the commonest words."""
ELIDED = re.compile(r"(?:qu|[cdjlmnst])[’'](?=[^\W\d_])", re.IGNORECASE)
"""How a French half begins in a text of another language: "l’avant-corps"."""
FRENCH_ALIKE = frozenset({"fr", "it", "ca", "pt"})
"""Languages with elisions of their own."""
LONGEST_BEFORE = 40
"""Characters before a word that are looked at for the beginning of its sentence."""
CAPITAL_INSIDE = re.compile(r"[^\W\d_A-ZÀ-Þ][A-ZÀ-Þ]")
"""A capital behind a small letter: LibreOffice."""
AROUND = 400
"""Characters of a paragraph on both sides of a word that tell its language."""
MIDDLE = re.compile(r"(?:(?<![^\W\d_])[^\W\d_][.]-?|(?<=\s)[a-zß-ÿ]+)$")
"""What stands before a name inside a sentence: an initial, or a word in small letters."""


def is_mixed(string: str, trusted: str, vocabulary: Vocabulary, language: str | None) -> bool:
    """Whether half of the hyphens at line ends that are not the trusted one, and more than two, part what is one word."""
    alone = HyphenEvidence(vocabulary, None, language, string, mixed=False)
    kept = [
        keep
        for match in breaks(string)
        if trusted not in match["hyphen"] and (match["left"] + match["right"]).isalpha() and match["right"][0].islower()
        for keep, certainty, _ in [is_kept(match, alone)]
        if keep or certainty >= TOLD
    ]
    broken = kept.count(False)
    return broken > MIXED and 2 * broken >= len(kept)


def is_kept(match: re.Match[str], evidence: HyphenEvidence) -> tuple[bool, float, str]:
    """(whether the hyphen stays, certainty, why), from the document's own words first."""
    left, right = match["left"].lower(), match["right"].lower()
    vocabulary, trusted, language = evidence.vocabulary, evidence.trusted, evidence.language
    if language not in FRENCH_ALIKE and ELIDED.match(left):
        language = "fr"
    joined, hyphenated = left + right, f"{left}-{right}"
    if trusted is not None:
        if match["hyphen"] == trusted:
            return False, 0.99, "this kind of hyphen stands only at line ends"
        if trusted not in match["hyphen"] and not evidence.mixed:
            return True, 0.97, "the text breaks words with another kind of hyphen"
    if (cased := _by_case(match, evidence)) is not None:
        return cased
    as_word, as_compound = vocabulary.words[joined] + vocabulary.compounds[joined], vocabulary.compounds[hyphenated]
    if as_word != as_compound:
        if as_word > as_compound:
            return False, 0.99, "so it stands elsewhere in the text"
        return True, 0.99, "so it stands elsewhere in the text"
    if (told := _by_other_forms(left, right, evidence)) is not None:
        return told, 0.9, "so another form of it stands in the text"
    if (grammar := asked_for(match["left"], match["right"], vocabulary, language)) is not None:
        return True, 0.85, grammar
    if match["right"][0].isupper() and (not is_word(joined, language) or _are_two_in_capitals(match, evidence)):
        return True, 0.9, "both halves are in capitals"
    last, first = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
    elided = ""
    if language == "fr":
        *_, elided, last = ["", *re.split("[’']", last)]
        if first.startswith(ELISIONS) and last + first not in WORDS_WITH_ELISION:
            return True, 0.85, "no word goes on with an elided article or preposition"
    known = vocabulary.words[first] > 0 or bool(is_word(first, language))
    if last in HYPHENATED_PREFIXES and language not in CLOSED_COMPOUNDS and known and len(first) >= 5:
        return True, 0.75, f"{last}- is a prefix that takes a hyphen"
    if last[0].isdigit() or _is_name_in_two(match, evidence):
        return True, 0.8, "its first half is no part of a word"
    if len(last) == 1 and "-" not in left and not (elided and is_word(last + first, language)):
        return True, 0.8, "no typesetter breaks a word after one letter"
    if language == "fr" and first in FRENCH_COMPOUNDS.get(last, frozenset()):
        return True, 0.9, "a hyphen joins these words"
    parted = as_compound or (elided and not is_word(last + first, language))  # "qu’en-dira-t-on", as there is no "endira"
    if known and len(first) >= 4 and last in CLOSED_PREFIXES.get(language or "", frozenset()) and not parted:
        if language == "pt" and _is_parted_in_portuguese(last, first):
            return True, 0.75, "a hyphen parts the two"
        return False, 0.8, f"{last}- is a prefix that is written in one piece with its word"
    habit = is_in_two(last, first, vocabulary, evidence.habits, language) if known and not _is_ending(first, language) else None
    if habit and not _is_name(match, evidence):
        return True, 0.6, "the text writes such compounds with a hyphen"
    if is_word(last + first, language):
        return _is_kept_in_word(last, first, match, evidence, language)
    return _is_kept_in_unknown(last, first, match, evidence, language, known=known, habit=habit)


def _is_kept_in_word(
    last: str, first: str, match: re.Match[str], evidence: HyphenEvidence, language: str | None
) -> tuple[bool, float, str]:
    """Where the dictionary has the word in one piece."""
    rare = (frequency(last + first, language) or 0.0) < RARE
    closed = language in CLOSED_COMPOUNDS or last in CLOSED_IF_KNOWN.get(language or "", frozenset())
    closed = (
        closed
        or _is_ending(first, language)
        or (match["left"][0].isupper() and first in PEOPLE)
        or _has_other_forms(last + first, evidence)
    )
    closed = closed or _is_name(match, evidence)
    if closed or not rare or not all(is_word(half, language, VERY_COMMON) for half in (last, first)):
        return False, 0.85, "the dictionary has the word"
    return True, 0.65, "its halves are far commoner than the word without a hyphen"


def _is_kept_in_unknown(
    last: str,
    first: str,
    match: re.Match[str],
    evidence: HyphenEvidence,
    language: str | None,
    *,
    known: bool,
    habit: bool | None,
) -> tuple[bool, float, str]:
    """Where neither the text nor the dictionary has the word in one piece."""
    left, right, vocabulary = match["left"].lower(), match["right"].lower(), evidence.vocabulary
    if _is_ending(first, language):
        return False, 0.8, f"-{first} is an ending"
    if is_begun_in_one(last, first, vocabulary):
        return False, 0.8, "the text writes words that begin so in one piece"
    if last in ADJECTIVES_JOINED and known:
        return True, 0.8, f"{last}- is joined to another adjective by a hyphen"
    if match["left"].islower() and vocabulary.parts[last] and vocabulary.parts[first]:
        return True, 0.7, "its halves are members of compounds in the text"
    if language in CLOSED_COMPOUNDS:
        # such a language writes new compounds in one word: an unknown word shows nothing
        return False, 0.6, "the language joins compounds without a hyphen"
    if _is_foreign(last, first, match, evidence):
        return False, 0.7, "it is a word of another language"
    titled = match["left"][0].isupper() and _follows_article(match, evidence)
    if titled and all(len(half) > SHORTEST_HALF and is_word(half, language, COMMON) for half in (last, first)):
        return True, 0.7, "the dictionary has both halves and not the word"
    if match["left"][0].isupper() and vocabulary.words[last] == 0:
        return False, 0.7, "it begins like a name"
    if language == "pt" and last in PREFIXES and last not in ALWAYS_PARTED:
        # the orthography of 1990
        parts = _is_parted_in_portuguese(last, first)
        return parts, 0.7, f"{last}- has {'a' if parts else 'no'} hyphen before such a word"
    if last in PREFIXES and habit is not False and (known or _has_other_forms(first, evidence)):
        return True, 0.7, f"{last}- is a prefix that takes a hyphen"
    if vocabulary.words[last] and vocabulary.words[first] and (vocabulary.parts[last] or vocabulary.parts[first]):
        return True, 0.7, "its halves are words, and members of compounds in the text"
    if _has_other_forms(last + first, evidence):
        return False, 0.75, "the text or the dictionary has another form of the word"
    shortest = 2 if "-" in left + right else 3
    halves = all(len(half) >= shortest and (vocabulary.words[half] or is_word(half, language)) for half in (last, first))
    if halves and _is_name(match, evidence):
        return False, 0.6, "it begins like a name"
    if halves:
        return True, 0.65, "the dictionary has both halves and not the word"
    if vocabulary.parts[last] and vocabulary.words[last] and len(last) > 3:
        return True, 0.6, f"{last} is a member of a compound in the text"
    return False, 0.6, "there is no other evidence"


def _by_other_forms(left: str, right: str, evidence: HyphenEvidence) -> bool | None:
    """Whether other forms of a compound have its hyphen in the text, "book-keeping" of "book-keeper"; None where none tells."""
    if "-" in left + right:
        return None
    vocabulary, language = evidence.vocabulary, evidence.language
    in_two = sum(vocabulary.compounds[form] for form in other_forms(f"{left}-{right}", language))
    in_one = sum(vocabulary.words[form] for form in other_forms(left + right, language)) if in_two else 0
    return in_two > in_one if in_two != in_one else None


def _by_case(match: re.Match[str], evidence: HyphenEvidence) -> tuple[bool, float, str] | None:
    """What capitals say: no word has a capital behind small letters, or capitals before them; a name may ("LaTeX")."""
    left, right = match["left"], match["right"]
    if right[0].islower() and not (len(left) > 1 and left.isupper() and right.islower()):
        return None
    if left.isupper() and right[0].isupper():
        return None  # a line in capitals
    whole = left + right
    # a string is found far sooner than a pattern
    if whole in evidence.string and re.search(rf"(?<![^\W_]){re.escape(whole)}(?![^\W_])", evidence.string) is not None:
        return False, 0.95, "so it stands elsewhere in the text"
    if left.isupper():
        return True, 0.85, "the first half is an abbreviation"
    if left in NAMES_BEGIN:
        return False, 0.8, "it begins like a name"
    both = left[0].isupper()
    return True, 0.9 if both else 0.8, "both halves are capitalised" if both else "the second half is capitalised"


def _is_name(match: re.Match[str], evidence: HyphenEvidence) -> bool:
    """Whether a capital before small letters begins no sentence and no title: "Quatre-mère" is a name."""
    before = evidence.string[max(match.start() - LONGEST_BEFORE, 0) : match.start()].rstrip()
    left, elided = match["left"], ELIDED.match(match["left"])
    if elided is not None and evidence.language in FRENCH_ALIKE:
        return left[elided.end() :].istitle()  # "d’Oba-zine"
    return left.istitle() and MIDDLE.search(before) is not None


def _is_parted_in_portuguese(last: str, first: str) -> bool:
    """Whether a prefix meets its own last letter, or h, or sub- meets b or r: contra-ataque, sobre-humano."""
    return first[0] in {last[-1], "h"} or (last == "sub" and first[0] in "br")


def _follows_article(match: re.Match[str], evidence: HyphenEvidence) -> bool:
    """Whether an article stands before: names have none, titles do ("the Attorney-general")."""
    before = evidence.string[max(match.start() - LONGEST_BEFORE, 0) : match.start()].split()
    return bool(before) and before[-1].lower() in ARTICLES.get(evidence.language or "", frozenset())


def _is_name_in_two(match: re.Match[str], evidence: HyphenEvidence) -> bool:
    """Whether the half before is a name that stands alone in the text: Dutch ones are joined to words with a hyphen
    ("Java-ontwikkelomgeving"), and in any language those with capitals inside ("AutoText-Einträge").
    """
    last, first = match["left"].rsplit("-", 1)[-1], match["right"].split("-", 1)[0]
    vocabulary = evidence.vocabulary
    if not first.islower() or is_word((last + first).lower(), evidence.language):
        return False
    alone = vocabulary.words[last.lower()] + vocabulary.parts[last.lower()] > 0
    if CAPITAL_INSIDE.search(last) is not None:
        known = vocabulary.words[first] > 0 or bool(is_word(first, evidence.language))
        return known and (alone or len(first) > SHORTEST_WORD)
    if not alone or evidence.language != "nl" or len(first) <= SHORTEST_HALF or not _is_name(match, evidence):
        return False
    # a noun with a capital stands without one elsewhere
    return re.search(rf"(?<![^\W_]){re.escape(last.lower())}(?![^\W_])", evidence.string) is None


def _is_foreign(last: str, first: str, match: re.Match[str], evidence: HyphenEvidence) -> bool:
    """Whether the halves make a common word of the language of their paragraph, or of English, and are not both common ones."""
    own, word = evidence.language, last + first
    if own is None or all(len(half) >= SHORTEST_HALF and is_word(half, own, VERY_COMMON) for half in (last, first)):
        return False
    start = evidence.string.rfind("\n\n", 0, match.start()) + 1
    end = evidence.string.find("\n\n", match.end())
    around = likeliest(
        evidence.string[max(start, match.start() - AROUND) : min(end % (len(evidence.string) + 1), match.end() + AROUND)]
    )
    return any(is_word(word, other, COMMON if other == "en" else RARE) for other in {around, "en"} - {own, None})


def _are_two_in_capitals(match: re.Match[str], evidence: HyphenEvidence) -> bool:
    """Whether two words in capitals stand in a line that is not: "COPIA-DOS" is no "copiados" there."""
    line = evidence.string[evidence.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    if line.upper() == line:
        return False
    halves = (match["left"].lower(), match["right"].lower())
    return all(len(half) >= SHORTEST_HALF and is_word(half, evidence.language, COMMON) for half in halves)


def _is_ending(half: str, language: str | None) -> bool:
    return half in SUFFIXES or half in SUFFIXES_OF.get(language or "", frozenset())


def _has_other_forms(word: str, evidence: HyphenEvidence) -> bool:
    """Whether the text or the dictionary has another form of a word."""
    forms = other_forms(word, evidence.language)
    return any(evidence.vocabulary.words[form] or is_word(form, evidence.language) for form in forms)
