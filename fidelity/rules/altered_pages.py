"""C105 altered-pages: the pages or the chapter that a citation points at are not the canonical ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.citation_field import altered_field


def check(case: Case) -> Iterator[Claim]:
    """Claim what differs inside the pages or chapter of a citation."""
    yield from altered_field(case, frozenset({Field.PAGES}), "pages")


RULE = Rule("C105", "altered-pages", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
