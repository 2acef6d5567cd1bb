"""C104 altered-place-or-publisher: the place or publisher of a cited work is not the canonical one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.citation_field import altered_field


def check(case: Case) -> Iterator[Claim]:
    """Claim what differs inside the place or publisher of a citation."""
    yield from altered_field(case, frozenset({Field.PLACE, Field.PUBLISHER}), "place or publisher")


RULE = Rule("C104", "altered-place-or-publisher", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
