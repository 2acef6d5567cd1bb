"""What a layout is: a producer, what it needs, and what it cannot set."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extraction.texts import Text, without_drop_caps, without_notes

Typeset = Callable[[Text, Path, Path], None]
"""Sets a text into a PDF (the first path), working in an empty folder (the second); raises any error of its producer."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to set a text."""

    name: str
    typeset: Typeset
    programs: tuple[str, ...] = ()
    """Programs that must be there."""
    modules: tuple[str, ...] = ()
    """Python modules that must be there."""
    columns: int = 1
    drop_caps: bool = True
    """Whether the producer sets drop caps."""
    caps_after_quotation_marks: bool = True
    absent_notes: str = ""
    """Labels of notes that the producer cannot set."""
    labels_are_numbers: bool = True
    """Whether the notes are printed under the numbers of the text; else by page, or as symbols."""

    def adapted(self, text: Text) -> Text:
        """The text without what this producer cannot set."""
        if self.absent_notes:
            text = without_notes(text, self.absent_notes)
        if not self.drop_caps:
            return without_drop_caps(text)
        return text if self.caps_after_quotation_marks else without_drop_caps(text, only_after_quotation_mark=True)

    def missing(self) -> str:
        """What is not installed here, or nothing."""
        absent = [program for program in self.programs if not shutil.which(program)]
        absent += [module for module in self.modules if importlib.util.find_spec(module) is None]
        return ", ".join(absent)
