"""Q109 hidden-qualification: an ellipsis leaves out the word that denies or limits what is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from fidelity.language.negation import is_negation
from fidelity.language.qualification import EXCEPTING, LIMITING
from fidelity.model.finding import Claim, Severity
from fidelity.model.quoted import Quoted
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import shown
from fidelity.rules.tongue import guessed

_SHORT = 5
"""Words left out that belong to what is quoted as a whole."""
_NEAR = 3
"""Of more words, so many next to what is quoted belong to it."""
_NEXT = 2
"""A word such as "only" limits what follows it, and stands next to it."""
_CLAUSE = 4
"""Words of a quotation that may be a clause, at least."""
_DENIES_LAST = re.compile(r"\s([^\W\d_]+)(?=[.,;:!?»”“\"]|\Z)")
_OPENING = re.compile(r"[^\w\[]*([^\W\d_]+)")
_SENTENCE_END = re.compile(r"[.!?…][”’»\"]*\s")
_NE = re.compile(r"\bn(?:e\s|[’'])[^,;:.!?]{1,30}$", re.IGNORECASE)
_AFTER_NE = frozenset({"point", "plus", "personne"})
"""French words that deny behind “ne” alone."""
_CLAUSE_END = re.compile(r"[,;:.!?…()—–\n«»“”„\"]")
_WORD = re.compile(r"non-\w+|[^\W_]+(?:[’'][^\W_]+)*[’']?")


def check(case: Case) -> Iterator[Claim]:
    """Claim an omission whose words next to what is quoted, in its own clause, hold a negation or a limiting word.

    So do the first words of a sentence, where a quotation begins behind them as if it were the sentence.
    """
    for quoted in case.quoted or ():
        if quoted.passages:
            yield from _at_start(case, quoted)
            yield from _at_end(case, quoted)
        language = guessed(quoted.passages[0].canonical) if quoted.passages else None
        for before, fragment in pairwise(quoted.fragments):
            word = _limiting(fragment.omitted, language)
            if word is None and language == "fr":
                word = _second_half(case.edition.string[slice(*before.span)], fragment.omitted)
            if word is not None:
                words = shown(" ".join(fragment.omitted.split()))
                yield Claim(
                    f"an ellipsis leaves out “{word}”, which limits what is quoted: “{words}”",
                    Span(before.span.end, fragment.span.start),
                )


def _at_start(case: Case, quoted: Quoted) -> Iterator[Claim]:
    content, passage = quoted.quotation.content, quoted.passages[0]
    opening = _OPENING.match(case.edition.string, *content)
    first = passage.canonical.string[passage.span.start : passage.span.start + 1]
    if opening is None or not opening[1][0].isupper() or not first.islower():
        return
    block = passage.canonical.block_at(passage.span.start)
    left_out = _SENTENCE_END.split(passage.canonical.string[block.start : passage.span.start])[-1]
    if len(_WORD.findall(left_out)) > _NEXT or _CLAUSE_END.search(left_out):
        return
    for word in _WORD.findall(left_out):
        if word.casefold() in {"ne", "n"}:
            continue  # what denies with it stands behind
        if is_negation(word, guessed(passage.canonical)) or word.casefold() in EXCEPTING | LIMITING:
            yield Claim(
                f"the quotation begins as a sentence, and the canonical text has “{shown(left_out.strip())}” before it",
                Span(opening.start(1), opening.end(1)),
                passage=passage.span,
            )
            return


def _at_end(case: Case, quoted: Quoted) -> Iterator[Claim]:
    """A quotation that breaks off before the last word of its clause, which denies it, where whoever quotes denies nothing."""
    content, passage = quoted.quotation.content, quoted.passages[-1]
    words, string = case.edition.string[slice(*content)].rstrip(), passage.canonical.string
    if not words[-1:].isalnum() or len(_WORD.findall(words)) < _CLAUSE:
        return
    following = _DENIES_LAST.match(string, passage.span.end)
    language = guessed(passage.canonical)
    if following is None or not is_negation(following[1], language):
        return
    after = case.edition.string[quoted.quotation.span.end : case.edition.block_at(content.start).end]
    before = case.edition.string[case.edition.block_at(content.start).start : quoted.quotation.span.start]
    around = _SENTENCE_END.split(before)[-1] + " " + _SENTENCE_END.split(after)[0]
    if not any(is_negation(word, language) for word in _WORD.findall(around)):
        yield Claim(
            f"the quotation breaks off before “{following[1]}”, which denies it",
            Span(content.start + len(words) - 1, content.start + len(words)),
            passage=passage.span,
        )


def _second_half(before: str, omitted: str) -> str | None:
    """The word left out that goes with a “ne” which is quoted: « qui ne se refusera … à ma requête »."""
    first = _WORD.match(omitted.lstrip())
    said = first is not None and first[0].casefold() in _AFTER_NE and _NE.search(before) is not None
    return first[0] if said and first is not None else None


def _limiting(omitted: str, language: str | None) -> str | None:
    """The word among those left out that limits what is quoted: in one clause with what is quoted beside it, and near it."""
    clauses: list[list[str]] = [_WORD.findall(clause) for clause in _CLAUSE_END.split(omitted)]
    after, before = clauses[0][:_NEAR], clauses[-1][-_NEAR:]
    if len(clauses) == 1 and len(clauses[0]) <= _SHORT:
        after = clauses[0]
    for word in (*after, *before):
        if is_negation(word, language) or word.casefold() in EXCEPTING:
            return word
    return next((word for word in before[-_NEXT:] if word.casefold() in LIMITING), None)


RULE = Rule("Q109", "hidden-qualification", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
