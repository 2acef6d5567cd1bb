"""P102 unused-ignore: a comment asks to ignore what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Severity
from fidelity.model.project import Inspection, ProjectRule, Remark


def check(inspection: Inspection) -> Iterator[Remark]:
    """Claim each ignore comment that is about no finding, and each that says what nobody can follow."""
    for ignore in inspection.unused_ignores:
        message = ignore.fault or f"nothing here is {ignore.said}, so that the comment can go"
        yield Remark(message, ignore.line, ignore.column, ignore.offset)


RULE = ProjectRule("P102", "unused-ignore", Severity.WARNING, Path(__file__).with_suffix(".md"), check)
