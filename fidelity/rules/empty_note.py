"""N112 empty-note: a note without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Note, Text
from fidelity.rules.difference import tokens
from fidelity.rules.note_variant import place_in_edition, variants_of_label

_PICTURE = late_pattern(r"^[ >]{0,9}\[\^(?P<label>[^\]\n]+)\]:\s*(?:!\[|<(?:img|svg|object)\b)", re.MULTILINE)


_IMAGE = late_pattern(r"<(?:img|svg|object)\b", re.IGNORECASE)
_TAG = late_pattern(r"<[^<>]*>|&\w+;")
_WORD = late_pattern(r"[^\W\d_]{2}")


def check(case: Case) -> Iterator[Claim]:
    """Claim notes whose body holds neither word nor sign; a note of "?" or "*" is somebody's note."""
    for note in case.edition.notes:
        if note.body is not None and _is_empty(case.edition, note.body) and not _is_picture(case.edition, note):
            yield Claim(
                f"note {note.label} is empty",
                place_in_edition(note, note.body),
                variants=variants_of_label(case, note.label, note.scope),
            )


def _is_empty(text: Text, body: Span) -> bool:
    """Whether a body holds no word; one that begins with a letter does, unless that is a call's label."""
    if text.string[body.start : body.start + 1].isalpha() and text.mark_at(body.start, Kind.NOTE_CALL) is None:
        return False
    return not tokens(text, body)


def _is_picture(text: Text, note: Note) -> bool:
    """Whether the body of a note without words is an image, which a reader leaves out."""
    content = text.source.content or ""
    if text.source.engine == "markdown":
        if any(match["label"] == note.label for match in _PICTURE.finditer(content)):
            return True
        if f"[^{note.label}]:" in content:
            return False
    start, end = _around(text, note, len(content)) if text.source.engine in ("html", "markdown") else (0, 0)
    image = _IMAGE.search(content, start, end)
    return image is not None and _WORD.search(_TAG.sub("", content[start : image.start()])) is None


def _around(text: Text, note: Note, length: int) -> tuple[int, int]:
    """The stretch of a file, in its characters, between the notes before and behind one that has no characters of its own."""
    notes = list(text.notes)
    k = notes.index(note)
    bodies = [one.body if one.body is not None and one.body.length else None for one in notes]
    before = next((body for body in reversed(bodies[:k]) if body is not None), Span(0, text.running_end))
    behind = next((body for body in bodies[k + 1 :] if body is not None), None)
    start = text.file_hull(Span(before.end - 1, before.end)).end if before.length else 0
    return start, text.file_hull(behind).start if behind is not None else length


RULE = Rule("N112", "empty-note", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
