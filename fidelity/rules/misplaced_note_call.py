"""N109 misplaced-note-call: a note call stands on the other side of a punctuation mark than the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.language.abbreviations import ends_no_sentence
from fidelity.language.identification import identify
from fidelity.model.finding import Claim, Severity
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind, unscoped
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.note_variant import variants_of_label

_MARKS = ".,;?!"
_CLOSING = '"”’“»›)]'
_BOTH = frozenset({"de"})
"""Languages in which a call stands before the mark when it belongs to the word, and behind it when to the sentence."""
_CONVENTION = {"en": "behind", "fr": "before"}
"""The side on which nearly every house of a language puts its calls; Spanish, Italian and Portuguese houses differ."""
_FEWEST = 9
"""Calls beside a punctuation mark that show a style."""
_SHARE = 0.9
"""Of them, those that stand on one side."""
_FEWEST_BY_CONVENTION = 5
_SHARE_BY_CONVENTION = 0.8
"""The same where a style is also the convention of the language."""
_SPACED = frozenset("\u00a0\u202f\u2009 ")
"""Spaces that stand before a mark in French."""
_ABBREVIATED = late_pattern(r"([^\s.]+(?:\.[^\s.]+)*)\.\Z")
"""The word before a full stop."""
_CONTEXT = 40
"""Characters before a call in which that word is looked for."""


def check(case: Case) -> Iterator[Claim]:
    """Claim the few calls before a mark where most others stand behind theirs, or the other way round; sooner by convention."""
    text = case.edition
    calls = [mark for mark in text.of_kind(Kind.NOTE_CALL) if mark.start < text.running_end]
    if len(calls) <= _FEWEST_BY_CONVENTION:
        return
    language = identify(text.string)
    if language in _BOTH:
        return
    before: list[tuple[Span, str]] = []
    after: list[tuple[Span, str]] = []
    for mark in calls:
        if text.mark_at(mark.start, Kind.TABLE) or text.mark_at(mark.start, Kind.HEADING):
            continue
        side = _side(text.string, mark.span, language)
        if side:
            (before if side == "before" else after).append((mark.span, mark.value))
    few, side = (before, "before") if len(before) < len(after) else (after, "behind")
    many = len(before) + len(after) - len(few)
    usual = language is not None and _CONVENTION.get(language) == ("behind" if side == "before" else "before")
    fewest, share = (_FEWEST_BY_CONVENTION, _SHARE_BY_CONVENTION) if usual else (_FEWEST, _SHARE)
    if not few or many < fewest or many < share * (many + len(few)):
        return
    for place, value in few:
        label, scope = unscoped(value)
        at = text.string[place.end] if side == "before" else text.string[place.start - 1]
        yield Claim(
            f"the call of note {label} stands {side} the “{at}”, unlike {many} others",
            place,
            variants=variants_of_label(case, label, scope),
        )


def _side(string: str, call: Span, language: str | None) -> str:
    """On which side of a punctuation mark a call stands: "before", "behind", or "" where there is none to tell.

    The points of abbreviations, initials and ellipses are no marks of that kind.
    """
    before = string[max(call.start - _CONTEXT, 0) : call.start]
    following = string[call.end : call.end + 3]
    if language == "fr" and following[:1] in _SPACED and following[1:2] in {";", "?", "!"}:
        following = following[1:]
    if following.startswith("..") or before.endswith(("..", "…")):
        return ""
    if following[:1] in set(_MARKS) and (len(following) == 1 or following[1].isspace() or following[1] in _CLOSING):
        return "before" if before[-1:].isalnum() else ""
    bare = before[:-3] + before[-3:].rstrip(_CLOSING)
    word = _ABBREVIATED.search(bare)
    if bare[-1:] not in set(_MARKS) or (word is not None and ends_no_sentence(word[1])):
        return ""
    return "behind" if not following or following[0].isspace() else ""


RULE = Rule("N109", "misplaced-note-call", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
