"""Citations for programs: one JSON object a line, as `ParsedCitation` has it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from fidelity.model.parsed_citation import ParsedCitation


def render(citations: Iterable[ParsedCitation]) -> str:
    """One object a line, in order of place."""
    return "".join(json.dumps(citation.as_json(), ensure_ascii=False) + "\n" for citation in citations)
