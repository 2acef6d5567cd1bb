"""fidelity: a linter for the faithfulness of texts.

Two halves over one model: an extractor that turns a source (PDF, or text that somebody pulled out of one) into a
canonical text, and checkers that confirm an edition against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fidelity.model.parsed_citation import ParsedCitation

__version__ = "0.1.0"

__all__ = ["__version__", "parse_citations"]


def parse_citations(text: str, lang: str | None = None) -> tuple[ParsedCitation, ...]:
    """The citations of a string; see `fidelity.citing.parse_citations`."""
    from importlib import import_module

    # by name: every module imports this package, and none may lean on `citing` through it
    found: tuple[ParsedCitation, ...] = import_module("fidelity.citing").parse_citations(text, lang)
    return found
