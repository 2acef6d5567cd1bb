"""Labels of notes told apart: where a label comes again in its stream, numbering has begun again."""

from __future__ import annotations

import re

from fidelity.language.note_signs import SYMBOLS
from fidelity.model.marks import scoped

_NUMBER = re.compile(r"[0-9]+")
_SYMBOL = re.compile(rf"[{re.escape(SYMBOLS)}]+")


class Labels:
    """The values of labels, given in the order of the notes. Numbers, symbols and other labels are streams of their own."""

    def __init__(self) -> None:
        self.scope: dict[str, int] = {}
        self.used: dict[str, set[str]] = {}

    def value(self, label: str) -> str:
        """The value for the next note with this label; a label that its scope has already begins the next scope."""
        stream = stream_of(label)
        used = self.used.setdefault(stream, set())
        folded = label.casefold()
        if folded in used:
            self.scope[stream] = self.scope.get(stream, 1) + 1
            used.clear()
        used.add(folded)
        return scoped(label, self.scope.get(stream, 1))


def stream_of(label: str) -> str:
    """Which notes are counted together with a label: "number", "symbol" or "name"."""
    if _NUMBER.fullmatch(label):
        return "number"
    return "symbol" if _SYMBOL.fullmatch(label) else "name"
