"""What a reporter is given: everything that one run found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fidelity.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Report:
    """The findings to show, file by file, and what was checked."""

    findings: tuple[Finding, ...]
    checked: Mapping[str, str | None]
    """The decoded content of each file that was checked, by its path, in order; None for a format without lines."""
    against: str = ""
    """What the editions were checked against, for a sentence; empty where they were checked alone."""
    version: str = ""
    """The version of fidelity."""
    statistics: bool = False
    """Whether the findings are to be counted by rule instead of shown one by one, in formats for people."""
    root: str = ""
    """The folder, as an absolute path, that the relative paths of findings start from."""
    remarks: tuple[str, ...] = ()
    """What could not be read or compared, in sentences."""
    accepted: int = 0
    """Findings that are not shown since somebody accepted them: departures and ignore comments."""
    frozen: int = 0
    """Findings that are not shown since they are in the baseline."""
    unchanged: int = 0
    """Findings that are not shown since their lines have not changed since `since`."""
    since: str = ""
    """The revision of git since which lines must have changed, if one was named."""
