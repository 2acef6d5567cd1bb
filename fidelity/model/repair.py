"""A repair as a record: what the catalog, the log, `explain` and the tests know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fidelity.model.changes import Change
from fidelity.model.finding import Severity
from fidelity.model.span import Span
from fidelity.model.text import Text


@dataclass(frozen=True, slots=True)
class Repair:
    """One artefact class: how it is known and mended.

    `propose` is pure: it reads a text and yields the changes that would mend it, all in that text's offsets, and nothing for
    a text that needs none. The page beside the module is its manual and its test.
    """

    code: str
    name: str
    page: Path
    propose: Callable[[Text], Iterator[Change]]
    message: str = ""
    """What a finding says where the same artefact is left in an edition; "{before}" and "{after}" are filled in."""
    severity: Severity = Severity.ERROR
    """How much the artefact weighs in an edition."""
    propose_near: Callable[[Text, Sequence[Span]], Iterator[Change]] | None = None
    """`propose` for what touches some stretches (in order, not overlapping) alone, where asking everywhere takes long."""
    transcript_only: bool = False
    """Whether it undoes typesetting that every transcript has (line ends, page ends), which in an edition is no artefact."""
