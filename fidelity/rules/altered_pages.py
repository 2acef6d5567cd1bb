"""C105 altered-pages: the pages, chapter, volume or issue that a citation points at are not the canonical ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.citation_field import altered_field

_NOUNS = {Field.PAGES: "pages", Field.CHAPTER: "chapter", Field.VOLUME: "volume", Field.ISSUE: "issue"}


def check(case: Case) -> Iterator[Claim]:
    """Claim what differs inside the numbers by which a citation points at a place."""
    for field, noun in _NOUNS.items():
        yield from altered_field(case, frozenset({field}), noun)


RULE = Rule("C105", "altered-pages", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
