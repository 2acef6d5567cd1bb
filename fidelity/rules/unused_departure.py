"""P103 unused-departure: a departure is recorded that the edition no longer makes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Severity
from fidelity.model.project import Inspection, ProjectRule, Remark


def check(inspection: Inspection) -> Iterator[Remark]:
    """Claim each departure that no finding needs."""
    for departure in inspection.unused_departures:
        what = f"“{departure.message}”" if departure.message else f"{departure.code} {departure.name}".strip()
        yield Remark(f"{departure.path} no longer departs so ({what}); the departure can go", departure.line)


RULE = ProjectRule("P103", "unused-departure", Severity.WARNING, Path(__file__).with_suffix(".md"), check)
