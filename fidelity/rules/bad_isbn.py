"""C121 bad-isbn: an ISBN whose check digit or length is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import variants_at, views

_ISBN = re.compile(r"\bISBN(?:[- ]?1[03])?:?\s*(\d(?:[ ‐‑–-]?[\dXx]){7,})(?!\w)")
_SEPARATORS = re.compile(r"[ ‐‑–-]")


def check(case: Case) -> Iterator[Claim]:
    """Claim numbers that are introduced as an ISBN and are none. A year after the number is not part of it."""
    for view in views(case.edition):
        for match in _ISBN.finditer(view.string):
            readings = list(_without_what_follows(match[1]))
            if any(not flaw(_SEPARATORS.sub("", reading)) for reading in readings):
                continue
            number = next((one for one in readings if len(_SEPARATORS.sub("", one)) in {10, 13}), match[1])
            span = view.to_text(Span(match.start(1), match.start(1) + len(number)))
            message = f"the ISBN {number} {flaw(_SEPARATORS.sub('', number))}"
            yield Claim(message, span, variants=variants_at(case, span))


def _without_what_follows(number: str) -> Iterator[str]:
    """The number as it stands, then without its last groups, as long as enough is left to be meant as an ISBN."""
    while len(_SEPARATORS.sub("", number)) >= 9:
        yield number
        cut = max(number.rfind(separator) for separator in " -‐‑–")
        if cut < 0:
            return
        number = number[:cut]


def flaw(digits: str) -> str:
    """Why a string of digits is no ISBN (ISO 2108: weights 10 to 1 modulo 11, or 1 and 3 modulo 10); empty if it is one."""
    digits = digits.upper()
    if len(digits) == 10 and digits[:9].isdecimal():
        total = sum((10 - i) * (10 if digit == "X" else int(digit)) for i, digit in enumerate(digits))
        return "" if total % 11 == 0 else "has a wrong check digit"
    if len(digits) == 13 and digits.isdecimal():
        total = sum((3 if i % 2 else 1) * int(digit) for i, digit in enumerate(digits))
        return "" if total % 10 == 0 else "has a wrong check digit"
    return f"has {len(digits)} digits, and not 10 or 13"


RULE = Rule("C121", "bad-isbn", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
