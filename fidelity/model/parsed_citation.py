"""A citation as programs and reference managers take it: printed strings by field, and what it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fidelity.model.recognised import CitationKind


@dataclass(frozen=True, slots=True)
class ParsedCitation:
    """One citation of a text."""

    note: str | None
    """The label of the note it stands in; None in a list of references."""
    start: int
    end: int
    """From where to where, in code points of the text or file that was read; of a format without characters, of its text."""
    text: str
    kind: CitationKind
    fields: Mapping[str, tuple[str, ...]]
    """What is printed for each field: for authors and editors one string a person."""
    xref: tuple[str, ...] = ()
    """The labels of the notes that it refers to."""
    antecedent: int | None = None
    """For a short form or "ibid.": which citation of this list, counted from 0, says the work in full."""

    def as_json(self) -> dict[str, object]:
        """The record as JSON writes it."""
        return {
            "note": self.note,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind.value,
            "fields": {name: list(values) for name, values in self.fields.items()},
            "xref": list(self.xref),
            "antecedent": self.antecedent,
        }
