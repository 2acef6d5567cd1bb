"""What faces what in a text and its translation."""

from __future__ import annotations

from typing import NamedTuple

from fidelity.model.span import Span


class Facing(NamedTuple):
    """Blocks that face each other, in text offsets; one side is empty, where it would stand, when nothing faces the other."""

    canonical: Span
    edition: Span
    lonely: float = 0.0
    """By how many nats it is likelier that nothing faces these blocks than that they belong to a neighbour; 0 for others."""
