"""Notes of text without geometry that open with a link back to their calls, and whose numbers stand at a line's end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fidelity.language.note_signs import BACK_LINK
from fidelity.model.span import Span
from fidelity.repairs.note_bodies import Body
from fidelity.repairs.printed_lines import PrintedLine, ends_sentence, is_full, typical_width

END_LABEL = re.compile(r"(?<!\s)(\s*)(\d{1,4})$")
"""The number at the end of a line, and the white before it."""


def opened_by_back_links(lines: list[PrintedLine]) -> list[Body]:
    """Bodies whose first line a back link opens, and whose number stands at that line's end."""
    width = typical_width(lines)
    bodies: list[Body] = []
    i = 0
    while i < len(lines):
        sign = BACK_LINK.match(lines[i].words)
        if sign is None:
            i += 1
            continue
        first = lines[i]
        end = i
        label = END_LABEL.search(first.words)
        stranded = label is not None and label[1] != ""
        if label is None or stranded:
            end = _last_line(lines, i, label is not None, width)
        expected = int(bodies[-1].label) + 1 if bodies else None
        number = _numbered(label[2] if label else None, expected)
        if number is not None:
            offset = first.start_of_words
            signs = [Span(first.span.start, offset + sign.end())]
            if label is not None:
                digits = offset + label.end(2)
                signs.append(Span(digits - len(number) - len(label[1]), digits))
            stretch = Span(first.span.start, lines[end].span.end)
            bodies.append(Body(number, (stretch,), tuple(signs), "its back link", first.page))
        i = end + 1
    return bodies


def _numbered(digits: str | None, expected: int | None) -> str | None:
    """The label in the digits at a line's end: all of them, or the expected number glued behind others ("19995")."""
    if digits is None:
        return str(expected) if expected is not None else None
    if expected is None or int(digits) == expected or int(digits) == 1:
        return digits
    if digits.endswith(str(expected)) and len(digits) > len(str(expected)):
        return str(expected)
    return digits if int(digits) > expected else None


def _last_line(lines: Sequence[PrintedLine], first: int, labelled: bool, width: float) -> int:
    """The index of the line that ends a wrapped body: it ends a sentence and falls short, or what follows is set apart."""
    i = first
    while i + 1 < len(lines):
        after = lines[i + 1]
        words = END_LABEL.sub("", lines[i].words) if i == first and labelled else lines[i].words
        if BACK_LINK.match(after.words):
            break
        if ends_sentence(words) and (after.indent or after.after_blank or not is_full(lines[i], width)):
            break
        if after.page != lines[i].page and after.indent:
            break
        i += 1
    return i
