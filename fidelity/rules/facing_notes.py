"""Which notes of a translation stand for which of its text: by their labels, or by place and content where those differ."""

from __future__ import annotations

import re
from bisect import bisect_right

from fidelity.model.rule import Case
from fidelity.model.text import Note, Text
from fidelity.rules.difference import reading

_SURVIVOR = re.compile(r"\d+|\b[A-ZÀ-ÖØ-Þ][^\W\d_]{2,}")
"""Numerals and capitalised words: what a note may have in both languages."""
_MOST = 6
"""Shared words and numerals that count."""
_SAME_PARAGRAPH, _SAME_LABEL = 3, 1
"""What it counts that calls stand in paragraphs that face each other, and that labels agree; a shared word counts 1."""
_LEAST = 3
"""What makes two notes each other's."""
_BAND = 20
"""Notes by which a place in the one sequence may be off in the other, besides the difference of the counts."""


def facing_notes(case: Case) -> list[tuple[Note | None, Note | None]]:
    """The notes of the canonical text with those of the translation, in order; None for what one of them does not have."""
    assert case.canonical is not None
    old, new = case.canonical.notes, case.edition.notes
    of_label = {note.value: note for note in new}
    if {note.value for note in old} == of_label.keys():
        return [(note, of_label[note.value]) for note in old]
    return _aligned(case, case.canonical, old, new)


def _aligned(
    case: Case, canonical: Text, old: tuple[Note, ...], new: tuple[Note, ...]
) -> list[tuple[Note | None, Note | None]]:
    """The pairing that has most in common, both sequences in order (Needleman and Wunsch 1970, near the diagonal)."""
    ours = [_Evidence(canonical, note, [pair.canonical.start for pair in case.facing]) for note in old]
    theirs = [_Evidence(case.edition, note, [pair.edition.start for pair in case.facing]) for note in new]
    reach = abs(len(old) - len(new)) + _BAND
    best: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(old) + 1):
        for j in range(max(i - reach, 0), min(i + reach, len(new)) + 1):
            ways = [(best.get((i - 1, j), (-1, 0))[0], 1), (best.get((i, j - 1), (-1, 0))[0], 2)]
            if i and j and (i - 1, j - 1) in best:
                common = ours[i - 1].common(theirs[j - 1])
                ways.append((best[i - 1, j - 1][0] + common if common >= _LEAST else -1, 3))
            best[i, j] = max(ways) if i or j else (0, 0)
    found: list[tuple[Note | None, Note | None]] = []
    i, j = len(old), len(new)
    while i or j:
        step = best[i, j][1]
        i, j = i - (step & 1), j - (step >> 1)
        found.append((old[i] if step & 1 else None, new[j] if step >> 1 else None))
    return found[::-1]


class _Evidence:
    """What a note may have in common with its counterpart."""

    def __init__(self, text: Text, note: Note, starts: list[int]) -> None:
        self.label = note.value
        self.words = set(_SURVIVOR.findall(reading(text, note.body))) if note.body is not None else set()
        self.paragraph = bisect_right(starts, note.calls[0].start) if note.calls else 0

    def common(self, other: _Evidence) -> int:
        """How much speaks for the two being each other's."""
        shared = min(len(self.words & other.words), _MOST)
        together = _SAME_PARAGRAPH if self.paragraph and self.paragraph == other.paragraph else 0
        return shared + together + (_SAME_LABEL if self.label == other.label else 0)
