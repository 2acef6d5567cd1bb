"""Fixes of all notes of a Markdown file at once, each proven: bodies put in order, labels counted anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from fidelity.model.errors import FidelityError
from fidelity.model.finding import Finding, Fix
from fidelity.model.marks import Kind
from fidelity.model.recognised import Field
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition import recognise
from fidelity.recognition.cross_references import cross_references
from fidelity.rules.note_place import is_inline
from fidelity.rules.note_variant import numbered as numbered_as

COUNTED = frozenset({"N104", "N105"})
"""The rules whose findings go when notes are counted anew."""
_DEFINITION = re.compile(r"^ {0,3}\[\^(?P<label>[^\s\[\]^]+)\]:", re.MULTILINE)
_ALONE = re.compile(r"\r(?!\n)")
_MORE_NUMBERS = re.compile(r"\s?(?:[,;&/–—‑-]|and|to|or|und|bis|oder|et|à|ou|y|a|o|e|ed)\s?\d")
"""What makes one reference to a note the first of several."""
_OWN = re.compile(
    r"\b(?:op\.\s?cit|loc\.\s?cit|art\.\s?cit|a\.\s?a\.\s?O|supra|infra|above|below|oben|unten|see|siehe|vgl|cf|voir|véase)\b",
    re.I,
)
"""Words in a citation by which a note is one of this text, and not of the work that is cited."""
_GOES_ON = re.compile(r"[^\n]*\n?(?:[^\n]*\S[^\n]*\n?)*(?:(?:[ \t]*\r?\n)+(?: {4}|\t)[^\n]*\S[^\n]*\n?(?:[^\n]*\S[^\n]*\n?)*)*")
"""A body: its first line, what follows without a blank line, and indented paragraphs behind blank lines."""


def in_order(content: str, findings: Sequence[Finding]) -> Fix | str | None:
    """The bodies that follow one another put in the order of their calls, none of them changed; safe.

    None where nothing is out of order, a reason where it cannot be proven.
    """
    if not any(finding.code == "N106" for finding in findings):
        return None
    before = _read(content)
    rank = {note.label: i for i, note in enumerate(before.notes)}
    edits: list[tuple[int, int, str]] = []
    for run in _runs(content, sorted(match.start() for match in _definitions(before, content).values())):
        wanted = sorted(run, key=lambda one: rank.get(_label(content, one), len(rank)))
        edits += [
            (old.start, old.end, content[slice(*new)])
            for old, new in zip(run, wanted, strict=True)
            if content[slice(*old)] != content[slice(*new)]
        ]
    if not edits:
        return "the bodies do not stand together, each under its paragraph perhaps"
    fix = Fix("put the bodies of notes in order", safe=True, edits=tuple(edits))
    after = _read(applied(content, fix))
    if after.running.string != before.running.string or _bodies(after) != _bodies(before):
        return "a note would read otherwise afterwards"
    return fix


def counted_anew(content: str, findings: Sequence[Finding]) -> Fix | str | None:
    """The numbers of notes counted anew in the order of their calls; every call keeps its body, and words follow. Never safe.

    None where no number is missing or out of order, a reason where it cannot be proven.
    """
    if not any(finding.code in COUNTED for finding in findings):
        return None
    before = _read(content)
    numbered = [note for note in before.notes if numbered_as(note.label) is not None and not is_inline(before, note)]
    if any(not note.calls or note.body is None for note in numbered):
        return "a note without a call, or a call without a note, might be the missing one"
    if len({note.label for note in numbered}) < len(numbered) or any(note.scope > 1 for note in numbered):
        return "a number names two notes"
    first = min(int(note.label) for note in numbered)
    new = {note.label: str(first + i) for i, note in enumerate(sorted(numbered, key=lambda note: note.calls[0]))}
    changed = {old: label for old, label in new.items() if old != label}
    edits = []
    for mark in before.of_kind(Kind.NOTE_CALL):
        if mark.start > before.running_end and before.string.startswith(":", mark.end):
            return "a call in a note has a colon behind it, and may be the label of another note"
        if mark.value in changed:
            place = before.file_span(mark.span)
            if place is None or content[place.start - 2 : place.start] != "[^" or content[place.end : place.end + 1] != "]":
                return "a call is not written as one of Markdown"
            edits.append((place.start, place.end, changed[mark.value]))
    definitions = _definitions(before, content)
    for old, label in changed.items():
        if old not in definitions:
            return f"it is not sure where the label of note {old} is written"
        edits.append((*definitions[old].span("label"), label))
    followed = _references_followed(before, new)
    if isinstance(followed, str):
        return followed
    fix = Fix("count the notes anew", safe=False, edits=tuple(sorted(edits + followed)))
    if _shape(_read(applied(content, fix))) != _shape(before):
        return "a call or a reference in words would lead to another note"
    return fix


def _lines_of(content: str) -> str:
    """The content with line feeds for the carriage returns that end lines alone, every character in its place."""
    return _ALONE.sub("\n", content)


def _definitions(text: Text, content: str) -> dict[str, re.Match[str]]:
    """By label, where the label before the body of each note is written; without those of which it is not sure.

    What looks like a definition in front matter, a comment or code is none: the label of a body is the last one before it.
    """
    written: dict[str, list[re.Match[str]]] = {}
    for match in _DEFINITION.finditer(_lines_of(content)):
        written.setdefault(match["label"], []).append(match)
    definitions = {}
    for note in text.notes:
        found = written.get(note.label, [])
        if note.body is not None and note.body.length:
            start = text.file_hull(Span(note.body.start, note.body.start + 1)).start
            found = [match for match in found if match.end() <= start][-1:]
        if note.body is not None and len(found) == 1:
            definitions[note.label] = found[0]
    return definitions


def _references_followed(text: Text, new: Mapping[str, str]) -> list[tuple[int, int, str]] | str:
    """The edits of "see note 4" where notes have new numbers, old ones as keys; a reason where it is not sure what is meant."""
    edits = []
    known = {note.label for note in text.notes}
    works = [one for one in recognise(text).citations if one.of(Field.TITLE) is not None]
    for reference in cross_references(text):
        label = reference.label
        words = text.string[slice(*reference.span)]
        if label not in known:
            if label in new.values():
                return f"“{words}” names a note that there is not, and would name another one"
            continue
        if _MORE_NUMBERS.match(text.string, reference.span.end):
            return f"“{words}” goes on with other numbers"
        if new.get(label, label) == label:
            continue
        if any(one.span.covers(reference.span) and not _OWN.search(text.string, *one.span) for one in works):
            return f"“{words}” stands in a citation, and may name a note of the work cited"
        place = text.file_span(reference.target)
        if place is None:
            return f"“{words}” is not written in one piece"
        edits.append((place.start, place.end, new[label]))
    return edits


def applied(content: str, fix: Fix) -> str:
    """The content with the edits of a fix as they are."""
    parts, at = [], 0
    for start, end, replacement in fix.edits:
        parts += [content[at:start], replacement]
        at = end
    return "".join([*parts, content[at:]])


def _read(content: str) -> Text:
    from fidelity.readers.markdown import read_markdown

    return read_markdown(content.encode("utf-8", "surrogatepass"), "file.md")


def _bodies(text: Text) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for note in text.notes:
        found.setdefault(note.value, []).append(text.note_view(note).string)
    return found


def _shape(text: Text) -> tuple[str, list[int], list[int | str]]:
    """A text without the numbers of its notes, and which note, counted from 0, each call and each reference in words names."""
    values = {note.value: i for i, note in enumerate(text.notes)}
    labels = {note.label: i for i, note in enumerate(text.notes)}
    calls, references = text.of_kind(Kind.NOTE_CALL), list(cross_references(text))
    parts, at = [], 0
    for start, end in sorted([*(mark.span for mark in calls), *(one.target for one in references)]):
        parts.append(text.string[at:start])
        at = end
    string = "\0".join([*parts, text.string[at:]])
    return string, [values.get(mark.value, -1) for mark in calls], [labels.get(one.label, one.label) for one in references]


def _label(content: str, definition: Span) -> str:
    match = _DEFINITION.match(content[definition.start : definition.end])
    if match is None:
        raise FidelityError("a definition is not where it was found.")
    return match["label"]


def _runs(content: str, starts: Sequence[int]) -> list[list[Span]]:
    """The definitions that start at these places, those together that have nothing but blank lines between them."""
    content = _lines_of(content)
    found: list[Span] = []
    for start, following in zip(starts, [*starts[1:], len(content)], strict=True):
        match = _GOES_ON.match(content, start, following)
        end = match.end() if match is not None else start
        found.append(Span(start, start + len(content[start:end].rstrip())))
    runs: list[list[Span]] = [found[:1]]
    for one, two in pairwise(found):
        if content[one.end : two.start].strip():
            runs.append([])
        runs[-1].append(two)
    return [run for run in runs if len(run) > 1]
