"""A rule as a record, and the case it judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fidelity.model.collation import Collation
from fidelity.model.declarations import HouseStyle, Relation
from fidelity.model.facing import Facing
from fidelity.model.finding import Claim, Family, Severity
from fidelity.model.recognised import Recognised
from fidelity.model.text import Text

if TYPE_CHECKING:
    from fidelity.model.quoted import Quoted


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule may look at. Without a canonical text the last three are None or empty."""

    edition: Text
    edition_marks: Recognised
    relation: Relation = Relation.EDITION
    canonical: Text | None = None
    canonical_marks: Recognised = field(default_factory=Recognised)
    collation: Collation | None = None
    quoted: tuple[Quoted, ...] | None = None
    """For a text that quotes, its quotations with the passages they were taken from; for a rule, the one that is judged."""
    facing: tuple[Facing, ...] = ()
    """For a translation, which blocks of the running texts face each other."""
    style: HouseStyle = field(default_factory=HouseStyle)
    """What the edition's house writes in its own way; the collation has heeded it."""
    languages: tuple[str, ...] = ()
    """The languages that the texts may be in, as two-letter codes; without any, the language is guessed."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One defect: its code for ever, the name that states it, and the pure function that claims its occurrences."""

    code: str
    name: str
    severity: Severity
    page: Path
    check: Callable[[Case], Iterator[Claim]]
    compares: bool
    """Whether it needs a canonical text."""

    @property
    def family(self) -> Family:
        """The family that the code's letter names."""
        return Family.of(self.code)
