"""C106 altered-url: the web address or DOI of a citation is not the canonical one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fidelity.model.changes import Edit
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.citation_field import altered_field


def check(case: Case) -> Iterator[Claim]:
    """Claim what differs inside the address of a citation; one that was only broken at a line end can safely be joined."""
    for one in altered_field(case, frozenset({Field.URL}), "address"):
        joined = _joined(case, one)
        yield one if joined is None else replace(one, edits=(joined,), safe=True, fix_title="join the broken address")


def _joined(case: Case, claim: Claim) -> Edit | None:
    """The edit that takes the breaks out of an address, with or without their hyphens, if the canonical one comes out.

    The angle brackets of a link stay: Markdown takes a broken one for words.
    """
    if len(claim.edits) != 1:
        return None
    edit = claim.edits[0]
    broken = case.edition.string[slice(*edit.span)]
    if broken.startswith("<") and broken.endswith(">") and not edit.after.startswith("<"):
        edit = replace(edit, span=Span(edit.span.start + 1, edit.span.end - 1))
        broken = broken[1:-1]
    joined = {re.sub(r"\s+", "", broken), re.sub(r"[-\u00ad\u2010]\s+", "", broken)}
    return edit if re.search(r"\s", broken) is not None and edit.after in joined else None


RULE = Rule("C106", "altered-url", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
