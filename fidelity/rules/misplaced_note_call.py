"""N109 misplaced-note-call: a note call stands on the other side of a punctuation mark than the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.language.identification import identify
from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind, unscoped
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.note_variant import variants_of_label

_MARKS = ".,;?!"
_CLOSING = '"”’“»›)]'
_BOTH = frozenset({"de"})
"""Languages in which a call stands before the mark when it belongs to the word, and behind it when to the sentence."""
_FEWEST = 9
"""Calls beside a punctuation mark that show a style."""
_SHARE = 0.9
"""Of them, those that stand on one side."""


def check(case: Case) -> Iterator[Claim]:
    """Claim the few calls before a mark where nearly all others stand behind theirs, or the other way round."""
    text = case.edition
    if identify(text.string) in _BOTH:
        return
    before: list[tuple[Span, str]] = []
    after: list[tuple[Span, str]] = []
    for mark in text.of_kind(Kind.NOTE_CALL):
        if mark.start >= text.running_end or text.mark_at(mark.start, Kind.TABLE) or text.mark_at(mark.start, Kind.HEADING):
            continue
        side = _side(text.string, mark.span)
        if side:
            (before if side == "before" else after).append((mark.span, mark.value))
    few, side = (before, "before") if len(before) < len(after) else (after, "behind")
    many = len(before) + len(after) - len(few)
    if not few or many < _FEWEST or many < _SHARE * (many + len(few)):
        return
    for place, value in few:
        label, scope = unscoped(value)
        at = text.string[place.end] if side == "before" else text.string[place.start - 1]
        yield Claim(
            f"the call of note {label} stands {side} the “{at}”, unlike {many} others",
            place,
            variants=variants_of_label(case, label, scope),
        )


def _side(string: str, call: Span) -> str:
    """On which side of a punctuation mark a call stands: "before", "behind", or "" where there is none to tell."""
    last = string[call.start - 1 : call.start]
    following = string[call.end : call.end + 2]
    if following[:1] in set(_MARKS) and (len(following) == 1 or following[1].isspace() or following[1] in _CLOSING):
        return "before" if last.isalnum() else ""
    bare = string[max(call.start - 3, 0) : call.start].rstrip(_CLOSING)
    return "behind" if bare[-1:] in set(_MARKS) and (not following or following[0].isspace()) else ""


RULE = Rule("N109", "misplaced-note-call", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
