"""P101 unreadable-file: an edition that was to be checked cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Severity
from fidelity.model.project import Inspection, ProjectRule


def check(inspection: Inspection) -> Iterator[str]:
    """Say why a file could not be read, in the words of whoever tried, without the name that the finding shows already."""
    if inspection.failure:
        reason = inspection.failure.strip().rstrip(".")
        yield f"the file{reason.removeprefix(inspection.path)}" if reason.startswith(f"{inspection.path} ") else reason


RULE = ProjectRule("P101", "unreadable-file", Severity.ERROR, Path(__file__).with_suffix(".md"), check)
