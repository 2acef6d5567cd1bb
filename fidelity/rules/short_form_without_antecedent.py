"""C108 short-form-without-antecedent: a short form of a work that is nowhere given in full"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.citation_forms import folded
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Citation, CitationKind, Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import changes_of_what_is_meant, has_abbreviations, is_whole, linked, words
from fidelity.rules.difference import shown, variants_at

_ANCIENT_PLACE = re.compile(r"(?:\d{2,4}\s?[a-e]\d{0,3}|\d+\.\d+(?:\.\d+)*|\d+:\d+)(?:[–-][\w.:]+)?\W*\Z")
"""A place by book and chapter or by the pages of an old edition: 514a, 21.35, 1:5. In it no edition need be named."""
_BOOK_AND_CHAPTER = re.compile(r"[IVXLC]+\s?[.,]\s?\d+(?:[.,]\s?\d+)*(?:[–-][\w.:]+)?\W*\Z")
"""II, 3: of an ancient author book and chapter, of any other volume and page."""
_ANCIENTS = frozenset(
    "aeschylus aischylos apuleius aristophanes aristote aristotele aristoteles aristotle augustin augustine "
    "augustinus boethius caesar cassiodorus catullus cicero ciceron cicerone demosthenes diodorus epictetus "
    "euripides eusebius galen gellius herodot herodotus herodote hesiod hippocrates homer homere homerus horace "
    "horaz isocrates jerome josephus justinian juvenal livius livy lucan lucian lucretius lukrez martial orosius "
    "ovid ovide ovidius pausanias petronius philo pindar plato platon platone plautus plinius pliny pline plotinus "
    "plutarch plutarque polybius polybios procopius propertius ptolemy quintilian sallust seneca seneque sophocles "
    "sophokles strabo strabon sueton suetonius tacite tacitus terence tertullian thucydides thucydide thukydides "
    "varro vergil vergilius virgil virgile vitruvius xenophon".split()
)
"""Ancient authors whose works are cited by book and chapter, folded, as several languages name them."""
_LEAVES = re.compile(r"\b\d{1,4}\s?(?:[rv](?:er)?|[ʳᵛ]|[rv][o°º])(?![^\W\d_])")
"""Leaves and their sides, 112r–114v: of a manuscript, which has no place and year of print that a full citation could name."""
_FEWEST = 2
"""Full citations that a text has before it is taken to give its works in full."""


def check(case: Case) -> Iterator[Claim]:
    """Claim short forms of author and title whose author is named in no other citation and nowhere before."""
    text = case.edition
    full = [one for one in case.edition_marks.citations if one.kind is CitationKind.FULL]
    if not is_whole(case) or len(full) < _FEWEST or has_abbreviations(text):
        return
    for citation, antecedent in linked(case, CitationKind.SHORT):
        title = citation.of(Field.TITLE)
        if title is None or not citation.families or antecedent.full is not None or antecedent.candidates:
            continue
        family = citation.families[0]
        if (
            _is_ancient(words(text, citation.span), family)
            or _LEAVES.search(words(text, citation.span))
            or any(family in one.families for one in full)
            or _named_before(case, citation.span.start, family)
            or _stands_as_ever(case, citation)
        ):
            continue
        message = f"“{shown(words(text, citation.span))}” is a short form of a work that is nowhere given in full"
        yield Claim(
            message,
            citation.span,
            variants=variants_at(case, citation.span),
            follows=changes_of_what_is_meant(case, citation),
        )


def _stands_as_ever(case: Case, citation: Citation) -> bool:
    """Whether the canonical text has the same citation, and no work for it either: then nothing was lost."""
    collation, old = case.collation, case.canonical_marks
    at = collation.to_canonical(citation.span.start) if collation is not None else None
    if at is None or variants_at(case, citation.span):
        return False
    there = [k for k, one in enumerate(old.citations) if one.span.start <= at < one.span.end]
    return not any(
        old.citations[k].kind is CitationKind.SHORT and (old.antecedents[k].full is not None or old.antecedents[k].candidates)
        for k in there
    )


def _is_ancient(citation: str, family: str) -> bool:
    """Whether a citation ends with a place in an ancient work or in scripture."""
    if _ANCIENT_PLACE.search(citation):
        return True
    return family in _ANCIENTS and _BOOK_AND_CHAPTER.search(citation) is not None


def _named_before(case: Case, at: int, family: str) -> bool:
    """Whether notes before a place name somebody: their work may have been cited in a form that was not recognised."""
    return family in folded(case.edition.string[case.edition.running_end : at]).split()


RULE = Rule("C108", "short-form-without-antecedent", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
