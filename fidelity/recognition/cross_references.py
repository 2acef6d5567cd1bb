"""Cross-references from one note or passage to another note: "see note 12", "n. 7", "Anm. 5", "oben N. 7", "nota 3"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fidelity.language.note_signs import NOTE_WORDS
from fidelity.model.late_pattern import late_pattern
from fidelity.model.recognised import CrossReference
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.prose import prose

_REFERENCE = re.compile(
    r"(?<![\w.])(?P<word>(?:end|foot)?notes?|nn?\.|fnn?\.|Fn\.|"
    r"Anm\.|Anmerkung(?:en)?|Fu(?:ß|ss)note|FN|N\.|nota|notas|voir\s+note)"
    r"[\s\u00a0\u202f](?:no\.\s)?(?P<label>\d{1,4})(?!\d|[.,:/]\d|[-–]\d{4})",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"\d+")
_LONGEST_WORD, _BEHIND = 24, 12
"""Characters that the word before the number may have, and that tell behind it what the number is."""
_POINTING = late_pattern(
    r"(?:see|cf\.|above|below|supra|infra|in|at|oben|unten|siehe|vgl\.|s\.|voir|véase|cit\.|O\.|[,;(]|to|and|from|with)\s*$",
    re.IGNORECASE,
)
_PAGE = late_pattern(r"(?:\d|(?<!\w)[ivxlc]+)[\s,]*$")


def cross_references(text: Text) -> Iterator[CrossReference]:
    """All references to notes of this text, in order of place.

    Left alone: the note of another work's page ("45 n. 12", "p. 45, n. 12"), "n.d.", years, and a bare "Note 3" that opens a
    note or begins a sentence as a heading would.
    """
    string = prose(text)
    for match in _references(string):
        before = string[max(match.start() - 24, 0) : match.start()]
        line = before[before.rfind("\n") + 1 :]
        if _PAGE.search(line) and not re.search(r"(?:see|cit\.|O\.)[\s,]*$", line):
            continue
        short = match["word"].endswith(".") or match["word"].isupper()
        if match["word"] in {"n.", "nn."} and not _POINTING.search(line):
            continue
        if match["word"] in {"NN.", "Nn."}:
            continue
        if not short and not _POINTING.search(line) and match["word"][0].isupper() and match["word"].lower() == "note":
            continue
        label = match["label"]
        if len(label) == 4 and 1400 <= int(label) < 2100:  # a year
            continue
        yield CrossReference(Span(*match.span()), Span(*match.span("label")), label)


def _references(string: str) -> Iterator[re.Match[str]]:
    """The matches of the pattern, looked for where a numeral is: those are few, and the words before them many."""
    end = 0
    for numeral in _NUMERAL.finditer(string):
        at = numeral.start()
        before = string[max(at - 1 - _LONGEST_WORD, 0) : at]
        # asked first, as most numerals follow other words
        if not before[-1:].isspace() or not before[:-1].casefold().endswith(NOTE_WORDS):
            continue
        match = _REFERENCE.search(string, max(at - 1 - _LONGEST_WORD, end), at + 1 + _BEHIND)
        if match is not None and match.start("label") == at:
            yield match
            end = match.end()
