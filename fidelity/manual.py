"""The manual: the page beside each repair and rule, and the list of them all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fidelity.model.errors import FidelityError

if TYPE_CHECKING:
    from fidelity.model.project import ProjectRule
    from fidelity.model.rule import Rule


@dataclass(frozen=True, slots=True)
class Entry:
    """A repair or a rule as the manual lists it."""

    code: str
    name: str
    severity: str
    """A severity, or "repair" for a procedure of the extractor that reports nothing in an edition."""
    family: str
    summary: str
    """The first sentence of its page."""
    page: Path


def entries() -> list[Entry]:
    """Every repair and rule once, by code."""
    from fidelity.catalog import PROJECT_RULES, REPAIRS, RULES
    from fidelity.model.finding import Family

    found = {
        repair.code: Entry(
            repair.code,
            repair.name,
            "repair" if repair.transcript_only else str(repair.severity),
            str(Family.of(repair.code)),
            _summary(repair.page),
            repair.page,
        )
        for repair in REPAIRS
    }
    everything: tuple[Rule | ProjectRule, ...] = (*RULES, *PROJECT_RULES)
    for rule in everything:
        found[rule.code] = Entry(rule.code, rule.name, str(rule.severity), str(rule.family), _summary(rule.page), rule.page)
    return [found[code] for code in sorted(found)]


def page_of(wanted: str) -> str:
    """The page of the rule or repair with that code or name, in Markdown; of a code that others stand for, theirs.

    Raises FidelityError when there is none.
    """
    from fidelity.catalog import find
    from fidelity.configuration.selectors import SAID_BY

    instead = SAID_BY.get(wanted.strip().upper(), ())
    if instead:
        opening = f"{wanted.strip().upper()} has no rule of its own: see {' and '.join(instead)}.\n"
        return "\n".join([opening, *(find(code).page.read_text(encoding="utf-8") for code in instead)])
    try:
        return find(wanted).page.read_text(encoding="utf-8")
    except KeyError as unknown:
        found = [(name, find(name)) for name in unknown.args[1:]]
        near = [one.name if name == one.name else one.code for name, one in found]
    hint = f"did you mean {' or '.join(near)}?" if near else "“fidelity rules” lists them all."
    raise FidelityError(f"there is no rule or repair “{wanted}”; {hint}")


def _summary(page: Path) -> str:
    """The first sentence under the first heading of a page."""
    prose = re.sub(r"^#.*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE).strip()
    paragraph = " ".join(prose.split("\n\n")[0].split())
    sentence = re.match(r".*?[.!?](?=\s|$)", paragraph)
    return sentence.group() if sentence else paragraph
