"""Q120 altered-punctuation-in-quotation: a mark between the same words of a quotation was lost, gained or exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.language.negation import is_negation
from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.change import changed_punctuation
from fidelity.rules.difference import claim
from fidelity.rules.quotation_change import QuotationChange, quotation_changes


def check(case: Case) -> Iterator[Claim]:
    """Claim changed punctuation; at the end of a quotation it is the editor's, and said only when asked for."""
    for change in quotation_changes(case):
        changed = changed_punctuation(change.difference)
        if changed is None or change.in_words:
            continue
        held = change.difference.lost_words  # which stand between marks that changed
        final = change.last and not change.first and not held and _is_final(case, change)
        where = "at the end of a quotation" if final else "in a quotation"
        free = final or (case.relation is Relation.QUOTING and _is_bracketed(change))
        yield claim(change.difference, f"{where} {changed}", Severity.INFO if free else None)


def _is_bracketed(change: QuotationChange) -> bool:
    """Whether words that stand there were put in brackets, as whoever quotes may put them around any; but “[not]” misleads."""
    difference = change.difference
    before, after = difference.before, difference.after
    if not after.startswith("[") or not after.endswith("]") or after[1:-1] != before:
        return False
    return not any(is_negation(word.form) or any(map(str.isdigit, word.form)) for word in difference.lost_words)


def _is_final(case: Case, change: QuotationChange) -> bool:
    """Whether nothing was changed but the last mark of a quotation, and that of one inside it that ends there: “… ‘so,’”"""
    tokens = change.difference.lost + change.difference.gained
    inner = [token for token in tokens if token.is_quotation_mark]
    if not inner:
        return True
    outer = case.edition.string[change.quotation.content.end : change.quotation.span.end]
    marks = all(token.is_quotation_mark or token.string in ".,;:!?" for token in tokens)
    return marks and len(inner) < len(tokens) and all(token.string not in outer for token in inner)


RULE = Rule(
    "Q120", "altered-punctuation-in-quotation", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True
)
