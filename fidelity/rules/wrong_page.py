"""Q117 wrong-page: the page that is given for a quotation is not the one that has its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import shown


def check(case: Case) -> Iterator[Claim]:
    """Claim the page numbers that are given for a quotation which is printed on other pages of the edition that is cited."""
    for quoted in case.quoted or ():
        wrong = quoted.wrong_page
        if wrong is None:
            continue
        given = shown(case.edition.string[slice(*wrong.pages)])
        yield Claim(
            f"the quotation stands on p. {wrong.printed}, and not on p. {given}; {wrong.agreeing} others of this text have the "
            "page that is given for them",
            wrong.pages,
            passage=quoted.passages[0].span,
            related=((quoted.quotation.span, "the quotation"),),
        )


RULE = Rule("Q117", "wrong-page", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=True)
