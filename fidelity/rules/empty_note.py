"""N112 empty-note: a note without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.late_pattern import late_pattern
from fidelity.model.marks import Kind
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import tokens
from fidelity.rules.note_variant import place_in_edition, variants_of_label

_PICTURE = late_pattern(r"^[ >]{0,9}\[\^(?P<label>[^\]\n]+)\]:\s*(?:!\[|<(?:img|svg|object)\b)", re.MULTILINE)


_IMAGE = late_pattern(r"<(?:img|svg|object)\b", re.IGNORECASE)
_TAG = late_pattern(r"<[^<>]*>|&\w+;")
_WORD = late_pattern(r"[^\W\d_]{2}")


def check(case: Case) -> Iterator[Claim]:
    """Claim notes whose body holds neither word nor sign; a note of "?" or "*" is somebody's note."""
    text = case.edition
    empty = [k for k, note in enumerate(text.notes) if note.body is not None and _is_empty(text, note.body)]
    for note in [text.notes[k] for k in _without_pictures(text, empty)] if empty else ():
        assert note.body is not None
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


def _without_pictures(text: Text, empty: Sequence[int]) -> Iterator[int]:
    """Of the notes without words, by their places among the notes, those whose body is no image, which a reader leaves out."""
    content, engine = text.source.content or "", text.source.engine
    labelled: Set[str] = {match["label"] for match in _PICTURE.finditer(content)} if engine == "markdown" else set()
    around = _around(text, len(content)) if engine in ("html", "markdown") else ()
    for k in empty:
        label = text.notes[k].label
        if label in labelled:
            continue
        if not around or (engine == "markdown" and f"[^{label}]:" in content):
            yield k
            continue
        start, end = around[k]
        image = _IMAGE.search(content, start, end)
        if image is None or _WORD.search(_TAG.sub("", content[start : image.start()])) is not None:
            yield k


def _around(text: Text, length: int) -> list[tuple[int, int]]:
    """For each note the stretch of a file, in its characters, between the bodies with characters before and behind it."""
    bodies = [note.body if note.body is not None and note.body.length else None for note in text.notes]
    last = text.file_hull(Span(text.running_end - 1, text.running_end)).end if text.running_end else 0
    starts: list[int] = []
    for body in bodies:
        starts.append(last)
        last = text.file_hull(Span(body.end - 1, body.end)).end if body is not None else last
    ends: list[int] = []
    for body in reversed(bodies):
        ends.append(length)
        length = text.file_hull(body).start if body is not None else length
    return list(zip(starts, reversed(ends), strict=True))


RULE = Rule("N112", "empty-note", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
