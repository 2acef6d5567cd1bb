"""What survives a translation whatever the languages are: the numerals of a paragraph and of a note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from fidelity.language.numerals import is_number_word
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.rules.difference import reading
from fidelity.rules.tongue import guessed

_GROUPED = r"\d{1,3}(?:[.,’'\u0020\u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+(?!\d))?"
_NUMERAL = re.compile(rf"(?<![\w.,])(?:{_GROUPED}|\d{{2,}}(?:[.,]\d+)*)(?!\w)(?P<stop>\.?)")
"""Numerals that survive translation: "20th" becomes "XXe" and "7" may become a word, but a year stays."""
_ANY = re.compile(rf"{_GROUPED}|\d+(?:[.,]\d+)*")
_SEPARATED = re.compile(r"[.,’'\u0020\u00a0\u202f](?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W\d_]+")
FEWEST = 400
"""Characters of a text below which its language is not sure."""
_SPELT_OUT = 100
"""Numbers below this may be a word in the other language."""


def lost_numerals(case: Case) -> Iterator[tuple[Span, Span, list[str], list[str]]]:
    """Stretches that lack numerals: (canonical place, place in the translation, what is lost, what is there instead).

    Paragraph is compared with paragraph where there are as many, else the running text as a whole; each note with that of
    its label.
    """
    assert case.canonical is not None
    for there, here in chain(_blocks(case.canonical, case.edition), _notes(case.canonical, case.edition)):
        before, after = reading(case.canonical, there), reading(case.edition, here)
        has = Counter(map(_value, _ANY.findall(after)))
        wanted = Counter(_value(match[0]) for match in _NUMERAL.finditer(before) if not _is_ordinal(match))
        lost = [one for one in (wanted - has).elements() if not _is_said_otherwise(one, has, after)]
        if lost:
            had = Counter(map(_value, _ANY.findall(before)))
            yield there, here, sorted(lost), sorted(one for one in (has - had).elements() if len(one) > 1)


def _blocks(canonical: Text, edition: Text) -> Iterator[tuple[Span, Span]]:
    old, new = ([block for block in text.blocks if block.end <= text.running_end] for text in (canonical, edition))
    if len(old) != len(new):
        old, new = [Span(0, canonical.running_end)], [Span(0, edition.running_end)]
    yield from zip(old, new, strict=True)


def _notes(canonical: Text, edition: Text) -> Iterator[tuple[Span, Span]]:
    bodies = {note.value: note.body for note in edition.notes}
    for note in canonical.notes:
        body = bodies.get(note.value)
        if note.body is not None and body is not None:
            yield note.body, body


def _value(numeral: str) -> str:
    """A numeral without separators of thousands, with a point before its decimals."""
    return _SEPARATED.sub("", numeral).replace(",", ".").rstrip(".")


def _is_ordinal(match: re.Match[str]) -> bool:
    """Whether a short numeral has a full stop behind it: "20." is "20th" or "XXe" elsewhere."""
    return bool(match["stop"]) and len(match[0]) <= 3


def _is_said_otherwise(numeral: str, has: Counter[str], after: str) -> bool:
    """Whether a small number may be a word there, or "les années 60" the 1960s."""
    if not numeral.isdecimal() or int(numeral) >= _SPELT_OUT:
        return False
    return any(one.endswith(numeral) for one in has) or any(
        is_number_word(word.casefold(), None) for word in _WORD.findall(after)
    )


def is_untranslated(case: Case) -> bool:
    """Whether a translation of some length is in the language of its canonical text, as far as both are known."""
    if case.canonical is None or min(len(case.canonical.string), len(case.edition.string)) < FEWEST:
        return False
    one, two = guessed(case.canonical), guessed(case.edition)
    return one is not None and one == two
