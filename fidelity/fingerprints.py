"""What makes a finding the same finding in the next run: what is wrong, with which words, between which words.

Lines and columns are no part of it, so that a paragraph added above changes nothing. Baselines, departures and the formats
for programs all use the same fingerprints.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from fidelity.model.finding import Finding

_DIGITS = 16
"""Hexadecimal digits of a fingerprint: 64 bits, enough for a million findings not to be alike by chance."""
_FORMS = str.maketrans("“”„‟«»‘’‚‛‹›–—―", '"' * 6 + "'" * 6 + "-" * 3)
"""Quotation marks and dashes, whose form an editor may change without making it another finding."""


def with_fingerprints(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one file, in order, each with its fingerprint; what is alike is told apart by a count."""
    counts: Counter[str] = Counter()
    marked = []
    for finding in findings:
        what = _what(finding)
        counts[what] += 1
        digest = sha256(f"{what}\0{counts[what]}".encode("utf-8", "surrogatepass")).hexdigest()
        marked.append(replace(finding, fingerprint=digest[:_DIGITS]))
    return tuple(marked)


def _what(finding: Finding) -> str:
    before, after = finding.around
    parts = [finding.code, finding.edition, finding.canonical or "", before, after]
    if not any(parts[1:]):
        parts.append(finding.message)  # of a file as a whole there is nothing else to say
    return "\0".join(normal(part) for part in parts)


def normal(words: str) -> str:
    """Words without what editors change freely: white space, case, Unicode form, the form of quotation marks and dashes."""
    if words.isascii():  # nothing in it has another form
        return " ".join(words.casefold().split())
    return " ".join(unicodedata.normalize("NFKC", words).translate(_FORMS).casefold().split())
