"""What an editor has decided to let stand: departures in a file of their own, and ignore comments in an edition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Departure:
    """A finding that an editor has accepted, with a reason; or, without a fingerprint, a rule in a whole file."""

    path: str
    """The edition, from the folder of the file that records the departure, with slashes."""
    code: str
    name: str
    reason: str
    by: str
    fingerprint: str = ""
    canonical: str | None = None
    """The canonical reading at the time; None where nothing was compared."""
    edition: str = ""
    before: str = ""
    """The words before the edition's reading."""
    after: str = ""
    message: str = ""
    """What was found, in words."""
    line: int = 0
    """Where it is recorded, from 1; 0 when it is not recorded yet."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """An ignore comment: the codes that it names and the lines that it is about."""

    codes: frozenset[str]
    said: str
    """The rules as the comment names them."""
    line: int
    """Where the comment stands, from 1."""
    column: int
    offset: int
    """In code points of the decoded file."""
    first: int
    last: int
    """The lines that it is about, from 1; the file's last where it is about the whole."""
    fault: str = ""
    """What is wrong with the comment itself, as a clause."""
