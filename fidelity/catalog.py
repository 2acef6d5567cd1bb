"""The one list of repairs and rules: the sequence in which repairs run, and the order in which rules claim a variant."""

from __future__ import annotations

from fidelity.model.repair import Repair

REPAIRS: tuple[Repair, ...] = ()
"""The sequence of repairs. Each sees the text as the ones before it left it."""
