"""Note bodies as they stand in the lines of a transcript."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fidelity.language.note_signs import BACK_LINK_AT_END, NOTES_HEADINGS, REFERENCES_HEADINGS
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.printed_lines import PrintedLine

CARET = re.compile(r"\s*\^(?:\s|$)")
"""A link back at the beginning of a note, after its label."""
_CARET_AT_END = re.compile(r"\s\^\s*$")


_AROUND = " .:*#0123456789"
LONGEST_HEADING = max(map(len, NOTES_HEADINGS | REFERENCES_HEADINGS))
"""Characters of a heading over notes or works, at most."""


@dataclass(frozen=True, slots=True)
class Body:
    """A note body as it stands in the transcript, in text offsets.

    `stretches` are runs of whole lines, one for each page it stands on; `signs` what is printed there but is not the body:
    its label, a back link. `sign` says by what it was known.
    """

    label: str
    stretches: tuple[Span, ...]
    signs: tuple[Span, ...]
    sign: str
    page: int

    @property
    def start(self) -> int:
        """Where its first line starts."""
        return self.stretches[0].start


@dataclass(frozen=True, slots=True)
class Zones:
    """All bodies in the order of the transcript, the headings over end notes, rules of dashes over any, and the lines of a
    critical apparatus.
    """

    bodies: tuple[Body, ...] = ()
    headings: tuple[Span, ...] = ()
    rules: tuple[Span, ...] = ()
    apparatus: tuple[Span, ...] = ()


def without_back_link(text: Text, body: Body) -> Body:
    """A body with the arrow at its end among its signs, if there is one."""
    last = body.stretches[-1]
    match = BACK_LINK_AT_END.search(text.string[slice(*last)])
    if match is None:
        return body
    return replace(body, signs=(*body.signs, Span(last.start + match.start(), last.start + match.end())))


def without_carets(text: Text, bodies: Sequence[Body]) -> tuple[Body, ...]:
    """The bodies with the caret behind their labels, or at their ends, among their signs, where most have one: encyclopedias
    link back with it.
    """
    for carets in (
        [CARET.match(text.string, body.signs[0].end if body.signs else body.start) for body in bodies],
        [_CARET_AT_END.search(text.string, body.stretches[-1].start, body.stretches[-1].end) for body in bodies],
    ):
        if 2 * sum(caret is not None for caret in carets) > len(bodies):
            return tuple(
                body if caret is None else replace(body, signs=(*body.signs, Span(*caret.span())))
                for body, caret in zip(bodies, carets, strict=True)
            )
    return tuple(bodies)


def heading_of(line: PrintedLine) -> str:
    """A line as headings over notes or over a list of works are compared: without numbers and stops, in lower case.

    Empty for one that is too long, as most lines are.
    """
    words = line.words
    if len(words) > LONGEST_HEADING and words[0] not in _AROUND and words[-1] not in _AROUND:
        return ""
    return words.strip(_AROUND).casefold()
