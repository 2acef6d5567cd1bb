"""The baseline: the findings that an edition had when somebody began to check it, which are not shown again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from fidelity.model.errors import FidelityError
from fidelity.model.finding import Finding

Baseline = Mapping[str, Mapping[str, str]]
"""For each edition, by its path from the folder of the baseline, with slashes: fingerprints, each with what was found."""
VERSION = 1


def read_baseline(path: Path) -> Baseline:
    """The baseline of a file; an empty one where there is no such file. Raises FidelityError when it is damaged."""
    if not path.is_file():
        return {}
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["version"] != VERSION:
            raise FidelityError(f"{path} was written by another version of fidelity; make it anew with “fidelity baseline”.")
        return {str(name): dict(found) for name, found in record["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as damage:
        raise FidelityError(f"{path} is damaged; make it anew with “fidelity baseline”.") from damage


def document_of(baseline: Baseline) -> str:
    """The baseline as a document that version control can show the changes of: sorted, a finding a line."""
    record = {
        "version": VERSION,
        "files": {name: dict(sorted(found.items())) for name, found in sorted(baseline.items()) if found},
    }
    return json.dumps(record, ensure_ascii=True, indent=2) + "\n"


def frozen(findings: Iterable[Finding]) -> dict[str, str]:
    """The findings of one edition as a baseline has them."""
    return {finding.fingerprint: f"{finding.code} {finding.name}: {finding.message}" for finding in findings}
