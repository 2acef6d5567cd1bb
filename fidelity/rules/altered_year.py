"""C103 altered-year: the year or date of a cited work is not the canonical one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.citation_field import altered_field


def check(case: Case) -> Iterator[Claim]:
    """Claim what differs inside the date of a citation."""
    yield from altered_field(case, frozenset({Field.YEAR}), "year")


RULE = Rule("C103", "altered-year", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
