"""Variants that no rule is asked about, or only gently: by the relation, quotation marks, pictures, the title page."""

from __future__ import annotations

from dataclasses import replace

from fidelity.claims import Taken
from fidelity.model.declarations import Relation
from fidelity.model.finding import Severity
from fidelity.model.rule import Case
from fidelity.rules.excerpt import outside_excerpt

LONGEST_TITLE_PAGE = 1000
"""Characters at the beginning of a text among which its title and authors stand, at most."""


def excused_by_relation(case: Case) -> frozenset[int]:
    """The variants that the relation of edition and canonical text allows."""
    if case.relation is not Relation.EXCERPT or case.collation is None:
        return frozenset()
    return outside_excerpt(case.collation)


def excused_by_quotations(case: Case) -> frozenset[int]:
    """The variants that whoever quotes may make: marked omissions, and marks around what is a block quotation elsewhere."""
    if not case.edition_marks.quotations and not case.canonical_marks.quotations:
        return frozenset()
    from fidelity.rules.block_quotation import marks_for_blocks
    from fidelity.rules.quotation_change import marked_omissions

    return marked_omissions(case) | marks_for_blocks(case)


def by_pictures(case: Case) -> tuple[frozenset[int], frozenset[int]]:
    """The variants that are numbers printed before captions of pictures, and those that are captions which one text has."""
    collation = case.collation
    if collation is None or not any("![" in (text.source.content or "") for text in (collation.canonical, collation.edition)):
        return frozenset(), frozenset()
    from fidelity.rules.figure_caption import captions_of_pictures, excused_by_pictures

    return excused_by_pictures(collation), captions_of_pictures(collation)


def softened(one: Taken) -> Taken:
    """An error as a warning: with a picture its caption goes, by right or not."""
    return replace(one, severity=Severity.WARNING) if one.severity is Severity.ERROR else one


def excused_by_front_matter(case: Case) -> frozenset[int]:
    """The variants at the beginning that are the title and the author, which one of the files has beside its text."""
    collation = case.collation
    if collation is None or not collation.variants or collation.variants[0].edition.start > LONGEST_TITLE_PAGE:
        return frozenset()
    from fidelity.formats import work_of
    from fidelity.rules.title_page import said_beside_the_text

    return said_beside_the_text(collation, work_of(collation.canonical), work_of(collation.edition))
