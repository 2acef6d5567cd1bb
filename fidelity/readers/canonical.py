"""A canonical Markdown file together with its log: where each of its characters was printed, without the source at hand."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, TypeVar

from fidelity.model.amendment import apply
from fidelity.model.changes import Action, Edit, Emendation, Move
from fidelity.model.errors import ImpossibleChange, UnreadableFile
from fidelity.model.marks import Kind, Mark
from fidelity.model.source import Printing
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.readers.replay import replayed_at_once

_FORMAT = 1
LONG = 500_000
"""Characters of a log from which on it is replayed in columns, for which numpy has to be loaded."""
_FILLER = "\0"
"""Stands for a character of the transcript, which is not at hand."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Log:
    """The log of a canonical text: what it was made from, and every emendation."""

    name: str
    sha256: str
    engine: str
    extraction: int
    length: int
    """Characters in the transcript."""
    text_sha256: str
    """SHA-256 of the canonical string in UTF-8."""
    pages: tuple[int, ...]
    lines: tuple[int, ...]
    page_labels: tuple[str, ...]
    emendations: tuple[Emendation, ...]
    decisions: tuple[str, str] | None = None
    """Name and SHA-256 of the file of decisions that was replayed; None where there was none."""
    losses: tuple[str, ...] = ()
    """What of the source could not be read when it was extracted."""


def read_canonical(content: bytes, name: str, log: str | None = None) -> Text:
    """The text of a canonical Markdown file; with its log, also where every character was printed (`Source.printing`).

    Raises UnreadableFile when the file cannot be read, the log is damaged, or the two do not belong together.
    """
    text = read_markdown(content, name)
    if log is None:
        return text
    return replace(text, source=replace(text.source, printing=printing_of(log, text.string, name)))


def printing_of(log: str, string: str, name: str) -> Printing:
    """Where the characters of a canonical string were printed, by its log.

    Raises UnreadableFile when the log is damaged, or was written for another string.
    """
    origin = None
    head, _, rest = log.partition("\n")
    if len(log) >= LONG and head.strip():
        record = _log_of(_Line(name, 1, head), ())
        if hashlib.sha256(string.encode()).hexdigest() == record.text_sha256:
            origin = replayed_at_once(rest, record.length, string, lambda line: _emendation(_Line(name, 0, line)))
    if origin is None:  # whatever is wrong is said with the number of its line
        record = read_log(log, name)
        origin = _replayed(record, string, name)
    return Printing(
        record.name,
        record.sha256,
        record.engine,
        record.extraction,
        origin,
        array("i", record.pages),
        array("i", record.lines),
        record.page_labels,
        record.decisions,
        record.losses,
    )


def _replayed(log: Log, string: str, name: str) -> array[int]:
    """The origin of each character of the canonical string: the log replayed on offsets alone.

    Marks change no offsets, so the changes of marks are passed over.
    """
    changed = UnreadableFile(
        f"{name} was changed after it was extracted, so its log no longer fits; run fidelity extract again."
    )
    if hashlib.sha256(string.encode()).hexdigest() != log.text_sha256:
        raise changed
    filled, origin = _FILLER * log.length, array("i", range(log.length))
    for _, step in groupby(log.emendations, key=lambda emendation: emendation.step):
        changes = [change for change in (emendation.change() for emendation in step) if isinstance(change, Edit | Move)]
        try:
            amended = apply(filled, origin, (), changes)
        except ImpossibleChange as contradiction:
            raise UnreadableFile(f"The log of {name} contradicts itself; run fidelity extract again.") from contradiction
        filled, origin = amended.string, amended.origin
    if len(filled) != len(string):
        raise changed
    if any(supplied not in (printed, _FILLER) for supplied, printed in zip(filled, string, strict=True)):
        raise changed
    return origin


def read_log(content: str, name: str) -> Log:
    """The log that stands in the lines of a file; `name` says in a message whose log it is.

    Raises UnreadableFile with the number of the line that is damaged.
    """
    lines = [(number, line) for number, line in enumerate(content.split("\n"), 1) if line.strip()]
    if not lines:
        raise UnreadableFile(f"The log of {name} is empty; run fidelity extract again.")
    return _log_of(_Line(name, *lines[0]), lines[1:])


def _log_of(header: _Line, lines: Sequence[tuple[int, str]]) -> Log:
    """The log with this header and these numbered lines."""
    name = header.name
    if header.fields.get("fidelity") != "emendations":
        raise header.damaged("it does not begin as a log of fidelity does")
    if header.get("format", int) != _FORMAT:
        raise header.damaged(f"it is in format {header.get('format', int)}, and only format {_FORMAT} is understood")
    source = header.get("source", dict)
    if not all(isinstance(source.get(key), str) for key in ("name", "sha256")):
        raise header.damaged("“source” has no name or no sha256")
    length = header.get("length", int)
    if length < 0:
        raise header.damaged("“length” is negative")
    return Log(
        source["name"],
        source["sha256"],
        header.get("engine", str),
        header.get("extraction", int),
        length,
        header.get("text_sha256", str),
        header.offsets("pages", length),
        header.offsets("lines", length),
        tuple(header.several("page_labels", str)),
        tuple(_emendations(name, lines)),
        _decisions(header),
        tuple(header.several("losses", str)) if "losses" in header.fields else (),
    )


def _decisions(header: _Line) -> tuple[str, str] | None:
    if "decisions" not in header.fields:
        return None
    decisions = header.get("decisions", dict)
    if not all(isinstance(decisions.get(key), str) for key in ("name", "sha256")):
        raise header.damaged("“decisions” has no name or no sha256")
    return decisions["name"], decisions["sha256"]


def _emendations(name: str, lines: Sequence[tuple[int, str]]) -> Iterator[Emendation]:
    step = 1
    for number, content in lines:
        line = _Line(name, number, content)
        emendation = _emendation(line)
        if emendation.step < step:
            raise line.damaged("its step comes before that of the line above")
        step = emendation.step
        yield emendation


def _emendation(line: _Line) -> Emendation:
    try:
        action = Action(line.get("action", str))
    except ValueError:
        raise line.damaged("“action” is none that is known") from None
    after = line.get("after", str) if action is Action.EDIT else None
    to = line.get("to", int) if action is Action.MOVE else None
    mark = line.mark() if action in (Action.ADD_MARK, Action.DROP_MARK) else None
    certainty = line.fields.get("certainty")
    if isinstance(certainty, bool) or not isinstance(certainty, int | float):
        raise line.damaged("“certainty” is missing or no number")
    return Emendation(
        line.get("step", int),
        line.get("code", str),
        action,
        line.span(line.fields.get("span"), "span"),
        tuple(line.span(run, "source") for run in line.several("source", list)),
        line.get("before", str),
        after,
        to,
        mark,
        float(certainty),
        line.get("reason", str),
    )


class _Line:
    """One line of a log, whose fields are asked for by name and kind."""

    def __init__(self, name: str, number: int, content: str) -> None:
        self.name, self.number = name, number
        try:
            fields = json.loads(content)
        except (ValueError, RecursionError):
            raise self.damaged("it is not JSON") from None
        if not isinstance(fields, dict):
            raise self.damaged("it is not a JSON object")
        self.fields: dict[str, Any] = fields

    def damaged(self, what: str) -> UnreadableFile:
        return UnreadableFile(f"The log of {self.name} is damaged in line {self.number} ({what}); run fidelity extract again.")

    def get(self, key: str, kind: type[T]) -> T:
        value = self.fields.get(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.damaged(f"“{key}” is missing or of the wrong kind")
        return value

    def several(self, key: str, kind: type[T]) -> list[T]:
        values: list[Any] = self.get(key, list)
        if any(not isinstance(value, kind) or (kind is int and isinstance(value, bool)) for value in values):
            raise self.damaged(f"“{key}” holds something of the wrong kind")
        return values

    def offsets(self, key: str, length: int) -> tuple[int, ...]:
        values = self.several(key, int)
        if values != sorted(values) or any(not 0 <= value <= length for value in values):
            raise self.damaged(f"“{key}” are not offsets in order")
        return tuple(values)

    def span(self, value: Any, key: str) -> Span:
        whole = isinstance(value, list) and len(value) == 2 and all(type(bound) is int for bound in value)
        if not whole or not 0 <= value[0] <= value[1]:
            raise self.damaged(f"“{key}” holds something that is no span")
        return Span(value[0], value[1])

    def mark(self) -> Mark:
        fields = self.get("mark", dict)
        try:
            kind = Kind(str(fields.get("kind")))
        except ValueError:
            raise self.damaged("“mark” is of a kind that is not known") from None
        span = self.span([fields.get("start"), fields.get("end")], "mark")
        value = fields.get("value")
        if not isinstance(value, str):
            raise self.damaged("“mark” has no value")
        return Mark(kind, span.start, span.end, value)
