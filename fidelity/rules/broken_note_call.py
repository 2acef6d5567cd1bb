"""N114 broken-note-call: brackets that were meant to be a note call and are none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind, unscoped
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import variants_at
from fidelity.rules.note_variant import variants_of_label

_BROKEN = re.compile(
    r"(?P<spaced>\[ \^ ?(?P<one>[0-9]{1,4}) ?\]|\[\^ (?P<six>[0-9]{1,4}) ?\])|(?P<open>\[\^(?P<two>[0-9]{1,4}))(?![0-9\]])"
    r"|(?P<round>\(\^(?P<three>[0-9]{1,4})\))|(?<=[^\W\d_]{3})(?P<carets>\^(?P<four>[0-9]{1,4})\^)|(?<=[.,;:!?”’\"»])(?P<behind>\^(?P<five>[0-9]{1,4})\^)"
)

SPACED_CALL = "[^ "
_SPACED = re.compile(r"\[\^ +(?P<label>[^\]\s]+) *\]")


def check(case: Case) -> Iterator[Claim]:
    """Claim what looks like a call and is none; without square brackets only where a note of that number is not called."""
    text = case.edition
    yield from _read_all_the_same(text)
    if "^" not in text.string:
        return
    waiting = {note.label for note in text.notes if note.body is not None and not note.calls}
    never = text.of_kind(Kind.CODE, Kind.VERBATIM)
    starts = [mark.start for mark in never]
    for match in _BROKEN.finditer(text.string):
        label = next(filter(None, (match[name] for name in ("one", "two", "three", "four", "five", "six"))))
        bracketed = match["spaced"] or match["open"]
        k = bisect_right(starts, match.start()) - 1
        if (k >= 0 and match.start() < never[k].end) or not (bracketed or label in waiting):
            continue
        yield Claim(
            f"“{match[0]}” is no note call; one is written [^{label}]",
            Span(*match.span()),
            variants=variants_of_label(case, label) | variants_at(case, Span(*match.span())),
            calls=frozenset({label}),
        )


def _read_all_the_same(text: Text) -> Iterator[Claim]:
    """Claim the calls with a space before their label, which some programs read and most do not."""
    content = text.source.content or ""
    places = {match.start("label"): match[0] for match in _SPACED.finditer(content)} if SPACED_CALL in content else {}
    for call in text.of_kind(Kind.NOTE_CALL) if places else ():
        printed = places.get(text.file_hull(call.span).start)
        if printed is not None:
            label = unscoped(call.value)[0]
            yield Claim(f"“{printed}” is a note call to few programs; one is written [^{label}]", call.span)


RULE = Rule("N114", "broken-note-call", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
