"""Words broken at line ends: "com-⏎mune"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from fidelity.language.dictionary import COMMON, RAREST, is_word
from fidelity.language.hyphenation import (
    PAIRED,
    SUSPENDED_BEFORE,
    TYPED_DASHES,
)
from fidelity.language.identification import identify
from fidelity.model.changes import Change, Edit
from fidelity.model.repair import Repair
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.hyphen_habits import habits_of
from fidelity.repairs.hyphens_in_lines import broken_in_cells, left_in_edition
from fidelity.repairs.kept_hyphens import RARE, SHORTEST_HALF, VERY_COMMON, is_kept, is_mixed
from fidelity.repairs.line_end_hyphens import HyphenEvidence, breaks, only_at_line_ends, telling_hyphen
from fidelity.repairs.line_end_spelling import MAY_BE_REPEATED, REPEATED, Respelling, repeated_hyphens, respelling
from fidelity.repairs.vocabulary import vocabulary_of

ADDRESS = re.compile(r"(?:://|\bwww\.|\bdoi[:.]\s?|\b10\.\d{4,}/)(?:\S|(?<=[-\u2010\u00ad/_=&?])\n(?=\S))*$")
"""What stands before a hyphen inside an address: its hyphens are no typesetter's, unless he has one of his own."""
BEHIND_MARK = re.compile(r"(?<=[./])[-\u2010]\n(?=[^\W_])")
LONGEST_INCISE = 300
"""Characters between the two dashes of an incise, at most."""
TYPED_DASH = re.compile(r"(?P<opens>(?<=[^\s.!?…][ \n]|[.!?…] )-(?=[^\W\d_]))|(?<=\w)-(?=[ ,.;:])")
"""A hyphen typed for a dash: inside a paragraph it opens an incise, or it closes one."""


def propose(text: Text) -> Iterator[Change]:
    """The hyphen and the line end removed where a word was broken, the line end alone where the word has a hyphen."""
    if text.settled:
        yield from left_in_edition(text)
        return
    string = text.string
    yield from _behind_marks_of_addresses(string)
    doubled = MAY_BE_REPEATED.search(string) is not None and REPEATED.search(string) is not None
    if next(breaks(string), None) is None and not doubled and next(broken_in_cells(text), None) is None:
        return
    vocabulary = vocabulary_of(text)
    language, trusted = identify(string), telling_hyphen(text)
    mixed = trusted is not None and is_mixed(string, trusted, vocabulary, language)
    evidence = HyphenEvidence(vocabulary, trusted, language, string, mixed, habits_of(vocabulary, language))
    if doubled:
        yield from repeated_hyphens(string, evidence.language)
    for match in chain(breaks(string), broken_in_cells(text)):
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
        if address is not None and match["hyphen"] in only_at_line_ends(text):
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
        keep, certainty, why = is_kept(match, evidence)
        word = f"{match['left']}{'-' if keep else ''}{match['right']}"
        if keep and match["hyphen"] == "-":
            yield Edit(end, "", f"{word} has a hyphen: {why}", certainty)
        elif keep:
            yield Edit(hyphen, "-", f"{word} has a hyphen: {why}", certainty)
        else:
            yield Edit(hyphen, "", f"{word} was broken at a line end: {why}", certainty)


def _behind_marks_of_addresses(string: str) -> Iterator[Change]:
    """The hyphens that LibreOffice sets behind the marks of an address at a line end: "www.-⏎example.org"."""
    for match in BEHIND_MARK.finditer(string):
        if ADDRESS.search(string, max(match.start() - 200, 0), match.start()):
            yield Edit(Span(*match.span()), "", "the address was broken behind a mark", 0.9)


def _may_be_suspended(match: re.Match[str], evidence: HyphenEvidence) -> bool:
    """Whether the halves make no word, or a rare one where hyphens do not tell that a word was broken."""
    joined, tells = match["left"].lower() + match["right"].lower(), evidence.trusted == match["hyphen"] and not evidence.mixed
    return not is_word(joined, evidence.language, RAREST if tells else COMMON)


def _is_one_word(match: re.Match[str], evidence: HyphenEvidence) -> bool:
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


def _closes_incise(string: str, match: re.Match[str], evidence: HyphenEvidence) -> bool:
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


def _goes_on_far(match: re.Match[str], evidence: HyphenEvidence) -> bool:
    """Whether the halves on both sides of an empty line are one word: the text or the dictionary has it."""
    left, right = match["left"].lower(), match["right"].lower()
    last, first = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
    known = evidence.vocabulary.words[last + first] or evidence.vocabulary.compounds[f"{last}-{first}"]
    return match["right"][0].islower() and bool(known or is_word(last + first, evidence.language))


REPAIR = Repair(
    code="A101",
    name="broken-word",
    page=Path(__file__).with_suffix(".md"),
    propose=propose,
    message="a word that a line end had broken was left broken",
)
