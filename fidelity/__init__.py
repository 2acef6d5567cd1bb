"""fidelity: a linter for the faithfulness of texts.

Two halves over one model: an extractor that turns a source (PDF, or text that somebody pulled out of one) into a
canonical text, and checkers that confirm an edition against it.
"""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = ["__version__"]
