"""N127 broken-note-link: a link between note and call is missing or wrong, or the call shows another label than its note."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind, unscoped
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.note_variant import variants_of_label


def check(case: Case) -> Iterator[Claim]:
    """Claim calls that lead to a note of another label, and bodies whose link does not lead back to their own call."""
    text = case.edition
    labels = {mark.value for mark in text.of_kind(Kind.NOTE_BODY)}
    for mark in text.of_kind(Kind.NOTE_CALL):
        label, scope = unscoped(mark.value)
        shown = text.string[mark.start : mark.end]
        if shown.casefold() != label.casefold() and mark.value in labels:
            yield Claim(
                f"the call shows {shown} and leads to note {label}", mark.span, variants=variants_of_label(case, label, scope)
            )
    back = {(mark.start, text.mark_at(mark.start - 1, Kind.NOTE_BODY)): mark.value for mark in text.of_kind(Kind.BACK_LINK)}
    linked = {body.value: value for (_, body), value in back.items() if body is not None}
    called = {mark.value for mark in text.of_kind(Kind.NOTE_CALL)}
    bodies = [mark for mark in text.of_kind(Kind.NOTE_BODY) if mark.value in called and mark.start < mark.end]
    usual = 2 * len(linked) > len(bodies)
    for body in bodies:
        leads = linked.get(body.value)
        label = unscoped(body.value)[0]
        if leads == body.value or (leads is None and not usual):
            continue
        where = "does not lead back to its call" if leads is None else f"leads back to {_called(leads)}"
        yield Claim(f"note {label} {where}", Span(body.start, body.start))


def _called(value: str) -> str:
    return f"the call of note {unscoped(value)[0]}" if value else "no call"


RULE = Rule("N127", "broken-note-link", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
