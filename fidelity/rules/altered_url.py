"""C106 altered-url: the web address or DOI of a citation is not the canonical one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.citation_field import altered_field


def check(case: Case) -> Iterator[Claim]:
    """Claim what differs inside the address of a citation; one that was only broken at a line end can safely be joined."""
    for one in altered_field(case, frozenset({Field.URL}), "address"):
        yield replace(one, safe=True, fix_title="join the broken address") if _is_only_broken(case, one) else one


def _is_only_broken(case: Case, claim: Claim) -> bool:
    """Whether the canonical address comes out when the breaks are taken out, with or without their hyphens."""
    if len(claim.edits) != 1:
        return False
    broken, whole = case.edition.string[slice(*claim.edits[0].span)], claim.edits[0].after
    joined = {re.sub(r"\s+", "", broken), re.sub(r"[-\u00ad\u2010]\s+", "", broken)}
    return re.search(r"\s", broken) is not None and whole in joined


RULE = Rule("C106", "altered-url", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
