"""P105 stale-canonical-text: the canonical text is not what extracting its source would give today."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Severity
from fidelity.model.project import Inspection, ProjectRule
from fidelity.model.source import EXTRACTION_VERSION


def check(inspection: Inspection) -> Iterator[str]:
    """Claim a text edited after it was extracted, whose source or decisions changed, or that another version extracted."""
    provenance = inspection.provenance
    if provenance is None:
        return
    if provenance.edited:
        yield "the text was changed after it was extracted, so that its log no longer tells where it was printed"
    if provenance.found_sha256 is not None and provenance.found_sha256 != provenance.sha256:
        yield f"it was not made from {provenance.source} as that is now"
    if provenance.redecided:
        yield "the decisions about it were changed after it was extracted"
    if provenance.extraction != EXTRACTION_VERSION:
        yield f"it was made by extraction version {provenance.extraction}, and this is version {EXTRACTION_VERSION}"


RULE = ProjectRule("P105", "stale-canonical-text", Severity.WARNING, Path(__file__).with_suffix(".md"), check)
