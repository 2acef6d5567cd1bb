"""C106 altered-url: the web address or DOI of a citation is not the canonical one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.citation_field import altered_field


def check(case: Case) -> Iterator[Claim]:
    """Claim what differs inside the address of a citation."""
    yield from altered_field(case, frozenset({Field.URL}), "address")


RULE = Rule("C106", "altered-url", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
