"""C101 altered-author: the author of a cited work is another, or is spelt otherwise, than in the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.citation_field import altered_field


def check(case: Case) -> Iterator[Claim]:
    """Claim what differs inside the author of a citation."""
    yield from altered_field(case, frozenset({Field.AUTHOR}), "author")


RULE = Rule("C101", "altered-author", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
