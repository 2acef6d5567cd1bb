"""What is known of a file besides its text, and the rules of the project, which judge files and not what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fidelity.model.finding import Family, Severity


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the log of a canonical text says that it was made from, and what lies there today."""

    source: str
    """The source's file name, without a folder."""
    sha256: str
    """The hash of the source when the text was extracted, in hexadecimal digits."""
    found_sha256: str | None
    """The hash of the file of that name beside the canonical text; None where there is none."""
    extraction: int
    """The extraction version that made the text."""
    edited: bool
    """Whether the text is no longer the one that was extracted."""
    redecided: bool = False
    """Whether the file of decisions that lies beside the text is not the one that was replayed."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file that a check was asked to use, and what came of opening it."""

    path: str
    failure: str = ""
    """Why it could not be read, as a sentence; empty when it was."""
    provenance: Provenance | None = None
    """For a canonical text with a log."""


@dataclass(frozen=True, slots=True)
class ProjectRule:
    """One defect of a file or of the project: its code for ever, its name, and the pure function that finds it.

    `check` yields a message for each occurrence; the finding is about the file as a whole.
    """

    code: str
    name: str
    severity: Severity
    page: Path
    check: Callable[[Inspection], Iterator[str]]

    @property
    def family(self) -> Family:
        """The family that the code's letter names."""
        return Family.of(self.code)
