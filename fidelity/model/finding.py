"""What a rule claims, and the finding that is reported when the claim is taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fidelity.model.span import Span

if TYPE_CHECKING:
    from fidelity.model.changes import Edit
    from fidelity.model.source import Locator


class Severity(StrEnum):
    """How much a finding weighs. Info is off by default; errors and warnings make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Family(StrEnum):
    """The families of rules, by the letter of their codes."""

    ARTEFACT = "artefact"
    QUOTATION = "quotation"
    NOTE = "note"
    CITATION = "citation"
    PROJECT = "project"
    WORDING = "wording"

    @classmethod
    def of(cls, code: str) -> Family:
        """The family that a code's letter names. Raises KeyError for any other letter."""
        return {
            "A": cls.ARTEFACT,
            "Q": cls.QUOTATION,
            "N": cls.NOTE,
            "C": cls.CITATION,
            "P": cls.PROJECT,
            "T": cls.WORDING,
        }[code[0]]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a rule says of a place. Spans are in text offsets; an omission has an empty edition span where the words belong.

    `variants` are the indexes of the variants that this claim reports: of several claims to one variant the first in the
    catalog's order of claims is taken, and the others are dropped. `pinned` says that the claim stands even where the
    canonical text shows the same at the corresponding place.
    """

    message: str
    edition: Span
    canonical: Span | None = None
    variants: frozenset[int] = frozenset()
    related: tuple[tuple[Span, str], ...] = ()
    """Other places of the edition that bear on it, each with a sentence."""
    edits: tuple[Edit, ...] = ()
    """A fix, as edits of the edition's text; none when empty."""
    safe: bool = False
    """Whether the fix provably keeps the meaning."""
    fix_title: str = ""
    severity: Severity | None = None
    """When it differs from the rule's own."""
    passage: Span | None = None
    """The canonical passage that shows it, where that is no reading to be set beside the edition's."""
    follows: frozenset[int] = frozenset()
    """Variants of which this is a consequence: the finding that reports one of them has this as a related place instead."""
    calls: frozenset[str] = frozenset()
    """Notes (values of marks) whose call is missing, or stands here in a form that is none: of several such claims the first
    in the order of claims is taken, and has the others as related places."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: line and column from 1, offset from 0, in code points of the decoded file."""

    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A stretch of a file that has lines."""

    path: str
    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class DocumentPlace:
    """A place in a format without lines; numbers from 1, None where they do not apply."""

    part: str | None = None
    paragraph: int | None = None
    run: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the edition's file that would mend a finding: (start, end, replacement) in code points, in order."""

    title: str
    safe: bool
    edits: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A taken claim with its rule and its places, ready to be shown."""

    code: str
    name: str
    family: Family
    severity: Severity
    message: str
    path: str
    span: Span
    """In the edition's text."""
    start: Position | None
    end: Position | None
    edition: str
    canonical: str | None
    canonical_span: Span | None
    canonical_place: FilePlace | None
    source: Locator | None
    place: DocumentPlace | None
    related: tuple[tuple[FilePlace | DocumentPlace, str], ...]
    fix: Fix | None
    variants: frozenset[int] = frozenset()
    around: tuple[str, str] = ("", "")
    """The words before and after the edition's reading, within its block."""
    canonical_around: tuple[str, str] | None = None
    """The words before and after the canonical reading; None where there is none."""
    fingerprint: str = ""
    """The same for the same defect in whatever line it stands: of the rule, both readings, the words around, and a count."""
