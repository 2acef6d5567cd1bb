"""C112 ambiguous-ibid: “ibid.” follows a note that cites several works, or none"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.recognised import Citation, CitationKind
from fidelity.model.rule import Case, Rule
from fidelity.model.text import Text
from fidelity.rules.cited import cites_in_text, is_followed, is_in_order, linked, named, note_index, words
from fidelity.rules.difference import variants_at

_COMPARING = re.compile(
    r"\b(?:see|cf|compare|contrast|vgl|siehe|dazu|dagegen|anders|voir|véase|ver|cfr|si veda|vedi|v)\b\W*(?:(?<=\s)\w+\W*)*\Z",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Claim]:
    """Claim "ibid." after a note that cites two works or more, or that has neither figures nor titles and cites none."""
    text, works = case.edition, case.edition_marks.citations
    if not is_in_order(text):
        return
    families = {name for one in works for name in one.families if len(name) > 2}
    for ibid, antecedent in linked(case, CitationKind.IBID):
        if is_followed(case, ibid) or cites_in_text(text, ibid):
            continue  # redirected-ibid follows it from the canonical text
        if len(antecedent.candidates) > 1:
            if all(_compared(text, works, i) for i in antecedent.candidates[1:]):
                continue  # houses differ: for many the work that the note is about is meant
            meant = " or ".join(f"“{named(text, works[i])}”" for i in antecedent.candidates[:2])
            yield Claim(f"“ibid.” may mean {meant}", ibid.span, variants=variants_at(case, ibid.span))
        elif antecedent.previous is None and not antecedent.candidates and _after_a_remark(text, ibid.span.start, families):
            yield Claim("“ibid.” follows a note that cites nothing", ibid.span, variants=variants_at(case, ibid.span))


def _compared(text: Text, works: Sequence[Citation], i: int) -> bool:
    """Whether a citation is only compared with the one before it: "see also", "cf."."""
    between = text.string[works[i - 1].span.end : works[i].span.start]
    return _COMPARING.search(between) is not None


def _after_a_remark(text: Text, at: int, families: Iterable[str]) -> bool:
    """Whether the note before has nothing in it that a citation could be made of."""
    k = note_index(text, at)
    if not k:
        return False
    before = text.of_kind(Kind.NOTE_BODY)[k - 1]
    body = words(text, before.span)
    if len(body.split()) <= 2 or any(character.isdigit() or character in '“"„«‘' for character in body):
        return False
    stressed = any(before.start <= mark.start and mark.end <= before.end for mark in text.of_kind(Kind.EMPHASIS))
    return not stressed and not any(name in body for name in families)


RULE = Rule("C112", "ambiguous-ibid", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
