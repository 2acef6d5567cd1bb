"""P104 stale-departure: an accepted departure has changed its place or its reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Severity
from fidelity.model.project import Inspection, ProjectRule, Remark


def check(inspection: Inspection) -> Iterator[Remark]:
    """Claim each departure near which something else is found now."""
    for departure, finding in inspection.stale_departures:
        place = f"{finding.path}:{finding.start.line}" if finding.start is not None else finding.path
        was = f"“{departure.message}”" if departure.message else departure.code
        yield Remark(f"{was} was accepted, and {place} has another reading or stands in other words now", departure.line)


RULE = ProjectRule("P104", "stale-departure", Severity.WARNING, Path(__file__).with_suffix(".md"), check)
