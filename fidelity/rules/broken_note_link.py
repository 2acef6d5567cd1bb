"""N127 broken-note-link: a link between note and call is missing or wrong, or the call shows another label than its note."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind, Mark, unscoped
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.note_variant import variants_of_label


def check(case: Case) -> Iterator[Claim]:
    """Claim calls that lead to a note of another label, and bodies whose link does not lead back to their own call."""
    text = case.edition
    for mark in calls_of_other_labels(text):
        label, scope = unscoped(mark.value)
        shown = text.string[mark.start : mark.end]
        yield Claim(
            f"the call shows {shown} and leads to note {label}", mark.span, variants=variants_of_label(case, label, scope)
        )
    for body, leads in notes_without_way_back(text):
        label = unscoped(body.value)[0]
        where = "does not lead back to its call" if leads is None else f"leads back to {_called(leads)}"
        yield Claim(f"note {label} {where}", Span(body.start, body.start))


def calls_of_other_labels(text: Text) -> Iterator[Mark]:
    """The calls that show another label than the note has to which they lead."""
    labels = {mark.value for mark in text.of_kind(Kind.NOTE_BODY)}
    for mark in text.of_kind(Kind.NOTE_CALL):
        if text.string[mark.start : mark.end].casefold() != unscoped(mark.value)[0].casefold() and mark.value in labels:
            yield mark


def notes_without_way_back(text: Text) -> Iterator[tuple[Mark, str | None]]:
    """The bodies of called notes whose link leads back to another call, or to none ("").

    None in the link's stead for bodies that have no such link, where most have one.
    """
    linked = back_links(text)
    called = {mark.value for mark in text.of_kind(Kind.NOTE_CALL)}
    bodies = [mark for mark in text.of_kind(Kind.NOTE_BODY) if mark.value in called and mark.start < mark.end]
    usual = 2 * len(linked) > len(bodies)
    for body in bodies:
        leads = linked.get(body.value)
        if leads != body.value and (leads is not None or usual):
            yield body, leads


def back_links(text: Text) -> dict[str, str]:
    """The note to whose call each body leads back, by note; "" for no call. Without notes that have no such link."""
    back = ((text.mark_at(mark.start - 1, Kind.NOTE_BODY), mark.value) for mark in text.of_kind(Kind.BACK_LINK))
    return {body.value: value for body, value in back if body is not None}


def _called(value: str) -> str:
    return f"the call of note {unscoped(value)[0]}" if value else "no call"


RULE = Rule("N127", "broken-note-link", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
