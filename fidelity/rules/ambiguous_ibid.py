"""C112 ambiguous-ibid: “ibid.” follows a note that cites several works, or none"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.recognised import CitationKind
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import is_followed, is_in_order, linked, named, note_index, words
from fidelity.rules.difference import variants_at


def check(case: Case) -> Iterator[Claim]:
    """Claim "ibid." after a note that cites two works or more, or that has neither figures nor titles and cites none."""
    text, works = case.edition, case.edition_marks.citations
    if not is_in_order(text):
        return
    for ibid, antecedent in linked(case, CitationKind.IBID):
        if is_followed(case, ibid):
            continue  # redirected-ibid follows it from the canonical text
        if len(antecedent.candidates) > 1:
            meant = " or ".join(f"“{named(text, works[i])}”" for i in antecedent.candidates[:2])
            yield Claim(f"“ibid.” may mean {meant}", ibid.span, variants=variants_at(case, ibid.span))
        elif antecedent.previous is None and not antecedent.candidates and _after_a_remark(case, ibid.span.start):
            yield Claim("“ibid.” follows a note that cites nothing", ibid.span, variants=variants_at(case, ibid.span))


def _after_a_remark(case: Case, at: int) -> bool:
    """Whether the note before has nothing in it that a citation could be made of."""
    k = note_index(case.edition, at)
    if not k:
        return False
    before = case.edition.of_kind(Kind.NOTE_BODY)[k - 1]
    body = words(case.edition, before.span)
    stressed = any(before.span.covers(mark.span) for mark in case.edition.of_kind(Kind.EMPHASIS))
    names = any(name in body for one in case.edition_marks.citations for name in one.families if len(name) > 2)
    plain = not any(character.isdigit() or character in '“"„«‘' for character in body)
    return plain and not stressed and not names and len(body.split()) > 2


RULE = Rule("C112", "ambiguous-ibid", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
