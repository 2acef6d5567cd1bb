"""Words broken at line ends: "com-⏎mune"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from fidelity.language.dictionary import COMMON, RAREST, frequency, is_word
from fidelity.language.hyphenation import (
    ADJECTIVES_JOINED,
    CLOSED_COMPOUNDS,
    CLOSED_IF_KNOWN,
    CLOSED_PREFIXES,
    ELISIONS,
    FRENCH_COMPOUNDS,
    HYPHENATED_PREFIXES,
    NAMES_BEGIN,
    PAIRED,
    PEOPLE,
    PREFIXES,
    SUFFIXES,
    SUFFIXES_OF,
    SUSPENDED_BEFORE,
    TYPED_DASHES,
    WORDS_WITH_ELISION,
)
from fidelity.language.identification import identify
from fidelity.language.word_forms import other_forms
from fidelity.model.changes import Change, Edit
from fidelity.model.derived import derived
from fidelity.model.marks import Kind
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.line_end_compounds import asked_for
from fidelity.repairs.line_end_spelling import MAY_BE_REPEATED, REPEATED, Respelling, repeated_hyphens, respelling
from fidelity.repairs.vocabulary import Vocabulary, is_begun_in_one, is_nowhere, vocabulary_of

HYPHENS = "-\u2010\u00ad\u2011\ufffe"
BREAK = re.compile(
    rf"(?<![^\W_])(?<![^\W_][-’'])(?P<left>[^\W_]+(?:[-’'][^\W_]+)*)(?P<hyphen>[{HYPHENS}])(?P<end>[^\S\n]*\n\s*)(?P<right>[^\W_]+(?:[-’'][^\W_]+)*)"
)
BEHIND_WORD = re.compile(rf"[{HYPHENS}](?<=\w[{HYPHENS}])[^\S\n]*\n")
"""A hyphen at a line end; characters are sought first, since what may stand before one stands everywhere."""
AT_LINE_END = re.compile(rf"[{HYPHENS}][^\S\n]*\n\s*[^\W_]")
RARE, VERY_COMMON = 3.0, 4.0
"""Zipf frequencies: "longterm" is rarer than the one, "long" and "term" are commoner than the other."""
TOLD = 0.8
"""Certainty that a word was broken, at least, to speak of other hyphens."""
MIXED = 2
"""Plain hyphens in words known to be one, at most, in a text that breaks words with another kind: errors of the print."""
OUTWEIGHING = 0.8
"""Steps of Zipf's scale, which is logarithmic: "information" stands 0.9 above "formation", "therapist" 0.4 above "rapist"."""
ADDRESS = re.compile(r"(?:://|\bwww\.|\bdoi[:.]\s?|\b10\.\d{4,}/)(?:\S|(?<=[-\u2010\u00ad/_=&?])\n(?=\S))*$")
"""What stands before a hyphen inside an address: its hyphens are no typesetter's, unless he has one of his own."""
SHORTEST_HALF = 3
"""Letters of a word, at least: "co" and "er" are syllables, but for the commonest words."""
ELIDED = re.compile(r"(?:qu|[cdjlmnst])[’'](?=[^\W\d_])", re.IGNORECASE)
"""How a French half begins in a text of another language: "l’avant-corps"."""
FRENCH_ALIKE = frozenset({"fr", "it", "ca", "pt"})
"""Languages with elisions of their own."""
LONGEST_BEFORE = 40
"""Characters before a word that are looked at for the beginning of its sentence."""
MIDDLE = re.compile(r"(?:(?<![^\W\d_])[^\W\d_][.]-?|(?<=\s)[a-zß-ÿ]+)$")
"""What stands before a name inside a sentence: an initial, or a word in small letters."""
LONGEST_INCISE = 300
"""Characters between the two dashes of an incise, at most."""
TYPED_DASH = re.compile(r"(?P<opens>(?<=[^\s.!?…][ \n]|[.!?…] )-(?=[^\W\d_]))|(?<=\w)-(?=[ ,.;:])")
"""A hyphen typed for a dash: inside a paragraph it opens an incise, or it closes one."""
IN_LINE = re.compile(r"(?<![^\W\d_])(?P<left>[^\W\d_]{2,})(?P<hyphen>[-\u2010\u00ad])(?P<end> )(?P<right>[^\W\d_]{2,})")


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the whole text says of its hyphens."""

    vocabulary: Vocabulary
    trusted: str | None
    """The hyphen that stands only where a word is broken."""
    language: str | None
    string: str
    mixed: bool
    """Whether the other hyphens break words too: one document may have both kinds, by the encodings of its fonts."""


def propose(text: Text) -> Iterator[Change]:
    """The hyphen and the line end removed where a word was broken, the line end alone where the word has a hyphen."""
    if text.settled:
        yield from _left_in_edition(text)
        return
    string = text.string
    doubled = MAY_BE_REPEATED.search(string) is not None and REPEATED.search(string) is not None
    if next(_breaks(string), None) is None and not doubled and next(_in_cells(text), None) is None:
        return
    vocabulary = vocabulary_of(text)
    language, trusted = identify(string), _telling_hyphen(text)
    evidence = _Evidence(
        vocabulary, trusted, language, string, trusted is not None and _is_mixed(string, trusted, vocabulary, language)
    )
    if doubled:
        yield from repeated_hyphens(string, evidence.language)
    for match in chain(_breaks(string), _in_cells(text)):
        left, right = match["left"].lower(), match["right"].lower()
        if "\n" in match["end"].replace("\n", "", 1) and not _goes_on_far(match, evidence):
            # over an empty line only what makes a word is one
            continue
        suspended = SUSPENDED_BEFORE.get(evidence.language, SUSPENDED_BEFORE[None])
        pair = right in PAIRED.get(left, ())
        if right in suspended and not pair and not vocabulary.words[left + right] and _may_be_suspended(match, evidence):
            # "Ein- und Ausfuhr": the line end is a space
            if match["hyphen"] != "-":
                yield Edit(Span(*match.span("hyphen")), "-", "the hyphen is suspended before the next word", 0.9)
            continue
        if _closes_incise(string, match, evidence):
            yield Edit(Span(*match.span("end")), " ", "the hyphen is a dash that closes an incise", 0.9)
            continue
        hyphen = Span(match.start("hyphen"), match.end("end"))
        end = Span(*match.span("end"))
        address = ADDRESS.search(string, max(match.start() - 200, 0), match.end("left"))
        if address is not None and match["hyphen"] in _only_at_line_ends(text):
            yield Edit(hyphen, "", "the address was broken with a hyphen that it has nowhere else", 0.9)
            continue
        if address is not None and _is_one_word(match, evidence):
            yield Edit(hyphen, "", "the address was broken inside a word", 0.7)
            continue
        if address is not None or match["left"][-1].isdigit() or match["right"][0].isdigit():
            printed = match["hyphen"] if match["hyphen"] in "-\u2010" else "-"
            yield Edit(hyphen, printed, "a hyphen between numerals, or in an address, is not a typesetter's", 0.9)
            continue
        anew = respelling(match["left"], match["right"], vocabulary, evidence.language)
        if anew is not None and evidence.trusted in {None, match["hyphen"]}:
            yield _respelled(match, anew)
            continue
        keep, certainty, why = _judge(match, evidence)
        word = f"{match['left']}{'-' if keep else ''}{match['right']}"
        if keep and match["hyphen"] == "-":
            yield Edit(end, "", f"{word} has a hyphen: {why}", certainty)
        elif keep:
            yield Edit(hyphen, "-", f"{word} has a hyphen: {why}", certainty)
        else:
            yield Edit(hyphen, "", f"{word} was broken at a line end: {why}", certainty)


def _may_be_suspended(match: re.Match[str], evidence: _Evidence) -> bool:
    """Whether the halves make no word, or a rare one where hyphens do not tell that a word was broken."""
    joined, tells = match["left"].lower() + match["right"].lower(), evidence.trusted == match["hyphen"] and not evidence.mixed
    return not is_word(joined, evidence.language, RAREST if tells else COMMON)


def _is_one_word(match: re.Match[str], evidence: _Evidence) -> bool:
    """Whether a hyphen in an address broke a word: the text has it in one piece, or the dictionary, which lacks a half."""
    last, first = match["left"].lower().rsplit("-", 1)[-1], match["right"].lower().split("-", 1)[0]
    if last[-1].isdigit() or first[0].isdigit():
        return False
    in_one, in_two = evidence.vocabulary.words[last + first], evidence.vocabulary.compounds[f"{last}-{first}"]
    if in_one != in_two:
        return in_one > in_two
    least = (RARE if len(half) >= SHORTEST_HALF else VERY_COMMON + 1 for half in (last, first))
    halves = all(is_word(half, evidence.language, zipf) for half, zipf in zip((last, first), least, strict=True))
    return is_word(last + first, evidence.language, RARE) is True and not halves


def _closes_incise(string: str, match: re.Match[str], evidence: _Evidence) -> bool:
    """Whether two words that make none stand at a dash that closes what the last one opened: "-decían en el pueblo-⏎para"."""
    language, halves = evidence.language, (match["left"].lower(), match["right"].lower())
    if language not in TYPED_DASHES or evidence.vocabulary.words["".join(halves)] or is_word("".join(halves), language):
        return False
    begin = max(match.start() - LONGEST_INCISE, 0)
    begin = max(string.rfind("\n\n", begin, match.start()) + 1, begin)
    signs = list(TYPED_DASH.finditer(string, begin, match.end("left")))
    return bool(signs) and signs[-1]["opens"] is not None and all(is_word(half, language) for half in halves)


def _respelled(match: re.Match[str], anew: Respelling) -> Edit:
    span = Span(match.end("left") - anew.before, match.start("right") + anew.after)
    left, right = match["left"], match["right"]
    word = f"{left[: len(left) - anew.before]}{anew.put}{right[anew.after :]}"
    return Edit(span, anew.put, f"{word} was broken at a line end: {anew.why}", anew.certainty)


def _goes_on_far(match: re.Match[str], evidence: _Evidence) -> bool:
    """Whether the halves on both sides of an empty line are one word: the text or the dictionary has it."""
    left, right = match["left"].lower(), match["right"].lower()
    last, first = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
    known = evidence.vocabulary.words[last + first] or evidence.vocabulary.compounds[f"{last}-{first}"]
    return match["right"][0].islower() and bool(known or is_word(last + first, evidence.language))


def _breaks(string: str) -> Iterator[re.Match[str]]:
    """What `BREAK` finds, sought from the hyphens at line ends: there are few of them."""
    at = 0
    for hyphen in AT_LINE_END.finditer(string):
        # no word reaches over a blank
        begin = max(string.rfind(" ", at, hyphen.start()) + 1, string.rfind("\n", at, hyphen.start()) + 1, at)
        start = BREAK.search(string, begin, hyphen.end())
        match = BREAK.match(string, start.start()) if start is not None else None
        if match is not None:
            yield match
            at = match.start("right")


def _overlapping(pattern: re.Pattern[str], string: str) -> Iterator[re.Match[str]]:
    """All matches, also those whose left half is the right half of the one before (a word over three lines)."""
    at = 0
    while match := pattern.search(string, at):
        yield match
        at = match.start("right")


def _in_cells(text: Text) -> Iterator[re.Match[str]]:
    """Words broken at the end of a line inside a cell of a table, whose lines are one already."""
    for row in text.of_kind(Kind.TABLE):
        line = text.block_at(row.start)  # further than the mark, where a cell went on in the next line
        yield from (match for match in IN_LINE.finditer(text.string, *line) if match["right"][0].islower())


def _telling_hyphen(text: Text) -> str | None:
    """The hyphen that a producer sets only where it breaks a word, beside others at line ends; None if there is none.

    WeasyPrint, browsers and some Typst files break words with U+2010 or U+00AD and leave the hyphens of compounds as U+002D;
    where every line-end hyphen is of one kind it tells nothing (some producers map all hyphens to U+00AD).
    """
    string = text.string
    at_ends = {match[0][0] for match in BEHIND_WORD.finditer(string)}
    for hyphen in "\u00ad\u2010\ufffe":
        if hyphen in at_ends and len(at_ends) > 1 and not re.search(rf"\w{hyphen}\w", string):
            return None if _joins_compounds(hyphen, text) else hyphen
    return None


@derived(heeds=())
def _only_at_line_ends(text: Text) -> frozenset[str]:
    """The hyphens other than the plain one that stand at line ends alone, while words and addresses have the plain one."""
    if re.search(r"\w-\w", text.string) is None:
        return frozenset()
    return frozenset(
        hyphen for hyphen in "\u00ad\u2010\ufffe" if hyphen not in text.string or not re.search(rf"\w{hyphen}\w", text.string)
    )


def _joins_compounds(hyphen: str, text: Text) -> bool:
    """Whether this kind of hyphen was printed inside lines, where an earlier repair has made plain hyphens of it."""
    origin, transcript = text.origin, text.source.transcript
    places = (match.start() for match in re.finditer("-", text.string) if origin[match.start()] < 0)
    return any(transcript[~origin[place]] == hyphen for place in places if ~origin[place] < len(transcript))


def _is_mixed(string: str, trusted: str, vocabulary: Vocabulary, language: str | None) -> bool:
    """Whether half of the hyphens at line ends that are not the trusted one, and more than two, part what is one word."""
    alone = _Evidence(vocabulary, None, language, string, mixed=False)
    kept = [
        keep
        for match in _breaks(string)
        if trusted not in match["hyphen"] and (match["left"] + match["right"]).isalpha() and match["right"][0].islower()
        for keep, certainty, _ in [_judge(match, alone)]
        if keep or certainty >= TOLD
    ]
    broken = kept.count(False)
    return broken > MIXED and 2 * broken >= len(kept)


def _judge(match: re.Match[str], evidence: _Evidence) -> tuple[bool, float, str]:
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
    if len(last) == 1 and "-" not in left:
        return True, 0.8, "no typesetter breaks a word after one letter"
    if language == "fr" and first in FRENCH_COMPOUNDS.get(last, frozenset()):
        return True, 0.9, "a hyphen joins these words"
    parted = as_compound or (elided and not is_word(last + first, language))  # "qu’en-dira-t-on", as there is no "endira"
    if known and len(first) >= 4 and last in CLOSED_PREFIXES.get(language or "", frozenset()) and not parted:
        return False, 0.8, f"{last}- is a prefix that is written in one piece with its word"
    if is_word(last + first, language):
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
    if match["left"][0].isupper() and vocabulary.words[last] == 0:
        return False, 0.7, "it begins like a name"
    if last in PREFIXES and (known or _has_other_forms(first, evidence)):
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


def _by_other_forms(left: str, right: str, evidence: _Evidence) -> bool | None:
    """Whether other forms of a compound have its hyphen in the text, "book-keeping" of "book-keeper"; None where none tells."""
    if "-" in left + right:
        return None
    vocabulary, language = evidence.vocabulary, evidence.language
    in_two = sum(vocabulary.compounds[form] for form in other_forms(f"{left}-{right}", language))
    in_one = sum(vocabulary.words[form] for form in other_forms(left + right, language)) if in_two else 0
    return in_two > in_one if in_two != in_one else None


def _by_case(match: re.Match[str], evidence: _Evidence) -> tuple[bool, float, str] | None:
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


def _is_name(match: re.Match[str], evidence: _Evidence) -> bool:
    """Whether a capital before small letters begins no sentence and no title: "Quatre-mère" is a name."""
    before = evidence.string[max(match.start() - LONGEST_BEFORE, 0) : match.start()].rstrip()
    return match["left"].istitle() and MIDDLE.search(before) is not None


def _are_two_in_capitals(match: re.Match[str], evidence: _Evidence) -> bool:
    """Whether two words in capitals stand in a line that is not: "COPIA-DOS" is no "copiados" there."""
    line = evidence.string[evidence.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    if line.upper() == line:
        return False
    halves = (match["left"].lower(), match["right"].lower())
    return all(len(half) >= SHORTEST_HALF and is_word(half, evidence.language, COMMON) for half in halves)


def _is_ending(half: str, language: str | None) -> bool:
    return half in SUFFIXES or half in SUFFIXES_OF.get(language or "", frozenset())


def _has_other_forms(word: str, evidence: _Evidence) -> bool:
    """Whether the text or the dictionary has another form of a word."""
    forms = other_forms(word, evidence.language)
    return any(evidence.vocabulary.words[form] or is_word(form, evidence.language) for form in forms)


def _left_in_edition(text: Text) -> Iterator[Change]:
    """ "coun- cils" inside lines of an edition: certain only where the joined word stands elsewhere and the halves do not."""
    string = text.string
    if not any(f"{hyphen} " in string for hyphen in "-\u2010\u00ad"):
        return
    found = [match for match in _overlapping(IN_LINE, string) if match["right"][0].islower()]
    if not found:
        return
    language = identify(string)
    for match in found:
        yield from _joined_in_line(match, text, language)


def _joined_in_line(match: re.Match[str], text: Text, language: str | None) -> Iterator[Change]:
    left, right = match["left"].lower(), match["right"].lower()
    if right in SUSPENDED_BEFORE.get(language, SUSPENDED_BEFORE[None]):
        return
    joined, hyphenated = left + right, f"{left}-{right}"
    span = Span(match.start("hyphen"), match.end("end"))
    if not (is_nowhere(joined, text) and is_nowhere(hyphenated, text)):
        vocabulary = vocabulary_of(text)
        if vocabulary.words[joined] or vocabulary.compounds[hyphenated]:
            after = "" if vocabulary.words[joined] >= vocabulary.compounds[hyphenated] else "-"
            yield Edit(span, after, f"{left}{after}{right} stands elsewhere in the text", 0.95)
            return
    if is_word(joined, language) and not (is_word(left, language) and is_word(right, language)):
        yield Edit(span, "", f"{joined} is a word, and its halves are not", 0.85)
    elif is_word(joined, language, COMMON) and _outweighs(joined, left, right, language):
        yield Edit(span, "", f"{joined} is a far commoner word than one of its halves", 0.8)


def _outweighs(joined: str, left: str, right: str, language: str | None) -> bool:
    """Whether a word is so much commoner than the rarer of its halves that the halves are hardly ever meant."""
    halves = min(frequency(half, language) or 0.0 for half in (left, right))
    return (frequency(joined, language) or 0.0) - halves >= OUTWEIGHING


REPAIR = Repair(
    code="A101",
    name="broken-word",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a word that a line end had broken was left broken",
)
