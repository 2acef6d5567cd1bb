"""What is known of a file besides its text, and the rules of the project, which judge files and not what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fidelity.model.departure import Departure, Ignore
from fidelity.model.finding import Family, Finding, Severity


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
    unused_ignores: tuple[Ignore, ...] = ()
    """Ignore comments in it that are about no finding, or about nothing that there is."""
    unused_departures: tuple[Departure, ...] = ()
    """For a record of departures: those that no finding needs."""
    stale_departures: tuple[tuple[Departure, Finding], ...] = ()
    """Those whose place or reading has changed, each with what is found there now."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A message about a place in a file: a line and a column from 1, and an offset in code points."""

    message: str
    line: int
    column: int = 1
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ProjectRule:
    """One defect of a file or of the project: its code for ever, its name, and the pure function that finds it.

    `check` yields a message for each occurrence, about the file as a whole or, as a remark, about a place in it.
    """

    code: str
    name: str
    severity: Severity
    page: Path
    check: Callable[[Inspection], Iterator[str | Remark]]

    @property
    def family(self) -> Family:
        """The family that the code's letter names."""
        return Family.of(self.code)
