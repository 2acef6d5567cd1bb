"""The log of an extraction for people: each emendation with its place, the words around it, its reason and its certainty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fidelity.model.changes import Action, Emendation
from fidelity.model.text import Text
from fidelity.reporters.pieces import Piece, marked
from fidelity.reporters.printable import printable
from fidelity.reporters.readings import shortened

_CONTEXT = 24
"""Characters shown on each side of a change."""
_LONGEST = 160


def render(steps: Sequence[tuple[str, Text, Text]]) -> list[list[Piece]]:
    """The log as lines of pieces, in the order of the source; a step is (name of the repair, text before, text after)."""
    records = [
        (before.transcript_offset(emendation.span.start), emendation.step, k, name, before, emendation)
        for name, before, after in steps
        for k, emendation in enumerate(after.log[len(before.log) :])
    ]
    lines: list[list[Piece]] = []
    for _, _, _, name, before, emendation in sorted(records, key=lambda record: record[:3]):
        lines += _emendation(name, before, emendation)
    counted = Counter((emendation.code, name) for _, _, _, name, _, emendation in records)
    parts = ", ".join(f"{number:,} {code} {name}" for (code, name), number in sorted(counted.items()))
    lines.append([(f"{len(records):,} emendations{f': {parts}' if parts else ''}", "")])
    return lines


def _emendation(name: str, text: Text, emendation: Emendation) -> list[list[Piece]]:
    locator = text.locate(emendation.span.start)
    place = str(locator) if locator is not None and str(locator) else f"character {emendation.span.start}"
    certainty = "" if emendation.certainty >= 1 else f" (certainty {emendation.certainty:.2g})"
    return [
        [(f"{printable(place)}: ", "path"), (f"{emendation.code} {name}", "gutter")],
        [("    ", ""), *_shown(text, emendation)],
        [("    ", ""), (printable(emendation.reason), "quiet"), (certainty, "warning")],
    ]


def _shown(text: Text, emendation: Emendation) -> list[Piece]:
    start, end = emendation.span
    before = text.string[max(start - _CONTEXT, 0) : start]
    after = text.string[end : end + _CONTEXT]
    if emendation.action is Action.EDIT:
        removed, supplied = emendation.before, emendation.after or ""
        return [
            (_readable(before), ""),
            *(marked(_readable(shortened(removed, _LONGEST)), "omitted") if removed else []),
            *(marked(_readable(shortened(supplied, _LONGEST)), "added") if supplied else []),
            (_readable(after), ""),
        ]
    words = _readable(shortened(text.string[start:end], _LONGEST))
    if emendation.action is Action.MOVE:
        to = emendation.to or 0
        there = _readable(text.string[max(to - _CONTEXT, 0) : to]), _readable(text.string[to : to + _CONTEXT])
        here = [(_readable(before), ""), *marked(words, "omitted"), (_readable(after), "")]
        return [*here, (" → ", "gutter"), (there[0], ""), *marked(words, "added"), (there[1], "")]
    mark = emendation.mark
    assert mark is not None
    verb = "marked as" if emendation.action is Action.ADD_MARK else "no longer"
    value = f" {printable(mark.value)}" if mark.value else ""
    return [(f"{verb} {mark.kind}{value}: ", ""), *marked(words or "(empty)", "added" if verb == "marked as" else "omitted")]


def _readable(string: str) -> str:
    """Line ends as arrows that point back, other invisible characters as escapes."""
    return printable(string.replace("\n", "⏎").replace("\u2028", "⏎"))
