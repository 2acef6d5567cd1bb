"""T100 unrelated-text: the edition is no edition of the canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.collation import Collation
from fidelity.model.declarations import Relation
from fidelity.model.errors import WholeTextNeeded
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.excerpt import outside_excerpt
from fidelity.rules.tongue import guessed
from fidelity.rules.translation import is_untranslated

FEWEST = 400
"""Characters of running text below which it cannot be told."""
LEAST_SHARED = 0.25
"""Share of an edition's characters that agree with its canonical text, below which it is another text."""

LEAST_PART = 0.05
"""Characters of an edition, as a share of those of its canonical text, below which it is none."""
_EXCERPT = 0.5
"""Share of such an edition's characters that agree, from which on it is an excerpt: what differs within is said, too."""


def check(case: Case) -> Iterator[Claim]:
    """Claim everything at once where hardly anything agrees, or a translation that is none."""
    for found in _claims(case):
        if case.edition.source.left_out:  # of what agrees something is missing
            raise WholeTextNeeded
        yield found


def _claims(case: Case) -> Iterator[Claim]:
    collation = case.collation
    if case.relation is Relation.TRANSLATION and is_untranslated(case):
        language = guessed(case.edition)
        yield Claim(
            f"this is no translation: it is in the language of the canonical text ({language}); "
            "should its relation be edition or excerpt?",
            Span(0, 0),
            Span(0, 0),
        )
        return
    if collation is None or case.relation not in {Relation.EDITION, Relation.EXCERPT}:
        return
    length = len(collation.running.edition.string)
    everything = frozenset(variant.index for variant in collation.variants)
    if case.relation is Relation.EDITION and _is_a_scrap(collation):
        excerpt = length >= FEWEST and _shared(collation) >= _EXCERPT
        yield Claim(
            f"this is no edition of the canonical text: it has {length:,} of its {len(collation.running.canonical.string):,} "
            "characters (is it checked against the right text, and is it an excerpt?)",
            Span(0, 0),
            Span(0, 0),
            outside_excerpt(collation) if excerpt else everything,
        )
        return
    if length < FEWEST or len(collation.running.canonical.string) < FEWEST:
        return
    shared = _shared(collation)
    if shared >= LEAST_SHARED:
        return
    yield Claim(
        f"this is no {'excerpt' if case.relation is Relation.EXCERPT else 'edition'} of the canonical text: "
        f"{shared:.0%} of it agrees (is it checked against the right text, in the right relation?)",
        Span(0, 0),
        Span(0, 0),
        everything,
    )


def _shared(collation: Collation) -> float:
    """The share of an edition's characters that agree with its canonical text, there or in another place."""
    agreeing = [tile.edition.length for tile in collation.running.tiles if tile.kind is None]
    inside = [one.edition.length for _, tiles in collation.running.moved for one in tiles if one.kind is None]
    return (sum(agreeing) + sum(inside)) / len(collation.running.edition.string)


def _is_a_scrap(collation: Collation) -> bool:
    """Whether a text of some length is all but absent, so that everything in it would be said to be missing."""
    strand = collation.running
    whole = len(strand.canonical.string)
    return whole >= FEWEST and len(strand.edition.string) < LEAST_PART * whole


RULE = Rule("T100", "unrelated-text", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
