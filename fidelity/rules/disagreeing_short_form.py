"""C109 disagreeing-short-form: a short form whose title is not that of the work it stands for"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.language.citation_forms import folded
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import CitationKind, Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import changes_of_what_is_meant, is_as_in_the_canonical_text, linked, title_of, words
from fidelity.rules.difference import shown, variants_at

_ALIKE = 0.5
"""Share of a short title's words that the full title has, from which on both mean one work."""


_AND, _OR = frozenset("and und et y e".split()), frozenset("or oder ou o but without with".split())
_OPPOSED = ((_AND | _OR, _AND | _OR),)
"""Words between two parts of a title, one of which is no form of another."""


def check(case: Case) -> Iterator[Claim]:
    """Claim short titles that share most words with the work they stand for and have others, or another "and" or "or"."""
    text, works = case.edition, case.edition_marks.citations
    for citation, antecedent in linked(case, CitationKind.SHORT):
        short = title_of(text, citation)
        meant = antecedent.candidates if antecedent.full is None else (antecedent.full,)
        if not short or len(meant) != 1:
            continue
        work = works[meant[0]]
        full = title_of(text, work)
        shared = sum(word in full for word in short)
        title, whole = citation.of(Field.TITLE), work.of(Field.TITLE)
        if not full or title is None or whole is None or shared < _ALIKE * len(short):
            continue
        subset = shared == len(short) or antecedent.full is not None
        if is_as_in_the_canonical_text(case, citation, [work]):
            continue
        if subset and not _joins_otherwise(words(text, title), words(text, whole)):
            continue
        yield Claim(
            f"the short title “{shown(words(text, title))}” is not in the full one: {shown(words(text, whole))}",
            title,
            variants=variants_at(case, title),
            related=((whole, "the full citation"),),
            follows=changes_of_what_is_meant(case, citation, (work,)),
        )


def _joins_otherwise(short: str, full: str) -> bool:
    """Whether a short title has another conjunction in the place of the full one's: Commune and Nothing, Commune or Nothing."""
    ours, theirs = folded(short.replace("&", " and ")).split(), folded(full.replace("&", " and ")).split()
    for start in range(len(theirs) - len(ours) + 1) if len(ours) > 2 else ():
        window = theirs[start : start + len(ours)]
        other = [pair for pair in zip(ours, window, strict=True) if pair[0] != pair[1]]
        if other and len(other) * 3 <= len(ours):
            return all(a in one and b in two for a, b in other for one, two in _OPPOSED)
    return False


RULE = Rule("C109", "disagreeing-short-form", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
