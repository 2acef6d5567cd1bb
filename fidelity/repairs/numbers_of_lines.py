"""The numbers of lines in the margin, which the reader of PDFs knows by their place and by what they count."""

from __future__ import annotations

from collections.abc import Sequence

from fidelity.model.source import NUMBER_COLUMN
from fidelity.model.span import Span
from fidelity.repairs.printed_lines import PrintedLine

CERTAINTY = 0.97


def numbers_of_lines(lines: Sequence[PrintedLine]) -> dict[Span, tuple[str, float]]:
    """Those of some lines that number others: why they go, and how certain that is."""
    why = "the number of a line in the margin: it counts the lines of the page", CERTAINTY
    return {line.span: why for line in lines if line.box is not None and line.box.column == NUMBER_COLUMN}
