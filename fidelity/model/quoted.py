"""A quotation with the passages that it was taken from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fidelity.model.collation import Collation
from fidelity.model.recognised import Quotation
from fidelity.model.span import Span
from fidelity.model.text import Text


class Order(StrEnum):
    """How a fragment stands in the canonical text to the fragment before it."""

    FOLLOWS = "follows"
    DISTANT = "distant"
    """Further on than an ellipsis may reach, or in another part of the text."""
    PRECEDES = "precedes"
    ELSEWHERE = "elsewhere"
    """In another canonical text."""
    UNLOCATED = "unlocated"
    """Nowhere."""


@dataclass(frozen=True, eq=False, slots=True)
class Passage:
    """A stretch of a canonical text that a quotation, or a fragment of it, was taken from."""

    canonical: Text
    """The canonical text, or an excerpt of it that holds the passage with what stands around it."""
    span: Span
    """In text offsets of `canonical`."""
    collation: Collation | None
    """None where the quotation has it letter by letter."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """What stands between two marks of omission: its place in the edition's text, and how it follows the one before."""

    span: Span
    order: Order = Order.FOLLOWS
    omitted: str = ""
    """What the canonical text has between it and the fragment before, where it follows that one."""


@dataclass(frozen=True, eq=False, slots=True)
class Quoted:
    """A quotation that was looked up in canonical texts; without passages it stands nowhere."""

    quotation: Quotation
    passages: tuple[Passage, ...] = ()
    """One, unless fragments lie apart."""
    fragments: tuple[Fragment, ...] = ()
