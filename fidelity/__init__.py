"""fidelity: a linter for the faithfulness of texts.

Two halves over one model: an extractor that turns a source (PDF, or text that somebody pulled out of one) into a
canonical text, and checkers that confirm an edition against it.

    from pathlib import Path
    import fidelity

    for finding in fidelity.check(Path("edition.md"), Path("canonical.md")):
        print(finding.code, finding.message)

What is named here is the interface for programs; everything else may change. Nothing is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "check": "fidelity.api",
    "collate": "fidelity.cases",
    "extract": "fidelity.api",
    "parse_citations": "fidelity.citing",
    "read_canonical_file": "fidelity.api",
    "read_edition": "fidelity.api",
    "Finding": "fidelity.model.finding",
    "FidelityError": "fidelity.model.errors",
    "HouseStyle": "fidelity.model.declarations",
    "Relation": "fidelity.model.declarations",
    "Severity": "fidelity.model.finding",
}
"""Where each name is at home; `__init__.pyi` says the same to type checkers."""

__all__ = [
    "FidelityError",
    "Finding",
    "HouseStyle",
    "Relation",
    "Severity",
    "__version__",
    "check",
    "collate",
    "extract",
    "parse_citations",
    "read_canonical_file",
    "read_edition",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
