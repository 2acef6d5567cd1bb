"""C121 bad-identifier: an ISBN, ISSN or ORCID whose check digit is wrong, or a DOI that cannot be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.difference import variants_at, views

_ISBN = re.compile(r"\bISBN(?:[- ]?1[03])?:?\s*(\d(?:[ ‐‑–-]?[\dXx]){7,})(?!\w)")
_SEPARATORS = re.compile(r"[ ‐‑–-]")
_FEWEST_DIGITS, _MOST_DIGITS = 9, 13
"""Digits of a number that may be meant as an ISBN, a digit lost included; of one that is."""
_ISSN = re.compile(r"\bISSN:?\s*(?P<number>\d{4}[-‐‑–]?\d{3}[\dXx])(?![\w-])")
_ORCID = re.compile(r"(?:\bORCID:?\s*(?:iD:?\s*)?|orcid\.org/)(?P<number>(?:\d{4}[-‐‑–]){3}\d{3}[\dXx])(?!\w)")
_DOI = re.compile(r"(?:\b(?:doi|DOI)(?::\s?|\s)|doi\.org/)(?P<number>\d[\w.]*(?:/[^\s<>]*[^\s<>.,;:)\]])?)")
_DOI_WORD = re.compile("doi(?![a-z]{2})")
"""What "doing" has not; a call may stand behind it."""
_INTRODUCTIONS = ("ISBN", "ISSN", "ORCID", "orcid.org/", "doi", "DOI")
"""One of these stands before every number that the patterns find; a text without any is not searched for them."""
_DOI_SHAPE = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")


def check(case: Case) -> Iterator[Claim]:
    """Claim numbers that are introduced as an ISBN, ISSN, ORCID or DOI and are none."""
    if not any(word in case.edition.string for word in _INTRODUCTIONS):
        return
    yield from _isbns(case)
    string = case.edition.string
    kinds = [kind for kind in _KINDS if any(word in string for word in kind[1])]
    if "doi" in string and "DOI" not in string and not _DOI_WORD.search(string):
        kinds = [kind for kind in kinds if kind[2] is not _DOI]
    for view in views(case.edition) if kinds else ():
        for name, words, pattern, fault in kinds:
            for match in _introduced(view.string, words, pattern):
                wrong = fault(match["number"])
                if wrong:
                    span = view.to_text(Span(*match.span("number")))
                    yield Claim(f"the {name} {match['number']} {wrong}", span, variants=variants_at(case, span))


def _introduced(string: str, words: Sequence[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of a pattern, asked only where one of the words stands that it begins with: most texts have none."""
    for word in words:
        at = string.find(word)
        while at >= 0:
            match = pattern.match(string, at)
            if match is not None:
                yield match
            at = string.find(word, match.end() if match is not None else at + 1)


def _isbns(case: Case) -> Iterator[Claim]:
    """Numbers introduced as an ISBN. A year after the number is not part of it."""
    for view in views(case.edition):
        for match in _ISBN.finditer(view.string) if "ISBN" in view.string else ():
            readings = list(_without_what_follows(match[1]))
            if any(not flaw(_SEPARATORS.sub("", reading)) for reading in readings):
                continue
            number = next((one for one in readings if len(_SEPARATORS.sub("", one)) in {10, 13}), match[1])
            span = view.to_text(Span(match.start(1), match.start(1) + len(number)))
            message = f"the ISBN {number} {flaw(_SEPARATORS.sub('', number))}"
            yield Claim(message, span, variants=variants_at(case, span))


def _without_what_follows(number: str) -> Iterator[str]:
    """The number as it stands, then what is left without its last groups, if it has about as many digits as an ISBN."""
    yield number
    groups: list[int] = []
    digits = 0
    for at, character in enumerate(number):
        if _SEPARATORS.match(character) is None:
            digits += 1
        elif digits > _MOST_DIGITS:
            break
        elif digits >= _FEWEST_DIGITS:
            groups.append(at)
    yield from (number[:at] for at in reversed(groups))


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


def issn_flaw(number: str) -> str:
    """Why a number is no ISSN (ISO 3297: weights 8 to 1 modulo 11); empty if it is one."""
    digits = _SEPARATORS.sub("", number).upper()
    total = sum((8 - i) * (10 if digit == "X" else int(digit)) for i, digit in enumerate(digits))
    return "" if total % 11 == 0 else "has a wrong check digit"


def orcid_flaw(number: str) -> str:
    """Why a number is no ORCID iD (ISO 7064 MOD 11-2); empty if it is one."""
    digits = _SEPARATORS.sub("", number).upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check_digit = (12 - total % 11) % 11
    return "" if ("X" if check_digit == 10 else str(check_digit)) == digits[-1] else "has a wrong check digit"


def doi_flaw(number: str) -> str:
    """Why a string is no DOI (ISO 26324: 10., four digits or more, a slash, a suffix); empty if it is one."""
    return "" if _DOI_SHAPE.match(number) else "does not have the form 10.NNNN/suffix"


_KINDS = (
    ("ISSN", ("ISSN",), _ISSN, issn_flaw),
    ("ORCID", ("ORCID", "orcid.org/"), _ORCID, orcid_flaw),
    ("DOI", ("doi", "DOI"), _DOI, doi_flaw),
)
"""The name of a number, the words that introduce it, its pattern, which begins with one of them, and what may be wrong."""

RULE = Rule("C121", "bad-identifier", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
