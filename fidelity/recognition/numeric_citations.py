"""Numbers in square brackets that refer to a numbered list of references: [3], [3–5, 8]."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fidelity.model.recognised import NumericCitation
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.prose import prose

_NUMERIC = re.compile(
    r"\[(?P<numbers>\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,12})(?:,\s(?:pp?\.|S\.|ch\.|§)\s?[^\]]{1,20})?\](?![(:\[])"
)
_GREATEST = 600
"""The largest number that is taken to be one of a list of references."""


def numeric_citations(text: Text) -> Iterator[NumericCitation]:
    """All numbers in square brackets in the running text after a word or mark, in order of place.

    Left alone: a bracket at the start of a block (an entry's own number), [0, 1] and other intervals from zero, years, and a
    bracket after an operator or another bracket, as in arrays.
    """
    string = prose(text)[: text.running_end]
    for match in _NUMERIC.finditer(string):
        before = string[max(match.start() - 2, 0) : match.start()]
        if not before.strip() or before.endswith("\n") or before.rstrip()[-1] in "=∈+*/<>([{^_":
            continue
        if re.search(r"(?<![^\W\d_])[^\W\d_]$", before):  # a[4]
            continue
        numbers = _expanded(match["numbers"])
        if numbers and all(0 < number <= _GREATEST for number in numbers):
            yield NumericCitation(Span(*match.span()), numbers)


def _expanded(printed: str) -> tuple[int, ...]:
    """The numbers of a bracket, ranges written out; none where a range descends or is wide."""
    found: list[int] = []
    for part in re.split(r"\s?[,;]\s?", printed):
        first, _, last = re.sub(r"\s", "", part).replace("–", "-").partition("-")
        end = int(last) if last else int(first)
        if not int(first) <= end <= int(first) + 20:
            return ()
        found.extend(range(int(first), end + 1))
    return tuple(found)
